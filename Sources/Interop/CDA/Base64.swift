/// Base64 with the standard alphabet (RFC 4648 section 4), strictly: white space is skipped, all
/// else must be right, the padding and the unused bits included.
///
/// Strict, because two decoders that forgive differently would see two documents in one.
package enum Base64 {
  /// Why bytes are not Base64.
  package enum Failure: Error, Hashable, Sendable {
    /// The character at this offset has no place there.
    case character(at: Int)
    /// The last group of four is not whole.
    case incomplete
    /// The bits that padding leaves over are not zero.
    case unusedBits
    /// The decoded bytes would be more than this.
    case tooLong(maximum: Int)
  }

  package static func decode(
    _ text: [UInt8],
    maximum: Int
  ) throws(Failure) -> [UInt8] {
    // White space aside, four characters give three bytes: nothing is reserved that could not come.
    guard maximum >= 0 else { throw .tooLong(maximum: maximum) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(maximum, text.count / 4 * 3 + 3))
    var group: UInt32 = 0
    var filled = 0
    var padding = 0
    for (offset, character) in text.enumerated() {
      if XMLCharacters.isSpace(character) { continue }
      if character == UInt8(ascii: "=") {
        guard filled >= 2, filled + padding < 4 else { throw .character(at: offset) }
        padding += 1
        continue
      }
      let value = values[Int(character)]
      guard value < 64, padding == 0 else { throw .character(at: offset) }
      group = group << 6 | UInt32(value)
      filled += 1
      if filled == 4 {
        guard bytes.count + 3 <= maximum else { throw .tooLong(maximum: maximum) }
        bytes.append(UInt8(truncatingIfNeeded: group >> 16))
        bytes.append(UInt8(truncatingIfNeeded: group >> 8))
        bytes.append(UInt8(truncatingIfNeeded: group))
        group = 0
        filled = 0
      }
    }
    switch (filled, padding) {
    case (0, 0): break
    case (2, 2):
      guard group & 0xf == 0 else { throw .unusedBits }
      guard bytes.count + 1 <= maximum else { throw .tooLong(maximum: maximum) }
      bytes.append(UInt8(truncatingIfNeeded: group >> 4))
    case (3, 1):
      guard group & 0x3 == 0 else { throw .unusedBits }
      guard bytes.count + 2 <= maximum else { throw .tooLong(maximum: maximum) }
      bytes.append(UInt8(truncatingIfNeeded: group >> 10))
      bytes.append(UInt8(truncatingIfNeeded: group >> 2))
    default: throw .incomplete
    }
    return bytes
  }

  /// What each character stands for; 255 for none.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 255, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, character) in alphabet.utf8.enumerated() {
      values[Int(character)] = UInt8(value)
    }
    return values
  }()
}

extension Base64.Failure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .character(let offset):
      "not Base64: character \(offset + 1) of the text; A to Z, a to z, 0 to 9, + and /, = at the "
        + "end and white space are accepted"
    case .incomplete: "not Base64: the last group has not four characters"
    case .unusedBits: "not Base64: the bits before the padding are not zero"
    case .tooLong(let maximum): "the embedded file is longer than \(maximum) bytes"
    }
  }
}
