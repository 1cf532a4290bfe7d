import CarnetCore

/// The first events of a batch as a batch of their own, for a log that is cut at a position.
///
/// Envelopes, nonces and stored bodies are those of the whole batch, and so are the leaves; no key is
/// needed.
package enum BatchPrefix {
  /// - Parameters:
  ///   - count: how many of the block's events; at least one, and not all.
  ///   - block: the batch, decoded by itself.
  ///   - header: of the batch.
  package static func encode(
    _ count: Int,
    of block: EventBlock,
    _ header: BatchHeader
  ) -> EncodedBatch {
    precondition(count > 0 && count < block.count && block.firstPosition == header.firstPosition)
    let columns = columns(count, block, header.baseTime)
    let compressed = columns.withUnsafeBytes { LZ4Block.compress($0) }
    let stored = compressed ?? columns
    let bodies = Array(block.bodies[..<Int(block.bodyOffsets[count])])
    var prefix = header
    prefix.columnsAreCompressed = compressed != nil
    prefix.count = UInt32(count)
    prefix.storedColumnsLength = UInt32(stored.count)
    prefix.rawColumnsLength = UInt32(columns.count)
    prefix.bodiesLength = UInt32(bodies.count)
    prefix.payloadChecksum = CRC32C.checksum(of: stored + bodies)
    var frame = [UInt8](repeating: 0, count: prefix.frameLength)
    frame.withUnsafeMutableBytes { memory in
      prefix.write(to: memory)
      UnsafeMutableRawBufferPointer(rebasing: memory[BatchHeader.byteCount...])
        .copyBytes(from: stored + bodies)
    }
    return EncodedBatch(header: prefix, frame: frame)
  }

  private static func columns(_ count: Int, _ block: EventBlock, _ baseTime: Instant) -> [UInt8] {
    var columns = ByteWriter(capacity: count * 48)
    for type in block.types.prefix(count) { columns.writeVarint(UInt64(type.rawValue)) }
    for key in block.keys.prefix(count) { columns.writeVarint(UInt64(key.rawValue)) }
    columns.write(Array(block.codecs.prefix(count)))
    for record in block.records.prefix(count) { columns.write(record.rawValue) }
    for revision in block.revisions.prefix(count) {
      columns.writeVarint(UInt64(revision.rawValue))
    }
    var last = baseTime
    for time in block.times.prefix(count) {
      columns.writeVarint(ZigZag.encode(time.milliseconds &- last.milliseconds))
      last = time
    }
    for id in block.ids.prefix(count) {
      columns.write(id.high.byteSwapped)
      columns.write(id.low.byteSwapped)
    }
    for length in block.plainLengths.prefix(count) { columns.writeVarint(UInt64(length)) }
    for index in 0..<count { columns.writeVarint(UInt64(block.storedLength(index))) }
    for distance in block.previous.prefix(count) { columns.writeVarint(distance) }
    return columns.bytes
  }
}
