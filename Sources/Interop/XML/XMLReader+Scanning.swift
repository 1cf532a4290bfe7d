// The smallest movements over the document, and the constructs that are skipped.
extension XMLReader {
  func byte(after distance: Int) -> UInt8? {
    bytes.count - offset > distance ? bytes[offset + distance] : nil
  }

  func starts(with text: StaticString) -> Bool {
    bytes.count - offset >= text.utf8CodeUnitCount
      && bytes[offset..<offset + text.utf8CodeUnitCount]
        .elementsEqual(
          UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
  }

  mutating func skipSpace() {
    let begin = offset
    while offset < bytes.count, XMLCharacters.isSpace(bytes[offset]) { offset += 1 }
    steps += offset - begin
  }

  /// Reads a name with at most one colon, and where that stands.
  mutating func readName() throws(XMLError) -> (Range<Int>, colon: Int?) {
    let begin = offset
    var colon: Int?
    var startsPart = true
    scan: while offset < bytes.count {
      let byte = bytes[offset]
      var length = 1
      switch byte {
      case UInt8(ascii: ":"):
        guard !startsPart, colon == nil else { throw failure(.malformedName, at: begin) }
        colon = offset
        startsPart = true
        offset += 1
        continue scan
      case 0..<0x80:
        guard startsPart ? XMLNameCharacters.begins(byte) : XMLNameCharacters.continues(byte)
        else { break scan }
      default:
        guard let (scalar, count) = XMLCharacters.decode(bytes, at: offset),
          startsPart ? XMLNameCharacters.begins(scalar) : XMLNameCharacters.continues(scalar)
        else { break scan }
        length = count
      }
      startsPart = false
      offset += length
      guard offset - begin <= limits.nameBytes else {
        throw failure(.limit(.nameBytes, limits.nameBytes), at: begin)
      }
    }
    steps += offset - begin
    guard !startsPart else { throw failure(.malformedName, at: begin) }
    return (begin..<offset, colon)
  }

  func prefix(of written: Range<Int>, _ colon: Int?) -> String {
    guard let colon else { return "" }
    return String(decoding: bytes[written.lowerBound..<colon], as: UTF8.self)
  }

  func local(of written: Range<Int>, _ colon: Int?) -> String {
    let begin = colon.map { $0 + 1 } ?? written.lowerBound
    return String(decoding: bytes[begin..<written.upperBound], as: UTF8.self)
  }

  mutating func skipComment() throws(XMLError) {
    let begin = offset
    try countNode()
    offset += 4
    defer { steps += offset - begin }
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "-"), byte(after: 1) == UInt8(ascii: "-") {
        guard let third = byte(after: 2) else { break }
        guard third == UInt8(ascii: ">") else {
          throw failure(.doubleHyphenInComment, at: offset)
        }
        offset += 3
        return
      }
      offset += 1
    }
    throw failure(.unterminated(.comment), at: begin)
  }

  mutating func skipInstruction() throws(XMLError) {
    let begin = offset
    try countNode()
    offset += 2
    let (target, colon) = try readName()
    guard colon == nil else { throw failure(.malformedName, at: begin) }
    if target.count == 3, bytes[target].elementsEqual("xml".utf8, by: { $0 | 0x20 == $1 }) {
      throw failure(.misplacedDeclaration, at: begin)
    }
    let afterTarget = offset
    defer { steps += offset - begin }
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "?"), byte(after: 1) == UInt8(ascii: ">") {
        offset += 2
        return
      }
      if offset == afterTarget, !XMLCharacters.isSpace(bytes[offset]) {
        throw failure(.malformedName, at: begin)
      }
      offset += 1
    }
    throw failure(.unterminated(.instruction), at: begin)
  }
}
