import CarnetCore
import Testing

struct ByteCodingTests {
  static let spellings: [(UInt64, [UInt8])] = [
    (0, [0x00]), (1, [0x01]), (127, [0x7f]), (128, [0x80, 0x01]), (300, [0xac, 0x02]),
    (16_383, [0xff, 0x7f]), (16_384, [0x80, 0x80, 0x01]),
    (1 << 63, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01]),
    (.max, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]),
  ]

  @Test("varints are written in their shortest form", arguments: spellings)
  func varint(value: UInt64, bytes: [UInt8]) {
    var writer = ByteWriter()
    writer.writeVarint(value)
    #expect(writer.bytes == bytes)
    #expect(readVarint(bytes)?.value == value)
    #expect(readVarint(bytes)?.remaining == 0)
    #expect(readVarint(bytes + [7])?.remaining == 1)
    for end in bytes.indices { #expect(readVarint(Array(bytes[..<end])) == nil, "cut at \(end)") }
  }

  @Test(
    "other spellings of a number are refused",
    arguments: [
      [0x80, 0x00], [0xff, 0x00], [0x80, 0x80, 0x00], [0x80],
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02],
      [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x81],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
      [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01],
    ] as [[UInt8]]
  )
  func badVarint(bytes: [UInt8]) {
    #expect(readVarint(bytes) == nil)
  }

  @Test("numbers of every length go both ways", arguments: [1, 2] as [UInt64])
  func varints(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<5000 {
      let value = random.next() >> UInt64(random.below(64))
      var writer = ByteWriter()
      writer.writeVarint(value)
      #expect(readVarint(writer.bytes)?.value == value, "seed \(seed)")
      let signed = Int64(bitPattern: random.next()) >> Int64(random.below(64))
      #expect(ZigZag.decode(ZigZag.encode(signed)) == signed, "seed \(seed)")
    }
  }

  @Test(
    "signs go into the lowest bit",
    arguments: [
      (0, 0), (-1, 1), (1, 2), (-2, 3), (2, 4), (Int64.max, UInt64.max - 1),
      (Int64.min, UInt64.max),
    ] as [(Int64, UInt64)]
  )
  func zigZag(signed: Int64, unsigned: UInt64) {
    #expect(ZigZag.encode(signed) == unsigned)
    #expect(ZigZag.decode(unsigned) == signed)
  }

  @Test func `fixed numbers are little-endian, and nothing is read past the end`() {
    var writer = ByteWriter(capacity: 64)
    writer.write(UInt8(1))
    writer.write(UInt16(0x0302))
    writer.write(UInt32(0x0706_0504))
    writer.write(Int64(-2))
    writer.write(Digest(bytes: (0..<32).map { UInt8($0) }) ?? .zero)
    writer.write([9, 9])
    writer.pad(to: 8)
    writer.pad(to: 8)
    #expect(Array(writer.bytes.prefix(8)) == [1, 2, 3, 4, 5, 6, 7, 0xfe])
    #expect(writer.bytes.count == 56)
    writer.overwrite(UInt16(0xbbaa), at: 1)
    writer.bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      #expect(reader.read(UInt8.self) == 1)
      #expect(reader.read(UInt16.self) == 0xbbaa)
      #expect(reader.read(UInt32.self) == 0x0706_0504)
      #expect(reader.read(Int64.self) == -2)
      #expect(reader.readDigest()?.bytes == (0..<32).map { UInt8($0) })
      #expect(reader.readBytes(2).map(Array.init) == [9, 9])
      #expect(reader.remaining == 7)
      #expect(reader.read(UInt64.self) == nil)
      #expect(reader.readDigest() == nil)
      #expect(reader.readBytes(8) == nil)
      #expect(reader.readBytes(-1) == nil)
      #expect(reader.readBytes(.max) == nil)
      #expect(reader.remaining == 7)
      #expect(reader.readBytes(7).map(Array.init) == [UInt8](repeating: 0, count: 7))
      #expect(reader.read(UInt8.self) == nil)
      #expect(reader.readVarint() == nil)
      #expect(reader.readBytes(0)?.count == 0)
    }
  }

  @Test func `an empty memory has nothing to read`() {
    var reader = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
    #expect(reader.remaining == 0)
    #expect(reader.read(UInt8.self) == nil)
    #expect(reader.readVarint() == nil)
    #expect(reader.readBytes(0)?.count == 0)
  }

  private struct Reading: Equatable {
    var value: UInt64
    var remaining: Int
  }

  private func readVarint(_ bytes: [UInt8]) -> Reading? {
    bytes.withUnsafeBytes { memory in
      var reader = ByteReader(memory)
      return reader.readVarint().map { Reading(value: $0, remaining: reader.remaining) }
    }
  }
}
