package import CarnetCore

/// What the Merkle tree proves of an event: 96 bytes (docs/log-format.md section 5).
package struct Envelope: Hashable, Sendable {
  package var type: EventType
  package var codec: UInt8
  package var position: Position
  package var record: Pseudonym
  package var revision: Revision
  package var key: EventKey
  package var time: Instant
  package var id: EventID
  package var plainLength: UInt32
  package var storedLength: UInt32
  /// SHA-256 of the nonce and the stored body.
  package var bodyDigest: Digest

  package static let byteCount = 96
  /// Where the digest stands; the bytes before it are known before the body is sealed.
  package static let digestOffset = 64
  package static let magic: UInt32 = 0x3156_4543  // "CEV1"

  package init(
    type: EventType,
    codec: UInt8,
    position: Position,
    record: Pseudonym,
    revision: Revision,
    key: EventKey,
    time: Instant,
    id: EventID,
    plainLength: UInt32,
    storedLength: UInt32,
    bodyDigest: Digest
  ) {
    self.type = type
    self.codec = codec
    self.position = position
    self.record = record
    self.revision = revision
    self.key = key
    self.time = time
    self.id = id
    self.plainLength = plainLength
    self.storedLength = storedLength
    self.bodyDigest = bodyDigest
  }

  package var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: Self.byteCount) { memory, count in
      write(to: UnsafeMutableRawBufferPointer(memory))
      count = Self.byteCount
    }
  }

  /// Fills the first 96 bytes of `memory`, which has at least as many.
  @inline(__always)
  package func write(to memory: UnsafeMutableRawBufferPointer) {
    precondition(memory.count >= Self.byteCount)
    memory.storeBytes(of: Self.magic.littleEndian, toByteOffset: 0, as: UInt32.self)
    memory.storeBytes(of: type.rawValue.littleEndian, toByteOffset: 4, as: UInt16.self)
    memory.storeBytes(of: codec, toByteOffset: 6, as: UInt8.self)
    memory.storeBytes(of: 0, toByteOffset: 7, as: UInt8.self)
    memory.storeBytes(of: position.rawValue.littleEndian, toByteOffset: 8, as: UInt64.self)
    memory.storeBytes(of: record.rawValue.littleEndian, toByteOffset: 16, as: UInt64.self)
    memory.storeBytes(of: revision.rawValue.littleEndian, toByteOffset: 24, as: UInt32.self)
    memory.storeBytes(of: key.rawValue.littleEndian, toByteOffset: 28, as: UInt32.self)
    memory.storeBytes(of: time.milliseconds.littleEndian, toByteOffset: 32, as: Int64.self)
    memory.storeBytes(of: id.high.bigEndian, toByteOffset: 40, as: UInt64.self)
    memory.storeBytes(of: id.low.bigEndian, toByteOffset: 48, as: UInt64.self)
    memory.storeBytes(of: plainLength.littleEndian, toByteOffset: 56, as: UInt32.self)
    memory.storeBytes(of: storedLength.littleEndian, toByteOffset: 60, as: UInt32.self)
    memory.storeBytes(
      of: bodyDigest.words,
      toByteOffset: 64,
      as: (UInt64, UInt64, UInt64, UInt64).self
    )
  }

  /// Reads an envelope back; nil when these are not the 96 bytes of one.
  package init?(bytes memory: UnsafeRawBufferPointer) {
    guard memory.count == Self.byteCount else { return nil }
    var reader = ByteReader(memory)
    guard reader.read(UInt32.self) == Self.magic, let type = reader.read(UInt16.self), type > 0,
      let codec = reader.read(UInt8.self), reader.read(UInt8.self) == 0,
      let position = reader.read(UInt64.self), let record = reader.read(UInt64.self),
      let revision = reader.read(UInt32.self), let key = reader.read(UInt32.self),
      let time = reader.read(Int64.self), let high = reader.read(UInt64.self),
      let low = reader.read(UInt64.self), let plain = reader.read(UInt32.self),
      let stored = reader.read(UInt32.self), let digest = reader.readDigest()
    else { return nil }
    self.init(
      type: EventType(rawValue: type),
      codec: codec,
      position: Position(position),
      record: Pseudonym(rawValue: record),
      revision: Revision(revision),
      key: EventKey(rawValue: key),
      time: Instant(milliseconds: time),
      id: EventID(high: high.byteSwapped, low: low.byteSwapped),
      plainLength: plain,
      storedLength: stored,
      bodyDigest: digest
    )
  }
}

/// The associated data of a sealed body, 72 bytes (docs/log-format.md section 6): the log, then the
/// envelope without position and digest.
///
/// A body moved to another record, revision, type, time or log does not open.
package enum AssociatedData {
  package static let byteCount = 72

  @inline(__always)
  package static func write(
    log: LogID,
    envelope: UnsafeRawBufferPointer,
    to memory: UnsafeMutableRawBufferPointer
  ) {
    memory.storeBytes(of: log.high.bigEndian, toByteOffset: 0, as: UInt64.self)
    memory.storeBytes(of: log.low.bigEndian, toByteOffset: 8, as: UInt64.self)
    UnsafeMutableRawBufferPointer(rebasing: memory[16..<24])
      .copyMemory(
        from: UnsafeRawBufferPointer(rebasing: envelope[0..<8])
      )
    UnsafeMutableRawBufferPointer(rebasing: memory[24..<72])
      .copyMemory(
        from: UnsafeRawBufferPointer(rebasing: envelope[16..<64])
      )
  }
}
