import CarnetCore
import Testing

@testable import Pages

@Suite("Dates, numbers and names as people write them")
struct PageTextTests {
  private let french = PageText(.french)
  private let english = PageText(.english)

  @Test("Thousands are parted by a thin space in French, by a comma in English")
  func thousands() {
    #expect(french.number(1_234_567) == "1\u{202F}234\u{202F}567")
    #expect(english.number(-1000) == "−1,000")
    #expect(french.number(999) == "999")
  }

  @Test("Decimals are rounded, and carry into the whole")
  func decimals() {
    #expect(french.decimal(0.96, 1) == "1,0")
    #expect(french.decimal(12.345, 2) == "12,35" || french.decimal(12.345, 2) == "12,34")
    #expect(english.percent(0.125) == "12.5%")
    #expect(french.percent(0.8, 0) == "80\u{202F}%")
    #expect(french.decimal(.nan) == "–")
  }

  @Test("None is one in French and many in English")
  func counts() {
    #expect(french.count(0, ("acte", "act"), ("actes", "acts")).hasSuffix("acte"))
    #expect(english.count(0, ("acte", "act"), ("actes", "acts")).hasSuffix("acts"))
  }

  @Test("The first of a month is “1er”, and summer time is two hours ahead")
  func days() throws {
    let day = try #require(CalendarDay(year: 2026, month: 7, day: 1))
    #expect(french.day(day) == "1er juillet 2026")
    #expect(english.day(day) == "1 July 2026")
    #expect(french.shortDay(day) == "01/07/2026")
    let lateEvening = Instant(milliseconds: day.start.milliseconds + 23 * 3_600_000)
    #expect(french.moment(lateEvening) == "2 juillet 2026 à 01:00")
    #expect(english.time(lateEvening) == "01:00")
  }
}
