import CarnetCore

/// What one record added to the counts that its bodies said more of than its envelopes do, in the
/// order of its events.
///
///     entry     varint of what it is, then
///               0: the traits from here on: varints of channel, band and sex; commune
///               1...: a counter by its number: day
///               255: a document: day, type code
///     day       varint of the zigzag of days since 1970
///     text      varint of its length, UTF-8
struct Contributions: Hashable {
  private static let traitsMark: UInt64 = 0
  private static let documentMark: UInt64 = 255

  enum Entry {
    case counter(Counter, day: Int32)
    case document(String, day: Int32)
  }

  private(set) var bytes: [UInt8]

  init(bytes: [UInt8] = []) { self.bytes = bytes }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func add(_ traits: Traits) {
    append(Self.traitsMark)
    append(UInt64(UInt32(bitPattern: traits.channel)))
    append(UInt64(UInt32(bitPattern: traits.ageBand)))
    append(UInt64(UInt32(bitPattern: traits.sex)))
    append(traits.commune)
  }

  mutating func add(_ counter: Counter, on day: Int32) {
    append(UInt64(counter.rawValue))
    append(ZigZag.encode(Int64(day)))
  }

  mutating func add(document type: String, on day: Int32) {
    append(Self.documentMark)
    append(ZigZag.encode(Int64(day)))
    append(type)
  }

  /// Calls `body` with each entry and the traits it was counted under.
  ///
  /// Bytes that do not read as entries end it: they are the view's own, and `ViewCheck` finds them.
  func replay(_ body: (Entry, Traits) -> Void) {
    bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      var traits = Traits.unknown
      while reader.remaining > 0 {
        guard let mark = reader.readVarint() else { return }
        switch mark {
        case Self.traitsMark:
          guard let next = reader.readTraits() else { return }
          traits = next
        case Self.documentMark:
          guard let day = reader.readDay(), let type = reader.readText() else { return }
          body(.document(type, day: day), traits)
        default:
          guard let counter = UInt8(exactly: mark), let day = reader.readDay() else { return }
          body(.counter(Counter(rawValue: counter), day: day), traits)
        }
      }
    }
  }

  private mutating func append(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

extension ByteReader {
  fileprivate mutating func readDay() -> Int32? {
    readVarint().flatMap { Int32(exactly: ZigZag.decode($0)) }
  }

  fileprivate mutating func readText() -> String? {
    guard let length = readVarint(), length <= UInt64(remaining),
      let bytes = readBytes(Int(length))
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  fileprivate mutating func readTraits() -> Traits? {
    guard let channel = readVarint().flatMap({ UInt32(exactly: $0) }),
      let ageBand = readVarint().flatMap({ UInt32(exactly: $0) }),
      let sex = readVarint().flatMap({ UInt32(exactly: $0) }), let commune = readText()
    else { return nil }
    return Traits(
      channel: Int32(bitPattern: channel),
      commune: commune,
      ageBand: Int32(bitPattern: ageBand),
      sex: Int32(bitPattern: sex)
    )
  }
}
