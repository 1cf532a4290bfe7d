/// An object identifier (ITU-T X.660) in dotted form, such as `1.2.250.1.213.1.4.8`.
package struct OID: Hashable, Sendable {
  package let text: String

  /// XDS allows 64 characters (ITI TF-3 table 4.2.3.1.7-2); real documents stay below.
  package static let lengthMax = 64

  /// - Throws: `.length`, `.character` or `.value` where the syntax is broken: at least two arcs,
  ///   no leading zero, a first arc of 0 to 2 and, below 0 and 1, a second of 0 to 39.
  package init(_ text: some StringProtocol) throws(MalformedIdentifier) {
    let length = text.utf8.count
    guard (3...Self.lengthMax).contains(length) else {
      throw MalformedIdentifier(.oid, .length(found: length, accepted: "3 to \(Self.lengthMax)"))
    }
    var arc = 0
    var arcStart = 0
    var first: UInt8 = 0
    var before = UInt8(ascii: ".")
    for (position, character) in text.utf8.enumerated() {
      switch character {
      case UInt8(ascii: "."):
        guard before != UInt8(ascii: ".") else {
          throw MalformedIdentifier(.oid, .character(position: position, accepted: "0 to 9"))
        }
        arc += 1
        arcStart = position + 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if position == arcStart + 1, before == UInt8(ascii: "0") {
          throw MalformedIdentifier(
            .oid,
            .value(position: arcStart, accepted: "a number without leading zero")
          )
        }
        if arc == 0 {
          guard position == 0, character <= UInt8(ascii: "2") else {
            throw MalformedIdentifier(.oid, .value(position: 0, accepted: "0, 1 or 2"))
          }
          first = character
        }
        if arc == 1, first < UInt8(ascii: "2"),
          position > arcStart + 1 || position == arcStart + 1 && before > UInt8(ascii: "3")
        {
          throw MalformedIdentifier(.oid, .value(position: arcStart, accepted: "0 to 39"))
        }
      default:
        throw MalformedIdentifier(.oid, .character(position: position, accepted: "0 to 9 or ."))
      }
      before = character
    }
    guard before != UInt8(ascii: "."), arc > 0 else {
      throw MalformedIdentifier(.oid, .character(position: length, accepted: "0 to 9"))
    }
    self.text = String(text)
  }

  private init(known text: String) { self.text = text }

  // The systems that French documents name (domain: CI-SIS and ANS registers).
  package static let loinc = OID(known: "2.16.840.1.113883.6.1")
  package static let insNIR = OID(known: "1.2.250.1.213.1.4.8")
  package static let insNIA = OID(known: "1.2.250.1.213.1.4.9")
  package static let insTest = OID(known: "1.2.250.1.213.1.4.10")
  package static let insDemonstration = OID(known: "1.2.250.1.213.1.4.11")
  package static let insComputed = OID(known: "1.2.250.1.213.1.4.2")
  package static let professionals = OID(known: "1.2.250.1.71.4.2.1")
  package static let structures = OID(known: "1.2.250.1.71.4.2.2")

  /// Whether this identifier stands below `root` in the tree, or is it.
  package func isWithin(_ root: String) -> Bool {
    text == root || text.hasPrefix(root) && text.dropFirst(root.count).first == "."
  }
}

extension OID: CustomStringConvertible, Codable {
  package var description: String { text }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in try OID(text) }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Decoder {
  /// Reads one text and turns it into an identifier; what is malformed is said in the decoder's own
  /// words.
  func identifier<Value>(
    _ make: (String) throws(MalformedIdentifier) -> Value
  ) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    do {
      return try make(text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }
}
