import AuditTrail
import CarnetCore
import MedicalRecord
import Testing
import Views

struct AuditTrailTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `every question gives what a scan of the events gives`(seed: UInt64) throws {
    var options = RandomHistory.Options()
    options.hasErasures = false
    let events = RandomHistory(seed: seed &+ 6000, options).events.filter { $0.body != nil }
    let all = RandomHistory(seed: seed &+ 6000, options).events
    let reader = try ReaderInFolder<AuditTrail>(all)
    let times = events.map(\.time)
    let period = times[events.count / 4]..<times[events.count / 2]
    func positions(_ matches: (ProjectedEvent) -> Bool) -> [Position] {
      events.filter(matches).map(\.position)
    }
    try reader.read { session throws in
      for record in Set(events.map(\.record)) {
        #expect(
          try session.accesses(to: record).map(\.position)
            == positions { $0.record == record },
          "seed \(seed)"
        )
        #expect(
          try session.accesses(to: record, in: period).map(\.position)
            == positions { $0.record == record && period.contains($0.time) }
        )
        #expect(
          try session.accesses(to: 1, of: record).map(\.position)
            == positions { $0.record == record && document(of: $0) == 1 }
        )
      }
      for identifier in ["810000000001", "810000000002", "010000003"] {
        let actor = AuditActor.Identifier(identifier)
        let expected = positions {
          $0.body?.context.actor.identifierText == identifier && period.contains($0.time)
        }
        #expect(try session.accesses(by: actor, in: period).map(\.position) == expected)
        var paged: [Position] = []
        while true {
          let page = AuditTrail.Page(after: paged.last, limit: 3)
          let found = try session.accesses(
            by: actor,
            kind: .professional,
            in: period,
            page
          )
          if found.isEmpty { break }
          paged += found.map(\.position)
        }
        #expect(paged == expected)
      }
      #expect(try session.emergencies().map(\.position) == positions { $0.type == 35 })
      #expect(
        try session.refusals(in: period).map(\.position)
          == positions { $0.type == 34 && period.contains($0.time) }
      )
      let refusals = try session.refusalsByActor()
      #expect(refusals.map(\.count).reduce(0, +) == positions { $0.type == 34 }.count)
      #expect(refusals.map(\.count) == refusals.map(\.count).sorted(by: >))
      #expect(
        try session.questions().map(\.access.position) == positions { (48...49).contains($0.type) }
      )
    }
  }

  @Test func `an access says who, why, by which rule and with what outcome`() throws {
    var builder = HistoryBuilder()
    builder.context.actor = Actor(
      .professional,
      identifier: "810000000001",
      profession: "G15_10/SM26",
      structure: "010000166",
      name: "Dr Martin"
    )
    builder.context.purpose = .emergency
    builder.context.reason = "inconscient"
    var denied = Carnet_V1_AccessDenied()
    denied.number = 4
    denied.rule = 102
    builder.add(1, .accessDenied(denied))
    builder.context = EventContext()
    builder.context.actor = Actor(.patient, identifier: "277076322082910", name: "Zoé Martin")
    var accessed = Carnet_V1_RecordAccessed()
    accessed.kind = .trail
    accessed.rule = 1
    builder.add(1, .recordAccessed(accessed))
    let reader = try ReaderInFolder<AuditTrail>(builder.events)
    let accesses = try reader.read { try $0.accesses(to: Pseudonym(rawValue: 1)) }
    let refused = try #require(accesses.first)
    #expect(refused.actor.actorKind == .professional)
    #expect(refused.actor.identifier.description == "810000000001")
    #expect(refused.actor.profession == "G15_10/SM26")
    #expect(refused.actor.structure.description == "010000166")
    #expect(refused.actor.name == "Dr Martin")
    #expect(refused.purpose == .emergency && refused.reason == "inconscient")
    #expect(refused.document == 4 && refused.rule == 102)
    #expect(refused.isRefused && refused.isRead && refused.kind == .accessDenied)
    let own = try #require(accesses.last)
    // The record says who its holder is.
    #expect(own.actor.actorKind == .patient && own.actor.name.isEmpty)
    #expect(own.actor.identifier == .none)
    #expect(own.detail == AccessKind.trail.rawValue && own.document == nil && !own.isRefused)
  }

  @Test func `questions asked of the trail and exports are kept`() throws {
    var builder = HistoryBuilder()
    var asked = Carnet_V1_AuditAsked()
    asked.question = "who"
    asked.parameters = ["r-0000000000000001", ""]
    asked.answers = 12
    builder.add(0, .auditAsked(asked))
    var exported = Carnet_V1_EventsExported()
    exported.filter = "type=22"
    exported.from = 3
    exported.to = 9
    builder.add(0, .eventsExported(exported))
    let reader = try ReaderInFolder<AuditTrail>(builder.events)
    let questions = try reader.read { try $0.questions() }
    #expect(questions.map(\.question) == ["who", ""])
    #expect(questions[0].parameters == ["r-0000000000000001", ""])
    #expect(questions[0].answers == 12)
    #expect(questions[1].exported == Position(3)...Position(9))
  }

  @Test(arguments: [
    ("810000000001", AuditActor.Identifier.number(810_000_000_001)),
    ("010000003", .text("010000003")), ("", .none), ("0", .text("0")), ("-5", .text("-5")),
    ("+5", .text("+5")), ("1234567890123456789", .text("1234567890123456789")),
    ("2A004", .text("2A004")),
  ])
  func `an identifier is a number only when the digits come back`(
    text: String,
    identifier: AuditActor.Identifier
  ) {
    #expect(AuditActor.Identifier(text) == identifier)
    #expect(identifier.description == text)
  }

  private func document(of event: ProjectedEvent) -> UInt32? {
    switch event.body?.fact {
    case .documentAdded(let fact): fact.number
    case .documentReplaced(let fact): fact.number
    case .documentHidden(let fact): fact.number
    case .documentRevealed(let fact): fact.number
    case .documentAccessed(let fact): fact.number
    case .accessDenied(let fact): fact.number
    default: nil
    }
  }
}
