/// Checks that bytes are UTF-8 (RFC 3629) and hold only characters that XML 1.0 allows
/// (production 2).
///
/// It runs once over the whole document before anything else looks at it, so that all code behind it
/// may take both for granted. Eight bytes at a time while they are plain ASCII.
enum XMLCharacters {
  enum Problem: Equatable {
    case notUTF8(at: Int)
    case forbidden(UInt32, at: Int)
  }

  static func firstProblem(in bytes: UnsafeRawBufferPointer, from start: Int) -> Problem? {
    var index = start
    while index < bytes.count {
      if index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if isPlain(word) {
          index += 8
          continue
        }
      }
      let byte = bytes[index]
      if byte < 0x80 {
        guard byte >= 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else {
          return .forbidden(UInt32(byte), at: index)
        }
        index += 1
      } else {
        guard let (scalar, length) = decode(bytes, at: index) else { return .notUTF8(at: index) }
        guard isAllowed(scalar) else { return .forbidden(scalar, at: index) }
        index += length
      }
    }
    return nil
  }

  /// Whether all eight bytes are ASCII from the space upwards.
  private static func isPlain(_ word: UInt64) -> Bool {
    let high: UInt64 = 0x8080_8080_8080_8080
    let belowSpace = (word &- 0x2020_2020_2020_2020) & ~word & high
    return (word & high) | belowSpace == 0
  }

  static func isAllowed(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0a, 0x0d, 0x20...0xd7ff, 0xe000...0xfffd, 0x10000...0x10ffff: true
    default: false
    }
  }

  /// The character that begins at `index` and its length; nil for what is not UTF-8, overlong forms
  /// and surrogates included.
  static func decode(
    _ bytes: UnsafeRawBufferPointer,
    at index: Int
  ) -> (scalar: UInt32, length: Int)? {
    let first = bytes[index]
    let length: Int
    var scalar: UInt32
    let least: UInt32
    switch first {
    case 0..<0x80: return (UInt32(first), 1)
    case 0xc2...0xdf: (length, scalar, least) = (2, UInt32(first & 0x1f), 0x80)
    case 0xe0...0xef: (length, scalar, least) = (3, UInt32(first & 0x0f), 0x800)
    case 0xf0...0xf4: (length, scalar, least) = (4, UInt32(first & 0x07), 0x10000)
    default: return nil
    }
    guard bytes.count - index >= length else { return nil }
    for position in index + 1..<index + length {
      let byte = bytes[position]
      guard byte & 0xc0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(byte & 0x3f)
    }
    guard scalar >= least, scalar <= 0x10ffff, !(0xd800...0xdfff).contains(scalar) else {
      return nil
    }
    return (scalar, length)
  }

  static func append(_ scalar: UInt32, to text: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: text.append(UInt8(scalar))
    case 0x80..<0x800:
      text.append(0xc0 | UInt8(scalar >> 6))
      text.append(0x80 | UInt8(scalar & 0x3f))
    case 0x800..<0x10000:
      text.append(0xe0 | UInt8(scalar >> 12))
      text.append(0x80 | UInt8(scalar >> 6 & 0x3f))
      text.append(0x80 | UInt8(scalar & 0x3f))
    default:
      text.append(0xf0 | UInt8(scalar >> 18 & 0x07))
      text.append(0x80 | UInt8(scalar >> 12 & 0x3f))
      text.append(0x80 | UInt8(scalar >> 6 & 0x3f))
      text.append(0x80 | UInt8(scalar & 0x3f))
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }
}
