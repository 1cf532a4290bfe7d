package import CarnetCore

/// The first 72 bytes of a batch (docs/log-format.md section 4).
package struct BatchHeader: Hashable, Sendable {
  package var columnsAreCompressed: Bool
  package var epoch: UInt32
  package var count: UInt32
  package var firstPosition: Position
  package var baseTime: Instant
  package var baseNonce: Nonce
  package var storedColumnsLength: UInt32
  package var rawColumnsLength: UInt32
  package var bodiesLength: UInt32
  package var link: UInt32
  package var payloadChecksum: UInt32

  package static let byteCount = 72
  package static let alignment = 8
  package static let magic: UInt32 = 0x4843_5442  // "BTCH"
  package static let formatVersion: UInt8 = 1

  package static let countMax: UInt32 = 65_536
  package static let rawColumnsLengthMax: UInt32 = 16 << 20
  package static let bodiesLengthMax: UInt32 = 64 << 20

  package init(
    columnsAreCompressed: Bool,
    epoch: UInt32,
    count: UInt32,
    firstPosition: Position,
    baseTime: Instant,
    baseNonce: Nonce,
    storedColumnsLength: UInt32,
    rawColumnsLength: UInt32,
    bodiesLength: UInt32,
    link: UInt32,
    payloadChecksum: UInt32
  ) {
    self.columnsAreCompressed = columnsAreCompressed
    self.epoch = epoch
    self.count = count
    self.firstPosition = firstPosition
    self.baseTime = baseTime
    self.baseNonce = baseNonce
    self.storedColumnsLength = storedColumnsLength
    self.rawColumnsLength = rawColumnsLength
    self.bodiesLength = bodiesLength
    self.link = link
    self.payloadChecksum = payloadChecksum
  }

  /// Columns and bodies, without the padding.
  package var payloadLength: Int { Int(storedColumnsLength) + Int(bodiesLength) }

  /// Header, payload and the zeros up to the next batch.
  package var frameLength: Int {
    let length = Self.byteCount + payloadLength
    return (length + Self.alignment - 1) / Self.alignment * Self.alignment
  }

  package var endPosition: Position { firstPosition.advanced(by: Int(count)) }

  package func write(to memory: UnsafeMutableRawBufferPointer) {
    precondition(memory.count >= Self.byteCount)
    func store<T: FixedWidthInteger>(_ value: T, _ offset: Int) {
      memory.storeBytes(of: value.littleEndian, toByteOffset: offset, as: T.self)
    }
    store(Self.magic, 0)
    store(Self.formatVersion, 4)
    store(UInt8(columnsAreCompressed ? 1 : 0), 5)
    store(UInt16(0), 6)
    store(epoch, 8)
    store(count, 12)
    store(firstPosition.rawValue, 16)
    store(baseTime.milliseconds, 24)
    baseNonce.write(to: UnsafeMutableRawBufferPointer(rebasing: memory[32..<44]))
    store(storedColumnsLength, 44)
    store(rawColumnsLength, 48)
    store(bodiesLength, 52)
    store(link, 56)
    store(payloadChecksum, 60)
    store(UInt32(0), 64)
    store(CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: memory[0..<68])), 68)
  }

  package enum Failure: Error, Hashable, Sendable {
    case short
    case notABatch
    case checksumDiffers
    case futureFormat(UInt8)
    /// The checksum is right and a field is not what any writer makes.
    case malformed(String)
  }

  /// Reads a header; no length in it is believed before its CRC was found right.
  package init(decoding memory: UnsafeRawBufferPointer) throws(Failure) {
    guard memory.count >= Self.byteCount else { throw .short }
    func load<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type = T.self) -> T {
      T(littleEndian: memory.loadUnaligned(fromByteOffset: offset, as: T.self))
    }
    guard load(0) == Self.magic else { throw .notABatch }
    guard load(68) == CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: memory[0..<68])) else {
      throw .checksumDiffers
    }
    let version: UInt8 = load(4)
    guard version == Self.formatVersion else { throw .futureFormat(version) }
    let flags: UInt8 = load(5)
    guard flags <= 1 else { throw .malformed("flags") }
    guard load(6, UInt16.self) == 0, load(64, UInt32.self) == 0 else {
      throw .malformed("reserved bytes")
    }
    self.init(
      columnsAreCompressed: flags == 1,
      epoch: load(8),
      count: load(12),
      firstPosition: Position(load(16)),
      baseTime: Instant(milliseconds: load(24)),
      baseNonce: Nonce(high: load(32), low: load(40)),
      storedColumnsLength: load(44),
      rawColumnsLength: load(48),
      bodiesLength: load(52),
      link: load(56),
      payloadChecksum: load(60)
    )
    guard count >= 1, count <= Self.countMax else { throw .malformed("count") }
    guard firstPosition.rawValue <= UInt64.max - UInt64(count) else { throw .malformed("position") }
    guard rawColumnsLength <= Self.rawColumnsLengthMax else {
      throw .malformed("raw length of the columns")
    }
    guard bodiesLength <= Self.bodiesLengthMax else { throw .malformed("length of the bodies") }
    guard
      columnsAreCompressed
        ? storedColumnsLength < rawColumnsLength : storedColumnsLength == rawColumnsLength
    else { throw .malformed("stored length of the columns") }
  }
}
