import Synchronization

/// How long the disk took to make batches durable, in fixed buckets: one more sync costs no memory.
package final class SyncTimes: Sendable {
  /// Upper bounds; what took longer counts in one more bucket.
  package static let bucketSeconds = [
    0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
  ]

  package struct Counts: Hashable, Sendable {
    package var buckets = [UInt64](repeating: 0, count: SyncTimes.bucketSeconds.count + 1)
    package var seconds = 0.0
    package var count: UInt64 { buckets.reduce(0, +) }
  }

  private let counts = Mutex(Counts())

  package init() {}

  package var now: Counts { counts.withLock { $0 } }

  func add(_ duration: Duration) {
    let seconds = duration / .seconds(1)
    let bucket =
      Self.bucketSeconds.firstIndex { seconds <= $0 } ?? Self.bucketSeconds.count
    counts.withLock { counts in
      counts.buckets[bucket] += 1
      counts.seconds += seconds
    }
  }
}
