/// The number of an enterprise in the SIRENE register (OID 1.3.2): 9 digits, the last a check digit
/// (Luhn).
package struct SIREN: Hashable, Sendable {
  package let number: UInt64

  /// - Throws: `.length`, `.character`; in strict reading `.checkDigit`.
  package init(
    _ text: some StringProtocol,
    strictness: Strictness = .lenient
  ) throws(MalformedIdentifier) {
    number = try NumberText(text, width: 9, kind: .siren).value
    try strictness.enforce(findings)
  }

  init(number: UInt64) { self.number = number }

  package var findings: [IdentifierFinding] { .luhn(number, .siren) }
}

extension SIREN: CustomStringConvertible, Codable {
  package var description: String { NumberText(value: number).text(width: 9) }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try SIREN(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
