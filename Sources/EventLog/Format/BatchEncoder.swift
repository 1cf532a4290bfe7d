package import CarnetCore

/// Builds one batch: columns, then bodies, in the layout of docs/log-format.md section 4.
///
/// Buffers are kept from batch to batch. One thread uses an encoder.
package struct BatchEncoder {
  private var types = ByteWriter()
  private var keys = ByteWriter()
  private var codecs: [UInt8] = []
  private var records = ByteWriter()
  private var revisions = ByteWriter()
  private var times = ByteWriter()
  private var ids = ByteWriter()
  private var plainLengths = ByteWriter()
  private var storedLengths = ByteWriter()
  private var previous = ByteWriter()
  private var bodies: [UInt8] = []
  private var lastTime = Instant(milliseconds: 0)

  package private(set) var count = 0
  package private(set) var firstPosition = Position.zero
  package private(set) var baseNonce = Nonce(high: 0, low: 0)
  private var baseTime = Instant(milliseconds: 0)

  /// SHA-256 leaf inputs of the batch's events: 0x00 and the envelope, 97 bytes each.
  package private(set) var leafInputs: [UInt8] = []
  package static let leafInputBytes = 1 + Envelope.byteCount

  private let log: LogID
  private let sealer: any BodySealing
  private let codec: BodyCodecs
  private var encoded: [UInt8] = []

  package init(log: LogID, sealer: any BodySealing, codecs: BodyCodecs) {
    self.log = log
    self.sealer = sealer
    self.codec = codecs
  }

  package mutating func begin(at position: Position, time: Instant, nonce: Nonce) {
    types.bytes.removeAll(keepingCapacity: true)
    keys.bytes.removeAll(keepingCapacity: true)
    codecs.removeAll(keepingCapacity: true)
    records.bytes.removeAll(keepingCapacity: true)
    revisions.bytes.removeAll(keepingCapacity: true)
    times.bytes.removeAll(keepingCapacity: true)
    ids.bytes.removeAll(keepingCapacity: true)
    plainLengths.bytes.removeAll(keepingCapacity: true)
    storedLengths.bytes.removeAll(keepingCapacity: true)
    previous.bytes.removeAll(keepingCapacity: true)
    bodies.removeAll(keepingCapacity: true)
    leafInputs.removeAll(keepingCapacity: true)
    count = 0
    firstPosition = position
    baseTime = time
    lastTime = time
    baseNonce = nonce
  }

  /// Bytes of bodies so far, by which a writer decides when a batch is full.
  package var bodyBytes: Int { bodies.count }

  /// What the batch holds so far, to return to when a write cannot be finished.
  package struct Mark {
    fileprivate var lengths: [Int]
    fileprivate var count: Int
    fileprivate var lastTime: Instant
  }

  package var mark: Mark {
    Mark(
      lengths: [
        types.bytes.count, keys.bytes.count, codecs.count, records.bytes.count,
        revisions.bytes.count, times.bytes.count, ids.bytes.count, plainLengths.bytes.count,
        storedLengths.bytes.count, previous.bytes.count, bodies.count, leafInputs.count,
      ],
      count: count,
      lastTime: lastTime
    )
  }

  package mutating func rollBack(to mark: Mark) {
    types.bytes.removeSubrange(mark.lengths[0]...)
    keys.bytes.removeSubrange(mark.lengths[1]...)
    codecs.removeSubrange(mark.lengths[2]...)
    records.bytes.removeSubrange(mark.lengths[3]...)
    revisions.bytes.removeSubrange(mark.lengths[4]...)
    times.bytes.removeSubrange(mark.lengths[5]...)
    ids.bytes.removeSubrange(mark.lengths[6]...)
    plainLengths.bytes.removeSubrange(mark.lengths[7]...)
    storedLengths.bytes.removeSubrange(mark.lengths[8]...)
    previous.bytes.removeSubrange(mark.lengths[9]...)
    bodies.removeSubrange(mark.lengths[10]...)
    leafInputs.removeSubrange(mark.lengths[11]...)
    count = mark.count
    lastTime = mark.lastTime
  }

  /// Adds an event, sealing its body.
  ///
  /// On failure the batch is as before.
  package mutating func add(
    _ event: NewEvent,
    record: Pseudonym,
    revision: Revision,
    previousDistance: UInt64
  ) throws(SealFailure) {
    let position = firstPosition.advanced(by: count)
    let key: EventKey
    if event.key == .none {
      key = .unsealed
    } else {
      key = EventKey(event.key, version: try sealer.currentVersion(of: event.key, record: record))
    }
    encoded.removeAll(keepingCapacity: true)
    let codecNumber = event.body.withUnsafeBytes { codec.encode($0, into: &encoded) }
    let storedLength = encoded.count + (key == .unsealed ? 0 : 16)
    var envelope = Envelope(
      type: event.type,
      codec: codecNumber,
      position: position,
      record: record,
      revision: revision,
      key: key,
      time: event.time,
      id: event.id,
      plainLength: UInt32(event.body.count),
      storedLength: UInt32(storedLength),
      bodyDigest: .zero
    )
    let nonce = baseNonce.forEvent(count)
    let bodyStart = bodies.count
    if key == .unsealed {
      bodies.append(contentsOf: encoded)
    } else {
      let outcome = withUnsafeTemporaryAllocation(byteCount: 96 + 72, alignment: 8) { memory in
        let head = UnsafeMutableRawBufferPointer(rebasing: memory[0..<96])
        let data = UnsafeMutableRawBufferPointer(rebasing: memory[96...])
        envelope.write(to: head)
        AssociatedData.write(log: log, envelope: UnsafeRawBufferPointer(head), to: data)
        return Result { () throws(SealFailure) in
          try seal(record, key, nonce, UnsafeRawBufferPointer(data))
        }
      }
      if case .failure(let failure) = outcome {
        bodies.removeSubrange(bodyStart...)
        throw failure
      }
      precondition(bodies.count - bodyStart == storedLength, "sealing adds exactly its tag")
    }
    envelope.bodyDigest = bodyDigest(nonce, bodyStart)

    let leafStart = leafInputs.count
    leafInputs.append(contentsOf: repeatElement(0, count: Self.leafInputBytes))
    leafInputs.withUnsafeMutableBytes {
      envelope.write(to: UnsafeMutableRawBufferPointer(rebasing: $0[(leafStart + 1)...]))
    }

    types.writeVarint(UInt64(event.type.rawValue))
    keys.writeVarint(UInt64(key.rawValue))
    codecs.append(codecNumber)
    records.write(record.rawValue)
    revisions.writeVarint(UInt64(revision.rawValue))
    times.writeVarint(ZigZag.encode(event.time.milliseconds &- lastTime.milliseconds))
    lastTime = event.time
    ids.write(event.id.high.byteSwapped)
    ids.write(event.id.low.byteSwapped)
    plainLengths.writeVarint(UInt64(event.body.count))
    storedLengths.writeVarint(UInt64(storedLength))
    previous.writeVarint(previousDistance)
    count += 1
  }

  private mutating func seal(
    _ record: Pseudonym,
    _ key: EventKey,
    _ nonce: Nonce,
    _ data: UnsafeRawBufferPointer
  ) throws(SealFailure) {
    let outcome = encoded.withUnsafeBytes { plain in
      Result { () throws(SealFailure) in
        try sealer.seal(
          plain,
          record: record,
          key: key,
          nonce: nonce,
          authenticating: data,
          into: &bodies
        )
      }
    }
    try outcome.get()
  }

  private func bodyDigest(_ nonce: Nonce, _ start: Int) -> Digest {
    bodies.withUnsafeBytes { bodies in
      let body = UnsafeRawBufferPointer(rebasing: bodies[start...])
      return EventDigest.ofBody(body, nonce: nonce)
    }
  }

  /// The finished batch, ready to be written at its place.
  package func finish(epoch: UInt32, link: UInt32) -> EncodedBatch {
    precondition(count > 0, "a batch holds at least one event")
    var columns = ByteWriter(
      capacity: count * 40
    )
    columns.write(types.bytes)
    columns.write(keys.bytes)
    columns.write(codecs)
    columns.write(records.bytes)
    columns.write(revisions.bytes)
    columns.write(times.bytes)
    columns.write(ids.bytes)
    columns.write(plainLengths.bytes)
    columns.write(storedLengths.bytes)
    columns.write(previous.bytes)
    let compressed = columns.bytes.withUnsafeBytes { LZ4Block.compress($0) }
    let stored = compressed ?? columns.bytes

    var checksum = CRC32C.checksum(of: stored)
    checksum = bodies.withUnsafeBytes { CRC32C.checksum(of: $0, continuing: checksum) }
    let header = BatchHeader(
      columnsAreCompressed: compressed != nil,
      epoch: epoch,
      count: UInt32(count),
      firstPosition: firstPosition,
      baseTime: baseTime,
      baseNonce: baseNonce,
      storedColumnsLength: UInt32(stored.count),
      rawColumnsLength: UInt32(columns.bytes.count),
      bodiesLength: UInt32(bodies.count),
      link: link,
      payloadChecksum: checksum
    )
    let frame = [UInt8](unsafeUninitializedCapacity: header.frameLength) { memory, initialized in
      let target = UnsafeMutableRawBufferPointer(memory)
      header.write(to: target)
      var offset = BatchHeader.byteCount
      for part in [stored, bodies] {
        UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyBytes(from: part)
        offset += part.count
      }
      while offset < header.frameLength {
        target[offset] = 0
        offset += 1
      }
      initialized = header.frameLength
    }
    return EncodedBatch(header: header, frame: frame)
  }
}

/// A batch as it will stand on disk.
package struct EncodedBatch: Sendable {
  package var header: BatchHeader
  package var frame: [UInt8]
}

/// The digests of an event.
package enum EventDigest {
  /// SHA-256 of the nonce and the stored body.
  package static func ofBody(_ body: UnsafeRawBufferPointer, nonce: Nonce) -> Digest {
    withUnsafeTemporaryAllocation(byteCount: Nonce.byteCount + body.count, alignment: 8) { memory in
      nonce.write(to: memory)
      UnsafeMutableRawBufferPointer(rebasing: memory[Nonce.byteCount...]).copyMemory(from: body)
      return SHA256.digest(of: UnsafeRawBufferPointer(memory))
    }
  }
}
