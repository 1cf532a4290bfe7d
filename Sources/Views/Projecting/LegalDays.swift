package import CarnetCore
import MedicalRecord

/// The calendar day that a moment falls on in legal time, in mainland France: the day that offices
/// count by.
package struct LegalDays {
  // Offsets change on the hour, so an hour has one day.
  private static let hour: Int64 = 3_600_000
  private var known: Int64 = .min
  private var day: Int32 = 0

  package init() {}

  @inline(__always)
  package mutating func day(of moment: Instant) -> CalendarDay {
    let (quotient, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: Self.hour)
    let hour = rest < 0 ? quotient - 1 : quotient
    if hour != known {
      known = hour
      day = Self.day(ofHour: hour).daysSinceEpoch
    }
    return CalendarDay(daysSinceEpoch: day)
  }

  private static func day(ofHour number: Int64) -> CalendarDay {
    ParisTime.day(of: Instant(milliseconds: number &* hour))
  }
}
