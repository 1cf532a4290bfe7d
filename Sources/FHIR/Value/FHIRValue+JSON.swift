extension FHIRValue {
  /// The value as JSON in UTF-8, members in their order, without white space: the same value gives
  /// the same bytes.
  package func jsonBytes() -> [UInt8] {
    var writer = JSONWriter(indentation: nil)
    writer.write(self)
    return writer.bytes
  }

  /// The same for people: two spaces a level, a newline at the end.
  package func prettyJSONBytes() -> [UInt8] {
    var writer = JSONWriter(indentation: 2)
    writer.write(self)
    writer.bytes.append(UInt8(ascii: "\n"))
    return writer.bytes
  }
}

private struct JSONWriter {
  var bytes: [UInt8] = []
  let indentation: Int?
  private var depth = 0

  init(indentation: Int?) { self.indentation = indentation }

  mutating func write(_ value: FHIRValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let text): bytes += text.utf8
    case .string(let text): write(text)
    case .array(let elements):
      enclose(elements, "[", "]") { writer, element in writer.write(element) }
    case .object(let object):
      enclose(object.members, "{", "}") { writer, member in
        writer.write(member.name)
        writer.bytes += (writer.indentation == nil ? ":" : ": ").utf8
        writer.write(member.value)
      }
    }
  }

  private mutating func enclose<Item>(
    _ items: [Item],
    _ begin: Unicode.Scalar,
    _ end: Unicode.Scalar,
    _ body: (inout JSONWriter, Item) -> Void
  ) {
    bytes.append(UInt8(ascii: begin))
    depth += 1
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      body(&self, item)
    }
    depth -= 1
    if !items.isEmpty { breakLine() }
    bytes.append(UInt8(ascii: end))
  }

  private mutating func breakLine() {
    guard let indentation else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: depth * indentation)
  }

  private mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes += #"\""#.utf8
      case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
      case 0x0a: bytes += #"\n"#.utf8
      case 0x0d: bytes += #"\r"#.utf8
      case 0x09: bytes += #"\t"#.utf8
      case ..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += #"\u00"#.utf8
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
