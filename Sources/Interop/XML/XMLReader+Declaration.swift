// What may stand before everything else: a byte order mark and the XML declaration.
extension XMLReader {
  /// Skips a UTF-8 mark; documents in UTF-16 or UTF-32 are recognised by theirs, or by the zero
  /// bytes beside the first `<`, and refused by name.
  mutating func readByteOrderMark() throws(XMLError) {
    if starts(with: "\u{feff}") {
      offset = 3
      return
    }
    let head = Array(bytes.prefix(4))
    if head.starts(with: [0xfe, 0xff]) || head.starts(with: [0xff, 0xfe])
      || head.count >= 2 && (head[0] == 0 || head[1] == 0)
    {
      throw failure(.encoding("UTF-16 or UTF-32"), at: 0)
    }
  }

  /// Reads `<?xml version="1.0" encoding="UTF-8" standalone="no"?>`, of which the last two parts may
  /// be missing.
  mutating func readDeclaration() throws(XMLError) {
    guard starts(with: "<?xml"), let next = byte(after: 5), XMLCharacters.isSpace(next) else {
      return
    }
    let begin = offset
    offset += 5
    skipSpace()
    guard starts(with: "version"), try readDeclaredValue(7) == "1.0" else {
      throw failure(.version, at: offset)
    }
    var spaced = skippedSpace()
    if starts(with: "encoding") {
      guard spaced else { throw failure(.version, at: offset) }
      let at = offset
      let encoding = try readDeclaredValue(8)
      // ASCII is UTF-8; everything else is refused before its bytes are misread.
      guard ["utf-8", "utf8", "us-ascii"].contains(encoding.lowercased()) else {
        throw failure(.encoding(encoding), at: at)
      }
      spaced = skippedSpace()
    }
    if starts(with: "standalone") {
      guard spaced else { throw failure(.version, at: offset) }
      let at = offset
      guard ["yes", "no"].contains(try readDeclaredValue(10)) else {
        throw failure(.version, at: at)
      }
      skipSpace()
    }
    guard offset < bytes.count else { throw failure(.unterminated(.declaration), at: begin) }
    guard starts(with: "?>") else { throw failure(.version, at: offset) }
    offset += 2
  }

  private mutating func skippedSpace() -> Bool {
    let begin = offset
    skipSpace()
    return offset > begin
  }

  /// Reads `="…"` behind a word of so many characters; the value is short plain ASCII.
  private mutating func readDeclaredValue(_ word: Int) throws(XMLError) -> String {
    let begin = offset
    offset += word
    skipSpace()
    guard byte(after: 0) == UInt8(ascii: "=") else { throw failure(.version, at: offset) }
    offset += 1
    skipSpace()
    guard let quote = byte(after: 0), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { throw failure(.version, at: offset) }
    offset += 1
    let value = offset
    while let byte = byte(after: 0), byte != quote {
      guard offset - value < 40, (0x21...0x7e).contains(byte) else {
        throw failure(.version, at: begin)
      }
      offset += 1
    }
    guard offset < bytes.count else { throw failure(.unterminated(.declaration), at: begin) }
    steps += offset - begin
    offset += 1
    return String(decoding: bytes[value..<offset - 1], as: UTF8.self)
  }
}
