/// Reads Protocol Buffers' wire format field by field, in memory that outlives it.
///
/// For messages as our own writers make them. Whatever else the format allows (groups, fixed 32-bit
/// values, numbers beyond 63 bits) makes it fail, and the caller has SwiftProtobuf read the message
/// instead. Every length is checked before it is used.
struct WireReader {
  private let memory: UnsafeRawBufferPointer
  private var place: Int
  private let end: Int
  /// The number of the field that was met last.
  private(set) var field = 0
  private var kind: UInt8 = 0
  /// Set by the first thing that is not as it must be, for good.
  private(set) var isBroken = false

  init(_ memory: UnsafeRawBufferPointer) { self.init(memory, from: 0, to: memory.count) }

  private init(_ memory: UnsafeRawBufferPointer, from: Int, to: Int) {
    self.memory = memory
    place = from
    end = to
  }

  /// Goes to the next field; false at the end, and when something is wrong.
  @inline(__always)
  mutating func next() -> Bool {
    if place == end || isBroken { return false }
    let tag = rawVarint()
    field = Int(truncatingIfNeeded: tag >> 3)
    kind = UInt8(truncatingIfNeeded: tag & 7)
    if tag >> 3 == 0 || tag >> 32 != 0 { isBroken = true }
    return !isBroken
  }

  /// Marks the message as one that this reader cannot read.
  mutating func fail() { isBroken = true }

  @inline(__always)
  private mutating func rawVarint() -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while place < end, shift < 63 {
      let byte = memory[place]
      place += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    isBroken = true
    return 0
  }

  /// An unsigned number of at most 63 bits.
  mutating func varint() -> UInt64 {
    guard kind == 0 else { return broken(0) }
    return rawVarint()
  }

  mutating func uint32() -> UInt32 {
    guard let value = UInt32(exactly: varint()) else { return broken(0) }
    return value
  }

  mutating func bool() -> Bool {
    let value = varint()
    return value < 2 ? value == 1 : broken(false)
  }

  /// Numbers of a repeated field, all in one place as our own writers put them.
  mutating func packed(into numbers: inout [UInt32]) {
    var inner = message()
    while inner.place < inner.end, !inner.isBroken {
      guard let value = UInt32(exactly: inner.rawVarint()) else { return fail() }
      numbers.append(value)
    }
    if inner.isBroken { fail() }
  }

  mutating func sint64() -> Int64 {
    let value = varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func fixed64() -> UInt64 {
    guard kind == 1, end - place >= 8 else { return broken(0) }
    let value = memory.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    place += 8
    return UInt64(littleEndian: value)
  }

  /// A value of an enumeration; those beyond 127 are left to SwiftProtobuf.
  mutating func enumeration() -> Int {
    let value = varint()
    return value < 128 ? Int(value) : broken(0)
  }

  @inline(__always)
  private mutating func length() -> Int {
    guard kind == 2 else { return broken(0) }
    let count = rawVarint()
    guard count <= UInt64(end - place) else { return broken(0) }
    return Int(count)
  }

  mutating func bytes() -> UnsafeRawBufferPointer {
    let count = length()
    defer { place += count }
    return UnsafeRawBufferPointer(rebasing: memory[place..<place + count])
  }

  mutating func string() -> String {
    let text = bytes()
    // At most 15 bytes stand in the value itself; none of our own texts is not UTF-8.
    return String(validating: text, as: UTF8.self) ?? broken("")
  }

  /// A message inside this one.
  mutating func message() -> WireReader {
    let count = length()
    defer { place += count }
    return WireReader(memory, from: place, to: place + count)
  }

  private mutating func broken<T>(_ value: T) -> T {
    isBroken = true
    return value
  }
}
