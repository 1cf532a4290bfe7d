/// A fixed-width identifier made of digits, two of which may be a Corsican department (2A, 2B),
/// packed in one word: the decimal value in the low 56 bits, the letter above.
///
/// It is what INS, FINESS and commune codes have in common; their own rules stand with them.
struct NumberText: Hashable, Sendable {
  var packed: UInt64

  /// Reads `text`, which has the length `digits` accepts.
  ///
  /// - Parameters:
  ///   - text: the identifier, nothing before or after it.
  ///   - width: how many characters it has, at most 15.
  ///   - letterAt: where the A or B of a Corsican department may stand, after a 2.
  ///   - kind: what the text is read as, for the error.
  /// - Throws: `.length` or `.character`.
  init(
    _ text: some StringProtocol,
    width: Int,
    letterAt: Int? = nil,
    kind: MalformedIdentifier.Kind
  ) throws(MalformedIdentifier) {
    let found = text.utf8.count
    guard found == width else {
      throw MalformedIdentifier(kind, .length(found: found, accepted: String(width)))
    }
    var value: UInt64 = 0
    var letter: UInt64 = 0
    var before: UInt8 = 0
    for (position, character) in text.utf8.enumerated() {
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value * 10 + UInt64(character - UInt8(ascii: "0"))
      case UInt8(ascii: "A"), UInt8(ascii: "B"):
        guard position == letterAt, before == UInt8(ascii: "2") else { fallthrough }
        value *= 10
        letter = UInt64(character - UInt8(ascii: "A")) + 1
      default:
        let accepted = position == letterAt ? "0 to 9, A or B after 2" : "0 to 9"
        throw MalformedIdentifier(kind, .character(position: position, accepted: accepted))
      }
      before = character
    }
    packed = value | letter << 56
  }

  /// The decimal value; a Corsican letter counts as 0.
  var value: UInt64 { packed & 0xff_ffff_ffff_ffff }

  /// 0, or 1 for A, 2 for B.
  var letter: Int { Int(packed >> 56) }

  func text(width: Int, letterAt: Int? = nil) -> String {
    var characters = [UInt8](repeating: UInt8(ascii: "0"), count: width)
    var rest = value
    for index in stride(from: width - 1, through: 0, by: -1) {
      characters[index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
    if let letterAt, letter > 0 { characters[letterAt] = UInt8(ascii: "A") + UInt8(letter - 1) }
    return String(decoding: characters, as: UTF8.self)
  }
}
