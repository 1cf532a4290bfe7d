import CarnetCore

/// What a key signs, by the byte that stands before its bytes (C2SP signed-note).
enum NoteKeyType: UInt8 {
  /// The note's text as it is.
  case ed25519 = 0x01
  /// The text under a time (C2SP tlog-cosignature): what witnesses sign.
  case cosignature = 0x04
}

/// The first four bytes of the hash of name, type and key: tells keys of one name apart.
package struct NoteKeyID: RawRepresentable, Hashable, Sendable {
  /// The four bytes, most significant first.
  package var rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  init(name: String, type: NoteKeyType, publicKey: [UInt8]) {
    let hash = TreeHash.hash(Array(name.utf8) + [LineReader.newline, type.rawValue] + publicKey)
    self.init(bytes: hash.bytes.prefix(4))
  }

  init(bytes: some Collection<UInt8>) {
    rawValue = bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  package var bytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> UInt32($0)) }
  }
}

/// Written as eight lower-case hexadecimal digits.
extension NoteKeyID: CustomStringConvertible {
  package var description: String { Hex.encode(bytes) }
}

/// Names of keys: for a log, its origin.
enum NoteKeyName {
  static func isValid(_ name: some StringProtocol) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20
      }
  }
}

/// The text form of keys, `name+hash+base64(type, key)`, of which the last part may hold plus signs.
enum NoteKeyText {
  /// No key is near as long; what is longer is not looked at.
  static let bytesMax = 4096

  struct Parts {
    var name: String
    var hash: String
    var key: [UInt8]
  }

  static func encode(_ name: String, _ id: NoteKeyID, _ type: NoteKeyType, _ key: [UInt8]) -> String
  {
    "\(name)+\(id)+\(Base64.encode([type.rawValue] + key))"
  }

  static func decode(
    _ text: Substring.UTF8View,
    _ type: NoteKeyType,
    form: NoteRule
  ) throws(NoteFailure) -> Parts {
    guard text.count <= bytesMax else { throw .tooLong(bytes: text.count, max: bytesMax) }
    let parts = text.split(
      separator: UInt8(ascii: "+"),
      maxSplits: 2,
      omittingEmptySubsequences: false
    )
    guard parts.count == 3 else { throw .malformed(form) }
    let name = String(decoding: parts[0], as: UTF8.self)
    guard NoteKeyName.isValid(name) else { throw .malformed(.keyName) }
    guard let key = Base64.decode(String(decoding: parts[2], as: UTF8.self)), key.count == 33
    else { throw .malformed(.keyBytes) }
    guard key[0] == type.rawValue else { throw .malformed(.keyType) }
    return Parts(
      name: name,
      hash: String(decoding: parts[1], as: UTF8.self),
      key: Array(key.dropFirst())
    )
  }
}
