import CarnetCore
import Testing

struct CalendarDayTests {
  @Test(
    "known days have known numbers",
    arguments: [
      ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2026-11-23", 20_780), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
      ("1582-10-15", -141_427), ("1900-03-01", -25_508),
    ]
  )
  func knownDay(text: String, days: Int32) throws {
    let day = try #require(CalendarDay(text))
    #expect(day.daysSinceEpoch == days)
    #expect(day.description == text)
    #expect(CalendarDay(daysSinceEpoch: days) == day)
  }

  @Test func `every day from 1582 to 2200 follows the day before`() throws {
    var expected = (year: 1582, month: 10, day: 15)
    var day = try #require(CalendarDay(year: 1582, month: 10, day: 15))
    while expected.year < 2200 {
      #expect(day.components == expected)
      #expect(CalendarDay(year: expected.year, month: expected.month, day: expected.day) == day)
      day = CalendarDay(daysSinceEpoch: day.daysSinceEpoch + 1)
      expected.day += 1
      if expected.day > CalendarDay.daysIn(month: expected.month, year: expected.year) {
        expected = (expected.year, expected.month + 1, 1)
      }
      if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
    }
  }

  @Test("days of years 1 to 9999 go through their text and back", arguments: [1, 2] as [UInt64])
  func roundTrips(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<5000 {
      let day = CalendarDay(
        daysSinceEpoch: Int32.random(in: -719_162...2_932_896, using: &random)
      )
      #expect(CalendarDay(day.description) == day, "seed \(seed)")
      let (year, month, dayOfMonth) = day.components
      #expect(CalendarDay(year: year, month: month, day: dayOfMonth) == day, "seed \(seed)")
    }
  }

  @Test(
    "leap years have 29 February",
    arguments: [
      (2000, 29), (2024, 29), (1600, 29), (1900, 28), (2100, 28), (2023, 28), (4, 29), (100, 28),
    ]
  )
  func february(year: Int, days: Int) {
    #expect(CalendarDay.daysIn(month: 2, year: year) == days)
    #expect((CalendarDay(year: year, month: 2, day: 29) != nil) == (days == 29))
  }

  @Test(
    "days that the calendar has not are refused",
    arguments: [
      (2023, 2, 29), (2023, 2, 30), (2023, 4, 31), (2023, 13, 1), (2023, 0, 1), (2023, 1, 0),
      (2023, 1, 32), (0, 1, 1), (10_000, 1, 1), (-1, 1, 1), (.max, 1, 1), (.min, 1, 1),
      (2023, .max, 1), (2023, 1, .min),
    ]
  )
  func noDay(year: Int, month: Int, day: Int) {
    #expect(CalendarDay(year: year, month: month, day: day) == nil)
  }

  @Test(
    "texts that are no days are refused",
    arguments: [
      "", "2026", "2026-11", "2026-11-23-", "2026-11-2", "2026-1-23", "26-11-23", "02026-11-23",
      "2026-11-31", "2026/11/23", "2026-11-23 ", " 2026-11-23", "2026-11-2a", "+026-11-23",
      "-2026-11-23", "2026--1-23", "\u{662}026-11-23", "20261123", "0000-01-01", "2026-11-23\n",
    ]
  )
  func noText(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test func `days are in order and extremes do not trap`() throws {
    #expect(CalendarDay(daysSinceEpoch: -1) < CalendarDay(daysSinceEpoch: 0))
    for days in [Int32.min, .min + 1, .max - 1, .max] {
      let day = CalendarDay(daysSinceEpoch: days)
      #expect(!day.description.isEmpty)
      #expect(day.start.day == day)
    }
  }
}
