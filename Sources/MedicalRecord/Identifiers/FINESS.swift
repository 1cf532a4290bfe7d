/// The number of a health structure in the FINESS register: 9 characters, the first two its
/// department (2A and 2B for Corsica), the last a check digit (Luhn).
///
/// How the letter of a Corsican number enters the check is not published, so those numbers are not
/// checked. A wrong check digit is a finding: official examples fail it.
package struct FINESS: Hashable, Sendable {
  private let number: NumberText

  /// - Throws: `.length`, `.character`; in strict reading `.checkDigit`.
  package init(
    _ text: some StringProtocol,
    strictness: Strictness = .lenient
  ) throws(MalformedIdentifier) {
    number = try NumberText(text, width: 9, letterAt: 1, kind: .finess)
    try strictness.enforce(findings)
  }

  package var findings: [IdentifierFinding] {
    number.letter > 0 ? [] : .luhn(number.value, .finess)
  }
}

extension FINESS: CustomStringConvertible, Codable {
  package var description: String { number.text(width: 9, letterAt: 1) }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try FINESS(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
