import CarnetCore
import Synchronization
import Views

/// Events in memory, as a log would give them; it may grow while it is read.
final class ListFeed: EventFeed {
  private let events: Mutex<[ProjectedEvent]>
  private let batchSize: Int
  /// Called with the feed before each batch is handed over.
  private let beforeBatch: (@Sendable (ListFeed) -> Void)?

  init(
    _ events: [ProjectedEvent],
    batchSize: Int = 64,
    beforeBatch: (@Sendable (ListFeed) -> Void)? = nil
  ) {
    self.events = Mutex(events)
    self.batchSize = batchSize
    self.beforeBatch = beforeBatch
  }

  func append(_ more: [ProjectedEvent]) { events.withLock { $0 += more } }

  func size() -> UInt64 { events.withLock { UInt64($0.count) } }

  /// Not a Merkle root, and like one: it differs when a history of that size ends otherwise.
  func root(at size: UInt64) -> Digest {
    events.withLock { events in
      guard size > 0 else { return .zero }
      let id = events[Int(size) - 1].id
      return Digest(words: (size, id.high, id.low, 1))
    }
  }

  func read(
    from start: Position,
    to end: Position,
    _ consume: (borrowing [ProjectedEvent]) throws -> Void
  ) throws {
    var next = Int(start.rawValue)
    while next < Int(end.rawValue) {
      beforeBatch?(self)
      let batch = events.withLock { Array($0[next..<min(next + batchSize, Int(end.rawValue))]) }
      try consume(batch)
      next += batch.count
    }
  }
}
