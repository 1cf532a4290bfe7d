import CChecksum
package import CarnetCore
import Dispatch
import Foundation
import Synchronization

/// Builds one batch: columns, then bodies, in the layout of docs/log-format.md section 4.
///
/// Events are admitted one by one, with all that can refuse them; what cannot fail any more, to
/// compress, seal and hash their bodies, is done for all of them at the end, on all cores. One thread
/// uses an encoder.
package struct BatchEncoder {
  /// An event that was admitted.
  private struct Entry {
    var event: NewEvent
    var record: Pseudonym
    var revision: Revision
    var previousDistance: UInt64
    /// Nil for a body that is not sealed.
    var key: SealingKey?
  }

  private var entries: [Entry] = []
  package private(set) var firstPosition = Position.zero
  package private(set) var baseNonce = Nonce(high: 0, low: 0)
  private var baseTime = Instant(milliseconds: 0)
  /// At least the bytes of the bodies so far, by which a writer decides when a batch is full.
  package private(set) var bodyBytes = 0

  private let log: LogID
  private let sealer: any BodySealing
  private let codec: BodyCodecs

  package init(log: LogID, sealer: any BodySealing, codecs: BodyCodecs) {
    self.log = log
    self.sealer = sealer
    self.codec = codecs
  }

  package var count: Int { entries.count }

  /// Begins a batch of at most `countMax` events.
  package mutating func begin(
    at position: Position,
    time: Instant,
    nonce: Nonce,
    countMax: Int = Int(BatchHeader.countMax)
  ) {
    clear(from: 0)
    // An array that grows would leave its keys in the memory that it gives back.
    entries.reserveCapacity(min(countMax, Int(BatchHeader.countMax)))
    bodyBytes = 0
    firstPosition = position
    baseTime = time
    baseNonce = nonce
  }

  /// What the batch holds so far, to return to when a write cannot be finished.
  package struct Mark {
    fileprivate var count: Int
    fileprivate var bodyBytes: Int
  }

  package var mark: Mark { Mark(count: entries.count, bodyBytes: bodyBytes) }

  package mutating func rollBack(to mark: Mark) {
    clear(from: mark.count)
    bodyBytes = mark.bodyBytes
  }

  /// Forgets entries, their keys first: memory that is given back must not hold any.
  private mutating func clear(from start: Int) {
    for index in start..<entries.count { entries[index].key?.erase() }
    entries.removeSubrange(start...)
  }

  /// Admits an event.
  ///
  /// On failure the batch is as before.
  package mutating func add(
    _ event: NewEvent,
    record: Pseudonym,
    revision: Revision,
    previousDistance: UInt64
  ) throws(SealFailure) {
    let key = event.key == .none ? nil : try sealer.newKey(event.key, record: record)
    entries.append(
      Entry(
        event: event,
        record: record,
        revision: revision,
        previousDistance: previousDistance,
        key: key
      )
    )
    bodyBytes += event.body.count + Self.tagBytes
  }

  /// At least the bytes that the bodies of a write take in a batch.
  package static func bodyBytes(of write: Write) -> Int {
    write.parts.reduce(0) { sum, part in
      part.events.reduce(sum) { $0 + $1.body.count + tagBytes }
    }
  }

  private static let tagBytes = 16
  /// 0x00 and the envelope: what a leaf is the hash of.
  static let leafInputBytes = 1 + Envelope.byteCount
  /// Fewer events than this are sealed sooner than another thread is awake.
  private static let eventsPerPart = 64

  // Asked once: the system reads a file to answer.
  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// A stretch of the batch, sealed.
  private struct Part: Sendable {
    var bodies: [UInt8] = []
    var codecs: [UInt8] = []
    var storedLengths: [UInt32] = []
    var leaves: [Digest] = []
  }

  private func seal(_ range: Range<Int>) -> Part {
    var part = Part()
    part.codecs.reserveCapacity(range.count)
    part.storedLengths.reserveCapacity(range.count)
    part.bodies.reserveCapacity(
      entries[range].reduce(0) { $0 + $1.event.body.count + Self.tagBytes }
    )
    var encoded: [UInt8] = []
    var leafInputs = [UInt8](repeating: 0, count: range.count * Self.leafInputBytes)
    for index in range {
      let start = (index - range.lowerBound) * Self.leafInputBytes + 1
      leafInputs.withUnsafeMutableBytes { leaves in
        seal(
          index,
          into: &part,
          &encoded,
          UnsafeMutableRawBufferPointer(rebasing: leaves[start..<start + Envelope.byteCount])
        )
      }
    }
    part.leaves = Self.leafHashes(leafInputs, count: range.count)
    return part
  }

  private func seal(
    _ index: Int,
    into part: inout Part,
    _ encoded: inout [UInt8],
    _ leaf: UnsafeMutableRawBufferPointer
  ) {
    let entry = entries[index]
    encoded.removeAll(keepingCapacity: true)
    var codecNumber: UInt8 = 0
    if entry.event.type.isOfTheLog {
      // The log's own events are read without any dictionary.
      encoded.append(contentsOf: entry.event.body)
    } else {
      codecNumber = entry.event.body.withUnsafeBytes { codec.encode($0, into: &encoded) }
    }
    let storedLength = encoded.count + (entry.key == nil ? 0 : Self.tagBytes)
    var envelope = Envelope(
      type: entry.event.type,
      codec: codecNumber,
      position: firstPosition.advanced(by: index),
      record: entry.record,
      revision: entry.revision,
      key: entry.key.map { EventKey(entry.event.key, version: $0.version) } ?? .unsealed,
      time: entry.event.time,
      id: entry.event.id,
      plainLength: UInt32(entry.event.body.count),
      storedLength: UInt32(storedLength),
      bodyDigest: .zero
    )
    let nonce = baseNonce.forEvent(index)
    let start = part.bodies.count
    if let key = entry.key {
      envelope.write(to: leaf)
      part.bodies.append(contentsOf: repeatElement(0, count: storedLength))
      part.bodies.withUnsafeMutableBytes { bodies in
        encoded.withUnsafeBytes { plain in
          withUnsafeTemporaryAllocation(byteCount: AssociatedData.byteCount, alignment: 8) { data in
            AssociatedData.write(log: log, envelope: UnsafeRawBufferPointer(leaf), to: data)
            sealer.seal(
              plain,
              with: key,
              nonce: nonce,
              authenticating: UnsafeRawBufferPointer(data),
              into: UnsafeMutableRawBufferPointer(rebasing: bodies[start...])
            )
          }
        }
      }
    } else {
      part.bodies.append(contentsOf: encoded)
    }
    envelope.bodyDigest = part.bodies.withUnsafeBytes { bodies in
      EventDigest.ofBody(UnsafeRawBufferPointer(rebasing: bodies[start...]), nonce: nonce)
    }
    envelope.write(to: leaf)
    part.codecs.append(codecNumber)
    part.storedLengths.append(UInt32(storedLength))
  }

  private static func leafHashes(_ inputs: [UInt8], count: Int) -> [Digest] {
    if count == 0 { return [] }
    return [Digest](unsafeUninitializedCapacity: count) { hashes, initialized in
      inputs.withUnsafeBufferPointer { inputs in
        guard let source = inputs.baseAddress, let target = hashes.baseAddress else { return }
        carnet_sha256_strided(
          source,
          leafInputBytes,
          count,
          UnsafeMutableRawPointer(target).assumingMemoryBound(to: UInt8.self)
        )
      }
      initialized = count
    }
  }

  /// All events sealed, in stretches that follow each other.
  private func parts() -> [Part] {
    let threads = min(Self.cores, entries.count / Self.eventsPerPart)
    guard threads > 1 else { return [seal(0..<entries.count)] }
    let size = (entries.count + threads - 1) / threads
    let parts = Mutex<[Part?]>(Array(repeating: nil, count: threads))
    DispatchQueue.concurrentPerform(iterations: threads) { number in
      let start = min(number * size, entries.count)
      let part = seal(start..<min(start + size, entries.count))
      parts.withLock { $0[number] = part }
    }
    return parts.withLock { $0.compactMap { $0 } }
  }

  private func columns(_ parts: [Part]) -> ByteWriter {
    var columns = ByteWriter(capacity: count * 48)
    for entry in entries { columns.writeVarint(UInt64(entry.event.type.rawValue)) }
    for entry in entries {
      let key = entry.key.map { EventKey(entry.event.key, version: $0.version) } ?? .unsealed
      columns.writeVarint(UInt64(key.rawValue))
    }
    for part in parts { columns.write(part.codecs) }
    for entry in entries { columns.write(entry.record.rawValue) }
    for entry in entries { columns.writeVarint(UInt64(entry.revision.rawValue)) }
    var lastTime = baseTime
    for entry in entries {
      columns.writeVarint(
        ZigZag.encode(entry.event.time.milliseconds &- lastTime.milliseconds)
      )
      lastTime = entry.event.time
    }
    for entry in entries {
      columns.write(entry.event.id.high.byteSwapped)
      columns.write(entry.event.id.low.byteSwapped)
    }
    for entry in entries { columns.writeVarint(UInt64(entry.event.body.count)) }
    for part in parts { for length in part.storedLengths { columns.writeVarint(UInt64(length)) } }
    for entry in entries { columns.writeVarint(entry.previousDistance) }
    return columns
  }

  /// The finished batch, ready to be written at its place, and its leaf hashes.
  ///
  /// The encoder is empty afterwards.
  package mutating func finish(
    epoch: UInt32,
    link: UInt32
  ) -> (batch: EncodedBatch, leaves: [Digest]) {
    precondition(count > 0, "a batch holds at least one event")
    let parts = parts()
    let columns = columns(parts)
    let bodiesLength = parts.reduce(0) { $0 + $1.bodies.count }
    let compressed = columns.bytes.withUnsafeBytes { LZ4Block.compress($0) }
    let stored = compressed ?? columns.bytes

    var checksum = CRC32C.checksum(of: stored)
    for part in parts {
      checksum = part.bodies.withUnsafeBytes { CRC32C.checksum(of: $0, continuing: checksum) }
    }
    let header = BatchHeader(
      columnsAreCompressed: compressed != nil,
      epoch: epoch,
      count: UInt32(count),
      firstPosition: firstPosition,
      baseTime: baseTime,
      baseNonce: baseNonce,
      storedColumnsLength: UInt32(stored.count),
      rawColumnsLength: UInt32(columns.bytes.count),
      bodiesLength: UInt32(bodiesLength),
      link: link,
      payloadChecksum: checksum
    )
    let frame = [UInt8](unsafeUninitializedCapacity: header.frameLength) { memory, initialized in
      let target = UnsafeMutableRawBufferPointer(memory)
      header.write(to: target)
      var offset = BatchHeader.byteCount
      for part in [stored] + parts.map(\.bodies) {
        UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyBytes(from: part)
        offset += part.count
      }
      while offset < header.frameLength {
        target[offset] = 0
        offset += 1
      }
      initialized = header.frameLength
    }
    let batch = EncodedBatch(header: header, frame: frame)
    clear(from: 0)
    return (batch, parts.flatMap(\.leaves))
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
