package import CarnetCore

/// Legal time in mainland France, for moments that were written without a zone.
///
/// Winter time is UTC+1, summer time UTC+2. Exact since 1945-09-16: none from 1946 to 1975; 1976
/// from 28 March to 26 September; 1977 to 1980 from the first Sunday of April to the last of
/// September (1978: 1 October); 1981 to 1995 from the last Sunday of March to the last of September;
/// since 1996 to the last of October (directive 2000/84/CE). Changes are at 01:00 UTC, in 1976 at
/// 01:00 by the clock.
/// Approximated before September 1945, and for overseas: UTC+1 all year.
package enum ParisTime {
  private static let hour: Int64 = 3_600_000

  /// Minutes ahead of UTC at that moment: 60 or 120.
  package static func offsetMinutes(at moment: Instant) -> Int {
    guard let summer = summer(of: moment.day.components.year) else { return 60 }
    return summer.contains(moment) ? 120 : 60
  }

  /// The day that it was in France at that moment: half past midnight in Rouen is a new day.
  package static func day(of moment: Instant) -> CalendarDay {
    let shift = Int64(offsetMinutes(at: moment)) * 60_000
    return Instant(milliseconds: moment.milliseconds &+ shift).day
  }

  /// The moment at which a day begins in France.
  package static func start(of day: CalendarDay) -> Instant { moment(ofLocal: day.start) }

  /// The moment that clocks in Paris showed as `local`, given as if it were UTC.
  ///
  /// The hour that summer time skips counts as winter time; of the hour shown twice in autumn the
  /// first is taken.
  package static func moment(ofLocal local: Instant) -> Instant {
    let inSummer = Instant(milliseconds: local.milliseconds - 2 * hour)
    let inWinter = Instant(milliseconds: local.milliseconds - hour)
    return offsetMinutes(at: inSummer) == 120 ? inSummer : inWinter
  }

  private static func summer(of year: Int) -> Range<Instant>? {
    let begin: CalendarDay?
    let end: CalendarDay?
    var changeHours: (begin: Int64, end: Int64) = (1, 1)
    switch year {
    case ..<1976: return nil
    case 1976:
      begin = CalendarDay(year: year, month: 3, day: 28)
      end = CalendarDay(year: year, month: 9, day: 26)
      changeHours = (0, -1)
    case 1977...1980:
      begin = CalendarDay(year: year, month: 4, day: 7).map(sundayUpTo)
      end =
        year == 1978
        ? CalendarDay(year: year, month: 10, day: 1)
        : CalendarDay(year: year, month: 9, day: 30).map(sundayUpTo)
    default:
      begin = CalendarDay(year: year, month: 3, day: 31).map(sundayUpTo)
      let last = year < 1996 ? (month: 9, day: 30) : (month: 10, day: 31)
      end = CalendarDay(year: year, month: last.month, day: last.day).map(sundayUpTo)
    }
    guard let begin, let end else { return nil }
    return Instant(
      milliseconds: begin.start.milliseconds + changeHours.begin * hour
    )..<Instant(milliseconds: end.start.milliseconds + changeHours.end * hour)
  }

  /// The last Sunday up to and including `day`.
  private static func sundayUpTo(_ day: CalendarDay) -> CalendarDay {
    // 1970-01-01 was a Thursday.
    let weekday = ((Int(day.daysSinceEpoch) + 4) % 7 + 7) % 7
    return CalendarDay(daysSinceEpoch: day.daysSinceEpoch - Int32(weekday))
  }
}
