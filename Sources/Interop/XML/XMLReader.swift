/// Reads XML 1.0 with namespaces, one token at a time, from bytes that may be hostile.
///
/// Strict and small on purpose: a DOCTYPE and every entity but the five predefined ones are refused,
/// so nothing is ever expanded or fetched; processing instructions and comments are checked and
/// skipped. UTF-8 with or without a byte order mark is the one encoding, as in all documents of the
/// CI-SIS seen: a second decoder would be a second thing to attack. Nothing recurses, every bound of
/// `Limits` is checked before what it bounds is kept, and the time is linear in the size of the
/// document: each byte is looked at a fixed number of times (`steps` counts them).
///
/// The bytes must outlive the reader. An empty element gives a start and an end. Text comes in runs
/// that a comment or a CDATA section may cut; references are never longer than what they stand for,
/// so no text is longer than its document.
package struct XMLReader {
  let bytes: UnsafeRawBufferPointer
  let limits: Limits
  var offset = 0

  /// The name of the element that the last token began or ended.
  package internal(set) var name = XMLName(namespace: "", local: "")
  /// The attributes of the element that the last token began, namespace declarations left out.
  package internal(set) var attributes: [XMLAttribute] = []
  /// Where the last token begins.
  package internal(set) var tokenOffset = 0
  /// Bytes looked at so far, and hash look-ups: what the time is made of.
  package internal(set) var steps = 0
  /// Nodes seen so far: elements, attributes, runs of text, comments, instructions.
  package internal(set) var nodes = 0

  var namespaces = XMLNamespaces()
  /// Attributes of the tag being read, before their prefixes are resolved.
  var rawAttributes: [RawAttribute] = []
  var scratch: [UInt8] = []
  var text: TextRun = .plain(0..<0)

  private var open: [OpenElement] = []
  private var sawRoot = false
  private var endsEmptyElement = false
  private var lineMark = (offset: 0, line: 1)

  /// What `next()` found.
  package enum Token: Hashable, Sendable {
    /// `name` and `attributes` say which element.
    case start
    /// `appendText(to:)` gives it.
    case text
    /// `name` says which element.
    case end
  }

  /// The bounds of a document; the defaults leave the largest official example a factor of ten.
  package struct Limits: Sendable {
    package var documentBytes = 64 << 20
    package var depth = 256
    package var attributes = 128
    package var nameBytes = 256
    package var valueBytes = 1 << 16
    package var textBytes = 64 << 20
    package var nodes = 4_000_000
    package var namespaces = 1024

    package init() {}
  }

  struct RawAttribute {
    var prefix: String
    var local: String
    var value: String
    var offset: Int
  }

  /// A run of text: where it stands, and whether its bytes are already the text.
  enum TextRun {
    case plain(Range<Int>)
    case marked(Range<Int>)
    case cdata(Range<Int>)
  }

  private struct OpenElement {
    /// The name as it was written, prefix included.
    var written: Range<Int>
    var name: XMLName
    var namespaces: Int
  }

  /// Checks the size, the encoding and every character of the document.
  package init(_ bytes: UnsafeRawBufferPointer, limits: Limits = Limits()) throws(XMLError) {
    self.bytes = bytes
    self.limits = limits
    guard bytes.count <= limits.documentBytes else {
      throw failure(.limit(.documentBytes, limits.documentBytes), at: 0)
    }
    try readByteOrderMark()
    try readDeclaration()
    steps += bytes.count
    switch XMLCharacters.firstProblem(in: bytes, from: offset) {
    case .notUTF8(let at): throw failure(.notUTF8, at: at)
    case .forbidden(let scalar, let at): throw failure(.forbiddenCharacter(scalar), at: at)
    case nil: break
    }
  }

  /// How many elements are open.
  package var depth: Int { open.count }

  /// The next token; nil once the document is over, which it is only after its root has ended and
  /// nothing but white space, comments and instructions followed.
  package mutating func next() throws(XMLError) -> Token? {
    if endsEmptyElement {
      endsEmptyElement = false
      closeElement()
      return .end
    }
    while offset < bytes.count {
      tokenOffset = offset
      guard bytes[offset] == UInt8(ascii: "<") else {
        if open.isEmpty {
          try skipSpaceOutsideRoot()
          continue
        }
        try readText()
        return .text
      }
      switch byte(after: 1) {
      case UInt8(ascii: "/"):
        try readEndTag()
        return .end
      case UInt8(ascii: "?"): try skipInstruction()
      case UInt8(ascii: "!"):
        if try readCDATAOrSkipComment() { return .text }
      default:
        try readStartTag()
        return .start
      }
    }
    if let last = open.last {
      throw failure(.unclosedElement(shown(last.written)), at: offset)
    }
    guard sawRoot else { throw failure(bytes.isEmpty ? .empty : .missingRoot, at: offset) }
    return nil
  }

  /// Reads on to the end of the element that the last token began.
  package mutating func skipElement() throws(XMLError) {
    let outside = open.count - 1
    while open.count > outside {
      guard try next() != nil else { return }
    }
  }

  // MARK: Elements

  private mutating func readStartTag() throws(XMLError) {
    let begin = offset
    guard !(open.isEmpty && sawRoot) else { throw failure(.secondRoot, at: begin) }
    guard open.count < limits.depth else { throw failure(.limit(.depth, limits.depth), at: begin) }
    try countNode()
    offset += 1
    let (written, colon) = try readName()
    let declared = namespaces.count
    let isEmpty = try readAttributes(of: begin)
    try resolveAttributes()
    name = try resolve(
      prefix: prefix(of: written, colon),
      local: local(of: written, colon),
      at: begin
    )
    open.append(OpenElement(written: written, name: name, namespaces: declared))
    sawRoot = true
    endsEmptyElement = isEmpty
  }

  private mutating func readEndTag() throws(XMLError) {
    let begin = offset
    guard let element = open.last else { throw failure(.strayEndTag, at: begin) }
    offset += 2
    let count = element.written.count
    steps += count
    let matches =
      bytes.count - offset >= count
      && bytes[offset..<offset + count].elementsEqual(bytes[element.written])
    guard matches else { throw mismatch(element.written, at: begin) }
    offset += count
    skipSpace()
    guard offset < bytes.count else { throw failure(.unterminated(.tag), at: begin) }
    guard bytes[offset] == UInt8(ascii: ">") else { throw mismatch(element.written, at: begin) }
    offset += 1
    closeElement()
  }

  private mutating func closeElement() {
    guard let element = open.popLast() else { return }
    namespaces.unbind(to: element.namespaces)
    name = element.name
    attributes.removeAll(keepingCapacity: true)
  }

  private func mismatch(_ written: Range<Int>, at begin: Int) -> XMLError {
    failure(.mismatchedEndTag(expected: shown(written)), at: begin)
  }

  // MARK: Around the root

  private mutating func skipSpaceOutsideRoot() throws(XMLError) {
    skipSpace()
    guard offset < bytes.count, bytes[offset] != UInt8(ascii: "<") else { return }
    throw failure(.textOutsideRoot, at: offset)
  }

  /// Reads a comment, which is skipped, or a CDATA section, which is text; refuses all else.
  ///
  /// Says whether there is text.
  private mutating func readCDATAOrSkipComment() throws(XMLError) -> Bool {
    if starts(with: "<!--") {
      try skipComment()
      return false
    }
    if starts(with: "<![CDATA["), !open.isEmpty {
      try readCDATA()
      return true
    }
    throw failure(starts(with: "<!DOCTYPE") ? .documentType : .markupDeclaration, at: offset)
  }

  // MARK: Positions and errors

  mutating func countNode() throws(XMLError) {
    nodes += 1
    guard nodes <= limits.nodes else {
      throw failure(.limit(.nodes, limits.nodes), at: offset)
    }
  }

  /// The line on which the last token begins.
  ///
  /// Asking again and again costs the document once, because it counts on from where it stood.
  package mutating func tokenLine() -> Int {
    var line = lineMark.line
    for index in lineMark.offset..<max(lineMark.offset, tokenOffset)
    where bytes[index] == UInt8(ascii: "\n") {
      line += 1
    }
    lineMark = (max(lineMark.offset, tokenOffset), line)
    return line
  }

  func failure(_ reason: XMLError.Reason, at offset: Int) -> XMLError {
    var line = 1
    var lineStart = 0
    let end = min(offset, bytes.count)
    for index in 0..<end where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    var column = 1
    // Bytes that continue a character do not count, nor does a byte order mark.
    for index in lineStart..<end where bytes[index] & 0xc0 != 0x80 { column += 1 }
    if line == 1, bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, end >= 3 { column -= 1 }
    return XMLError(reason: reason, line: line, column: column)
  }

  /// A piece of the document as an error may show it: at most 40 bytes.
  func shown(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.prefix(40)], as: UTF8.self)
  }
}
