import CarnetCore
package import EventLog
import Foundation
package import SystemPackage
package import Views

/// Where the parts of a data directory stand, and where its root key is looked for.
package struct DataDirectory: Sendable {
  package let root: FilePath
  /// The root key's file, outside the data directory.
  package let rootKey: FilePath

  /// - Parameters:
  ///   - root: the data directory.
  ///   - rootKey: the root key's file; beside the data directory, named after it, if nil.
  package init(_ root: FilePath, rootKey: FilePath? = nil) {
    let path = root.lexicallyNormalized()
    self.root = path
    self.rootKey = rootKey ?? FilePath(path.string + ".rootkey")
  }

  package var log: LogDirectory { LogDirectory(root) }
  package var keys: FilePath { root.appending("keys") }
  package var signingKey: FilePath { keys.appending("signing.key") }
  package var contents: FilePath { root.appending("contents") }
  package var viewsFolder: FilePath { root.appending("views") }
  package var views: ViewStore { ViewStore(viewsFolder) }
}
