import AccessStatistics
import CarnetCore
import MedicalRecord
import Testing
import Views

struct AccessStatisticsTests {
  private static let begin = CalendarDay(daysSinceEpoch: 0)
  private static let end = CalendarDay(daysSinceEpoch: 40_000)

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `accesses are those of a scan of the events`(seed: UInt64) throws {
    var options = RandomHistory.Options()
    options.hasErasures = false
    options.hasPoison = false
    let events = RandomHistory(seed: seed &+ 9500, options).events
    let reader = try ReaderInFolder<AccessStatistics>(events)
    try reader.read { session throws in
      let counts = try session.accesses(from: Self.begin, through: Self.end)
      for type in Set(events.map(\.type)).filter({ FactKind.isTrace($0) }) {
        #expect(
          counts.filter { $0.type == type }.map(\.count).reduce(0, +)
            == events.count { $0.type == type },
          "seed \(seed), \(type)"
        )
      }
      for kind: Carnet_V1_ActorKind in [.professional, .patient, .representative] {
        #expect(
          counts.filter { $0.actor == kind }.map(\.count).reduce(0, +)
            == events.count { FactKind.isTrace($0.type) && $0.body?.context.actor.kind == kind }
        )
      }
      let blocks = try session.blocks(asOf: Self.end)
      #expect(
        blocks.map(\.set).reduce(0, +)
          == events.count { $0.type == FactKind.actorBlocked.rawValue }
      )
    }
  }

  @Test func `modes, professions and first readers are told apart`() throws {
    var builder = HistoryBuilder()
    builder.time = try #require(Instant("2026-11-23T10:00:00Z"))
    builder.open(1)
    builder.time = try #require(Instant("2026-11-26T10:00:00Z"))
    builder.context.actor = Actor(.patient)
    builder.context.purpose = .patientAccess
    builder.add(1, .recordAccessed(.init()))
    builder.time = try #require(Instant("2027-01-10T10:00:00Z"))
    builder.context.actor = Actor(.professional, identifier: "1", profession: "G15_10/SM26")
    builder.context.purpose = .emergency
    var emergency = Carnet_V1_EmergencyAccessed()
    emergency.mode = .breakGlass
    builder.add(1, .emergencyAccessed(emergency))
    builder.add(1, .documentAccessed(.init()))
    let reader = try ReaderInFolder<AccessStatistics>(builder.events)
    try reader.read { session throws in
      let counts = try session.accesses(from: Self.begin, through: Self.end)
      #expect(counts.map(\.mode) == [.normal, .breakGlass, .breakGlass])
      #expect(counts.map(\.profession) == ["", "10", "10"])
      let firsts = try session.firstAccesses(from: Self.begin, through: Self.end)
      #expect(
        firsts.map { "\($0.audience) \($0.wait)" } == [
          "anybody withinWeek", "holder withinWeek", "professional withinQuarter",
        ]
      )
    }
  }

  @Test func `of destroyed traces is left that there was an access`() throws {
    var builder = HistoryBuilder()
    builder.open(1)
    builder.context.actor = Actor(.professional, identifier: "1", profession: "G15_21")
    builder.context.purpose = .care
    builder.add(1, .documentAccessed(.init()))
    builder.add(1, .recordErased(.init()))
    let reader = try ReaderInFolder<AccessStatistics>(builder.events)
    try reader.read { session throws in
      let counts = try session.accesses(from: Self.begin, through: Self.end)
      #expect(counts.map(\.mode) == [.unknown])
      #expect(counts.map(\.profession) == [""])
      #expect(counts.map(\.actor) == [.unspecified])
      let firsts = try session.firstAccesses(from: Self.begin, through: Self.end)
      #expect(firsts.map(\.audience) == [.anybody])
    }
  }
}
