import CarnetCore
import MedicalRecord
import Pages

/// A month by the clocks of France, as `2026-07`.
struct CalendarMonth: Hashable, Comparable, Sendable, LosslessStringConvertible {
  /// Months since the year 0.
  private var count: Int

  init(year: Int, month: Int) { count = year * 12 + month - 1 }

  init(_ instant: Instant) {
    let local = instant.adding(minutes: Int(ParisTime.offsetMinutes(at: instant)))
    let (year, month, _) = local.day.components
    self.init(year: year, month: month)
  }

  init?(_ description: String) {
    let parts = description.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count == 4, parts[1].count == 2, let year = Int(parts[0]),
      let month = Int(parts[1]), (1900...2200).contains(year), (1...12).contains(month)
    else { return nil }
    self.init(year: year, month: month)
  }

  var year: Int { count / 12 }
  var month: Int { count % 12 + 1 }
  var previous: CalendarMonth { CalendarMonth(count: count - 1) }
  var next: CalendarMonth { CalendarMonth(count: count + 1) }

  private init(count: Int) { self.count = count }

  var description: String { "\(year)-" + (month < 10 ? "0" : "") + "\(month)" }

  static func < (left: Self, right: Self) -> Bool { left.count < right.count }

  /// From its first moment to that of the next one.
  var period: Range<Instant> { start..<next.start }

  private var start: Instant {
    guard let day = CalendarDay(year: year, month: month, day: 1) else {
      return Instant(milliseconds: 0)
    }
    let midnight = Instant(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000)
    return midnight.adding(minutes: -Int(ParisTime.offsetMinutes(at: midnight)))
  }

  /// `juillet 2026`.
  func name(_ text: PageText) -> String {
    guard let day = CalendarDay(year: year, month: month, day: 2) else { return description }
    return String(text.day(day).drop { $0 != " " }.dropFirst())
  }
}

extension PageText {
  /// The day that a moment is on in France: `3 mars 2026`.
  func day(at instant: Instant) -> String { day(Self.day(of: instant)) }

  /// `03/03/2026`.
  func shortDay(at instant: Instant) -> String { shortDay(Self.day(of: instant)) }
}
