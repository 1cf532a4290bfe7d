/// A JSON text (RFC 8259), read strictly and within bounds.
///
/// A decoder of its own, because two readers that forgive differently see two documents in one: a
/// name given twice is refused, and so is anything behind the value. Depth and number of values are
/// bounded before they cost memory, and the time is linear.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// As it was written.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// The bounds of a text.
  package struct Limits: Sendable {
    package var bytes = 96 << 20
    package var depth = 64
    package var values = 1_000_000

    package init() {}
  }

  /// Why a text is not JSON, and where.
  package struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    package var reason: Reason
    /// Counted from 0, in bytes.
    package var offset: Int

    package init(reason: Reason, offset: Int) {
      self.reason = reason
      self.offset = offset
    }

    package enum Reason: Hashable, Sendable {
      case notUTF8
      case value
      case string
      case number
      case separator
      /// Bytes follow the value.
      case trailing
      /// A name is there twice in one object.
      case repeatedName
      case tooLong(maximum: Int)
      case tooDeep(maximum: Int)
      case tooMany(maximum: Int)
    }

    package var description: String {
      let what =
        switch reason {
        case .notUTF8: "the bytes are not UTF-8"
        case .value: "a value is expected"
        case .string: "a string has no end, a control character or a wrong escape"
        case .number: "a number is malformed"
        case .separator: "a comma, a colon or a closing bracket is expected"
        case .trailing: "something follows the value"
        case .repeatedName: "a name is there twice in one object"
        case .tooLong(let maximum): "more than \(maximum) bytes"
        case .tooDeep(let maximum): "more than \(maximum) levels"
        case .tooMany(let maximum): "more than \(maximum) values"
        }
      return "not JSON at byte \(offset + 1): \(what)"
    }
  }

  package init(_ bytes: [UInt8], limits: Limits = Limits()) throws(Malformed) {
    guard bytes.count <= limits.bytes else {
      throw Malformed(reason: .tooLong(maximum: limits.bytes), offset: limits.bytes)
    }
    let result: Result<JSONValue, Malformed> = bytes.withUnsafeBytes { buffer in
      Result { () throws(Malformed) in
        var parser = JSONParser(buffer, limits)
        return try parser.parse()
      }
    }
    self = try result.get()
  }
}

extension JSONValue {
  /// A member of an object; nil elsewhere, and for null.
  package subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self, let value = members[name], value != .null else {
      return nil
    }
    return value
  }

  /// The elements of an array; a single value where an array is expected is its one element.
  package var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [self] }
  }

  /// A string that is not blank.
  package var text: String? {
    guard case .string(let text) = self, text.contains(where: { !$0.isWhitespace }) else {
      return nil
    }
    return text
  }

  package var whole: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  package func list(_ name: String) -> [JSONValue] { self[name]?.elements ?? [] }
}

/// Walks over the bytes of a JSON text.
private struct JSONParser {
  private let bytes: UnsafeRawBufferPointer
  private let limits: JSONValue.Limits
  private var offset = 0
  private var values = 0

  init(_ bytes: UnsafeRawBufferPointer, _ limits: JSONValue.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func parse() throws(JSONValue.Malformed) -> JSONValue {
    switch XMLCharacters.firstProblem(in: bytes, from: 0) {
    case .notUTF8(let at)?: throw JSONValue.Malformed(reason: .notUTF8, offset: at)
    case .forbidden(_, let at)?: throw JSONValue.Malformed(reason: .string, offset: at)
    case nil: break
    }
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { offset = 3 }
    let value = try value(depth: 0)
    skipSpace()
    guard offset == bytes.count else { throw failure(.trailing) }
    return value
  }

  private func failure(_ reason: JSONValue.Malformed.Reason) -> JSONValue.Malformed {
    JSONValue.Malformed(reason: reason, offset: offset)
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = next, XMLCharacters.isSpace(byte) { offset += 1 }
  }

  /// Recursion is bounded by the depth.
  private mutating func value(depth: Int) throws(JSONValue.Malformed) -> JSONValue {
    guard depth <= limits.depth else { throw failure(.tooDeep(maximum: limits.depth)) }
    values += 1
    guard values <= limits.values else { throw failure(.tooMany(maximum: limits.values)) }
    skipSpace()
    switch next {
    case UInt8(ascii: "{")?: return try object(depth: depth)
    case UInt8(ascii: "[")?: return try array(depth: depth)
    case UInt8(ascii: "\"")?: return .string(try string())
    case UInt8(ascii: "t")?: return try literal("true", .bool(true))
    case UInt8(ascii: "f")?: return try literal("false", .bool(false))
    case UInt8(ascii: "n")?: return try literal("null", .null)
    case UInt8(ascii: "-")?, (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return try number()
    default: throw failure(.value)
    }
  }

  private mutating func literal(
    _ text: StaticString,
    _ value: JSONValue
  ) throws(JSONValue.Malformed) -> JSONValue {
    let count = text.utf8CodeUnitCount
    let matches = text.withUTF8Buffer { text in
      offset + count <= bytes.count && bytes[offset..<offset + count].elementsEqual(text)
    }
    guard matches else { throw failure(.value) }
    offset += count
    return value
  }

  private mutating func object(depth: Int) throws(JSONValue.Malformed) -> JSONValue {
    offset += 1
    var members: [String: JSONValue] = [:]
    skipSpace()
    if next == UInt8(ascii: "}") {
      offset += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure(.string) }
      let start = offset
      let name = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw failure(.separator) }
      offset += 1
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: name) == nil else {
        offset = start
        throw failure(.repeatedName)
      }
      guard try continues(until: UInt8(ascii: "}")) else { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONValue.Malformed) -> JSONValue {
    offset += 1
    var elements: [JSONValue] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      offset += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      guard try continues(until: UInt8(ascii: "]")) else { return .array(elements) }
    }
  }

  /// Reads a comma, or the end; says whether more comes.
  private mutating func continues(until end: UInt8) throws(JSONValue.Malformed) -> Bool {
    skipSpace()
    guard let byte = next, byte == UInt8(ascii: ",") || byte == end else {
      throw failure(.separator)
    }
    offset += 1
    return byte != end
  }

  private mutating func number() throws(JSONValue.Malformed) -> JSONValue {
    let start = offset
    func digits() -> Int {
      var count = 0
      while let byte = next, (0x30...0x39).contains(byte) {
        offset += 1
        count += 1
      }
      return count
    }
    if next == UInt8(ascii: "-") { offset += 1 }
    let isZero = next == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !isZero || whole == 1 else { throw failure(.number) }
    if next == UInt8(ascii: ".") {
      offset += 1
      guard digits() > 0 else { throw failure(.number) }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      guard digits() > 0 else { throw failure(.number) }
    }
    return .number(String(decoding: bytes[start..<offset], as: UTF8.self))
  }

  private mutating func string() throws(JSONValue.Malformed) -> String {
    let begin = offset
    offset += 1
    var start = offset
    var text = ""
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[start..<offset], as: UTF8.self)
        offset += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[start..<offset], as: UTF8.self)
        offset += 1
        text.unicodeScalars.append(try escape())
        start = offset
      case ..<0x20: throw failure(.string)
      default: offset += 1
      }
    }
    offset = begin
    throw failure(.string)
  }

  private mutating func escape() throws(JSONValue.Malformed) -> Unicode.Scalar {
    guard let byte = next else { throw failure(.string) }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw failure(.string)
    }
  }

  /// Four hexadecimal digits, or a pair of surrogates; half a pair is refused.
  private mutating func unicode() throws(JSONValue.Malformed) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xd800...0xdbff).contains(first), next == UInt8(ascii: "\\") else {
      throw failure(.string)
    }
    offset += 1
    guard next == UInt8(ascii: "u") else { throw failure(.string) }
    offset += 1
    let second = try unit()
    guard (0xdc00...0xdfff).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
    else { throw failure(.string) }
    return scalar
  }

  private mutating func unit() throws(JSONValue.Malformed) -> UInt32 {
    guard offset + 4 <= bytes.count else { throw failure(.string) }
    var value: UInt32 = 0
    for byte in bytes[offset..<offset + 4] {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: throw failure(.string)
      }
      value = value << 4 | UInt32(digit)
    }
    offset += 4
    return value
  }
}
