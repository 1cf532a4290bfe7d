import Foundation
import SystemPackage
import Views

/// A folder of the test's own, removed with the last reference.
final class TemporaryFolder: Sendable {
  let path: FilePath

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "views-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = FilePath(url.path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }

  var store: ViewStore { ViewStore(path.appending("views")) }

  /// Every file below, by its path from here, with its bytes.
  func contents(of folder: String = "views") throws -> [String: Data] {
    let root = path.appending(folder).string
    guard let names = FileManager.default.enumerator(atPath: root) else { return [:] }
    var contents: [String: Data] = [:]
    for case let name as String in names {
      var isFolder: ObjCBool = false
      let file = root + "/" + name
      guard FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      contents[name] = try Data(contentsOf: URL(filePath: file))
    }
    return contents
  }

  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path.appending(file).string))
  }
}
