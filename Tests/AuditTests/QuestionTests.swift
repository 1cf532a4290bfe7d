import Audit
import AuditTrail
import CarnetCore
import EventLog
import Ledger
import MedicalRecord
import RecordService
import Testing

/// The questions on a small scene: a doctor who writes, a snoop, an emergency, a minor.
struct QuestionTests {
  static let doctor = Actor(
    .professional,
    identifier: "810000000001",
    profession: "G15_10/SM26",
    structure: "760000166",
    name: "Dr Blanc"
  )
  static let colleague = Actor(
    .professional,
    identifier: "810000000002",
    profession: "G15_10/SM26",
    structure: "760000166"
  )
  static let snoop = Actor(
    .professional,
    identifier: "810000000003",
    profession: "G15_10/SM26",
    structure: "760000174",
    name: "Dr Durand"
  )
  static let holder = Actor(.patient, identifier: "279035121518989")

  /// A data directory with some open records.
  final class Scene {
    let fixture: AuditFixture
    let service: RecordService
    var records: [Pseudonym] = []
    private var time = Instant(milliseconds: 1_795_420_800_000)

    init(records count: Int = 1, name: String = "MARTIN") async throws {
      fixture = try AuditFixture()
      service = try fixture.create()
      for _ in 0..<count {
        let record = try service.drawPseudonym()
        records.append(record)
        var opening = RecordOpened()
        opening.channel = .pharmacy
        var identity = IdentityRecorded()
        identity.birthName = name
        identity.birthDate = "1979-03-05"
        let made = (opening, identity)
        try await change(record, QuestionTests.holder) { state throws(Refusal) in
          try state.open(made.0, identity: made.1, consentGiven: true)
        }
        try await change(record, QuestionTests.holder) { state throws(Refusal) in
          try state.grant(.reading)
        }
      }
    }

    func wait(days: Int = 0, minutes: Int = 1) {
      time = time.adding(days: days).adding(minutes: minutes)
      fixture.set(time)
    }

    @discardableResult
    func change(
      _ record: Pseudonym,
      _ actor: Actor,
      secret: Bool = false,
      _ decide: (RecordState) throws(Refusal) -> [Fact]
    ) async throws -> Position {
      wait()
      var context = EventContext()
      context.actor = actor
      context.secret = secret
      context.reason = "because"
      context.request = 0xaa
      let receipt = try await service.perform(on: record, context) { ground throws(Refusal) in
        try decide(ground.state)
      }
      return receipt?.positions.first ?? .zero
    }

    func document(_ record: Pseudonym, by author: Actor, filedBy actor: Actor? = nil) async throws {
      var added = DocumentAdded()
      added.uniqueID = "1.2.250.\(record.rawValue).\(try service.state(of: record).nextDocument)"
      added.type.code = "34112-3"
      added.title = "the secret title"
      added.contentBytes = 1
      var written = Carnet_V1_Author()
      written.text = author.identifierText
      written.structureText = author.structureIdentifier
      added.authors = [written]
      let made = added
      try await change(record, actor ?? author) { state throws(Refusal) in try state.add(made) }
    }

    @discardableResult
    func read(
      _ record: Pseudonym,
      _ actor: Actor,
      _ target: AccessRequest.Target = .record(.list),
      purpose: Purpose = .care,
      place: String = "",
      secret: Bool = false
    ) async throws -> Position? {
      wait()
      do {
        return
          try await service.authorise(
            AccessRequest(actor: actor, purpose: purpose, reason: "r", target: target),
            on: record,
            place: place,
            isSecret: secret
          )
          .receipt.positions.first
      } catch ServiceFailure.accessDenied {
        return nil
      }
    }

    func ask<Q: AuditQuestion>(_ question: Q) async throws -> [Q.Row] {
      try await AuditFixture.auditor(service).ask(question).rows
    }
  }

  @Test func `the snoop stands on top, and whoever has a part in the care does not stand at all`()
    async throws
  {
    let scene = try await Scene(records: 6)
    for record in scene.records {
      try await scene.document(record, by: Self.doctor)
      try await scene.read(record, Self.doctor)
      try await scene.read(record, Self.colleague)
      try await scene.read(record, Self.snoop)
    }
    let rows = try await scene.ask(Unexplained())
    #expect(rows.map(\.person.description) == [Self.snoop.identifierText])
    #expect(rows.first?.records == 6 && rows.first?.reads == 6)
    #expect(rows.first?.share == 1 && rows.first?.name == "Dr Durand")
    // Filed by software: the author counts.
    for record in scene.records {
      try await scene.document(
        record,
        by: Self.snoop,
        filedBy: Actor(.operator, identifier: "import")
      )
    }
    #expect(try await scene.ask(Unexplained()).isEmpty)
    // Unless it lies too far from the read.
    scene.wait(days: 40)
    try await scene.read(scene.records[0], Self.snoop)
    #expect(try await scene.ask(Unexplained()).isEmpty)
    let near = try await scene.ask(Unexplained(days: 10))
    #expect(near.first?.records == 1)
  }

  @Test func `an authorisation, a care team or an emergency explains a read`() async throws {
    let scene = try await Scene(records: 3)
    for record in scene.records { try await scene.read(record, Self.snoop) }
    try await scene.change(scene.records[0], Self.holder) { state throws(Refusal) in
      try state.authorise(Self.snoop, rules: Rules(), now: Instant(milliseconds: 1_795_500_000_000))
    }
    try await scene.change(scene.records[1], Self.holder) { state throws(Refusal) in
      try state.join(Self.snoop, episode: "e", until: nil)
    }
    let rows = try await scene.ask(Unexplained())
    #expect(rows.first?.records == 1)
    try await scene.read(scene.records[2], Self.snoop, purpose: .emergency)
    #expect(try await scene.ask(Unexplained()).isEmpty)
  }

  @Test func `an emergency waits for its review, which a second person gives`() async throws {
    let scene = try await Scene()
    let place = try await scene.read(scene.records[0], Self.snoop, purpose: .emergency)
    let position = try #require(place)
    #expect(try await scene.ask(Emergency(unreviewedOnly: true)).count == 1)
    let own = AuditFixture.auditor(scene.service, Self.snoop.identifierText)
    await #expect(throws: ServiceFailure.refused(.reviewsOwnAccess)) {
      try await own.review(position, .justified, remark: "mine")
    }
    let auditor = AuditFixture.auditor(scene.service)
    _ = try await auditor.review(position, .unjustified, remark: "nobody was ill")
    #expect(try await scene.ask(Emergency(unreviewedOnly: true)).isEmpty)
    let rows = try await scene.ask(Emergency())
    #expect(rows.first?.verdict == .unjustified)
    #expect(rows.first?.review?.actor.identifier.description == "a9")
    await #expect(
      throws: ServiceFailure.refused(.alreadyReviewed(revision: rows[0].access.revision.rawValue))
    ) {
      try await auditor.review(position, .justified, remark: "again")
    }
  }

  @Test func `refusals and reads of masked documents are conflicts`() async throws {
    let scene = try await Scene()
    let record = scene.records[0]
    try await scene.document(record, by: Self.doctor)
    try await scene.read(record, Self.snoop, .document(1))
    try await scene.change(record, Self.holder) { state throws(Refusal) in
      try state.hide(1, from: .professionals)
    }
    try await scene.read(record, Self.snoop, .document(1))
    try await scene.read(record, Self.doctor, .document(1))
    let rows = try await scene.ask(Conflicts(replays: true))
    #expect(rows.map(\.kind) == [.refused, .masked])
    #expect(rows.map(\.access.actor.identifier.description) == ["810000000003", "810000000001"])
  }

  @Test func `what changed is told by field, and what it says of the person is not`() async throws {
    let scene = try await Scene()
    let record = scene.records[0]
    try await scene.document(record, by: Self.doctor)
    try await scene.change(record, Self.holder) { state throws(Refusal) in
      try state.withdraw(.reading)
    }
    let rows = try await scene.ask(Diff(record, path: "consent.reading"))
    #expect(rows.map(\.before) == [nil, "granted"])
    #expect(rows.map(\.after) == ["granted", "withdrawn"])
    let all = try await scene.ask(Diff(record))
    #expect(all.contains { $0.path == "identity" && $0.after == "…" })
    #expect(!all.contains { ($0.after ?? "").contains("MARTIN") })
  }

  @Test func `rights, requests and the reason of a decision are found again`() async throws {
    let scene = try await Scene()
    let record = scene.records[0]
    try await scene.change(record, Self.holder) { state throws(Refusal) in
      try state.block(Self.snoop, .professional, until: nil)
    }
    try await scene.read(record, Self.snoop)
    let grants = try await scene.ask(Grants(on: record))
    #expect(grants.last?.subject?.identifierText == Self.snoop.identifierText)
    #expect(try await scene.ask(TraceRequest(0xaa)).count == 5)
    let refusals = try await scene.ask(Denied())
    let denied = try #require(refusals.first)
    let answers = try await scene.ask(Why(denied.position, of: record))
    let why = try #require(answers.first)
    #expect(why.outcome.agrees && why.outcome.recorded.rule == .blocked)
    await #expect(throws: Why.Failure.notAnAccess(.zero)) {
      try await scene.ask(Why(.zero, of: record))
    }
  }

  @Test func `a representative's report says nothing of a secret connection`() async throws {
    let scene = try await Scene()
    let record = scene.records[0]
    try await scene.document(record, by: Self.doctor)
    try await scene.change(record, Self.doctor) { state throws(Refusal) in
      try state.hide(1, from: .representatives)
    }
    try await scene.read(record, Self.doctor, .document(1))
    try await scene.read(record, Self.snoop, secret: true)
    let own = try await scene.ask(PatientReport(of: record))
    #expect(own.contains { $0.kind == .opened } && own.contains { $0.kind == .looked })
    let theirs = try await scene.ask(PatientReport(of: record, forRepresentative: true))
    #expect(theirs.allSatisfy { $0.kind == .checked })
  }

  @Test func `one account at two places within minutes is told`() async throws {
    let scene = try await Scene()
    let record = scene.records[0]
    try await scene.read(record, Self.snoop, place: "ward 1")
    try await scene.read(record, Self.snoop, place: "home")
    scene.wait(days: 1)
    try await scene.read(record, Self.snoop, place: "ward 1")
    let rows = try await scene.ask(SessionsOf(of: Self.snoop.identifierText))
    #expect(rows.map(\.isInTwoPlaces) == [true, true, false])
  }

  @Test func `a reader of the holder's name stands out`() async throws {
    let scene = try await Scene(records: 1, name: "DURAND")
    try await scene.read(scene.records[0], Self.snoop)
    let rows = try await scene.ask(Relations())
    #expect(rows.map(\.kind) == [.sameName])
    #expect(rows.first?.person.description == Self.snoop.identifierText)
  }

  @Test func `many records in a day are bulk`() async throws {
    let scene = try await Scene(records: 5)
    for record in scene.records { try await scene.read(record, Self.snoop) }
    try await scene.read(scene.records[0], Self.doctor)
    let rows = try await scene.ask(Bulk(min: 5))
    #expect(rows.map(\.records) == [5])
    #expect(rows.first?.person.description == Self.snoop.identifierText)
  }

  @Test func `a kept head is extended, another past is not`() async throws {
    let scene = try await Scene()
    let note = try scene.service.signCheckpoint()
    var kept = try Checkpoint(parsing: note.text)
    scene.wait()
    #expect(try await scene.ask(Consistency(since: kept)).first?.holds == true)
    kept.root = Digest(words: (1, 2, 3, 4))
    #expect(try await scene.ask(Consistency(since: kept)).first?.holds == false)
    let rows = try await scene.ask(Integrity(deep: true))
    let alarms = rows.filter(\.isAlarm)
    #expect(alarms.isEmpty)
  }

  @Test func `an erased record has an inventory that nobody can read`() async throws {
    let scene = try await Scene()
    let record = scene.records[0]
    try await scene.document(record, by: Self.doctor)
    _ = try await scene.service.erase(record)
    let rows = try await scene.ask(Inventory(of: record))
    #expect(rows.contains(.key(isContent: true, .destroyed)))
    for row in rows {
      switch row {
      case .events(let type, _, _, let readable):
        #expect(readable == 0 || type.rawValue == FactKind.recordErased.rawValue)
      case .view(let view, let table, let count):
        // What is left is that there was a record and that it was erased.
        #expect(count <= 1, "\(view).\(table)")
      default: break
      }
    }
    let steps = try await scene.ask(Erasure(of: record))
    // No keys were ever backed up here, so none can come back.
    #expect(!steps.contains { if case .backup = $0 { true } else { false } })
    #expect(!steps.contains { if case .horizon = $0 { true } else { false } })
    #expect(steps.contains { if case .erased = $0 { true } else { false } })
  }

  @Test func `what falls due in a month is told, unless it was opened again`() async throws {
    let scene = try await Scene(records: 2)
    let now = Instant(milliseconds: 1_795_500_000_000)
    for record in scene.records {
      try await scene.change(record, Self.holder) { state throws(Refusal) in
        try state.close(.holder, now: now)
      }
    }
    try await scene.change(scene.records[1], Self.holder) { state throws(Refusal) in
      try state.reactivate(through: .site, wording: "w", consentGiven: true)
    }
    let due = now.adding(years: 10)
    let month = due.adding(days: -5)..<due.adding(days: 5)
    let rows = try await scene.ask(Retention(due: month))
    #expect(rows.map(\.record) == [scene.records[0]])
    #expect(rows.first?.due == due)
  }
}
