import Synchronization

/// Counts how often it was asked: what no repeatable work should depend on.
final class Turn: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
