/// The national identifier of a professional (PS_IdNat, OID 1.2.250.1.71.4.2.1): a prefix that says
/// which register the number is of, the number, and after a slash the identifier inside the
/// structure where the register is one of structures.
package struct IDNPS: Hashable, Sendable {
  package let text: String
  package let kind: Kind

  /// What the prefix says.
  package enum Kind: UInt8, Sendable, Codable, CaseIterable {
    case adeli = 0
    /// ADELI number of the practice and an internal identifier.
    case adeliPractice = 1
    /// FINESS and an internal identifier.
    case finess = 3
    /// SIREN and an internal identifier.
    case siren = 4
    /// SIRET and an internal identifier.
    case siret = 5
    /// RPPS of the practice's holder and an internal identifier.
    case rppsPractice = 6
    case rpps = 8
  }

  package static let lengthMax = 64

  /// - Throws: `.length`, `.value` for a prefix that no register has, `.character` for what is not
  ///   visible ASCII; for prefix 8 whatever `RPPS` throws, its position counted in the whole text.
  package init(
    _ text: some StringProtocol,
    strictness: Strictness = .lenient
  ) throws(MalformedIdentifier) {
    let length = text.utf8.count
    guard (2...Self.lengthMax).contains(length) else {
      throw MalformedIdentifier(.idnps, .length(found: length, accepted: "2 to \(Self.lengthMax)"))
    }
    for (position, character) in text.utf8.enumerated()
    where !(0x21...0x7e).contains(character) {
      throw MalformedIdentifier(
        .idnps,
        .character(position: position, accepted: "visible ASCII")
      )
    }
    guard let prefix = text.utf8.first, prefix >= UInt8(ascii: "0"),
      let kind = Kind(rawValue: prefix - UInt8(ascii: "0"))
    else {
      throw MalformedIdentifier(.idnps, .value(position: 0, accepted: "0, 1, 3, 4, 5, 6 or 8"))
    }
    self.text = String(text)
    self.kind = kind
    // Only the registered numbers of people have a form that nothing may bend: the others carry
    // whatever the structure chose.
    if kind == .rpps {
      do throws(MalformedIdentifier) {
        _ = try RPPS(self.text.dropFirst())
      } catch {
        throw MalformedIdentifier(.idnps, error.reason.shifted(by: 1))
      }
    }
    try strictness.enforce(findings)
  }

  package init(_ rpps: RPPS) {
    text = "8\(rpps)"
    kind = .rpps
  }

  /// The number without prefix and internal part.
  package var number: Substring {
    text.dropFirst().prefix { $0 != "/" }
  }

  /// What stands behind the slash.
  package var internalPart: Substring? {
    guard let slash = text.firstIndex(of: "/") else { return nil }
    return text[text.index(after: slash)...]
  }

  /// The RPPS number, for the kind that is one.
  package var rpps: RPPS? { kind == .rpps ? UInt64(number).map(RPPS.init(number:)) : nil }

  package var findings: [IdentifierFinding] {
    do throws(MalformedIdentifier) {
      switch kind {
      case .rpps, .rppsPractice: return try RPPS(number).findings
      case .finess: return try FINESS(number).findings
      case .siren: return try SIREN(number).findings
      case .siret: return try SIRET(number).findings
      case .adeli, .adeliPractice:
        // Nine digits; two of the department may be 2A or 2B.
        _ = try NumberText(number, width: 9, letterAt: 1, kind: .idnps)
        return []
      }
    } catch {
      return [.unusualForm(.idnps)]
    }
  }
}

extension IDNPS: CustomStringConvertible, Codable {
  package var description: String { text }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try IDNPS(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension MalformedIdentifier.Reason {
  /// The same reason with positions and lengths counted from further ahead in the text.
  func shifted(by count: Int) -> Self {
    switch self {
    case .character(let position, let accepted):
      .character(position: position + count, accepted: accepted)
    case .value(let position, let accepted):
      .value(position: position + count, accepted: accepted)
    case .length(let found, let accepted): .length(found: found, accepted: accepted)
    case .temporaryNumber, .computedINS, .key, .checkDigit: self
    }
  }
}
