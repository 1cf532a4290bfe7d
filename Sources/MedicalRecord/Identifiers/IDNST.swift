/// The national identifier of a structure (Struct_IdNat, OID 1.2.250.1.71.4.2.2): a prefix that says
/// which register the number is of, then the number; without a prefix a technical identifier.
package struct IDNST: Hashable, Sendable {
  package let text: String
  package let kind: Kind

  /// What the prefix says.
  package enum Kind: Sendable, Hashable, Codable {
    /// Prefix 0: ADELI number of a practice.
    case adeliPractice
    /// Prefix 1.
    case finess
    /// Prefix 2.
    case siren
    /// Prefix 3.
    case siret
    /// Prefix 4: RPPS of a professional and the rank of the practice.
    case rppsRank
    /// No prefix that fits: an identifier of the sector's own.
    case technical
  }

  package static let lengthMax = 64

  /// - Throws: `.length`, `.character` for what is not visible ASCII; in strict reading the first
  ///   of the findings.
  package init(
    _ text: some StringProtocol,
    strictness: Strictness = .lenient
  ) throws(MalformedIdentifier) {
    let length = text.utf8.count
    guard (1...Self.lengthMax).contains(length) else {
      throw MalformedIdentifier(.idnst, .length(found: length, accepted: "1 to \(Self.lengthMax)"))
    }
    for (position, character) in text.utf8.enumerated()
    where !(0x21...0x7e).contains(character) {
      throw MalformedIdentifier(
        .idnst,
        .character(position: position, accepted: "visible ASCII")
      )
    }
    self.text = String(text)
    kind =
      switch (text.utf8.first, length) {
      case (UInt8(ascii: "0"), 10): .adeliPractice
      case (UInt8(ascii: "1"), 10): .finess
      case (UInt8(ascii: "2"), 10): .siren
      case (UInt8(ascii: "3"), 15): .siret
      case (UInt8(ascii: "4"), 13...): .rppsRank
      default: .technical
      }
    try strictness.enforce(findings)
  }

  /// The number without its prefix; the whole text of a technical identifier.
  package var number: Substring { kind == .technical ? text[...] : text.dropFirst() }

  package var findings: [IdentifierFinding] {
    do throws(MalformedIdentifier) {
      switch kind {
      case .finess: return try FINESS(number).findings
      case .siren: return try SIREN(number).findings
      case .siret: return try SIRET(number).findings
      case .rppsRank: return try RPPS(number.prefix(11)).findings
      case .adeliPractice:
        _ = try NumberText(number, width: 9, letterAt: 1, kind: .idnst)
        return []
      case .technical:
        // A number that begins like a prefix and has another length was probably meant as one.
        let digitsOnly = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let likePrefix = text.utf8.first.map { $0 <= UInt8(ascii: "4") } ?? false
        return digitsOnly && likePrefix ? [.unusualForm(.idnst)] : []
      }
    } catch {
      return [.unusualForm(.idnst)]
    }
  }
}

extension IDNST: CustomStringConvertible, Codable {
  package var description: String { text }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try IDNST(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
