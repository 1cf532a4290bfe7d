import CarnetCore
import EventLog
import Synchronization

/// Wakes those who wait for the log to grow, a few times a second at most: they look at the heads of
/// their own records then.
package final class ChangeSignal: Sendable {
  private struct State {
    var size: UInt64 = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var next = 0
    var isAlarmSet = false
  }

  private let state: Mutex<State>
  private let service: RecordService
  private let follower: Mutex<Int?>
  private static let pause = Duration.milliseconds(25)

  init(_ service: RecordService) {
    self.service = service
    state = Mutex(State())
    follower = Mutex(nil)
    let number = service.commit?.follow { [weak self] size in self?.didGrow(to: size) }
    follower.withLock { $0 = number }
  }

  deinit {
    if let number = follower.withLock({ $0 }) { service.commit?.unfollow(number) }
  }

  /// On the writer's thread: notes the size, and sets one alarm for all who wait.
  private func didGrow(to size: UInt64) {
    let mustSet = state.withLock { state in
      state.size = size
      if state.isAlarmSet || state.waiting.isEmpty { return false }
      state.isAlarmSet = true
      return true
    }
    if mustSet {
      Task.detached { [weak self] in
        // Growth comes thousands of times a second; who waits for minutes can wait for this.
        try? await Task.sleep(for: Self.pause)
        self?.wake()
      }
    }
  }

  private func wake() {
    let waiting = state.withLock { state in
      state.isAlarmSet = false
      let waiting = state.waiting.values
      state.waiting = [:]
      return Array(waiting)
    }
    for continuation in waiting { continuation.resume() }
  }

  /// Returns when the log has grown beyond a size, or when the moment has come, or on cancellation.
  func wait(beyond size: UInt64, until deadline: ContinuousClock.Instant) async {
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    let alarm = Task { [weak self] in
      try await Task.sleep(until: deadline)
      self?.release(number)
    }
    defer { alarm.cancel() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isThere = state.withLock { state in
          // Whoever was cancelled before is not kept.
          if state.size > size || Task.isCancelled { return true }
          state.waiting[number] = continuation
          return false
        }
        if isThere { continuation.resume() }
      }
    } onCancel: {
      release(number)
    }
  }

  private func release(_ number: Int) {
    state.withLock { $0.waiting.removeValue(forKey: number) }?.resume()
  }
}
