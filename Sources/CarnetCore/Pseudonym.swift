/// The name of a record in the log: 64 random bits, never derived from the INS or any trait.
///
/// 64 bits are enough because uniqueness does not rest on chance: the first event of a record is
/// appended expecting that the record does not exist, and a second record that drew the same
/// pseudonym is refused. Zero is the system's own stream (`Pseudonym.system`).
package struct Pseudonym: RawRepresentable, Hashable, Comparable, Sendable {
  package var rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The stream of the service's own events: audits made, exports, cuts of a torn tail.
  package static let system = Pseudonym(rawValue: 0)

  /// The stream of the rules that decisions are taken by: never sealed, it names nobody.
  package static let rules = Pseudonym(rawValue: 1)

  /// Whether it names a person's record rather than a stream of the service.
  package var isOfARecord: Bool { rawValue > Self.rules.rawValue }

  /// Draws a pseudonym; never that of a stream of the service.
  package static func random(using generator: inout some RandomNumberGenerator) -> Pseudonym {
    while true {
      let drawn = Pseudonym(rawValue: UInt64.random(in: 1...UInt64.max, using: &generator))
      if drawn.isOfARecord { return drawn }
    }
  }

  package static func < (left: Pseudonym, right: Pseudonym) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Written as `r-` and 16 lower-case hexadecimal digits.
extension Pseudonym: CustomStringConvertible, LosslessStringConvertible {
  package var description: String { "r-" + Hex.encode(rawValue) }

  package init?(_ description: String) {
    guard description.utf8.count == 18, description.hasPrefix("r-"),
      let value = Hex.decodeUInt64(description.dropFirst(2))
    else { return nil }
    rawValue = value
  }
}

extension Pseudonym: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Pseudonym(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "a record is written r- and 16 hexadecimal digits"
      )
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
