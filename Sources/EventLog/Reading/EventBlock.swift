package import CarnetCore

/// Consecutive events read from the log, a column an array: what replay hands from thread to thread.
///
/// All arrays have `count` elements. A block holds one batch or several that follow each other.
package struct EventBlock: Sendable {
  package let firstPosition: Position
  package internal(set) var count = 0

  package internal(set) var types: [EventType] = []
  package internal(set) var keys: [EventKey] = []
  package internal(set) var codecs: [UInt8] = []
  package internal(set) var records: [Pseudonym] = []
  package internal(set) var revisions: [Revision] = []
  package internal(set) var times: [Instant] = []
  package internal(set) var ids: [EventID] = []
  package internal(set) var plainLengths: [UInt32] = []
  /// How many positions back the same record's event before stands; 0 at revision 0.
  package internal(set) var previous: [UInt64] = []
  package internal(set) var nonces: [Nonce] = []
  /// Stored body *i* is `bodies[bodyOffsets[i]..<bodyOffsets[i + 1]]`; one more element than events.
  package internal(set) var bodyOffsets: [UInt32] = [0]
  package internal(set) var bodies: [UInt8] = []

  package init(firstPosition: Position) { self.firstPosition = firstPosition }

  /// Takes back what a batch that turned out malformed had begun to add.
  mutating func dropUnfinished() {
    types.removeSubrange(count...)
    keys.removeSubrange(count...)
    codecs.removeSubrange(count...)
    records.removeSubrange(count...)
    revisions.removeSubrange(count...)
    times.removeSubrange(count...)
    ids.removeSubrange(count...)
    plainLengths.removeSubrange(count...)
    previous.removeSubrange(count...)
    nonces.removeSubrange(count...)
    bodyOffsets.removeSubrange((count + 1)...)
  }

  package var endPosition: Position { firstPosition.advanced(by: count) }

  package func position(_ index: Int) -> Position { firstPosition.advanced(by: index) }

  package func storedLength(_ index: Int) -> UInt32 {
    bodyOffsets[index + 1] - bodyOffsets[index]
  }

  package func withStoredBody<R>(
    _ index: Int,
    _ body: (UnsafeRawBufferPointer) throws -> R
  ) rethrows -> R {
    try bodies.withUnsafeBytes {
      try body(
        UnsafeRawBufferPointer(
          rebasing: $0[Int(bodyOffsets[index])..<Int(bodyOffsets[index + 1])]
        )
      )
    }
  }

  /// The envelope of an event, its digest computed from the stored body.
  package func envelope(_ index: Int) -> Envelope {
    let digest = withStoredBody(index) { EventDigest.ofBody($0, nonce: nonces[index]) }
    return envelope(index, bodyDigest: digest)
  }

  @inline(__always)
  package func envelope(_ index: Int, bodyDigest: Digest) -> Envelope {
    Envelope(
      type: types[index],
      codec: codecs[index],
      position: position(index),
      record: records[index],
      revision: revisions[index],
      key: keys[index],
      time: times[index],
      id: ids[index],
      plainLength: plainLengths[index],
      storedLength: storedLength(index),
      bodyDigest: bodyDigest
    )
  }
}
