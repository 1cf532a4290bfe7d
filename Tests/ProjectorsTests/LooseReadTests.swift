import AuditTrail
import CarnetCore
import MedicalRecord
import Testing
import Views

struct LooseReadTests {
  private static let people = (1...7)
    .map { number in
      Actor(
        .professional,
        identifier: "81000000000\(number)",
        profession: "G15_10/SM26",
        structure: number % 3 == 0 ? "" : "76000000\(number % 3)"
      )
    }

  /// The merge of the two indexes gives what looking at every pair of events gives.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `loose reads are those that no other event of the record explains`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    var builder = HistoryBuilder()
    for _ in 0..<900 {
      builder.time.milliseconds += Int64.random(in: 0...20_000_000, using: &generator)
      // Most records are written to and never read, so that the merge has to seek.
      let isRead = Int.random(in: 0..<3, using: &generator) == 0
      let record = UInt64.random(in: 2..<(isRead ? 12 : 40), using: &generator)
      builder.context = EventContext()
      builder.context.actor = Self.people[Int.random(in: 0..<7, using: &generator)]
      if isRead {
        var accessed = Carnet_V1_RecordAccessed()
        accessed.kind = .list
        accessed.rule = 2
        accessed.relation = Bool.random(using: &generator) ? .generalConsent : .careTeam
        builder.add(record, .recordAccessed(accessed))
      } else if Bool.random(using: &generator) {
        builder.add(record, .consentGranted(.init()))
      } else {
        var joined = Carnet_V1_CareTeamJoined()
        joined.member = Self.people[Int.random(in: 0..<7, using: &generator)]
        builder.add(record, .careTeamJoined(joined))
      }
    }
    let events = builder.events
    let reader = try ReaderInFolder<AuditTrail>(events)
    for days in [0, 1, 10, 400] {
      let expected = Self.loose(events, days: days)
      try reader.read { session throws in
        var found: [Position] = []
        let parties = try session.parties()
        try session.looseReads(days: days) { read in
          found.append(read.position)
          let actor = events[Int(read.position.rawValue)].body?.context.actor
          #expect(parties[Int(read.party)].description == actor?.identifierText)
        }
        #expect(found.sorted() == expected, "seed \(seed), \(days) days")
      }
    }
  }

  private static func loose(_ events: [ProjectedEvent], days: Int) -> [Position] {
    events
      .filter { event in
        guard case .recordAccessed(let accessed)? = event.body?.fact,
          accessed.relation == .generalConsent
        else { return false }
        return !events.contains { explains($0, event, days: days) }
      }
      .map(\.position)
  }

  private static func explains(
    _ tie: ProjectedEvent,
    _ read: ProjectedEvent,
    days: Int
  ) -> Bool {
    guard tie.record == read.record, tie.type != 32,
      abs(tie.time.milliseconds - read.time.milliseconds)
        <= Int64(days) * Instant.millisecondsPerDay,
      let reader = read.body?.context.actor, let writer = tie.body?.context.actor
    else { return false }
    var parties = [writer.identifierText, writer.structureIdentifier]
    if case .careTeamJoined(let joined)? = tie.body?.fact {
      parties += [joined.member.identifierText, joined.member.structureIdentifier]
    }
    return [reader.identifierText, reader.structureIdentifier]
      .contains { !$0.isEmpty && parties.contains($0) }
  }
}
