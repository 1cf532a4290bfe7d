import CarnetCore

// Entry points for coverage-guided fuzzing: each takes any bytes and must return, whatever they are.

/// Reads the bytes as a batch: as they are, then with lengths and checksums set right.
///
/// No mutation finds a CRC by chance, so without the second pass nothing behind the checksums would
/// ever be reached; a forger computes them as easily.
///
/// Traps when a batch that decodes does not give as many leaves as it counts events, or when a
/// refused one leaves something behind in the block.
package func fuzzBatch(_ bytes: UnsafeRawBufferPointer) {
  readBatch(bytes)
  guard bytes.count >= BatchHeader.byteCount else { return }
  var mended = Array(bytes)
  mendBatch(&mended)
  mended.withUnsafeBytes(readBatch)
}

/// Reads the bytes as an envelope and as each of the log's other small formats: what reads must be
/// written again byte for byte, or there would be two spellings of one proven thing.
///
/// Traps when it is not.
package func fuzzEnvelope(_ bytes: UnsafeRawBufferPointer) {
  let input = Array(bytes)
  if let envelope = Envelope(bytes: bytes) {
    precondition(envelope.bytes == input, "an envelope is written as it was read")
  }
  if let mark = Watermark(slot: input) {
    precondition(mark.encoded() == input, "a watermark is written as it was read")
  }
  let file = Watermark.read(input)
  precondition(file.slots.count == 2 && (file.mark == nil) == file.slots.allSatisfy { $0 == nil })
  if let identity = attempt({ () throws(IdentityFailure) in try LogIdentity(decoding: input) }) {
    precondition(identity.encoded() == input, "an identity is written as it was read")
  }
  if let header = attempt({ () throws(SegmentHeader.Failure) in
    try SegmentHeader(decoding: input)
  }) {
    precondition(header.log.bytes.count == 16)
  }
  guard let codec = input.first else { return }
  let stored = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
  for plainLength in [0, stored.count, 4 * stored.count, 1 << 16] {
    var body: [UInt8] = []
    let whole: Void? = attempt { () throws(BodyCodecs.Failure) in
      try BodyCodecs.plain.decode(stored, codec: codec, plainLength: plainLength, into: &body)
    }
    precondition(whole == nil || body.count == plainLength, "a body has the length it was said to")
  }
}

/// Decodes twice into one block, as replay does with batches that follow each other.
private func readBatch(_ frame: UnsafeRawBufferPointer) {
  guard
    let header = attempt({ () throws(BatchHeader.Failure) in try BatchHeader(decoding: frame) })
  else { return }
  precondition(rewritten(header).elementsEqual(frame[..<BatchHeader.byteCount]))
  guard frame.count >= header.frameLength else { return }
  var block = EventBlock(firstPosition: header.firstPosition)
  guard decode(header, frame, &block) else { return }
  precondition(block.count == Int(header.count) && block.endPosition == header.endPosition)
  let leaves = block.leafHashes()
  precondition(leaves.count == block.count, "a leaf an event")
  for index in [0, block.count - 1] {
    let envelope = block.envelope(index)
    let again = envelope.bytes.withUnsafeBytes { Envelope(bytes: $0) }
    precondition(again == envelope, "an event's envelope reads as it was written")
  }
  var following = header
  following.firstPosition = block.endPosition
  guard following.firstPosition.rawValue <= UInt64.max - UInt64(header.count) else { return }
  if decode(following, frame, &block) {
    precondition(block.leafHashes().prefix(leaves.count) == leaves[...])
  }
}

/// Whether the batch decodes; a refused one leaves the block as it was.
private func decode(
  _ header: BatchHeader,
  _ frame: UnsafeRawBufferPointer,
  _ block: inout EventBlock
) -> Bool {
  let before = (block.count, block.bodies.count)
  do throws(BatchFailure) {
    try BatchDecoder.decode(header, frame: frame, into: &block)
    return true
  } catch {
    precondition(
      block.count == before.0 && block.types.count == before.0 && block.nonces.count == before.0
        && block.bodyOffsets.count == before.0 + 1 && block.bodies.count == before.1,
      "a refused batch leaves nothing behind"
    )
    return false
  }
}

/// Sets magic, version, reserved bytes, lengths and checksums to what a writer would have made of
/// the rest; at least 72 bytes.
private func mendBatch(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { memory in
    func load(_ offset: Int) -> UInt32 {
      UInt32(littleEndian: memory.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
    func store(_ value: UInt32, _ offset: Int) {
      memory.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
    }
    // Padding stays as it is: what does not fill the last 8 bytes belongs to no batch.
    let room = UInt32(memory.count / BatchHeader.alignment * BatchHeader.alignment)
    let payload = room - UInt32(BatchHeader.byteCount)
    let isCompressed = memory[5] & 1 == 1
    let stored = min(load(44), payload)
    let bodies = min(load(52), payload - stored)
    store(BatchHeader.magic, 0)
    memory[4] = BatchHeader.formatVersion
    memory[5] = isCompressed ? 1 : 0
    memory[6] = 0
    memory[7] = 0
    store(max(1, load(12) % (BatchHeader.countMax + 1)), 12)
    store(stored, 44)
    store(isCompressed ? max(stored + 1, load(48) % (1 << 18)) : stored, 48)
    store(bodies, 52)
    let content = BatchHeader.byteCount..<BatchHeader.byteCount + Int(stored) + Int(bodies)
    store(CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: memory[content])), 60)
    store(0, 64)
    store(CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: memory[0..<68])), 68)
  }
}

private func rewritten(_ header: BatchHeader) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: BatchHeader.byteCount) { memory, count in
    header.write(to: UnsafeMutableRawBufferPointer(memory))
    count = BatchHeader.byteCount
  }
}

/// A refusal is an answer like any other here.
private func attempt<Value, Failure: Error>(_ parse: () throws(Failure) -> Value) -> Value? {
  do throws(Failure) {
    return try parse()
  } catch {
    return nil
  }
}
