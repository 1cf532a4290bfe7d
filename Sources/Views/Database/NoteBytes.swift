package import CarnetCore

/// What a projector notes of a record to take it back when the record is forgotten: numbers, days
/// and texts, one after the other.
///
///     number    varint
///     day       varint of the zigzag of days since 1970
///     text      varint of its length, UTF-8
package struct NoteBytes: Hashable {
  package private(set) var bytes: [UInt8]

  package init(bytes: [UInt8] = []) { self.bytes = bytes }

  package var isEmpty: Bool { bytes.isEmpty }

  package mutating func append(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  package mutating func append(day: Int32) { append(ZigZag.encode(Int64(day))) }

  package mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

extension ByteReader {
  package mutating func readDay() -> Int32? {
    readVarint().flatMap { Int32(exactly: ZigZag.decode($0)) }
  }

  package mutating func readText() -> String? {
    guard let length = readVarint(), length <= UInt64(remaining),
      let bytes = readBytes(Int(length))
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
