package import CarnetCore
import MedicalRecord
import Views

/// Days off and nights, as offices in mainland France count them.
package struct WorkingTime {
  private var legal = LegalDays()
  // Clocks change on the hour.
  private var hour: Int64 = .min
  private var offsetMinutes: Int64 = 60

  package init() {}

  package mutating func day(of moment: Instant) -> CalendarDay { legal.day(of: moment) }

  /// From nine in the evening to six in the morning, by the clock in Paris.
  package mutating func isAtNight(_ moment: Instant) -> Bool {
    if moment.milliseconds / 3_600_000 != hour {
      hour = moment.milliseconds / 3_600_000
      offsetMinutes = Int64(ParisTime.offsetMinutes(at: moment))
    }
    let local = (moment.milliseconds + offsetMinutes * 60_000) / 3_600_000 % 24
    return local >= 21 || local < 6
  }

  /// A night, a weekend or a public holiday.
  package mutating func isOff(_ moment: Instant) -> Bool {
    isAtNight(moment) || !Self.isWorkingDay(day(of: moment))
  }

  /// Monday to Friday, but for public holidays (Code du travail, L3133-1).
  package static func isWorkingDay(_ day: CalendarDay) -> Bool {
    // 1970-01-01 was a Thursday.
    let weekday = ((Int(day.daysSinceEpoch) + 3) % 7 + 7) % 7
    return weekday < 5 && !isHoliday(day)
  }

  package static func isHoliday(_ day: CalendarDay) -> Bool {
    let (year, month, number) = day.components
    let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    if fixed.contains(where: { $0 == (month, number) }) { return true }
    guard let easter = easter(of: year) else { return false }
    // Easter Monday, Ascension, Whit Monday.
    return [1, 39, 50].contains(Int(day.daysSinceEpoch) - Int(easter.daysSinceEpoch))
  }

  /// The day that lies this many working days after another.
  package static func workingDay(_ count: Int, after day: CalendarDay) -> CalendarDay {
    var day = day
    var left = count
    while left > 0 {
      day.daysSinceEpoch += 1
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }

  /// Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher).
  private static func easter(of year: Int) -> CalendarDay? {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let m = (a + 11 * h + 22 * l) / 451
    let sum = h + l - 7 * m + 114
    return CalendarDay(year: year, month: sum / 31, day: sum % 31 + 1)
  }
}
