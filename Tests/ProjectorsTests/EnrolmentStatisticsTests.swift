import CarnetCore
import EnrolmentStatistics
import MedicalRecord
import Testing
import Views

struct EnrolmentStatisticsTests {
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `counts are those of a scan of the events`(seed: UInt64) throws {
    var options = RandomHistory.Options()
    options.hasErasures = false
    options.hasPoison = false
    let events = RandomHistory(seed: seed &+ 7000, options).events
    let reader = try ReaderInFolder<EnrolmentStatistics>(events)
    let first = try #require(CalendarDay("2026-11-01"))
    let last = try #require(CalendarDay("2027-12-31"))
    try reader.read { session throws in
      let totals = try session.totals(asOf: last)
      #expect(
        // A suspended record is entered by nobody, and still one of the records that exist.
        totals.open
          == States(events).byRecord.values
          .count { $0.status == .active || $0.status == .suspended },
        "seed \(seed)"
      )
      // Every breakdown adds up to the same.
      for dimensions: Set<EnrolmentStatistics.Dimension> in [
        [], [.channel], [.commune], [.ageBand, .sex], [.channel, .commune, .ageBand, .sex],
      ] {
        let stock = try session.enrolment(asOf: last, by: dimensions)
        #expect(stock.map(\.open).reduce(0, +) == totals.open)
        for interval in [EnrolmentStatistics.Interval.day, .week, .month] {
          let flow = try session.flow(
            from: first,
            through: last,
            every: interval,
            by: dimensions
          )
          #expect(flow.map(\.net).reduce(0, +) == totals.open)
          #expect(flow.map(\.opened).reduce(0, +) == totals.opened)
          #expect(
            flow.map(\.withdrawn).reduce(0, +) == events.count { $0.type == 21 }
          )
        }
      }
    }
  }

  @Test func `enrolment is as of a day, with the communes' names`() throws {
    var builder = HistoryBuilder()
    builder.time = try #require(Instant("2026-11-23T10:00:00Z"))
    builder.open(1, .pharmacy, commune: "76540")
    builder.open(2, .site, commune: "76351", sex: .male)
    builder.time = try #require(Instant("2026-11-30T10:00:00Z"))
    builder.open(3, .pharmacy, commune: "76540")
    var closed = Carnet_V1_RecordClosed()
    closed.reason = .holder
    builder.add(1, .recordClosed(closed))
    builder.time = try #require(Instant("2026-12-01T10:00:00Z"))
    builder.open(1, .hospital, commune: "76540")
    let reader = try ReaderInFolder<EnrolmentStatistics>(builder.events)
    let day = try #require(CalendarDay("2026-11-23"))
    let week = try #require(CalendarDay("2026-11-30"))
    let month = try #require(CalendarDay("2026-12-31"))
    try reader.read { session throws in
      #expect(try session.enrolment(asOf: day).map(\.open) == [2])
      #expect(try session.totals(asOf: week).open == 2)
      let names = ["76540": "Rouen"]
      let stock = try session.enrolment(asOf: month, by: [.commune], communeNames: names)
      #expect(stock.map(\.group.commune) == ["76351", "76540"])
      #expect(stock.map(\.group.communeName) == [nil, "Rouen"])
      #expect(stock.map(\.open) == [1, 2])
      let flow = try session.flow(from: day, through: month, every: .week, by: [.channel])
      #expect(
        flow.map { "\($0.start) \($0.group.channel.map { String(describing: $0) } ?? "")" }
          == [
            "2026-11-23 site", "2026-11-23 pharmacy", "2026-11-30 pharmacy", "2026-11-30 hospital",
          ]
      )
      #expect(flow.map(\.net) == [1, 1, 0, 1])
      #expect(flow[2].counts[.closed(.holder)] == 1)
      #expect(flow[3].reopened == 1)
    }
  }

  @Test func `an erased record stays counted, as unknown`() throws {
    var builder = HistoryBuilder()
    builder.open(1)
    builder.open(2)
    builder.document(1, 1)
    var consent = Carnet_V1_ConsentWithdrawn()
    consent.subject = .reading
    builder.add(1, .consentWithdrawn(consent))
    builder.add(1, .recordErased(.init()))
    let reader = try ReaderInFolder<EnrolmentStatistics>(builder.events)
    let day = builder.time.day
    try reader.read { session throws in
      let totals = try session.totals(asOf: day)
      #expect(totals.opened == 2 && totals.erased == 1 && totals.open == 1)
      #expect(totals.fed == 0)
      let stock = try session.enrolment(asOf: day, by: [.channel, .commune])
      #expect(stock.map(\.open) == [1])
      #expect(stock.first?.group.commune == "76540")
      let flow = try session.flow(from: day, through: day, every: .day, by: [.commune])
      #expect(flow.map(\.group.commune) == ["", "76540"])
      #expect(flow.first?.counts[.withdrawn(.unspecified)] == 1)
      #expect(flow.first?.counts[.withdrawn(.reading)] == nil)
    }
  }

  @Test(arguments: [
    ("2026-11-23", "2026-11-23", "2026-11-01"), ("2026-11-29", "2026-11-23", "2026-11-01"),
    ("1970-01-01", "1969-12-29", "1970-01-01"), ("1969-12-28", "1969-12-22", "1969-12-01"),
  ])
  func `weeks begin on Monday and months on the first`(
    day: String,
    week: String,
    month: String
  ) throws {
    let day = try #require(CalendarDay(day))
    #expect(EnrolmentStatistics.Interval.week.start(of: day).description == week)
    #expect(EnrolmentStatistics.Interval.month.start(of: day).description == month)
    #expect(EnrolmentStatistics.Interval.day.start(of: day) == day)
  }
}
