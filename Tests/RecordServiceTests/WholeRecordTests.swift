import CarnetCore
import DeadlineBoard
import EventLog
import Foundation
import MedicalRecord
import Notices
import RecordService
import Synchronization
import Testing
import Vault
import Views

/// A record's whole life through the service: openings, the clock, notices, erasure by two.
struct WholeRecordTests {
  private static let desk: EventContext = {
    var context = EventContext()
    context.actor = Actor(.insuranceAgent, identifier: "agent-1")
    context.purpose = .administration
    context.reason = "at the desk"
    return context
  }()

  private static func identity(_ name: String, born: String = "1979-03-28") -> PatientIdentity {
    PatientIdentity(
      birthName: name,
      givenNames: ["Anne"],
      firstGivenName: "Anne",
      sex: .female,
      birthDate: PartialDate(born)
    )
  }

  private static func opening(_ name: String, born: String = "1979-03-28") -> RecordOpening {
    var opening = RecordOpening(identity(name, born: born), .channel(.pharmacy))
    opening.consentGiven = true
    return opening
  }

  private func service() throws -> (ServiceFixture, RecordService) {
    let fixture = try ServiceFixture()
    try fixture.create()
    return (fixture, try fixture.open())
  }

  private static func doctor(_ id: String = "899700218896") -> Actor {
    Actor(.professional, identifier: id, profession: "G15_10/SM26", structure: "1760780239")
  }

  private func list(
    _ actor: Actor,
    _ service: RecordService,
    _ record: Pseudonym,
    _ purpose: Purpose = .care
  ) async throws -> TracedRead {
    try await service.authorise(
      AccessRequest(actor: actor, purpose: purpose, reason: "garde", target: .record(.list)),
      on: record
    )
  }

  private func notices(
    _ service: RecordService,
    _ record: Pseudonym
  ) throws -> [Notices.Row] {
    try service.runner.requireUpToDate(LogFeed(service))
    return try ViewReader(Notices.self, in: service.directory.views)
      .read { try $0.notices(record: record, limit: 10) }
  }

  @Test func `a person has one record, whoever opens it again`() async throws {
    let (_, service) = try service()
    var martin = Self.opening("MARTIN")
    martin.identity.ins = try INS("279035121518989", authority: .nir)
    let asked = martin
    let first = try await service.open(asked, Self.desk)
    #expect(try service.state(of: first.record).consents[.emergency] == true)
    await #expect(throws: ServiceFailure.refused(.recordExists)) {
      try await service.open(asked, Self.desk)
    }
    let other = try await service.open(Self.opening("DURAND"), Self.desk)
    #expect(other.record != first.record)
    try service.close()
  }

  @Test func `without an INS the same traits open no second record, unless somebody has checked`()
    async throws
  {
    let (_, service) = try service()
    let first = try await service.open(Self.opening("MARTIN"), Self.desk).record
    // Neither says where they were born, so nobody can tell.
    await #expect(throws: ServiceFailure.resembles([first])) {
      try await service.open(Self.opening("MARTIN"), Self.desk)
    }
    // Nor does an INS that the record does not know.
    var numbered = Self.opening("MARTIN")
    numbered.identity.ins = try INS("279035121518989", authority: .nir)
    await #expect(throws: ServiceFailure.resembles([first])) {
      try await service.open(numbered, Self.desk)
    }
    #expect(try service.state(of: first).openConflicts.isEmpty)
    var other = Self.opening("MARTIN")
    other.isAnotherPerson = true
    let second = try await service.open(other, Self.desk)
    #expect(second.doubts == [first])
    #expect(try service.state(of: second.record).openConflicts == [first])
    // Somebody born on another day is nobody's double.
    _ = try await service.open(Self.opening("MARTIN", born: "1980-03-28"), Self.desk)

    var announcement = RecordOpening(Self.identity("PETIT"), .announcement(.post))
    announcement.consentGiven = false
    let announced = try await service.open(announcement, Self.desk).record
    var asked = Self.opening("PETIT")
    asked.samePersonAs = announced
    #expect(try await service.open(asked, Self.desk).record == announced)
    await #expect(throws: ServiceFailure.refused(.recordExists)) {
      try await service.open(asked, Self.desk)
    }
    try service.close()
  }

  @Test func `deadlines are counted by kind, and those of all kinds come as they fall due`()
    async throws
  {
    let (_, service) = try service()
    for name in ["MARTIN", "DURAND", "BERNARD"] {
      let record = try await service.open(Self.opening(name, born: "2012-03-28"), Self.desk).record
      try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
        try ground.state.close(.holder, rules: ground.rules, now: ground.now)
      }
      try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
        try ground.state.requestErasure(rules: ground.rules, now: ground.now)
      }
    }
    for name in ["PETIT", "MOREAU"] {
      _ = try await service.open(
        RecordOpening(Self.identity(name), .announcement(.mail)),
        Self.desk
      )
    }
    try service.runner.requireUpToDate(LogFeed(service))
    let board = ViewReader(DeadlineBoard.self, in: service.directory.views)
    let later = service.clock().adding(days: 50)
    let (sums, all, due) = try await board.read { session in
      (
        try session.sums(at: later), try session.deadlines(limit: 1000),
        try session.deadlines(before: later, limit: 1)
      )
    }
    #expect(Set(sums.map(\.kind)).isSuperset(of: [.objection, .erasure, .retention]))
    #expect(sums.map(\.kind.rawValue) == sums.map(\.kind.rawValue).sorted())
    for sum in sums {
      let rows = all.filter { $0.deadline.key.kind == sum.kind }
      #expect(sum.pending == rows.count)
      #expect(sum.late == rows.filter { $0.deadline.due <= later }.count)
      #expect(sum.next == rows.map(\.deadline.due).min())
    }
    #expect(sums.first { $0.kind == .objection }?.late == 2)
    #expect(all.map(\.deadline.due) == all.map(\.deadline.due).sorted())
    #expect(due == Array(all.prefix(1)))
    try service.close()
  }

  @Test func `nobody opens a record without the person's consent`() async throws {
    let (_, service) = try service()
    var opening = Self.opening("MARTIN")
    opening.consentGiven = false
    let asked = opening
    await #expect(throws: ServiceFailure.refused(.consentMissing(.opening))) {
      try await service.open(asked, Self.desk)
    }
    #expect(try service.reader.readableSize() == 0)
    try service.close()
  }

  @Test func `six weeks after its announcement a record opens, unless the person objected`()
    async throws
  {
    let (fixture, service) = try service()
    let silent = try await service.open(
      RecordOpening(Self.identity("MARTIN"), .announcement(.mail)),
      Self.desk
    )
    let opposed = try await service.open(
      RecordOpening(Self.identity("DURAND"), .announcement(.post)),
      Self.desk
    )
    try await service.perform(on: opposed.record, Self.desk) { ground throws(Refusal) in
      try ground.state.refuseOpening(through: .site)
    }
    fixture.wind(days: 41)
    #expect(try await ClockProcess(service).run().count == 0)
    fixture.wind(days: 2)
    let report = try await ClockProcess(service).run()
    #expect(report.reached == [.objection: 1])
    #expect(try service.state(of: silent.record).status == .active)
    #expect(try service.state(of: opposed.record).status == .refused)
    #expect(try await ClockProcess(service).run().count == 0)
    try service.close()
  }

  @Test func `a clock that stood still for years writes what one that never did would have`()
    async throws
  {
    func life(_ steps: [Int]) async throws -> [String] {
      let (fixture, service) = try service()
      let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
      try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
        try ground.state.authorise(Self.doctor(), rules: ground.rules, now: ground.now)
          + ground.state.declare(
            .init(.directivesPlace, "chez le notaire"),
            rules: ground.rules,
            now: ground.now
          )
      }
      try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
        try ground.state.suspend(.fraud, rules: ground.rules, now: ground.now)
      }
      for days in steps {
        fixture.wind(days: days)
        _ = try await ClockProcess(service, pageCount: 2).run()
      }
      var told: [String] = []
      var filter = EventFilter()
      filter.record = record
      try service.events(filter, upTo: service.reader.readableSize()) { events in
        for event in events {
          guard case .body(let body) = event.content, body.context.actor.kind == .system else {
            continue
          }
          var copy = body
          copy.context.occurred = 0
          // Moments differ by the seconds that each call to the clock takes.
          told.append("\(event.type.rawValue)")
        }
      }
      #expect(try service.state(of: record).status == .closed)
      try service.close()
      return told
    }
    let daily = try await life(Array(repeating: 40, count: 100))
    let once = try await life([4000])
    #expect(daily == once)
    // Closed after six weeks; the authorisation runs out after a year, retention after ten.
    #expect(once == ["73", "26", "83", "73"])
  }

  @Test func `an authorisation ends after a year, by an event`() async throws {
    let (fixture, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.authorise(Self.doctor(), rules: ground.rules, now: ground.now)
    }
    #expect(try await list(Self.doctor(), service, record).decision.rule == .authorisation)
    fixture.wind(days: 366)
    // As long as the clock has not run, the authorisation holds: replay knows no calendar.
    #expect(try await list(Self.doctor(), service, record).decision.rule == .authorisation)
    _ = try await ClockProcess(service).run()
    await #expect(throws: ServiceFailure.accessDenied(.authorisationExpired)) {
      try await list(Self.doctor(), service, record)
    }
    try service.close()
  }

  @Test func `a document that waits is shown to its holder after a month`() async throws {
    let (fixture, service) = try service()
    let entries = try await fixture.importAll(
      Array(try Repository.documents(in: Repository.samples).prefix(1)),
      into: service
    )
    guard case .added(let record, _) = entries[0].outcome else {
      Issue.record("\(entries[0].outcome)")
      return
    }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.hide(
        1,
        from: .patient,
        by: Self.doctor(),
        rules: ground.rules,
        now: ground.now
      )
    }
    let holder = Actor(.patient)
    #expect(try await list(holder, service, record, .patientAccess).decision.shown == [])
    fixture.wind(days: 15)
    #expect(try await ClockProcess(service).run().reached == [.announcementNotice: 1])
    #expect(try await list(holder, service, record, .patientAccess).decision.shown == [])
    fixture.wind(days: 17)
    #expect(try await ClockProcess(service).run().reached == [.announcementRelease: 1])
    #expect(try await list(holder, service, record, .patientAccess).decision.shown == [1])
    let kinds = try notices(service, record).map(\.kind)
    #expect(kinds == [.announcementWaits, .released])
    try service.close()
  }

  @Test func `a notice is sent once, proven, and tried again when it failed`() async throws {
    let (fixture, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.authorise(
        Self.doctor("899700218896"),
        asTreatingDoctor: true,
        rules: ground.rules,
        now: ground.now
      )
    }
    _ = try await list(Self.doctor("899700218888"), service, record, .emergency)
    let sent = Mutex<[NoticeDelivery.Message]>([])
    let fails = Mutex(true)
    let delivery = NoticeDelivery(
      service,
      means: "test",
      wording: { ("subject", "\($0.kind)") },
      send: { message in
        sent.withLock { $0.append(message) }
        return fails.withLock { $0 } ? .failed("no route") : .sent(receipt: "r1")
      }
    )
    // To the holder and to the "médecin traitant" (R1111-48).
    let first = try await delivery.run()
    #expect(first.sent == 0 && first.failed == 2)
    #expect(sent.withLock { $0.map(\.recipient) } == [.holder, .treatingDoctor])
    fails.withLock { $0 = false }
    #expect(try await delivery.run().waiting == 2, "not before a minute has passed")
    fixture.wind(days: 1)
    #expect(try await delivery.run().sent == 2)
    let last = try await delivery.run()
    #expect(last.sent == 0 && last.failed == 0 && last.waiting == 0)
    let identifiers = sent.withLock { $0.map(\.identifier) }
    #expect(identifiers.prefix(2) == identifiers.suffix(2), "the same at every attempt")
    let rows = try notices(service, record)
    #expect(rows.allSatisfy { $0.state == .sent && $0.attempts == 2 && $0.proof != nil })
    try service.close()
  }

  @Test func `a first access is told once, and nothing of a secret connection`() async throws {
    let (_, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.grant(.reading)
    }
    _ = try await list(Self.doctor("1"), service, record)
    _ = try await list(Self.doctor("1"), service, record)
    try await service.authorise(
      AccessRequest(
        actor: Self.doctor("2"),
        purpose: .care,
        reason: "",
        target: .record(.list)
      ),
      on: record,
      isSecret: true
    )
    let rows = try notices(service, record)
    #expect(rows.map(\.kind) == [.firstAccess])
    try service.close()
  }

  @Test func `an erasure needs a request, a closed record, and two operators`() async throws {
    let (fixture, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    func approve(_ name: String) async throws -> ErasureStep {
      var context = Self.desk
      context.actor = Actor(.operator, identifier: name)
      return try await service.approveErasure(of: record, .request, context)
    }
    await #expect(throws: ServiceFailure.refused(.erasureNotRequested)) {
      try await approve("one")
    }
    await #expect(throws: ServiceFailure.self) {
      try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
        try ground.state.requestErasure(rules: ground.rules, now: ground.now)
      }
    }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.placeHold("TGI-12", until: nil)
    }
    await #expect(throws: ServiceFailure.refused(.legalHold)) { try await approve("one") }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.liftHold("TGI-12")
    }
    guard case .approved = try await approve("one") else {
      Issue.record("one operator is not enough")
      return
    }
    await #expect(throws: ErasureFailure.needsAnotherOperator("one")) {
      try await approve("one")
    }
    guard case .erased(let receipt) = try await approve("two") else {
      Issue.record("two operators are enough")
      return
    }
    #expect(receipt.warrant.approvals.count == 2)
    #expect(receipt.warrant.requested != nil)
    #expect(try service.state(of: record).status == .erased)
    let followed = try ServiceFixture.digests(service)
    try Rebuild(AllViews.projectors, in: service.directory.views).run(LogFeed(service))
    #expect(try ServiceFixture.digests(service) == followed)
    _ = fixture
    try service.close()
  }

  @Test func `the rules of the day decide, also after they changed`() async throws {
    let (_, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.grant(.reading)
    }
    let before = try await list(Self.doctor(), service, record)
    var parts = RulesPublished()
    parts.title = "only announced openings"
    parts.effective = service.clock().milliseconds
    parts.opening.byAnnouncement = true
    _ = try await service.publish(parts, Self.desk)
    await #expect(throws: ServiceFailure.refused(.openingNotInForce(.pharmacy))) {
      try await service.open(Self.opening("DURAND"), Self.desk)
    }
    let after = try await list(Self.doctor(), service, record)
    #expect(before.decision.policy == 0)
    #expect(after.decision.policy == 1)
    let history = try service.rulesHistory()
    let place = try #require(before.receipt.positions.first)
    #expect(history.rules(at: service.clock(), before: place).version == 0)
    try service.close()
    let again = try RecordService.openForReading(service.directory)
    #expect(try again.rulesHistory().publications.count == 1)
  }

  @Test func `whoever is blocked while a read is decided is refused`() async throws {
    let (_, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.grant(.reading)
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<40 {
        group.addTask { _ = try? await list(Self.doctor(), service, record) }
      }
      group.addTask {
        _ = try? await service.perform(on: record, Self.desk) { ground throws(Refusal) in
          try ground.state.block(Self.doctor(), .professional, until: nil)
        }
      }
    }
    // In the log, no allowed read follows the block.
    var isBlocked = false
    var filter = EventFilter()
    filter.record = record
    try service.events(filter, upTo: service.reader.readableSize()) { events in
      for event in events {
        if event.type.rawValue == FactKind.actorBlocked.rawValue { isBlocked = true }
        if event.type.rawValue == FactKind.recordAccessed.rawValue { #expect(!isBlocked) }
      }
    }
    #expect(isBlocked)
    try service.close()
  }

  @Test func `a new log never takes the place of another log's root key`() throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let key = try Data(contentsOf: URL(fileURLWithPath: fixture.directory.rootKey.string))
    let other = DataDirectory(
      fixture.directory.root.removingLastComponent().appending("other"),
      rootKey: fixture.directory.rootKey
    )
    #expect(throws: VaultFailure.rootKeyExists(fixture.directory.rootKey)) {
      try RecordService.create(other, origin: "carnet.example/other", clock: fixture.clock)
    }
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: fixture.directory.rootKey.string)) == key
    )
    try fixture.open().close()
  }

  @Test func `an authorisation runs out while the record is closed, not when it is open again`()
    async throws
  {
    let (fixture, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.authorise(Self.doctor(), rules: ground.rules, now: ground.now)
    }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    fixture.wind(days: 400)
    #expect(try await ClockProcess(service).run().reached == [.authorisation: 1])
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.reactivate(through: .site, wording: "v1", consentGiven: true)
    }
    await #expect(throws: ServiceFailure.accessDenied(.authorisationExpired)) {
      try await list(Self.doctor(), service, record)
    }
    try service.close()
  }

  @Test func `the month of a document that waits does not stop while the record is suspended`()
    async throws
  {
    let (fixture, service) = try service()
    let entries = try await fixture.importAll(
      Array(try Repository.documents(in: Repository.samples).prefix(1)),
      into: service
    )
    guard case .added(let record, _) = entries[0].outcome else {
      Issue.record("\(entries[0].outcome)")
      return
    }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.hide(1, from: .patient, rules: ground.rules, now: ground.now)
    }
    try await service.perform(on: record, Self.desk) { ground throws(Refusal) in
      try ground.state.suspend(.fraud, rules: ground.rules, now: ground.now)
    }
    fixture.wind(days: 35)
    let report = try await ClockProcess(service).run()
    #expect(report.reached[.announcementRelease] == 1)
    #expect(report.passedOver.isEmpty)
    #expect(try service.state(of: record).documents[1]?.hiddenFrom == [])
    try service.close()
  }

  @Test func `whoever is of age by the day in France is opened as an adult`() async throws {
    // 23 November 2026, half past eleven in the evening by UTC: half past midnight in Rouen.
    for (born, isMinor, band) in [
      ("2008-11-24", false, Carnet_V1_AgeBand.ageBand1624), ("2008-11-25", true, .ageBand1624),
      ("2010-11-24", true, .ageBand1624), ("2010-11-25", true, .ageBand015),
    ] {
      let (fixture, service) = try service()
      fixture.wind(minutes: 15 * 60 + 30)
      let record = try await service.open(Self.opening("MARTIN", born: born), Self.desk).record
      let state = try service.state(of: record)
      #expect(state.isMinor == isMinor, "\(born)")
      let opened = try service.history(of: record).events
        .compactMap { event in
          if case .recordOpened(let opened)? = event.body?.fact { opened } else { nil }
        }
      #expect(opened.map(\.ageBand) == [band], "\(born)")
      try service.close()
    }
  }

  @Test func `one breaking of the glass is one session, whatever is read in it`() async throws {
    let (fixture, service) = try service()
    let record = try await service.open(Self.opening("MARTIN"), Self.desk).record
    for _ in 0..<3 { _ = try await list(Self.doctor(), service, record, .emergency) }
    #expect(try service.state(of: record).emergencies.count == 1)
    _ = try await list(Self.doctor("899700218888"), service, record, .emergency)
    #expect(try service.state(of: record).emergencies.count == 2)
    fixture.wind(days: 1)
    _ = try await list(Self.doctor(), service, record, .emergency)
    #expect(try service.state(of: record).emergencies.count == 3)
    try service.close()
  }
}
