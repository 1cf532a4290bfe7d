import CarnetCore
import Testing

struct InstantTests {
  static let good: [(String, Int64)] = [
    ("1970-01-01T00:00:00Z", 0),
    ("1970-01-01T00:00:00.000Z", 0),
    ("1970-01-01t00:00:00z", 0),
    ("1969-12-31T23:59:59.999Z", -1),
    ("2026-11-23T08:30:00.125Z", 1_795_422_600_125),
    ("2026-11-23T10:30:00.125+02:00", 1_795_422_600_125),
    ("2026-11-23T03:00:00.125-05:30", 1_795_422_600_125),
    ("2026-11-24T07:29:00.125+22:59", 1_795_422_600_125),
    ("1970-01-01T00:00:00-00:00", 0),
    ("1970-01-01T00:00:00.1Z", 100),
    ("1970-01-01T00:00:00.12Z", 120),
    ("1970-01-01T00:00:00.1239Z", 123),
    ("1970-01-01T00:00:00.123456789Z", 123),
    ("2016-12-31T23:59:60Z", 1_483_228_799_000),
    ("2016-12-31T23:59:60.750Z", 1_483_228_799_750),
    ("0001-01-01T00:00:00Z", -62_135_596_800_000),
    ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
  ]

  @Test("RFC 3339 moments are read", arguments: good)
  func reads(text: String, milliseconds: Int64) {
    #expect(Instant(text) == Instant(milliseconds: milliseconds))
  }

  @Test(
    "what is no RFC 3339 moment is refused",
    arguments: [
      "", "T", "Z", "2026-11-23", "2026-11-23T", "2026-11-23TZ", "2026-11-23T08:30Z",
      "2026-11-23T08:30:00", "2026-11-23 08:30:00Z", "2026-11-23T08:30:00 Z", "2026-11-23T8:30:00Z",
      "2026-11-23T08:3:00Z", "2026-11-23T08:30:0Z", "2026-11-23T24:00:00Z", "2026-11-23T08:60:00Z",
      "2026-11-23T08:30:61Z", "2026-11-31T08:30:00Z", "2026-11-23T08:30:00.Z",
      "2026-11-23T08:30:00.-1Z", "2026-11-23T08:30:00.1.2Z", "2026-11-23T08:30:00,5Z",
      "2026-11-23T08:30:00+02", "2026-11-23T08:30:00+0200", "2026-11-23T08:30:00+2:00",
      "2026-11-23T08:30:00+24:00", "2026-11-23T08:30:00+02:60", "2026-11-23T08:30:00*02:00",
      "2026-11-23T08:30:00Z+02:00", "2026-11-23T08:30:00+02:00Z", "2026-11-23T08:30:00ZZ",
      "2026-11-23T+8:30:00Z", "2026-11-23T08:-1:00Z", "2026-11-23T08:30:00\u{2212}02:00",
      "2026-11-23T\u{660}8:30:00Z", "2026-11-23T08:30:00.5é", "0000-01-01T00:00:00Z",
    ]
  )
  func refuses(text: String) {
    #expect(Instant(text) == nil)
  }

  @Test("moments of years 1 to 9999 go through their text and back", arguments: [1, 2] as [UInt64])
  func roundTrips(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<3000 {
      let instant = Instant(
        milliseconds: Int64.random(
          in: -62_135_596_800_000...253_402_300_799_999,
          using: &random
        )
      )
      let text = instant.description
      #expect(text.utf8.count == 24)
      #expect(Instant(text) == instant, "seed \(seed): \(text)")
      let minutes = Int.random(in: -1439...1439, using: &random)
      #expect(Instant(zoned(instant, minutes)) == instant, "seed \(seed): \(text), \(minutes) min")
    }
  }

  /// The same moment on a clock that is `minutes` ahead of UTC; in years 2 to 9998.
  private func zoned(_ instant: Instant, _ minutes: Int) -> String {
    let local = Instant(milliseconds: instant.milliseconds + Int64(minutes) * 60_000)
    guard (2...9998).contains(local.day.components.year) else { return instant.description }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let size = abs(minutes)
    return local.description.dropLast() + (minutes < 0 ? "-" : "+") + two(size / 60) + ":"
      + two(size % 60)
  }

  @Test func `a day begins at midnight in UTC, before 1970 too`() {
    #expect(Instant(milliseconds: 0).day.daysSinceEpoch == 0)
    #expect(Instant(milliseconds: 86_399_999).day.daysSinceEpoch == 0)
    #expect(Instant(milliseconds: 86_400_000).day.daysSinceEpoch == 1)
    #expect(Instant(milliseconds: -1).day.daysSinceEpoch == -1)
    #expect(Instant(milliseconds: -86_400_000).day.daysSinceEpoch == -1)
    #expect(Instant(milliseconds: -86_400_001).day.daysSinceEpoch == -2)
    #expect(CalendarDay(daysSinceEpoch: -1).start == Instant(milliseconds: -86_400_000))
  }

  @Test("no moment traps", arguments: [Int64.min, .min + 1, -1, .max - 1, .max])
  func extremes(milliseconds: Int64) {
    let instant = Instant(milliseconds: milliseconds)
    #expect(!instant.description.isEmpty)
    #expect(instant.day.start.milliseconds <= max(milliseconds, -185_542_587_187_200_000))
  }
}
