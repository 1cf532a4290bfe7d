import CarnetCore
import FeedStatistics
import MedicalRecord
import Testing
import Views

struct FeedStatisticsTests {
  private static let begin = CalendarDay(daysSinceEpoch: 0)
  private static let end = CalendarDay(daysSinceEpoch: 40_000)

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `documents and what is hidden are those of a scan of the events`(seed: UInt64) throws {
    var options = RandomHistory.Options()
    options.hasErasures = false
    options.hasPoison = false
    let events = RandomHistory(seed: seed &+ 9000, options).events
    let reader = try ReaderInFolder<FeedStatistics>(events)
    try reader.read { session throws in
      let documents = try session.documents(from: Self.begin, through: Self.end)
      let structures = try session.documentsByStructure(from: Self.begin, through: Self.end)
      let added = events.compactMap { event -> DocumentAdded? in
        if case .documentAdded(let added)? = event.body?.fact { added } else { nil }
      }
      #expect(documents.map(\.count).reduce(0, +) == added.count, "seed \(seed)")
      for type in Set(added.map(\.type.code)) {
        #expect(
          documents.filter { $0.type == type }.map(\.count).reduce(0, +)
            == added.count { $0.type.code == type }
        )
      }
      for structure in Set(added.map { $0.authors.first?.structureIdentifier ?? "" }) {
        #expect(
          structures.filter { $0.structure == structure }.map(\.count).reduce(0, +)
            == added.count { ($0.authors.first?.structureIdentifier ?? "") == structure }
        )
      }
      let states = States(events).byRecord.values
      let stock = try session.stock(asOf: Self.end)
      #expect(stock.added == added.count)
      #expect(stock.deleted == events.count { $0.type == FactKind.documentDeleted.rawValue })
      let kept = states.flatMap(\.documents.values).filter { !$0.isDeleted }
      let hides = events.contains { $0.type == FactKind.documentHidden.rawValue }
      for visibility: Visibility in [.professionals, .patient, .representatives] where hides {
        // A history may hide twice what a decision would hide once; the domain refuses that.
        #expect(
          stock.hidden[visibility, default: 0] == kept.count { $0.hiddenFrom.contains(visibility) }
        )
      }
    }
  }

  @Test func `the delay is in legal days, from the end of the act`() throws {
    var builder = HistoryBuilder()
    // Half past midnight in Paris is still the day before in UTC.
    builder.time = try #require(Instant("2026-11-23T23:30:00Z"))
    builder.open(1)
    let acts: [(start: String, stop: String?, expected: DocumentDelay)] = [
      ("2026-11-24T08:00:00Z", nil, .sameDay), ("2026-11-23T10:00:00Z", nil, .nextDay),
      ("2026-11-10T10:00:00Z", "2026-11-23T23:10:00Z", .sameDay),
      ("2026-11-18T10:00:00Z", nil, .withinWeek), ("2026-11-01T10:00:00Z", nil, .withinMonth),
      ("2025-11-01T10:00:00Z", nil, .later), ("2027-01-01T10:00:00Z", nil, .unknown),
    ]
    for (number, act) in acts.enumerated() {
      let start = try #require(Instant(act.start))
      let stop = try act.stop.map { try #require(Instant($0)) }
      builder.document(1) {
        $0.number = UInt32(number + 1)
        $0.type.code = "34112-3"
        $0.serviceStart = start.milliseconds
        $0.serviceStop = stop?.milliseconds ?? 0
      }
    }
    builder.document(1) { $0.number = 99 }
    let reader = try ReaderInFolder<FeedStatistics>(builder.events)
    try reader.read { session throws in
      let counts = try session.documents(from: Self.begin, through: Self.end)
      #expect(counts.allSatisfy { $0.day.description == "2026-11-24" })
      for delay in DocumentDelay.allCases {
        let expected = acts.count { $0.expected == delay } + (delay == .unknown ? 1 : 0)
        #expect(
          counts.filter { $0.delay == delay }.map(\.count).reduce(0, +) == expected,
          "\(delay)"
        )
      }
    }
  }

  @Test func `a hidden document that is deleted is hidden no more`() throws {
    var builder = HistoryBuilder()
    builder.open(1)
    builder.document(1, 1)
    builder.document(1, 2)
    var hidden = Carnet_V1_DocumentHidden()
    hidden.visibility = .professionals
    for number: UInt32 in [1, 2] {
      hidden.number = number
      builder.add(1, .documentHidden(hidden))
    }
    var deleted = Carnet_V1_DocumentDeleted()
    deleted.number = 2
    builder.add(1, .documentDeleted(deleted))
    let reader = try ReaderInFolder<FeedStatistics>(builder.events)
    try reader.read { session throws in
      let stock = try session.stock(asOf: Self.end)
      #expect(stock.kept == 1)
      #expect(stock.hidden == [.professionals: 1])
    }
  }

  @Test func `what was erased stays counted, as unknown, and its doctor is forgotten`() throws {
    var builder = HistoryBuilder()
    builder.open(1)
    var named = Carnet_V1_TreatingDoctorNamed()
    named.professional = Actor(.professional, identifier: "810000000001")
    builder.add(1, .treatingDoctorNamed(named))
    builder.document(1, 1, type: FeedStatistics.synthesisType)
    builder.open(2)
    builder.add(2, .treatingDoctorNamed(named))
    builder.add(1, .recordErased(.init()))
    let reader = try ReaderInFolder<FeedStatistics>(builder.events)
    try reader.read { session throws in
      #expect(try session.documents(from: Self.begin, through: Self.end).map(\.type) == [""])
      #expect(try session.stock(asOf: Self.end).kept == 0)
      var steps: [[FollowUp.Step]] = []
      try session.followUps(through: Self.end) { steps.append($0.map(\.step)) }
      #expect(steps == [[.named]])
    }
  }
}
