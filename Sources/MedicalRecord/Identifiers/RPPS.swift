/// The number of a professional in the "Répertoire partagé des professionnels": 11 digits, the last
/// a check digit (Luhn).
///
/// A wrong check digit is a finding: official examples fail it.
package struct RPPS: Hashable, Sendable {
  package let number: UInt64

  /// - Throws: `.length`, `.character`; in strict reading `.checkDigit`.
  package init(
    _ text: some StringProtocol,
    strictness: Strictness = .lenient
  ) throws(MalformedIdentifier) {
    number = try NumberText(text, width: 11, kind: .rpps).value
    try strictness.enforce(findings)
  }

  init(number: UInt64) { self.number = number }

  package var findings: [IdentifierFinding] { .luhn(number, .rpps) }
}

extension RPPS: CustomStringConvertible, Codable {
  package var description: String { NumberText(value: number).text(width: 11) }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try RPPS(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension NumberText {
  init(value: UInt64) { packed = value }
}

extension [IdentifierFinding] {
  /// The finding of a number whose last digit fails Luhn, or none.
  static func luhn(_ number: UInt64, _ kind: MalformedIdentifier.Kind) -> Self {
    Luhn.passes(number) ? [] : [.checkDigit(kind, expected: Luhn.checkDigit(of: number))]
  }
}

extension Strictness {
  /// Turns the first failed check into an error when reading is strict.
  func enforce(_ findings: [IdentifierFinding]) throws(MalformedIdentifier) {
    guard self == .strict, let first = findings.first else { return }
    switch first {
    case .key(let found, let expected):
      throw MalformedIdentifier(.ins, .key(found: found, expected: expected))
    case .checkDigit(let kind, let expected):
      throw MalformedIdentifier(kind, .checkDigit(expected: expected))
    case .unusualForm(let kind):
      throw MalformedIdentifier(
        kind,
        .value(position: 0, accepted: "the form that the prefix promises")
      )
    }
  }
}
