import Foundation

/// Where the tests find documents: beside the package, or in it.
enum Locations {
  /// The root of the package, symbolic links resolved.
  static let package = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Official examples, which are not part of the project.
  static let officialDocuments = package.deletingLastPathComponent()
    .appending(path: "shared/data/cda")

  /// Inputs that fuzzers and tests share.
  static let corpora = package.appending(path: "Tests/Corpora")

  /// Official messages and resources, beside the official documents.
  static let officialMessages = officialDocuments.deletingLastPathComponent()
    .appending(path: "hl7v2")
  static let officialResources = officialDocuments.deletingLastPathComponent()
    .appending(path: "fhir")

  static let samples = package.appending(path: "Snapshots/Samples/cda")

  static var hasOfficialDocuments: Bool {
    FileManager.default.fileExists(atPath: officialDocuments.path)
  }

  static func bytes(of file: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: file)) }

  static func documents(in folder: URL) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "xml" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
