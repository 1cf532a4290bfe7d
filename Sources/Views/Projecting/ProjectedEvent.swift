package import CarnetCore
package import MedicalRecord

/// One event as projectors see it.
package struct ProjectedEvent: Sendable {
  package var position: Position
  package var record: Pseudonym
  package var revision: Revision
  package var time: Instant
  package var id: EventID
  /// The catalogue's number: the field number of the fact in the body; 1 to 15 are the log's own.
  package var type: UInt16
  /// Nil when the record's keys were destroyed, for the log's own events, and for foreign ones.
  package var body: EventBody?
  /// Whether it has a body that this version of the catalogue does not know: of a later version.
  package var isForeign: Bool

  package init(
    position: Position,
    record: Pseudonym,
    revision: Revision,
    time: Instant,
    id: EventID,
    type: UInt16,
    body: EventBody?,
    isForeign: Bool = false
  ) {
    self.position = position
    self.record = record
    self.revision = revision
    self.time = time
    self.id = id
    self.type = type
    self.body = body
    self.isForeign = isForeign
  }
}

extension ProjectedEvent {
  /// Whether it says who looked rather than what the record holds: sealed under the trace key.
  @inlinable
  package var isTrace: Bool { type >= 32 && type < 48 }

  /// Whether it changes what the record holds: sealed under the content key, or the erasure itself.
  @inlinable
  package var isContent: Bool { (type >= 16 && type < 32) || (type >= 64 && type < 1024) }
}

/// Where events come from: the log, or a list in tests.
///
/// Positions are contiguous.
package protocol EventFeed: Sendable {
  /// The number of events that may be read now.
  func size() throws -> UInt64

  /// The Merkle root over the first `size` events.
  func root(at size: UInt64) throws -> Digest

  /// Calls `consume` with consecutive events from `start` up to, not including, `end`, in order.
  ///
  /// Decoding may run ahead on other threads; `consume` is called on the caller's. Stops when
  /// `consume` throws, and throws that.
  func read(
    from start: Position,
    to end: Position,
    _ consume: (borrowing [ProjectedEvent]) throws -> Void
  ) throws
}
