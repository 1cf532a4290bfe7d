package import CarnetCore

/// A moment as HL7 writes it (type TS): `YYYY[MM[DD[HH[MM[SS[.f…]]]]]][±ZZZZ]`.
///
/// A partial one stands for its beginning. Without a zone, the clock is that of Paris.
package struct HL7Timestamp: Hashable, Sendable {
  package let instant: Instant
  package let precision: Precision
  /// Whether the zone was written; where it was not, Paris is assumed.
  package let hasZone: Bool

  /// The smallest unit that was written.
  package enum Precision: Int, Comparable, Sendable {
    case year, month, day, hour, minute, second, fraction

    package static func < (left: Precision, right: Precision) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Why a text is not a timestamp.
  package struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 0, in bytes.
    package var position: Int

    package init(position: Int) { self.position = position }

    package var description: String {
      "not a moment from position \(position + 1) on: YYYY[MM[DD[HH[MM[SS[.fff]]]]]][±ZZZZ] of the "
        + "calendar is accepted"
    }
  }

  /// Whether the day is there and the hour is not, or even less.
  package var isPartial: Bool { precision < .hour }

  package init(_ text: some StringProtocol) throws(Malformed) {
    var scanner = TimestampScanner(text)
    guard let year = try scanner.number(digits: 4) else { throw scanner.malformed }
    var fields: [Int] = []
    while fields.count < 5, let field = try scanner.number(digits: 2) { fields.append(field) }
    let written = fields.count
    let dayPosition = scanner.position
    fields += [1, 1, 0, 0, 0].dropFirst(written)
    guard let day = CalendarDay(year: year, month: fields[0], day: fields[1]), fields[2] < 24,
      fields[3] < 60, fields[4] <= 60
    else { throw Malformed(position: min(4, dayPosition)) }

    var milliseconds = 0
    var precision = Precision(rawValue: written) ?? .second
    if written == 5, let fraction = try scanner.fraction() {
      milliseconds = fraction
      precision = .fraction
    }
    let offset = try scanner.zoneMinutes()
    try scanner.end()

    // A leap second counts as the second before it.
    let clock = ((fields[2] * 60 + fields[3]) * 60 + min(fields[4], 59)) * 1000 + milliseconds
    let local = Instant(milliseconds: day.start.milliseconds + Int64(clock))
    instant =
      offset.map { Instant(milliseconds: local.milliseconds - Int64($0) * 60_000) }
      ?? ParisTime.moment(ofLocal: local)
    hasZone = offset != nil
    self.precision = precision
  }
}

/// Walks over the characters of a timestamp.
private struct TimestampScanner {
  private let characters: [UInt8]
  private(set) var position = 0

  /// Longer than any accepted form, so that a hostile text is not copied whole.
  private static let lengthMax = 40

  init(_ text: some StringProtocol) {
    characters = Array(text.utf8.prefix(Self.lengthMax))
  }

  var malformed: HL7Timestamp.Malformed { HL7Timestamp.Malformed(position: position) }

  private var next: UInt8? { position < characters.count ? characters[position] : nil }

  private func digit(at index: Int) -> Int? {
    guard index < characters.count, (0x30...0x39).contains(characters[index]) else { return nil }
    return Int(characters[index]) - 0x30
  }

  /// Exactly so many digits; nil when none stands here.
  mutating func number(digits: Int) throws(HL7Timestamp.Malformed) -> Int? {
    guard digit(at: position) != nil else { return nil }
    var value = 0
    for _ in 0..<digits {
      guard let digit = digit(at: position) else { throw malformed }
      value = value * 10 + digit
      position += 1
    }
    return value
  }

  /// Milliseconds behind a point: one to nine digits, cut to three; nil without a point.
  mutating func fraction() throws(HL7Timestamp.Malformed) -> Int? {
    guard next == UInt8(ascii: ".") else { return nil }
    position += 1
    var value = 0
    var count = 0
    while let digit = digit(at: position) {
      guard count < 9 else { throw malformed }
      if count < 3 { value = value * 10 + digit }
      count += 1
      position += 1
    }
    guard count > 0 else { throw malformed }
    while count < 3 {
      value *= 10
      count += 1
    }
    return value
  }

  /// The zone in minutes ahead of UTC; nil without one.
  mutating func zoneMinutes() throws(HL7Timestamp.Malformed) -> Int? {
    guard let sign = next, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
    let begin = position
    position += 1
    guard let hours = try number(digits: 2), let minutes = try number(digits: 2) else {
      throw malformed
    }
    guard hours <= 14, minutes < 60 else { throw HL7Timestamp.Malformed(position: begin) }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "+") ? 1 : -1)
  }

  func end() throws(HL7Timestamp.Malformed) {
    guard position == characters.count else { throw malformed }
  }
}
