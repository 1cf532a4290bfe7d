import Foundation

/// Where the tests find what stands beside them.
enum Repository {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Official resources, which are not part of the project.
  static let officialResources = root.deletingLastPathComponent()
    .appending(path: "shared/data/fhir")

  static var hasOfficialResources: Bool {
    FileManager.default.fileExists(atPath: officialResources.path)
  }

  static let snapshots = root.appending(path: "Snapshots/FHIR")

  static func files(in folder: URL, _ ending: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == ending }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
