package import CarnetCore

/// When a number of open records is reached if they go on growing as they did, and how fast they
/// must grow to reach it by a day.
package struct Projection: Hashable, Sendable {
  package var day: CalendarDay
  package var open: Int
  /// Records more a week.
  package var pacePerWeek: Double

  package init(day: CalendarDay, open: Int, pacePerWeek: Double) {
    self.day = day
    self.open = open
    self.pacePerWeek = pacePerWeek
  }

  /// From what stood at the ends of two days.
  ///
  /// - Returns: nil when the first is not before the second.
  package init?(from first: CalendarDay, _ before: Int, to last: CalendarDay, _ open: Int) {
    guard first < last else { return nil }
    let days = Double(last.daysSinceEpoch - first.daysSinceEpoch)
    self.init(day: last, open: open, pacePerWeek: Double(open - before) * 7 / days)
  }

  /// The first day at whose end the target stands; nil when it never does, or beyond the year 9999.
  package func day(reaching target: Int) -> CalendarDay? {
    if open >= target { return day }
    guard pacePerWeek > 0 else { return nil }
    let days = (Double(target - open) * 7 / pacePerWeek).rounded(.up)
    guard days < 2_900_000 else { return nil }
    return CalendarDay(daysSinceEpoch: day.daysSinceEpoch + Int32(days))
  }

  /// Records a week that reach the target at the end of a wished day; nil when it is not later.
  package func paceNeeded(toReach target: Int, by wished: CalendarDay) -> Double? {
    guard wished > day else { return nil }
    let days = Double(wished.daysSinceEpoch - day.daysSinceEpoch)
    return max(0, Double(target - open) * 7 / days)
  }
}
