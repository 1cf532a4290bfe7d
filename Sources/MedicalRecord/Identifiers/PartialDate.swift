package import CarnetCore

/// A day of which perhaps only the year, or the year and the month, is known.
///
/// Written `1979`, `1979-03` or `1979-03-28`.
package struct PartialDate: Hashable, Sendable {
  package let year: Int
  package let month: Int?
  package let day: Int?

  /// Nil for what the calendar does not have, and for a day without its month.
  package init?(year: Int, month: Int? = nil, day: Int? = nil) {
    guard day == nil || month != nil,
      CalendarDay(year: year, month: month ?? 1, day: day ?? 1) != nil
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  package init(_ day: CalendarDay) {
    let components = day.components
    year = components.year
    month = components.month
    self.day = components.day
  }

  /// Whether the day is known.
  package var isComplete: Bool { day != nil }

  /// Whether both could be the same day: what both know is equal.
  package func agrees(with other: PartialDate) -> Bool {
    guard year == other.year else { return false }
    if let month, let otherMonth = other.month, month != otherMonth { return false }
    if let day, let otherDay = other.day, day != otherDay { return false }
    return true
  }
}

extension PartialDate: CustomStringConvertible, LosslessStringConvertible {
  package var description: String {
    var text = String(year)
    text = String(repeating: "0", count: 4 - text.utf8.count) + text
    if let month { text += "-\(twoDigits(month))" }
    if let day { text += "-\(twoDigits(day))" }
    return text
  }

  package init?(_ description: String) {
    self.init(fields: description.split(separator: "-", omittingEmptySubsequences: false))
  }

  /// Reads the eight, six or four digits of HL7 (`19790328`).
  package init?(hl7 text: some StringProtocol) {
    let digits = Array(text.utf8)
    guard [4, 6, 8].contains(digits.count) else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    let cuts = [0..<4, 4..<6, 6..<8].prefix(digits.count / 2 - 1)
    self.init(
      fields: cuts.map { cut in
        text[text.index(at: cut.lowerBound)..<text.index(at: cut.upperBound)]
      }
    )
  }

  private init?(fields: [Substring]) {
    let widths = [4, 2, 2]
    guard (1...3).contains(fields.count) else { return nil }
    var numbers: [Int] = []
    for (field, width) in zip(fields, widths) {
      guard field.utf8.count == width, field.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(field)
      else { return nil }
      numbers.append(number)
    }
    self.init(
      year: numbers[0],
      month: numbers.count > 1 ? numbers[1] : nil,
      day: numbers.count > 2 ? numbers[2] : nil
    )
  }
}

extension String {
  fileprivate func index(at offset: Int) -> Index { utf8.index(startIndex, offsetBy: offset) }
}

extension PartialDate: Codable {
  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in
      guard let date = PartialDate(text) else {
        throw MalformedIdentifier(
          .date,
          .value(position: 0, accepted: "YYYY, YYYY-MM or YYYY-MM-DD of the calendar")
        )
      }
      return date
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
