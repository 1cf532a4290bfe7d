/// The name of an element or attribute: its namespace, empty for none, and its local part.
package struct XMLName: Hashable, Sendable {
  package var namespace: String
  package var local: String

  package init(namespace: String, local: String) {
    self.namespace = namespace
    self.local = local
  }
}

/// An attribute with its value as the application sees it: references replaced, white space made
/// spaces (XML 1.0 section 3.3.3).
package struct XMLAttribute: Hashable, Sendable {
  package var name: XMLName
  package var value: String
}

/// The characters of names (XML 1.0 fifth edition, productions 4 and 4a) without the colon, which
/// parts a prefix from its local name.
enum XMLNameCharacters {
  static func begins(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  static func continues(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: begins(byte)
    }
  }

  /// The same for a character beyond ASCII.
  static func begins(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xc0...0xd6, 0xd8...0xf6, 0xf8...0x2ff, 0x370...0x37d, 0x37f...0x1fff, 0x200c...0x200d,
      0x2070...0x218f, 0x2c00...0x2fef, 0x3001...0xd7ff, 0xf900...0xfdcf, 0xfdf0...0xfffd,
      0x10000...0xeffff:
      true
    default: false
    }
  }

  static func continues(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xb7, 0x300...0x36f, 0x203f...0x2040: true
    default: begins(scalar)
    }
  }
}
