import Audit
import AuditTrail
import CarnetCore
import Foundation
import MedicalRecord
import Notices
import RecordService
import Testing
import Views

/// Whatever a life held: what is kept from somebody stands in nothing that they can get.
struct LeakTests {
  private static let mother = Actor(.representative, identifier: "mother")

  /// A record with representatives, and what is kept from each reader at its end.
  private struct Scene {
    let fixture: AuditFixture
    let service: RecordService
    let record: Pseudonym
    let state: RecordState
    let secretPositions: Set<Position>
    let times: [Instant]

    init?(seed: UInt64) async throws {
      fixture = try AuditFixture()
      service = try fixture.create()
      let written = try await WrittenLife(seed: seed, events: 150, in: fixture, service)
      record = written.record
      if try service.state(of: record).status == .active {
        try await service.perform(on: record, EventContext()) { ground throws(Refusal) in
          try ground.state.nameRepresentative(mother, relation: "MTH", until: nil)
        }
      }
      state = try service.state(of: record)
      let events = try service.history(of: record).events
      secretPositions = Set(events.filter { $0.body?.context.secret == true }.map(\.position))
      times = events.map(\.time)
      guard [.active, .closed].contains(state.status),
        state.rights.representatives.contains("mother")
      else {
        try service.close()
        return nil
      }
    }

    func hidden(from labels: Set<Visibility>) -> Set<UInt32> {
      Set(
        state.documents.values
          .filter { !$0.hiddenFrom.isDisjoint(with: labels) }.map(\.number)
      )
    }
  }

  /// Every number of a document that a line of the copy names.
  private static func documents(in body: [String: Any]) -> Set<UInt32> {
    var found: Set<UInt32> = []
    for name in ["number", "by"] {
      if let number = body[name] as? Int { found.insert(UInt32(number)) }
    }
    for number in body["documents"] as? [Int] ?? [] { found.insert(UInt32(number)) }
    return found
  }

  private static let aboutDocuments: Set<String> = [
    "DocumentAdded", "DocumentReplaced", "DocumentHidden", "DocumentRevealed", "DocumentArchived",
    "DocumentUnarchived", "DocumentDeleted", "DocumentAccessed", "AccessDenied", "RecordAccessed",
    "RecordDisclosed", "SubmissionReceived",
  ]

  private static func checkCopy(
    _ reader: Actor,
    _ scene: Scene,
    hidden: Set<UInt32>,
    secret: Set<Position>,
    _ seed: UInt64
  ) async throws -> Int {
    var context = EventContext()
    context.actor = reader
    context.purpose = .patientAccess
    var contents: RecordBundle.Contents?
    let bundle = try await RecordBundle.take(scene.record, context, from: scene.service) {
      contents = $0
      return (EvidencePackage.Presentation(csv: "", json: "[]", page: "", readme: ""), [])
    }
    let copied = try #require(contents)
    #expect(hidden.isDisjoint(with: copied.documents.map(\.metadata.number)), "seed \(seed)")
    #expect(hidden.isDisjoint(with: copied.state.documents.keys), "seed \(seed)")
    // What its author deleted is nobody's any more: neither its content nor what it was.
    let deleted = Set(scene.state.documents.values.filter(\.isDeleted).map(\.number))
    #expect(deleted.isDisjoint(with: copied.documents.map(\.metadata.number)), "seed \(seed)")
    for row in copied.accesses {
      #expect(hidden.isDisjoint(with: row.documents), "seed \(seed), \(row)")
      #expect(secret.isDisjoint(with: row.positions), "seed \(seed)")
    }
    let text = String(decoding: bundle.package.bytes, as: UTF8.self)
    for number in hidden {
      let name = try #require(scene.state.documents[number]).uniqueID
      let told = text.split(separator: "\n").first { $0.contains("\"\(name)\"") }
      #expect(told == nil, "seed \(seed), document \(number)")
    }
    var lines = 0
    for whole in text.split(separator: "\n") {
      // The first line of a file in the package stands right behind the file's name.
      guard let start = whole.range(of: "{\"position\":")?.lowerBound,
        start == whole.startIndex || whole[..<start].hasSuffix(".ndjson")
      else { continue }
      let line = whole[start...]
      guard let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let type = event["type"] as? String
      else { continue }
      lines += 1
      let position = Position(UInt64(try #require(event["position"] as? Int)))
      #expect(!secret.contains(position), "seed \(seed), \(line)")
      guard aboutDocuments.contains(type), let body = event["body"] as? [String: Any] else {
        continue
      }
      #expect(hidden.isDisjoint(with: documents(in: body)), "seed \(seed), \(line)")
    }
    #expect(lines == copied.events, "seed \(seed)")
    return hidden.count
  }

  @Test func `nothing that is kept from representatives or made in secret reaches one of them`()
    async throws
  {
    var scenes = 0
    var kept = 0
    for seed in 301...312 as ClosedRange<UInt64> {
      guard let scene = try await Scene(seed: seed) else { continue }
      scenes += 1
      let hidden = scene.hidden(from: [.representatives, .patient])
      let secret = scene.secretPositions
      // Their list.
      for everything in [false, true] {
        var request = AccessRequest(
          actor: Self.mother,
          purpose: .patientAccess,
          reason: "",
          target: .record(.list)
        )
        request.listsEverything = everything
        let decision = AccessPolicy.decide(request, on: scene.state)
        #expect(hidden.isDisjoint(with: decision.shown), "seed \(seed)")
      }
      for number in hidden {
        let request = AccessRequest(
          actor: Self.mother,
          purpose: .patientAccess,
          reason: "",
          target: .document(number)
        )
        #expect(!AccessPolicy.decide(request, on: scene.state).isAllowed, "seed \(seed)")
      }
      // The list of accesses, whole and from the middle on: what was hidden before stays hidden.
      let middle = scene.times[scene.times.count / 2]
      for period in [nil, middle..<Instant(milliseconds: .max)] {
        let report = PatientReport(of: scene.record, forRepresentative: true, in: period)
        let answer = try await AuditFixture.auditor(scene.service).ask(report)
        for row in answer.rows {
          #expect(hidden.isDisjoint(with: row.documents), "seed \(seed), \(row)")
          #expect(secret.isDisjoint(with: row.positions), "seed \(seed)")
        }
      }
      // The record at any moment, as it was shown to them.
      let replay = try AccessReplay(of: scene.record, in: scene.service)
      let reader = SupposedReader(actor: Self.mother, purpose: .patientAccess)
      let now = try replay.scene(at: Instant(milliseconds: .max))
      let shown = AsOf.rows(replay, now, reader).filter(\.isShown).map(\.number)
      #expect(hidden.isDisjoint(with: shown), "seed \(seed)")
      // Notices: none goes to a representative, and none tells of a secret connection.
      try scene.service.runner.requireUpToDate(LogFeed(scene.service))
      let reading = ViewReader(Notices.self, in: scene.service.directory.views)
      let notices = try await reading.read {
        try $0.notices(record: scene.record, limit: 10_000)
      }
      for notice in notices {
        #expect(notice.recipient != .representative, "seed \(seed)")
        #expect(!secret.contains(notice.cause), "seed \(seed)")
      }
      // The copy that they take away.
      kept += try await Self.checkCopy(
        Self.mother,
        scene,
        hidden: hidden,
        secret: secret,
        seed
      )
      try scene.service.close()
    }
    #expect(scenes > 3 && kept > 5, "\(scenes) lives with \(kept) documents that are kept back")
  }

  @Test func `nothing that waits for its announcement reaches the holder`() async throws {
    var kept = 0
    for seed in 331...336 as ClosedRange<UInt64> {
      guard let scene = try await Scene(seed: seed) else { continue }
      let hidden = scene.hidden(from: [.patient])
      let holder = Actor(.patient, identifier: "279035121518989")
      let report = PatientReport(of: scene.record)
      let waiting = Set(
        scene.state.documents.values.filter { $0.hiddenFrom.contains(.patient) }.map(\.number)
      )
      for row in try await AuditFixture.auditor(scene.service).ask(report).rows {
        #expect(waiting.isDisjoint(with: row.documents), "seed \(seed), \(row)")
      }
      let withoutDeleted = hidden.intersection(waiting)
      kept += withoutDeleted.count
      _ = try await Self.checkCopy(
        holder,
        scene,
        hidden: withoutDeleted,
        secret: [],
        seed
      )
      try scene.service.close()
    }
    #expect(kept > 1, "\(kept) documents that wait")
  }
}
