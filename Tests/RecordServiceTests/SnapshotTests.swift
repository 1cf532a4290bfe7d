import CarnetCore
import EventLog
import Foundation
import Ledger
import MedicalRecord
import RecordService
import SystemPackage
import Testing
import Views

/// Promise 7: every event ever written stays readable.
///
/// `Snapshots/v1` holds a log that version 1 of the catalogue wrote, with every type of event that it
/// had; `Snapshots/v2` one with every type that there is; each with the views it must rebuild to.
struct SnapshotTests {
  /// `CARNET_WRITE_SNAPSHOT=2` writes that reference anew; only a change of the catalogue may.
  static let writing = ProcessInfo.processInfo.environment["CARNET_WRITE_SNAPSHOT"]
  /// `CARNET_WRITE_VIEWS=1` writes the views' digests anew: for a projector whose version went up.
  static let isWritingViews = ProcessInfo.processInfo.environment["CARNET_WRITE_VIEWS"] == "1"
  private static let kinds: [Int: Set<UInt16>] = [
    1: Set(16...27).union(32...35).union([48, 49]),
    2: Set(FactKind.allCases.map(\.rawValue)),
  ]

  @Test(arguments: [1, 2])
  func `a reference log rebuilds to the reference views`(version: Int) async throws {
    if Self.writing == "\(version)", version > 1 { try await Self.write(version) }
    let fixture = try ServiceFixture()
    // A copy, because opening for writing would change it; the snapshot itself is never touched.
    let folder = URL(fileURLWithPath: fixture.directory.root.string)
    let snapshot = Repository.snapshot(version)
    try FileManager.default.copyItem(at: snapshot.appendingPathComponent("data"), to: folder)
    try FileManager.default.copyItem(
      at: snapshot.appendingPathComponent("data.rootkey"),
      to: URL(fileURLWithPath: fixture.directory.rootKey.string)
    )
    let service = try RecordService.openForReading(fixture.directory)
    let report = try await LogVerifier(RealFileSystem(), fixture.directory.log).verify()
    #expect(report.findings.isEmpty)
    let root = try #require(report.root)
    #expect(try Self.reference(version, "root.txt") == "\(report.size) \(root)\n")
    #expect(try Self.reference(version, "events.ndjson") == Self.exported(service))
    if Self.isWritingViews {
      try Self.digests(service)
        .write(to: snapshot.appendingPathComponent("views.txt"), atomically: true, encoding: .utf8)
    }
    #expect(try Self.reference(version, "views.txt") == Self.digests(service))
    let kinds = Set(
      try Self.reference(version, "events.ndjson").split(separator: "\n")
        .map {
          try EventLine(decoding: Array($0.utf8)).type.rawValue
        }
    )
    let missing = (Self.kinds[version] ?? []).subtracting(kinds).sorted()
    #expect(missing == [], "types that the reference log does not hold")
    #expect(kinds.isSubset(of: Self.kinds[version] ?? []))
  }

  private static func reference(_ version: Int, _ name: String) throws -> String {
    try String(
      contentsOf: Repository.snapshot(version).appendingPathComponent(name),
      encoding: .utf8
    )
  }

  private static func exported(_ service: RecordService) throws -> String {
    try ServiceFixture.lines(service).map { $0 + "\n" }.joined()
  }

  private static func digests(_ service: RecordService) throws -> String {
    try ServiceFixture.digests(service).sorted { $0.key < $1.key }
      .map { "\($0.key) \($0.value)\n" }.joined()
  }

  /// A life with every type of event.
  private static func write(_ version: Int) async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    try await SnapshotLife(fixture: fixture, service: service).write()
    let lines = try exported(service)
    let views = try digests(service)
    try service.close()

    let files = FileManager.default
    let target = Repository.snapshot(version)
    try? files.removeItem(at: target)
    try files.createDirectory(at: target, withIntermediateDirectories: true)
    let source = URL(fileURLWithPath: fixture.directory.root.string)
    try files.createDirectory(
      at: target.appendingPathComponent("data"),
      withIntermediateDirectories: true
    )
    for part in ["log", "keys", "contents"] {
      try files.copyItem(
        at: source.appendingPathComponent(part),
        to: target.appendingPathComponent("data/\(part)")
      )
    }
    try? files.removeItem(at: target.appendingPathComponent("data/log/lock"))
    try files.copyItem(
      at: URL(fileURLWithPath: fixture.directory.rootKey.string),
      to: target.appendingPathComponent("data.rootkey")
    )
    let report = try await LogVerifier(RealFileSystem(), fixture.directory.log).verify()
    let root = try #require(report.root)
    for (name, text) in [
      ("root.txt", "\(report.size) \(root)\n"), ("events.ndjson", lines), ("views.txt", views),
    ] {
      try Data(text.utf8).write(to: target.appendingPathComponent(name))
    }
  }
}
