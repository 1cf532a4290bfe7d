import Foundation
import Interop

/// Which files an import takes.
enum ImportFiles {
  /// What a folder is searched for; a file that is named itself may have any name.
  private static let extensions = ["xml", "ndjson", "zip", "xdm", "er7", "hl7", "json"]

  /// The files under the paths, in a stable order.
  static func under(_ paths: [String]) throws -> [String] {
    var found: [String] = []
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw Told(say("\(path) n'existe pas", "\(path) does not exist"), .notFound)
      }
      if !isFolder.boolValue {
        found.append(path)
        continue
      }
      let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
      for name in names.sorted() {
        let suffix = name.lowercased().split(separator: ".").last.map(String.init) ?? ""
        guard extensions.contains(suffix) else { continue }
        found.append(path.hasSuffix("/") ? path + name : path + "/" + name)
      }
    }
    return found
  }

  /// Whether a file holds event lines, which are read one by one and never whole.
  static func isEventLines(_ file: String) throws -> Bool {
    if file.lowercased().hasSuffix(".ndjson") { return true }
    guard let handle = FileHandle(forReadingAtPath: file) else { return false }
    defer { handle.closeFile() }
    let head = try handle.read(upToCount: 128) ?? Data()
    return IncomingFormat([UInt8](head)) == .eventLines
  }
}
