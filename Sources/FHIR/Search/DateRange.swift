package import CarnetCore
import MedicalRecord

/// The moments that a date of any precision stands for, from its first to before its last.
///
/// `2024-05` is all of May in Paris. An end that is not known is open.
package struct DateRange: Hashable, Sendable {
  package var low: Instant?
  package var high: Instant?

  package init(low: Instant?, high: Instant?) {
    self.low = low
    self.high = high
  }

  /// A single millisecond.
  package init(_ moment: Instant) {
    self.init(low: moment, high: Instant(milliseconds: moment.milliseconds + 1))
  }

  /// Reads FHIR's date, dateTime or instant: `YYYY[-MM[-DD[Thh:mm[:ss[.fff]][Z|±hh:mm]]]]`.
  ///
  /// Without a zone the clock is that of Paris. A space where the sign of the zone belongs is the
  /// plus that a form made of it.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 40 else { return nil }
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let date = PartialDate(String(halves[0])) else { return nil }
    guard halves.count == 2 else {
      self.init(date)
      return
    }
    guard date.isComplete, let range = Self.moments(on: date, String(halves[1])) else { return nil }
    self = range
  }

  private init?(_ date: PartialDate) {
    guard let first = CalendarDay(year: date.year, month: date.month ?? 1, day: date.day ?? 1)
    else { return nil }
    var next: CalendarDay?
    if date.day != nil {
      next = CalendarDay(daysSinceEpoch: first.daysSinceEpoch + 1)
    } else if let month = date.month, month < 12 {
      next = CalendarDay(year: date.year, month: month + 1, day: 1)
    } else {
      next = CalendarDay(year: date.year + 1, month: 1, day: 1)
    }
    self.init(
      low: ParisTime.moment(ofLocal: first.start),
      high: next.map { ParisTime.moment(ofLocal: $0.start) }
    )
  }

  private static func moments(on date: PartialDate, _ text: String) -> DateRange? {
    var clock = text
    var zone = ""
    if clock.hasSuffix("Z") {
      clock.removeLast()
      zone = "Z"
    } else if let sign = clock.lastIndex(where: { "+- ".contains($0) }) {
      zone = String(clock[sign...]).replacing(" ", with: "+")
      clock = String(clock[..<sign])
    }
    // Minutes are the coarsest time of day; each further part narrows the range.
    let width: Int64
    let parts = clock.split(separator: ".", omittingEmptySubsequences: false)
    switch (clock.utf8.count, parts.count) {
    case (5, 1):
      clock += ":00"
      width = 60_000
    case (8, 1): width = 1000
    case (_, 2):
      guard parts[0].utf8.count == 8, (1...9).contains(parts[1].utf8.count) else { return nil }
      width = parts[1].utf8.count == 1 ? 100 : parts[1].utf8.count == 2 ? 10 : 1
    default: return nil
    }
    guard let moment = Instant("\(date)T\(clock)\(zone.isEmpty ? "Z" : zone)") else { return nil }
    let low = zone.isEmpty ? ParisTime.moment(ofLocal: moment) : moment
    return DateRange(low: low, high: Instant(milliseconds: low.milliseconds + width))
  }
}

/// One comparison of a search by date (R4, search, 3.1.1.4.7).
package struct DateCriterion: Hashable, Sendable {
  package enum Prefix: String, Hashable, Sendable, CaseIterable {
    case eq, ne, gt, lt, ge, le, sa, eb, ap
  }

  package var prefix: Prefix
  package var range: DateRange

  package init(_ prefix: Prefix, _ range: DateRange) {
    self.prefix = prefix
    self.range = range
  }

  /// - Parameters:
  ///   - text: `ge2024-05`, `2024-05-01T10:00:00+02:00`.
  ///   - now: widens `ap` by a tenth of the distance.
  package init?(_ text: String, now: Instant) {
    let prefix = Prefix(rawValue: String(text.prefix(2)))
    guard let range = DateRange(prefix == nil ? text[...] : text.dropFirst(2)) else { return nil }
    self.init(prefix ?? .eq, range)
    guard prefix == .ap, let low = range.low, let high = range.high else { return }
    let distance = max(abs(now.milliseconds - low.milliseconds), 86_400_000) / 10
    self.range = DateRange(
      low: Instant(milliseconds: low.milliseconds - distance),
      high: Instant(milliseconds: high.milliseconds + distance)
    )
  }

  /// Whether a value of a resource, itself a range, answers the comparison.
  package func matches(_ value: DateRange) -> Bool {
    let (low, high) = (range.low?.milliseconds ?? .min, range.high?.milliseconds ?? .max)
    let (begin, end) = (value.low?.milliseconds ?? .min, value.high?.milliseconds ?? .max)
    let contains = low <= begin && end <= high
    switch prefix {
    case .eq: return contains
    case .ne: return !contains
    case .gt: return end > high
    case .lt: return begin < low
    case .ge: return end > high || contains
    case .le: return begin < low || contains
    case .sa: return begin >= high
    case .eb: return end <= low
    case .ap: return begin < high && low < end
    }
  }
}
