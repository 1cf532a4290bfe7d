// Runs of text, and what stands for a character in them.
extension XMLReader {
  /// Finds the end of the text that begins here and checks all that stands in it.
  mutating func readText() throws(XMLError) {
    try countNode()
    let begin = offset
    var plain = true
    defer { steps += offset - begin }
    scan: while offset < bytes.count {
      switch bytes[offset] {
      case UInt8(ascii: "<"): break scan
      case UInt8(ascii: "&"):
        plain = false
        offset += try reference(at: offset).length
      case UInt8(ascii: "]"):
        if byte(after: 1) == UInt8(ascii: "]"), byte(after: 2) == UInt8(ascii: ">") {
          throw failure(.cdataEndInText, at: offset)
        }
        offset += 1
      case UInt8(ascii: "\r"):
        plain = false
        offset += 1
      default: offset += 1
      }
      guard offset - begin <= limits.textBytes else {
        throw failure(.limit(.textBytes, limits.textBytes), at: begin)
      }
    }
    text = plain ? .plain(begin..<offset) : .marked(begin..<offset)
  }

  mutating func readCDATA() throws(XMLError) {
    try countNode()
    let start = offset
    offset += 9
    let begin = offset
    defer { steps += offset - start }
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "]"), byte(after: 1) == UInt8(ascii: "]"),
        byte(after: 2) == UInt8(ascii: ">")
      {
        text = .cdata(begin..<offset)
        offset += 3
        return
      }
      offset += 1
      guard offset - begin <= limits.textBytes else {
        throw failure(.limit(.textBytes, limits.textBytes), at: start)
      }
    }
    throw failure(.unterminated(.cdata), at: start)
  }

  /// Adds the text of the last token: references replaced, line ends made `\n` (XML 1.0 section
  /// 2.11).
  package func appendText(to target: inout [UInt8]) {
    switch text {
    case .plain(let range): target.append(contentsOf: bytes[range])
    case .marked(let range): append(range, references: true, to: &target)
    case .cdata(let range): append(range, references: false, to: &target)
    }
  }

  /// Whether the last token is white space only.
  package var textIsSpace: Bool {
    switch text {
    case .plain(let range), .marked(let range), .cdata(let range):
      bytes[range].allSatisfy(XMLCharacters.isSpace)
    }
  }

  private func append(_ range: Range<Int>, references: Bool, to target: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if references, case .character(let scalar, let length)? = referenceIfAny(at: index) {
        XMLCharacters.append(scalar, to: &target)
        index += length
      } else if byte == UInt8(ascii: "\r") {
        let next = index + 1
        if next == range.upperBound || bytes[next] != UInt8(ascii: "\n") {
          target.append(UInt8(ascii: "\n"))
        }
        index = next
      } else {
        target.append(byte)
        index += 1
      }
    }
  }

  private enum Reference {
    case character(UInt32, length: Int)
    case forbidden(UInt32)
    case undefined
    case malformed
  }

  /// The character that the reference at `start` stands for, and the reference's length.
  func reference(at start: Int) throws(XMLError) -> (scalar: UInt32, length: Int) {
    switch referenceIfAny(at: start) {
    case .character(let scalar, let length): return (scalar, length)
    case .forbidden(let scalar): throw failure(.forbiddenCharacter(scalar), at: start)
    case .undefined: throw failure(.undefinedEntity, at: start)
    case .malformed, nil: throw failure(.malformedReference, at: start)
    }
  }

  /// Nil where no `&` stands.
  private func referenceIfAny(at start: Int) -> Reference? {
    guard bytes[start] == UInt8(ascii: "&") else { return nil }
    // The longest accepted: &#x0010FFFF; and one zero to spare.
    let end = min(bytes.count, start + 13)
    guard let semicolon = bytes[start..<end].firstIndex(of: UInt8(ascii: ";")) else {
      return .malformed
    }
    let body = bytes[start + 1..<semicolon]
    let length = semicolon + 1 - start
    if body.first == UInt8(ascii: "#") {
      guard let scalar = Self.number(body.dropFirst()) else { return .malformed }
      return XMLCharacters.isAllowed(scalar)
        ? .character(scalar, length: length) : .forbidden(scalar)
    }
    for (name, scalar) in Self.entities where body.elementsEqual(name.utf8) {
      return .character(scalar, length: length)
    }
    return .undefined
  }

  private static let entities: [(String, UInt32)] = [
    ("lt", 0x3c), ("gt", 0x3e), ("amp", 0x26), ("quot", 0x22), ("apos", 0x27),
  ]

  /// The value of decimal digits, or of hexadecimal ones behind an x; at most ten of them, so it
  /// cannot overflow the word it is computed in.
  private static func number(_ text: Slice<UnsafeRawBufferPointer>) -> UInt32? {
    var digits = text
    var radix: UInt64 = 10
    if digits.first == UInt8(ascii: "x") {
      radix = 16
      digits = digits.dropFirst()
    }
    guard !digits.isEmpty, digits.count <= 10 else { return nil }
    var value: UInt64 = 0
    for digit in digits {
      let figure: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): figure = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f") where radix == 16:
        figure = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F") where radix == 16:
        figure = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      value = value * radix + UInt64(figure)
    }
    return UInt32(exactly: value)
  }
}
