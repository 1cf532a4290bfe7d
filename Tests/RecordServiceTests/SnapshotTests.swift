import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import Testing
import Views

/// Promise 7: every event ever written stays readable.
///
/// Each folder `Snapshots/v…` holds a log as the program of its time wrote it, with every type of
/// event that the catalogue had then, or of those that were new, and the views that it must rebuild to.
struct SnapshotTests {
  /// A reference log that is kept for ever.
  struct Version: Sendable, CustomTestStringConvertible {
    var number: Int
    /// The types that the catalogue had.
    var kinds: Set<UInt16>

    var testDescription: String { "version \(number)" }
    var folder: URL { Repository.root.appendingPathComponent("Snapshots/v\(number)") }

    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    func write(_ text: String, as name: String) throws {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
  }

  static let versions = [
    Version(number: 1, kinds: Set<UInt16>(16...27).union(32...35).union([48, 49])),
    Version(
      number: 2,
      kinds: Set(FactKind.allCases.map(\.rawValue))
        .subtracting([
          FactKind.contactRecorded.rawValue, FactKind.denominatorPublished.rawValue,
          FactKind.emergencyEnded.rawValue,
        ])
    ),
    Version(number: 3, kinds: Set(FactKind.allCases.map(\.rawValue))),
  ]

  /// `CARNET_WRITE_SNAPSHOT=2` writes that reference anew, before anybody relies on it; an older
  /// one is written by no program of today.
  static let writtenVersion = ProcessInfo.processInfo.environment["CARNET_WRITE_SNAPSHOT"]
    .flatMap { Int($0) }

  /// `CARNET_WRITE_VIEWS=1` writes the views' digests anew: for a projector whose version went up.
  static let isWritingViews = ProcessInfo.processInfo.environment["CARNET_WRITE_VIEWS"] == "1"

  @Test(arguments: versions)
  func `a reference log rebuilds to the reference views`(_ version: Version) async throws {
    if version.number == Self.writtenVersion, version.number == Self.versions.last?.number {
      try await Self.write(version)
    }
    let fixture = try ServiceFixture()
    // A copy, because opening for writing would change it; the snapshot itself is never touched.
    try FileManager.default.copyItem(
      at: version.folder.appendingPathComponent("data"),
      to: URL(fileURLWithPath: fixture.directory.root.string)
    )
    try FileManager.default.copyItem(
      at: version.folder.appendingPathComponent("data.rootkey"),
      to: URL(fileURLWithPath: fixture.directory.rootKey.string)
    )
    let service = try RecordService.openForReading(fixture.directory)
    let report = try await LogVerifier(RealFileSystem(), fixture.directory.log).verify()
    #expect(report.findings.isEmpty)
    let root = try #require(report.root)
    #expect(try version.text("root.txt") == "\(report.size) \(root)\n")
    #expect(try version.text("events.ndjson") == Self.exported(service))
    if Self.isWritingViews { try version.write(Self.digests(service), as: "views.txt") }
    #expect(try version.text("views.txt") == Self.digests(service))
    let kinds = Set(
      try version.text("events.ndjson").split(separator: "\n")
        .map { try EventLine(decoding: Array($0.utf8)).type.rawValue }
    )
    #expect(kinds == version.kinds)
  }

  private static func exported(_ service: RecordService) throws -> String {
    try ServiceFixture.lines(service).map { $0 + "\n" }.joined()
  }

  private static func digests(_ service: RecordService) throws -> String {
    try ServiceFixture.digests(service).sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)\n" }.joined()
  }

  private static func write(_ version: Version) async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    var life = ReferenceLife(service)
    try await life.tell()
    try await life.countPeople()
    let lines = try exported(service)
    let views = try digests(service)
    try service.close()

    let files = FileManager.default
    if files.fileExists(atPath: version.folder.path) { try files.removeItem(at: version.folder) }
    let data = version.folder.appendingPathComponent("data")
    try files.createDirectory(at: data, withIntermediateDirectories: true)
    let source = URL(fileURLWithPath: fixture.directory.root.string)
    for part in ["log", "keys", "contents"]
    where files.fileExists(atPath: source.appendingPathComponent(part).path) {
      try files.copyItem(
        at: source.appendingPathComponent(part),
        to: data.appendingPathComponent(part)
      )
    }
    // Derived, or of the process that ran.
    for part in ["log/lock", "log/index", "log/torn"] {
      let path = data.appendingPathComponent(part)
      if files.fileExists(atPath: path.path) { try files.removeItem(at: path) }
    }
    try files.copyItem(
      at: URL(fileURLWithPath: fixture.directory.rootKey.string),
      to: version.folder.appendingPathComponent("data.rootkey")
    )
    let report = try await LogVerifier(RealFileSystem(), fixture.directory.log).verify()
    let root = try #require(report.root)
    try version.write("\(report.size) \(root)\n", as: "root.txt")
    try version.write(lines, as: "events.ndjson")
    try version.write(views, as: "views.txt")
  }
}
