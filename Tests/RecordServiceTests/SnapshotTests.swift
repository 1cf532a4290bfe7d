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
/// `Snapshots/v1` holds a log that version 1 wrote, with every type of event, and the views it must
/// rebuild to.
struct SnapshotTests {
  /// `CARNET_WRITE_SNAPSHOT=1` writes the reference anew; only a new format version may.
  static let isWriting = ProcessInfo.processInfo.environment["CARNET_WRITE_SNAPSHOT"] == "1"

  @Test func `the reference log of version 1 rebuilds to the reference views`() async throws {
    if Self.isWriting { try await Self.write() }
    let fixture = try ServiceFixture()
    // A copy, because opening for writing would change it; the snapshot itself is never touched.
    let folder = URL(fileURLWithPath: fixture.directory.root.string)
    try FileManager.default.copyItem(
      at: Repository.snapshot.appendingPathComponent("data"),
      to: folder
    )
    try FileManager.default.copyItem(
      at: Repository.snapshot.appendingPathComponent("data.rootkey"),
      to: URL(fileURLWithPath: fixture.directory.rootKey.string)
    )
    let service = try RecordService.openForReading(fixture.directory)
    let report = try await LogVerifier(RealFileSystem(), fixture.directory.log).verify()
    #expect(report.findings.isEmpty)
    let root = try #require(report.root)
    #expect(try Self.reference("root.txt") == "\(report.size) \(root)\n")
    #expect(try Self.reference("events.ndjson") == Self.exported(service))
    #expect(try Self.reference("views.txt") == Self.digests(service))
    let kinds = Set(
      try Self.reference("events.ndjson").split(separator: "\n")
        .map {
          try EventLine(decoding: Array($0.utf8)).type.rawValue
        }
    )
    #expect(kinds == Set(FactKind.allCases.map(\.rawValue)))
  }

  private static func reference(_ name: String) throws -> String {
    try String(
      contentsOf: Repository.snapshot.appendingPathComponent(name),
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
  private static func write() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let entries = try await fixture.importAll(
      try Repository.documents(in: Repository.samples),
      into: service
    )
    let records = entries.compactMap { entry -> Pseudonym? in
      switch entry.outcome {
      case .added(let record, _), .quarantined(let record, _, _): record
      case .alreadyThere, .refused, .consents: nil
      }
    }
    let context = ServiceFixture.importer
    func decide(
      _ record: Pseudonym,
      _ decide: (RecordState) throws(Refusal) -> [Fact]
    ) async throws {
      _ = try await service.append(record, decide(try service.state(of: record)), context)
    }
    let first = records[0]
    for subject in [ConsentSubject.reading, .feeding, .emergency, .regulation] {
      try await decide(first) { state throws(Refusal) in try state.grant(subject) }
    }
    try await decide(first) { state throws(Refusal) in try state.withdraw(.regulation) }
    try await decide(first) { state throws(Refusal) in try state.hide(1, from: .professionals) }
    try await decide(first) { state throws(Refusal) in try state.hide(2, from: .patient) }
    try await decide(first) { state throws(Refusal) in try state.reveal(2, to: .patient) }
    let doctor = Actor(
      .professional,
      identifier: "899700218896",
      profession: "G15_10/SM26",
      structure: "1760000018",
      name: "Dr Test"
    )
    for (purpose, target) in [
      (Purpose.care, AccessRequest.Target.record(.list)), (.care, .document(2)),
      (.care, .document(1)), (.emergency, .document(2)), (.regulation, .record(.list)),
    ] {
      do {
        _ = try await service.authorise(
          AccessRequest(
            actor: doctor,
            purpose: purpose,
            reason: "douleur thoracique",
            target: target
          ),
          on: first
        )
      } catch ServiceFailure.accessDenied {
      }
    }
    let conflict = try #require(
      records.first { (try? service.state(of: $0).openConflicts.isEmpty) == false }
    )
    let other = try #require(try service.state(of: conflict).openConflicts.first)
    try await service.settle(conflict, with: other, isSamePerson: true, context)
    _ = try await service.erase(records[5])
    _ = try await service.traceQuestion(
      "who",
      [first.description],
      answers: 3,
      ServiceFixture.auditor
    )
    _ = try await service.traceExport("", from: .zero, to: Position(10), ServiceFixture.auditor)
    let lines = try exported(service)
    let views = try digests(service)
    try service.close()

    let files = FileManager.default
    let target = Repository.snapshot
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
