/// The number of an establishment in the SIRENE register: the SIREN of its enterprise, a rank of
/// four digits and a check digit (Luhn over all 14).
package struct SIRET: Hashable, Sendable {
  package let number: UInt64

  /// - Throws: `.length`, `.character`; in strict reading `.checkDigit`.
  package init(
    _ text: some StringProtocol,
    strictness: Strictness = .lenient
  ) throws(MalformedIdentifier) {
    number = try NumberText(text, width: 14, kind: .siret).value
    try strictness.enforce(findings)
  }

  /// The enterprise it belongs to.
  package var siren: SIREN { SIREN(number: number / 100_000) }

  package var findings: [IdentifierFinding] {
    // La Poste has more establishments than Luhn leaves it numbers: for its SIREN the sum of the
    // digits is a multiple of 5 instead.
    if siren.number == 356_000_000, digitSum % 5 == 0 { return [] }
    return .luhn(number, .siret)
  }

  private var digitSum: UInt64 {
    var rest = number
    var sum: UInt64 = 0
    while rest > 0 {
      sum += rest % 10
      rest /= 10
    }
    return sum
  }
}

extension SIRET: CustomStringConvertible, Codable {
  package var description: String { NumberText(value: number).text(width: 14) }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try SIRET(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
