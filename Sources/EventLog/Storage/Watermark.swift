package import CarnetCore

/// How far the log was proven durable: one slot of `log/watermark` (docs/log-format.md section 7).
package struct Watermark: Hashable, Sendable {
  package var sequence: UInt64
  /// Number of durable events.
  package var size: UInt64
  package var segment: Position
  /// Offset of the end of the last durable batch in that segment.
  package var endOffset: UInt64
  package var epoch: UInt32
  package var isCleanStop: Bool
  /// Payload CRC of the last durable batch; 0 when there is none.
  package var link: UInt32

  package static let slotBytes = 512
  package static let fileBytes = 2 * slotBytes
  private static let magic = Array("CWMARK01".utf8)
  private static let usedBytes = 64

  package init(
    sequence: UInt64,
    size: UInt64,
    segment: Position,
    endOffset: UInt64,
    epoch: UInt32,
    isCleanStop: Bool,
    link: UInt32
  ) {
    self.sequence = sequence
    self.size = size
    self.segment = segment
    self.endOffset = endOffset
    self.epoch = epoch
    self.isCleanStop = isCleanStop
    self.link = link
  }

  /// The slot that this mark is written to.
  package var slot: Int { Int(sequence % 2) }

  package func encoded() -> [UInt8] {
    var writer = ByteWriter(capacity: Self.slotBytes)
    writer.write(Self.magic)
    writer.write(sequence)
    writer.write(size)
    writer.write(segment.rawValue)
    writer.write(endOffset)
    writer.write(epoch)
    writer.write(UInt32(isCleanStop ? 1 : 0))
    writer.write(link)
    writer.write(UInt64(0))
    writer.write(CRC32C.checksum(of: writer.bytes))
    writer.pad(to: Self.slotBytes)
    return writer.bytes
  }

  /// Reads one slot of 512 bytes; nil when it does not check.
  package init?(slot bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count == Self.slotBytes, Array(bytes[0..<8]) == Self.magic,
      bytes[Self.usedBytes...].allSatisfy({ $0 == 0 })
    else { return nil }
    let mark = bytes.withUnsafeBytes { memory -> Watermark? in
      var reader = ByteReader(memory, offset: 8)
      guard let sequence = reader.read(UInt64.self), let size = reader.read(UInt64.self),
        let segment = reader.read(UInt64.self), let endOffset = reader.read(UInt64.self),
        let epoch = reader.read(UInt32.self), let flags = reader.read(UInt32.self),
        let link = reader.read(UInt32.self), reader.read(UInt64.self) == 0,
        let checksum = reader.read(UInt32.self), flags <= 1
      else { return nil }
      guard checksum == CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: memory[0..<60]))
      else { return nil }
      return Watermark(
        sequence: sequence,
        size: size,
        segment: Position(segment),
        endOffset: endOffset,
        epoch: epoch,
        isCleanStop: flags == 1,
        link: link
      )
    }
    guard let mark else { return nil }
    self = mark
  }

  /// What a whole file says: the mark that counts, and the slots that do not check.
  ///
  /// A slot of zeros is one that was never written.
  package static func read(
    _ file: [UInt8]
  ) -> (mark: Watermark?, slots: [Watermark?], unreadable: [Int]) {
    var slots: [Watermark?] = []
    var unreadable: [Int] = []
    for slot in 0..<2 {
      let bytes = file.dropFirst(slot * slotBytes).prefix(slotBytes)
      let mark = Watermark(slot: bytes)
      let wasNeverWritten = bytes.count == slotBytes && bytes.allSatisfy { $0 == 0 }
      if let mark, mark.slot == slot {
        slots.append(mark)
      } else {
        slots.append(nil)
        if !wasNeverWritten { unreadable.append(slot) }
      }
    }
    let best = slots.compactMap { $0 }.max { $0.sequence < $1.sequence }
    return (best, slots, unreadable)
  }
}
