/// An identifier as HL7 writes it (type II): a root, which is an OID or a UUID, and perhaps a text
/// below it.
///
/// In one line: `root` or `root^extension`, as XDS writes a document's uniqueId.
package struct InstanceIdentifier: Hashable, Sendable {
  package let root: String
  package let `extension`: String?

  package static let extensionLengthMax = 128

  /// Takes a root, kept in the case it came in, and an extension of 1 to 128 bytes without control
  /// characters, nil for none.
  ///
  /// - Throws: `.length`, `.character` or, for the root, whatever `OID` throws.
  package init(root: String, extension: String?) throws(MalformedIdentifier) {
    if !Self.isUUID(root) {
      do throws(MalformedIdentifier) {
        _ = try OID(root)
      } catch {
        throw MalformedIdentifier(.instance, error.reason)
      }
    }
    if let text = `extension` {
      let length = text.utf8.count
      guard (1...Self.extensionLengthMax).contains(length) else {
        throw MalformedIdentifier(
          .instance,
          .length(found: length, accepted: "1 to \(Self.extensionLengthMax)")
        )
      }
      for (position, character) in text.utf8.enumerated() where character < 0x20 {
        throw MalformedIdentifier(
          .instance,
          .character(position: position, accepted: "anything but control characters")
        )
      }
    }
    self.root = root
    self.extension = `extension`
  }

  package init(_ oid: OID, extension: String) throws(MalformedIdentifier) {
    try self.init(root: oid.text, extension: `extension`)
  }

  /// Reads the one line form.
  package init(_ text: some StringProtocol) throws(MalformedIdentifier) {
    if let caret = text.firstIndex(of: "^") {
      try self.init(
        root: String(text[..<caret]),
        extension: String(text[text.index(after: caret)...])
      )
    } else {
      try self.init(root: String(text), extension: nil)
    }
  }

  private static func isUUID(_ text: String) -> Bool {
    guard text.utf8.count == 36 else { return false }
    for (index, character) in text.utf8.enumerated() {
      switch (index, character) {
      case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")),
        (23, UInt8(ascii: "-")):
        continue
      case (8, _), (13, _), (18, _), (23, _): return false
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")), (_, UInt8(ascii: "a")...UInt8(ascii: "f")),
        (_, UInt8(ascii: "A")...UInt8(ascii: "F")):
        continue
      default: return false
      }
    }
    return true
  }
}

extension InstanceIdentifier: CustomStringConvertible, Codable {
  package var description: String { `extension`.map { "\(root)^\($0)" } ?? root }

  package init(from decoder: any Decoder) throws {
    self = try decoder.identifier { text throws(MalformedIdentifier) in
      try InstanceIdentifier(text)
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
