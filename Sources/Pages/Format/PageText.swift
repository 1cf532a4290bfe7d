package import CarnetCore
package import MedicalRecord

/// Dates, numbers and names as people of the page's language write them.
package struct PageText: Sendable {
  package let language: PageLanguage

  package init(_ language: PageLanguage) { self.language = language }

  /// A thin space that no line is broken at: between thousands, before `%`.
  private static let thinSpace = "\u{202F}"

  // MARK: Numbers

  /// `1 234 567`, `1,234,567`.
  package func number(_ value: some BinaryInteger) -> String {
    let digits = String(value.magnitude)
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    let separator = language == .french ? Self.thinSpace : ","
    return (value < 0 ? "−" : "") + groups.joined(separator: separator)
  }

  /// With that many decimals: `12,5`, `12.5`.
  package func decimal(_ value: Double, _ decimals: Int = 1) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" }
    var scale: Int64 = 1
    for _ in 0..<max(0, min(decimals, 6)) { scale *= 10 }
    let scaled = Int64((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && scaled != 0 ? "−" : ""
    let whole = sign + number(scaled / scale)
    if scale == 1 { return whole }
    let fraction = String(scaled % scale)
    let padded = String(repeating: "0", count: decimals - fraction.count) + fraction
    return whole + (language == .french ? "," : ".") + padded
  }

  /// A share of one as a percentage: `0.125` is `12,5 %`.
  package func percent(_ share: Double, _ decimals: Int = 1) -> String {
    decimal(share * 100, decimals) + (language == .french ? Self.thinSpace + "%" : "%")
  }

  /// A count with its noun: `1 document`, `3 documents`; French counts none as one.
  package func count(_ value: Int, _ one: (String, String), _ many: (String, String)) -> String {
    let isOne = language == .french ? abs(value) < 2 : value == 1
    let noun = isOne ? one : many
    return number(value) + "\u{00A0}" + language.say(noun.0, noun.1)
  }

  /// `1,4 Mo`, `1.4 MB`.
  package func bytes(_ value: Int) -> String {
    let units = [("o", "B"), ("ko", "kB"), ("Mo", "MB"), ("Go", "GB"), ("To", "TB")]
    var amount = Double(value)
    var unit = 0
    while amount >= 1000, unit < units.count - 1 {
      amount /= 1000
      unit += 1
    }
    let text = unit == 0 ? number(value) : decimal(amount)
    return text + "\u{00A0}" + language.say(units[unit].0, units[unit].1)
  }

  // MARK: Times

  private static let months = [
    ("janvier", "January"), ("février", "February"), ("mars", "March"), ("avril", "April"),
    ("mai", "May"), ("juin", "June"), ("juillet", "July"), ("août", "August"),
    ("septembre", "September"), ("octobre", "October"), ("novembre", "November"),
    ("décembre", "December"),
  ]

  /// `3 mars 2026`, `3 March 2026`; the first of a month is `1er` in French.
  package func day(_ day: CalendarDay) -> String {
    let (year, month, number) = day.components
    let name = Self.months[month - 1]
    let text = language == .french && number == 1 ? "1er" : "\(number)"
    return "\(text) \(language.say(name.0, name.1)) \(year)"
  }

  /// `03/03/2026` in French, `2026-03-03` in English.
  package func shortDay(_ day: CalendarDay) -> String {
    let (year, month, number) = day.components
    let text = (Self.two(number), Self.two(month))
    return language.say("\(text.0)/\(text.1)/\(year)", "\(year)-\(text.1)-\(text.0)")
  }

  /// The day and time in France: `3 mars 2026 à 14:32`.
  package func moment(_ instant: Instant) -> String {
    day(Self.local(instant).day) + language.say(" à ", ", ") + time(instant)
  }

  /// `03/03/2026 14:32`, for tables.
  package func shortMoment(_ instant: Instant) -> String {
    shortDay(Self.local(instant).day) + " " + time(instant)
  }

  /// `14:32`, the time in France.
  package func time(_ instant: Instant) -> String {
    let minutes = Self.local(instant).minutes
    return Self.two(minutes / 60) + ":" + Self.two(minutes % 60)
  }

  /// A length of time in its largest unit: `3 jours`, `12 min`, `8 s`.
  package func length(seconds: Int64) -> String {
    switch seconds {
    case ..<60: "\(max(0, seconds))\u{00A0}s"
    case ..<3600: "\(seconds / 60)\u{00A0}min"
    case ..<86_400: "\(seconds / 3600)\u{00A0}h"
    default: count(Int(seconds / 86_400), ("jour", "day"), ("jours", "days"))
    }
  }

  /// The day that a moment is on in France.
  package static func day(of instant: Instant) -> CalendarDay { local(instant).day }

  /// Day and minute of the day by the clocks of mainland France.
  private static func local(_ instant: Instant) -> (day: CalendarDay, minutes: Int) {
    let offset = Int64(ParisTime.offsetMinutes(at: instant))
    let minutes = Int64((Double(instant.milliseconds) / 60_000).rounded(.down)) + offset
    let day = Int64((Double(minutes) / 1440).rounded(.down))
    return (CalendarDay(daysSinceEpoch: Int32(clamping: day)), Int(minutes - day * 1440))
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
