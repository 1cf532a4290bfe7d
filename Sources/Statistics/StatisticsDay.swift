package import CarnetCore
import Views

/// The days that figures are counted by: those of mainland France.
package enum StatisticsDay {
  /// The day of a moment by the clocks there: half past midnight in Rouen is a new day.
  package static func of(_ moment: Instant) -> CalendarDay {
    var days = LegalDays()
    return days.day(of: moment)
  }
}
