import Synchronization

/// Counts and times of what was answered, in fixed buckets: memory does not grow with requests.
final class ServiceMetrics: Sendable {
  static let bucketSeconds = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
  ]

  struct Key: Hashable, Sendable {
    var route: String
    var method: String
    var status: Int
  }

  struct Times: Sendable {
    var counts = [UInt64](repeating: 0, count: ServiceMetrics.bucketSeconds.count + 1)
    var sum = 0.0
    var bytes: UInt64 = 0
    var count: UInt64 { counts.reduce(0, +) }
  }

  struct State: Sendable {
    var times: [Key: Times] = [:]
    var refusals: [String: UInt64] = [:]
    var inFlight = 0
    var streams = 0
  }

  private let state = Mutex(State())

  var now: State { state.withLock { $0 } }

  /// Takes a place among the requests that are worked on; false when there is none left.
  func enter(max: Int) -> Bool {
    state.withLock { state in
      guard state.inFlight < max else { return false }
      state.inFlight += 1
      return true
    }
  }

  func leave() { state.withLock { $0.inFlight -= 1 } }

  func streamBegan() { state.withLock { $0.streams += 1 } }
  func streamEnded() { state.withLock { $0.streams -= 1 } }

  func record(_ key: Key, seconds: Double, bytes: Int) {
    let place =
      Self.bucketSeconds.firstIndex { seconds <= $0 } ?? Self.bucketSeconds.count
    state.withLock { state in
      state.times[key, default: Times()].counts[place] += 1
      state.times[key]?.sum += seconds
      state.times[key]?.bytes += UInt64(max(0, bytes))
    }
  }

  func refused(_ code: WebRefusal.Code) {
    state.withLock { $0.refusals[code.rawValue, default: 0] += 1 }
  }
}
