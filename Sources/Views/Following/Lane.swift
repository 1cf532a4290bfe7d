import Foundation

/// A thread with a bounded queue of events before it: one view's share of a pass over the log.
///
/// Whoever reads the log waits when the slowest lane is this far behind, so memory does not grow
/// with the log.
final class Lane<Outcome: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let eventsMax: Int
  // All guarded by the condition.
  private var queue: [[ProjectedEvent]] = []
  private var waiting = 0
  private var isClosed = false
  private var result: Result<Outcome, any Error>?

  /// - Parameters:
  ///   - name: of the thread.
  ///   - eventsMax: events that may wait.
  ///   - body: runs on the thread; takes batches until there is none.
  init(
    _ name: String,
    eventsMax: Int = 16_384,
    _ body: @escaping @Sendable (_ next: () -> [ProjectedEvent]?) throws -> Outcome
  ) {
    self.eventsMax = eventsMax
    let thread = Thread { [self] in
      let outcome = Result { try body { self.take() } }
      finish(outcome)
    }
    thread.name = "view \(name)"
    thread.start()
  }

  /// Hands over a batch, waiting while too many events wait already.
  ///
  /// False when the lane has ended by itself: it failed, and `outcome` says why.
  func give(_ batch: [ProjectedEvent]) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while waiting > 0, waiting + batch.count > eventsMax, result == nil { condition.wait() }
    guard result == nil else { return false }
    queue.append(batch)
    waiting += batch.count
    condition.broadcast()
    return true
  }

  /// Says that no more batches come.
  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }

  /// Waits for the thread's end.
  func outcome() throws -> Outcome {
    condition.lock()
    defer { condition.unlock() }
    while true {
      if let result { return try result.get() }
      condition.wait()
    }
  }

  private func take() -> [ProjectedEvent]? {
    condition.lock()
    defer { condition.unlock() }
    while queue.isEmpty, !isClosed { condition.wait() }
    if queue.isEmpty { return nil }
    let batch = queue.removeFirst()
    waiting -= batch.count
    condition.broadcast()
    return batch
  }

  private func finish(_ outcome: Result<Outcome, any Error>) {
    condition.lock()
    result = outcome
    queue = []
    condition.broadcast()
    condition.unlock()
  }
}
