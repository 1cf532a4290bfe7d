import CarnetCore
import EventLog
import MedicalRecord
import RecordService
import Testing

/// Runs that go through all records: the clock, the outbox, the end of retention.
///
/// Each that did something is an act of whoever had it run.
struct RunTests {
  private static func night(_ name: String = "night") -> EventContext {
    var context = EventContext()
    context.actor = Actor(.operator, identifier: name)
    context.purpose = .administration
    context.reason = "yearly purge"
    return context
  }

  private func opened() async throws -> (ServiceFixture, RecordService, Pseudonym) {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let identity = PatientIdentity(
      birthName: "MARTIN",
      givenNames: ["Anne"],
      firstGivenName: "Anne",
      sex: .female,
      birthDate: PartialDate("1979-03-28")
    )
    var opening = RecordOpening(identity, .channel(.pharmacy))
    opening.consentGiven = true
    let record = try await service.open(opening, Self.night("desk")).record
    return (fixture, service, record)
  }

  /// What stands in the system's own stream, as an auditor reads it.
  private func acts(_ service: RecordService) throws -> [String] {
    guard service.index.head(of: .system) != nil else { return [] }
    return try service.history(of: .system).events
      .compactMap { event in
        guard let body = event.body else { return nil }
        let who = body.context.actor.identifierText
        switch body.fact {
        case .administrationDone(let done):
          return "\(who): \(done.action) \(done.parameters) \(done.outcome)"
        case .auditAsked(let asked): return "\(who) asked \(asked.question): \(asked.answers)"
        default: return nil
        }
      }
  }

  @Test func `a run of the clock that wrote something is an act with its counts, an idle one none`()
    async throws
  {
    let (fixture, service, record) = try await opened()
    #expect(try await ClockProcess(service).run(by: Self.night()).count == 0)
    #expect(try acts(service).isEmpty)
    let doctor = Actor(.professional, identifier: "899700218896", profession: "G15_10/SM26")
    try await service.perform(on: record, Self.night("desk")) { ground throws(Refusal) in
      try ground.state.authorise(doctor, rules: ground.rules, now: ground.now)
    }
    try await service.perform(on: record, Self.night("desk")) { ground throws(Refusal) in
      try ground.state.suspend(.fraud, rules: ground.rules, now: ground.now)
    }
    fixture.wind(days: 400)
    #expect(try await ClockProcess(service).run(by: Self.night()).count == 2)
    #expect(
      try acts(service) == [#"night: clockRun ["authorisation 1", "suspension 1"] 2"#]
    )
    #expect(try await ClockProcess(service).run(by: Self.night()).count == 0)
    #expect(try acts(service).count == 1)
    try service.close()
  }

  @Test func `what was handed over is an act with its means and counts, an empty outbox none`()
    async throws
  {
    let (fixture, service, record) = try await opened()
    let delivery = NoticeDelivery(
      service,
      means: "command",
      wording: { ("subject", "\($0.kind)") },
      send: { $0.recipient == .holder ? .sent(receipt: "r1") : .failed("no route") }
    )
    _ = try await delivery.run(by: Self.night())
    #expect(try acts(service).isEmpty)
    try await service.perform(on: record, Self.night("desk")) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    fixture.wind(days: 1)
    #expect(try await delivery.run(by: Self.night()).sent == 1)
    #expect(
      try acts(service)
        == [#"night: noticesDelivered ["command"] sent 1, failed 0, given up 0, waiting 0"#]
    )
    try service.close()
  }

  @Test func `the end of retention names records to nobody without an event, and each run is one`()
    async throws
  {
    let (fixture, service, record) = try await opened()
    let run = RetentionRun(service)
    func go(_ name: String, approving: Bool) async throws -> [RetentionRun.Outcome] {
      try await run.run(approving: approving, limit: 10, by: Self.night(name)).map(\.outcome)
    }
    #expect(try await go("martin", approving: true).isEmpty)
    #expect(try acts(service).isEmpty)
    try await service.perform(on: record, Self.night("desk")) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    fixture.wind(days: 3700)
    _ = try await ClockProcess(service).run()
    #expect(try await go("martin", approving: false) == [.due])
    #expect(try await go("martin", approving: true) == [.approved])
    #expect(try await go("martin", approving: true) == [.waitsForAnotherOperator])
    #expect(try await go("petit", approving: true) == [.erased])
    #expect(
      try acts(service) == [
        "martin asked retention: 1",
        "martin: retentionRun [] approved 1, erased 0, kept 0, waiting 0",
        "martin: retentionRun [] approved 0, erased 0, kept 0, waiting 1",
        "petit: retentionRun [] approved 0, erased 1, kept 0, waiting 0",
      ]
    )
    try service.close()
  }
}
