/// Says why a text is not the identifier it was read as.
///
/// Neither the case nor its description repeats the text: positions and rules only, because an
/// identifier of a patient must not reach a log through an error.
package struct MalformedIdentifier: Error, Hashable, Sendable {
  package var kind: Kind
  package var reason: Reason

  package init(_ kind: Kind, _ reason: Reason) {
    self.kind = kind
    self.reason = reason
  }

  /// The identifier that was expected.
  package enum Kind: String, Sendable, Codable, CaseIterable {
    case ins = "INS"
    case rpps = "RPPS"
    case finess = "FINESS"
    case siren = "SIREN"
    case siret = "SIRET"
    case idnps = "IDNPS"
    case idnst = "IDNST"
    case commune = "commune code"
    case oid = "OID"
    case instance = "instance identifier"
    case date = "date"
  }

  package enum Reason: Hashable, Sendable {
    /// The text is too short or too long.
    case length(found: Int, accepted: String)
    /// The character at `position` (counted from 0) is not one of those accepted there.
    case character(position: Int, accepted: String)
    /// The part that begins at `position` has a value that does not exist.
    case value(position: Int, accepted: String)
    /// A number that social security gives for a time; it is no INS.
    case temporaryNumber(TemporaryNumber)
    /// The old computed INS-C of 22 digits; it is no INS.
    case computedINS
    /// Strict reading only: the key does not follow from the number.
    case key(found: Int, expected: Int)
    /// Strict reading only: the check digit does not follow from the number (Luhn).
    case checkDigit(expected: Int)
  }

  /// Numbers that look like a NIR and are not one.
  package enum TemporaryNumber: String, Sendable {
    /// "Numéro national provisoire": begins with 7 or 8.
    case nnp = "NNP"
    /// "Numéro migrant": begins with 5 or 6.
    case mig = "MIG"
  }
}

extension MalformedIdentifier: CustomStringConvertible {
  package var description: String {
    let what =
      switch reason {
      case .length(let found, let accepted): "\(found) characters where \(accepted) are accepted"
      case .character(let position, let accepted):
        "the character at position \(position + 1) is not one of: \(accepted)"
      case .value(let position, let accepted):
        "the part at position \(position + 1) is not one of: \(accepted)"
      case .temporaryNumber(let number): "a temporary number (\(number.rawValue)) is not an INS"
      case .computedINS: "an INS-C of 22 digits is not an INS"
      case .key(let found, let expected):
        "the key is \(twoDigits(found)), the number asks for \(twoDigits(expected))"
      case .checkDigit(let expected): "the check digit should be \(expected) (Luhn)"
      }
    return "not a valid \(kind.rawValue): \(what)"
  }
}

/// How an identifier whose form is right but whose check fails is read.
package enum Strictness: Sendable {
  /// The identifier is kept and the failure stands in its findings. Published official examples
  /// carry wrong keys, so a wrong check alone does not refuse a document.
  case lenient
  /// The failure is an error.
  case strict
}

/// A doubt about an identifier whose form is right.
package enum IdentifierFinding: Hashable, Sendable, Codable {
  /// The key does not follow from the number.
  case key(found: Int, expected: Int)
  /// The check digit does not follow from the number (Luhn).
  case checkDigit(MalformedIdentifier.Kind, expected: Int)
  /// The number behind the prefix has not the form that the prefix promises.
  case unusualForm(MalformedIdentifier.Kind)

  /// The stable name of the finding, as events and reports carry it.
  package var name: String {
    switch self {
    case .key: "ins-key-differs"
    case .checkDigit(let kind, _): "\(kind.rawValue.lowercased())-check-digit"
    case .unusualForm(let kind): "\(kind.rawValue.lowercased())-unusual-form"
    }
  }
}

extension IdentifierFinding: CustomStringConvertible {
  package var description: String {
    switch self {
    case .key(let found, let expected):
      "the key is \(twoDigits(found)), the number asks for \(twoDigits(expected))"
    case .checkDigit(let kind, let expected):
      "the check digit of the \(kind.rawValue) should be \(expected) (Luhn)"
    case .unusualForm(let kind): "the \(kind.rawValue) has not the form its prefix promises"
    }
  }
}

/// A key is always written with two digits.
func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
