import CarnetCore
import Interop
package import MedicalRecord

/// A token as a search names it: `code`, `system|code`, `|code` for one without a system, `system|`
/// for any of a system.
package struct TokenValue: Hashable, Sendable {
  package enum System: Hashable, Sendable {
    case any
    case none
    /// The OID of the system, or its address where no OID is known.
    case named(String)
  }

  package var system: System
  /// Nil for any code.
  package var code: String?

  package init(system: System, code: String?) {
    self.system = system
    self.code = code
  }

  /// Nil for what names neither a system nor a code.
  init?(_ text: String) {
    let parts = SearchText.split(text, at: "|")
    switch parts.count {
    case 1:
      guard !parts[0].isEmpty else { return nil }
      self.init(system: .any, code: SearchText.unescaped(parts[0]))
    case 2:
      guard !parts[0].isEmpty || !parts[1].isEmpty else { return nil }
      let address = SearchText.unescaped(parts[0])
      self.init(
        system: address.isEmpty ? .none : .named(FHIRTypes.system(address)),
        code: parts[1].isEmpty ? nil : SearchText.unescaped(parts[1])
      )
    default: return nil
    }
  }

  package func matches(_ candidate: Code) -> Bool {
    matches(system: candidate.system, candidate.code)
  }

  func matches(system: String, _ value: String) -> Bool {
    switch self.system {
    case .any: break
    case .none: if !system.isEmpty { return false }
    case .named(let wanted): if wanted != system { return false }
    }
    return code.map { $0 == value } ?? true
  }

  /// Business identifiers: a URN alone means the same as its root without its system.
  func matches(_ identifier: InstanceIdentifier) -> Bool {
    if let text = identifier.extension { return matches(system: identifier.root, text) }
    switch system {
    case .none: return false
    case .named(let wanted) where wanted != "urn:ietf:rfc:3986" && wanted != identifier.root:
      return false
    case .any, .named: break
    }
    guard let code else { return true }
    return Self.bare(code).lowercased() == identifier.root.lowercased()
  }

  static func bare(_ text: String) -> String {
    for prefix in ["urn:oid:", "urn:uuid:"] where text.lowercased().hasPrefix(prefix) {
      return String(text.dropFirst(prefix.count))
    }
    return text
  }
}

/// A search for words: by default where a text begins, whatever its case and accents.
package struct TextCriterion: Hashable, Sendable {
  package enum Mode: Hashable, Sendable {
    case begins, contains, exact
  }

  package var mode: Mode
  /// One of them is enough.
  package var values: [String]

  package func matches(_ text: String) -> Bool {
    values.contains { value in
      switch mode {
      case .exact: text == value
      case .begins: SearchText.folded(text).hasPrefix(SearchText.folded(value))
      case .contains: SearchText.folded(text).contains(SearchText.folded(value))
      }
    }
  }
}

/// Whom a search is about.
package enum PatientCriterion: Hashable, Sendable {
  /// By the id of the Patient resource.
  case id(String)
  /// By a number: an INS and its authority's system, or any.
  case identifier(TokenValue)

  package func matches(_ subject: FHIRSubject) -> Bool {
    switch self {
    case .id(let id): return subject.id == id
    case .identifier(let token):
      guard let ins = subject.ins else { return false }
      return token.matches(system: ins.authority.oid.text, ins.description)
    }
  }

  /// A reference as searches write it: an id, `Patient/id`, an address, or MHD's
  /// `Patient?identifier=system|value`.
  init?(reference text: String) {
    let text = SearchText.unescaped(text)
    let asked = "Patient?identifier="
    if let range = text.firstRange(of: asked), text[..<range.lowerBound].isAddressOrEmpty {
      guard let token = TokenValue(String(text[range.upperBound...])) else { return nil }
      self = .identifier(token)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let id = parts.last, !id.isEmpty, id.utf8.allSatisfy(SearchText.isOfID),
      parts.count == 1 || parts[parts.count - 2] == "Patient"
    else { return nil }
    self = .id(String(id))
  }
}

extension Substring {
  fileprivate var isAddressOrEmpty: Bool { isEmpty || hasSuffix("/") }
}

enum SearchText {
  /// Splits at a character that no backslash escapes; the parts stay escaped.
  static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
    var parts: [String] = [""]
    var escaped = false
    for scalar in text.unicodeScalars {
      if scalar == separator, !escaped {
        parts.append("")
      } else {
        parts[parts.count - 1].unicodeScalars.append(scalar)
      }
      escaped = scalar == "\\" && !escaped
    }
    return parts
  }

  static func unescaped(_ text: String) -> String {
    guard text.contains("\\") else { return text }
    var result = ""
    var escaped = false
    for scalar in text.unicodeScalars {
      if scalar == "\\", !escaped {
        escaped = true
      } else {
        result.unicodeScalars.append(scalar)
        escaped = false
      }
    }
    return result
  }

  /// Without case and accents, as names are compared.
  static func folded(_ text: String) -> String { NormalizedName(text).words.joined(separator: " ") }

  /// The characters of FHIR's ids.
  static func isOfID(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
