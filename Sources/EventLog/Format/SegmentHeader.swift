package import CarnetCore

/// The first 128 bytes of a segment (docs/log-format.md section 3).
package struct SegmentHeader: Hashable, Sendable {
  package var epoch: UInt32
  package var log: LogID
  package var firstPosition: Position
  package var created: Instant
  /// The payload CRC of the last batch of the segment before; 0 in the first.
  package var link: UInt32

  package static let byteCount = 128
  private static let magic = Array("CARNETSG".utf8)
  package static let formatVersion: UInt16 = 1

  package init(
    epoch: UInt32,
    log: LogID,
    firstPosition: Position,
    created: Instant,
    link: UInt32
  ) {
    self.epoch = epoch
    self.log = log
    self.firstPosition = firstPosition
    self.created = created
    self.link = link
  }

  package func encoded() -> [UInt8] {
    var writer = ByteWriter(capacity: Self.byteCount)
    writer.write(Self.magic)
    writer.write(Self.formatVersion)
    writer.write(Self.formatVersion)
    writer.write(epoch)
    writer.write(log.bytes)
    writer.write(firstPosition.rawValue)
    writer.write(created.milliseconds)
    writer.write(link)
    writer.write([UInt8](repeating: 0, count: 72))
    writer.write(CRC32C.checksum(of: writer.bytes))
    return writer.bytes
  }

  /// The CRC that ends the header: the link of the segment's first batch.
  package static func checksum(of bytes: [UInt8]) -> UInt32 {
    CRC32C.checksum(of: bytes.prefix(byteCount - 4))
  }

  package enum Failure: Error, Hashable, Sendable {
    case short
    case notASegment
    /// Written by a later format whose oldest reader this is.
    case futureFormat(UInt16)
    case checksumDiffers
  }

  package init(decoding bytes: [UInt8]) throws(Failure) {
    guard bytes.count >= Self.byteCount else { throw .short }
    guard Array(bytes[0..<8]) == Self.magic else { throw .notASegment }
    let fields = bytes.withUnsafeBytes {
      memory -> (UInt16, UInt16, UInt32, UInt64, UInt64, UInt64, Int64, UInt32, UInt32) in
      func load<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type) -> T {
        T(littleEndian: memory.loadUnaligned(fromByteOffset: offset, as: T.self))
      }
      return (
        load(8, UInt16.self), load(10, UInt16.self), load(12, UInt32.self), load(16, UInt64.self),
        load(24, UInt64.self), load(32, UInt64.self), load(40, Int64.self), load(48, UInt32.self),
        load(124, UInt32.self)
      )
    }
    guard Self.checksum(of: bytes) == fields.8 else { throw .checksumDiffers }
    guard fields.1 <= Self.formatVersion else { throw .futureFormat(fields.0) }
    guard fields.0 >= fields.1, bytes[52..<124].allSatisfy({ $0 == 0 }) else {
      throw .notASegment
    }
    self.init(
      epoch: fields.2,
      log: LogID(high: fields.3.byteSwapped, low: fields.4.byteSwapped),
      firstPosition: Position(fields.5),
      created: Instant(milliseconds: fields.6),
      link: fields.7
    )
  }
}

/// The names of segment files: the first position in 20 digits.
package enum SegmentName {
  package static let suffix = ".segment"

  package static func file(_ first: Position) -> String {
    let digits = String(first.rawValue)
    return String(repeating: "0", count: 20 - digits.utf8.count) + digits + suffix
  }

  package static func position(_ name: String) -> Position? {
    guard name.hasSuffix(suffix), name.utf8.count == 20 + suffix.utf8.count,
      name.utf8.prefix(20).allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let value = UInt64(name.prefix(20))
    else { return nil }
    return Position(value)
  }
}
