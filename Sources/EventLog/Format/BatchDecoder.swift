import CarnetCore

/// Why a batch whose checksums are right cannot be read: its writer was wrong, or somebody forged it.
package enum BatchFailure: Error, Hashable, Sendable {
  case payloadChecksumDiffers
  case columnsDoNotDecompress
  /// The column, and the event in the batch at which reading it failed.
  case malformedColumn(String, event: Int)
  case bytesAfterColumns(Int)
  case bodiesLengthDiffers(columns: UInt64, header: UInt32)
  case paddingNotZero
}

/// Reads the events of one batch.
package enum BatchDecoder {
  /// Checks the payload of the batch at the start of `frame` (whose header was read already) and
  /// appends its events to `block`, which ends where the batch begins.
  package static func decode(
    _ header: BatchHeader,
    frame: UnsafeRawBufferPointer,
    into block: inout EventBlock
  ) throws(BatchFailure) {
    precondition(frame.count >= header.frameLength && block.endPosition == header.firstPosition)
    let payload = UnsafeRawBufferPointer(
      rebasing: frame[BatchHeader.byteCount..<BatchHeader.byteCount + header.payloadLength]
    )
    guard CRC32C.checksum(of: payload) == header.payloadChecksum else {
      throw .payloadChecksumDiffers
    }
    for index in BatchHeader.byteCount + header.payloadLength..<header.frameLength
    where frame[index] != 0 {
      throw .paddingNotZero
    }
    let stored = UnsafeRawBufferPointer(rebasing: payload[..<Int(header.storedColumnsLength)])
    let bodies = UnsafeRawBufferPointer(rebasing: payload[Int(header.storedColumnsLength)...])
    if header.columnsAreCompressed {
      let outcome = withUnsafeTemporaryAllocation(
        byteCount: Int(header.rawColumnsLength),
        alignment: 8
      ) { raw in
        Result { () throws(BatchFailure) in
          guard LZ4Block.decompress(stored, into: raw) else { throw .columnsDoNotDecompress }
          try decodeColumns(UnsafeRawBufferPointer(raw), header, bodies, &block)
        }
      }
      try outcome.get()
    } else {
      try decodeColumns(stored, header, bodies, &block)
    }
  }

  private static func decodeColumns(
    _ raw: UnsafeRawBufferPointer,
    _ header: BatchHeader,
    _ bodies: UnsafeRawBufferPointer,
    _ block: inout EventBlock
  ) throws(BatchFailure) {
    let count = Int(header.count)
    var reader = ByteReader(raw)
    // The columns of an event take 32 bytes at least: a count that they cannot hold reserves nothing.
    guard raw.count >= count * 32 else { throw .malformedColumn("type", event: 0) }
    do throws(BatchFailure) {
      block.types.reserveCapacity(block.count + count)
      for index in 0..<count {
        guard let value = reader.readVarint(), value >= 1, value <= UInt64(UInt16.max) else {
          throw .malformedColumn("type", event: index)
        }
        block.types.append(EventType(rawValue: UInt16(value)))
      }
      for index in 0..<count {
        guard let value = reader.readVarint(), value <= UInt64(UInt32.max), value & 3 != 3 else {
          throw .malformedColumn("key", event: index)
        }
        block.keys.append(EventKey(rawValue: UInt32(value)))
      }
      guard let codecs = reader.readBytes(count) else { throw .malformedColumn("codec", event: 0) }
      block.codecs.append(contentsOf: codecs)
      guard let records = reader.readBytes(count * 8) else {
        throw .malformedColumn("record", event: 0)
      }
      block.records.reserveCapacity(block.count + count)
      for index in 0..<count {
        let value = records.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
        block.records.append(Pseudonym(rawValue: UInt64(littleEndian: value)))
      }
      block.revisions.reserveCapacity(block.count + count)
      for index in 0..<count {
        guard let value = reader.readVarint(), value <= UInt64(UInt32.max) else {
          throw .malformedColumn("revision", event: index)
        }
        block.revisions.append(Revision(UInt32(value)))
      }
      block.times.reserveCapacity(block.count + count)
      var time = header.baseTime.milliseconds
      for index in 0..<count {
        guard let value = reader.readVarint() else {
          throw .malformedColumn("time", event: index)
        }
        let (sum, overflow) = time.addingReportingOverflow(ZigZag.decode(value))
        guard !overflow else { throw .malformedColumn("time", event: index) }
        time = sum
        block.times.append(Instant(milliseconds: time))
      }
      guard let ids = reader.readBytes(count * 16) else {
        throw .malformedColumn("event id", event: 0)
      }
      block.ids.reserveCapacity(block.count + count)
      for index in 0..<count {
        let high = ids.loadUnaligned(fromByteOffset: index * 16, as: UInt64.self)
        let low = ids.loadUnaligned(fromByteOffset: index * 16 + 8, as: UInt64.self)
        block.ids.append(EventID(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low)))
      }
      for index in 0..<count {
        guard let value = reader.readVarint(), value <= UInt64(EventLimits.bodyBytesMax) else {
          throw .malformedColumn("plain length", event: index)
        }
        block.plainLengths.append(UInt32(value))
      }
      block.bodyOffsets.reserveCapacity(block.count + count + 1)
      let start = UInt64(block.bodies.count)
      var total: UInt64 = 0
      for index in 0..<count {
        guard let value = reader.readVarint(), value <= UInt64(EventLimits.bodyBytesMax) + 16
        else { throw .malformedColumn("stored length", event: index) }
        total += value
        guard start + total <= UInt64(UInt32.max) else {
          throw .malformedColumn("stored length", event: index)
        }
        block.bodyOffsets.append(UInt32(start + total))
      }
      guard total == UInt64(header.bodiesLength) else {
        throw .bodiesLengthDiffers(columns: total, header: header.bodiesLength)
      }
      for index in 0..<count {
        guard let value = reader.readVarint() else {
          throw .malformedColumn("previous", event: index)
        }
        let revision = block.revisions[block.count + index]
        let position = header.firstPosition.rawValue + UInt64(index)
        guard value <= position, (value == 0) == (revision == .zero) else {
          throw .malformedColumn("previous", event: index)
        }
        block.previous.append(value)
      }
      guard reader.remaining == 0 else { throw .bytesAfterColumns(reader.remaining) }
      block.nonces.reserveCapacity(block.count + count)
      for index in 0..<count { block.nonces.append(header.baseNonce.forEvent(index)) }
      block.bodies.append(contentsOf: bodies)
      block.count += count
    } catch {
      block.dropUnfinished()
      throw error
    }
  }
}
