/// Takes the lines of a text one by one, as bytes.
///
/// Bytes, because Swift compares characters by canonical equivalence and joins a newline's
/// neighbours into graphemes: what was signed is bytes.
struct LineReader {
  static let newline = UInt8(ascii: "\n")

  private var rest: ArraySlice<UInt8>
  /// Lines taken so far: the number of the last one, counted from 1.
  private(set) var line = 0

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// What was not taken yet.
  var remaining: ArraySlice<UInt8> { rest }

  /// The next line without its newline; nil when no whole line is left.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: Self.newline) else { return nil }
    line += 1
    defer { rest = rest[(end + 1)...] }
    return rest[..<end]
  }

  /// The next line without taking it.
  func peek() -> ArraySlice<UInt8>? {
    rest.firstIndex(of: Self.newline).map { rest[..<$0] }
  }
}

/// What the lines of notes hold.
enum LineField {
  /// A decimal number without leading zeros, below 2^63: other verifiers count with signed numbers.
  static func number(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    guard (1...19).contains(bytes.count), bytes.count == 1 || bytes.first != UInt8(ascii: "0")
    else { return nil }
    var value: UInt64 = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      // Nineteen digits fit into 64 bits.
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    return value <= UInt64(Int64.max) ? value : nil
  }

  static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// What follows a word that a line begins with.
  static func rest(_ bytes: ArraySlice<UInt8>, after word: String) -> ArraySlice<UInt8>? {
    bytes.starts(with: word.utf8) ? bytes.dropFirst(word.utf8.count) : nil
  }

  static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 }
}

extension String {
  /// Whether the bytes are the same, not only the characters.
  func isSpelled(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }
}
