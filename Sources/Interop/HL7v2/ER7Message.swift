/// An HL7 v2 message in its vertical bar form (chapter 2, ER7), taken apart as far as fields.
///
/// Strict where readers could differ and bounded everywhere: one message, segments that have names,
/// five different delimiters. The framing of the wire (MLLP) and any of CR, LF and CRLF between
/// segments are tolerated, because files come so. Time is linear in the bytes.
struct ER7Message {
  let segments: [Segment]
  let delimiters: Delimiters

  /// The bounds of a message.
  struct Limits {
    var bytes = 96 << 20
    var segments = 10_000
    var fields = 1024
  }

  /// The start and end of a message on the wire (MLLP).
  enum Framing {
    static let begin: UInt8 = 0x0b
    static let end: UInt8 = 0x1c
  }

  struct Delimiters: Hashable {
    var field: UInt8
    var component: UInt8
    var repetition: UInt8
    var escape: UInt8
    var subcomponent: UInt8

    static let usual = Delimiters(
      field: UInt8(ascii: "|"),
      component: UInt8(ascii: "^"),
      repetition: UInt8(ascii: "~"),
      escape: UInt8(ascii: "\\"),
      subcomponent: UInt8(ascii: "&")
    )
  }

  struct Segment {
    var name: String
    var line: Int
    fileprivate var fields: [ArraySlice<UInt8>]
    fileprivate var delimiters: Delimiters

    /// A field by its number from 1; empty where there is none.
    subscript(_ number: Int) -> ER7Value {
      let bytes = number >= 1 && number <= fields.count ? fields[number - 1] : []
      return ER7Value(bytes, delimiters)
    }
  }

  init(_ message: [UInt8], limits: Limits = Limits()) throws(HL7v2Refusal) {
    guard message.count <= limits.bytes else { throw .tooLarge(maximum: limits.bytes) }
    let unframed = Self.unframed(message)
    delimiters = try Self.delimiters(of: unframed)
    let bytes = try Self.decoded(unframed, delimiters)

    var segments: [Segment] = []
    var line = 0
    var start = bytes.startIndex
    while start < bytes.endIndex {
      var end = start
      while end < bytes.endIndex, bytes[end] != 0x0d, bytes[end] != 0x0a { end += 1 }
      line += 1
      if start < end {
        guard segments.count < limits.segments else {
          throw .tooManySegments(maximum: limits.segments)
        }
        segments.append(
          try Self.segment(bytes[start..<end], line, delimiters, limits, isFirst: segments.isEmpty)
        )
      }
      start = end
      if start < bytes.endIndex {
        let isPair = bytes[start] == 0x0d && start + 1 < bytes.endIndex && bytes[start + 1] == 0x0a
        start += isPair ? 2 : 1
      }
    }
    self.segments = segments
  }

  func segment(_ name: String) -> Segment? { segments.first { $0.name == name } }

  func required(_ name: String) throws(HL7v2Refusal) -> Segment {
    guard let segment = segment(name) else {
      throw .missing(name, line: segments.last?.line ?? 1)
    }
    return segment
  }

  // MARK: Reading

  private static func unframed(_ message: [UInt8]) -> ArraySlice<UInt8> {
    var rest = message[...]
    if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
    while let first = rest.first, first == Framing.begin || XMLCharacters.isSpace(first) {
      rest = rest.dropFirst()
    }
    while let last = rest.last, last == Framing.end || XMLCharacters.isSpace(last) {
      rest = rest.dropLast()
    }
    return rest
  }

  private static func delimiters(
    of bytes: ArraySlice<UInt8>
  ) throws(HL7v2Refusal) -> Delimiters {
    guard bytes.starts(with: Array("MSH".utf8)) else { throw .notAMessage }
    let header = Array(bytes.dropFirst(3).prefix(6))
    guard header.count == 6 else { throw .delimiters }
    // MSH-2 has four characters, since 2.7 perhaps a fifth for truncation.
    let isFive = header[5] != header[0]
    if isFive {
      guard bytes.count > 9, bytes[bytes.startIndex + 9] == header[0] else { throw .delimiters }
    }
    let all = Array(header.prefix(isFive ? 6 : 5))
    let isUsable = all.allSatisfy { byte in
      switch byte {
      case 0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e: true
      default: false
      }
    }
    guard isUsable, Set(all).count == all.count else { throw .delimiters }
    return Delimiters(
      field: all[0],
      component: all[1],
      repetition: all[2],
      escape: all[3],
      subcomponent: all[4]
    )
  }

  private static func segment(
    _ bytes: ArraySlice<UInt8>,
    _ line: Int,
    _ delimiters: Delimiters,
    _ limits: Limits,
    isFirst: Bool
  ) throws(HL7v2Refusal) -> Segment {
    let name = bytes.prefix(3)
    let isName =
      name.count == 3 && (0x41...0x5a).contains(bytes[bytes.startIndex])
      && name.allSatisfy { (0x41...0x5a).contains($0) || (0x30...0x39).contains($0) }
    let rest = bytes.dropFirst(3)
    guard isName, rest.isEmpty || rest.first == delimiters.field else {
      throw .segment(line: line)
    }
    let text = String(decoding: name, as: UTF8.self)
    if text == "MSH", !isFirst { throw .severalMessages(line: line) }
    var fields = rest.dropFirst()
      .split(
        separator: delimiters.field,
        maxSplits: limits.fields,
        omittingEmptySubsequences: false
      )
    guard fields.count <= limits.fields else {
      throw .tooManyFields(line: line, maximum: limits.fields)
    }
    // In MSH the separator itself is field 1.
    if text == "MSH" { fields.insert(rest.prefix(1), at: 0) }
    return Segment(name: text, line: line, fields: fields, delimiters: delimiters)
  }

  /// The message in UTF-8, whatever MSH-18 says it is in.
  private static func decoded(
    _ bytes: ArraySlice<UInt8>,
    _ delimiters: Delimiters
  ) throws(HL7v2Refusal) -> ArraySlice<UInt8> {
    let header = bytes.prefix { $0 != 0x0d && $0 != 0x0a }
    let fields = header.split(
      separator: delimiters.field,
      maxSplits: 18,
      omittingEmptySubsequences: false
    )
    let set = fields.count > 17 ? ER7Value(fields[17], delimiters).repetitions.first?.text : nil
    switch set?.uppercased() {
    case "8859/1"?, "8859/15"?:
      let decoded = decodedLatin(bytes, isNine: set == "8859/15")
      try check(decoded)
      return decoded
    default:
      try check(bytes)
      return bytes
    }
  }

  private static func check(_ bytes: ArraySlice<UInt8>) throws(HL7v2Refusal) {
    switch bytes.withUnsafeBytes({ XMLCharacters.firstProblem(in: $0, from: 0) }) {
    case .notUTF8?: throw .encoding("UTF-8")
    case .forbidden?: throw .controlCharacter
    case nil: return
    }
  }

  /// Latin 1, or Latin 9 which differs in eight characters.
  private static func decodedLatin(
    _ bytes: ArraySlice<UInt8>,
    isNine: Bool
  ) -> ArraySlice<UInt8> {
    let nine: [UInt8: UInt32] = [
      0xa4: 0x20ac, 0xa6: 0x160, 0xa8: 0x161, 0xb4: 0x17d, 0xb8: 0x17e, 0xbc: 0x152, 0xbd: 0x153,
      0xbe: 0x178,
    ]
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 16)
    for byte in bytes {
      if byte < 0x80 {
        text.append(byte)
      } else if let scalar = Unicode.Scalar((isNine ? nine[byte] : nil) ?? UInt32(byte)) {
        text.append(contentsOf: String(scalar).utf8)
      }
    }
    return text[...]
  }
}
