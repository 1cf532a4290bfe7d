import CarnetCore
import Foundation
import Synchronization

/// Long work that goes on in this process while pages tell how it comes along: one at a time.
final class BackgroundWork<Outcome: Sendable>: Sendable {
  struct Progress: Sendable {
    var done: UInt64 = 0
    var total: UInt64 = 0
    var perSecond = 0.0

    /// Seconds to go at this pace; nil before there is a pace.
    var secondsLeft: Double? {
      perSecond > 0 && total > 0 ? Double(total - min(done, total)) / perSecond : nil
    }
  }

  /// The work that runs, or the one that ran last.
  struct Standing: Sendable {
    var began: Instant
    /// Who started it.
    var by: String
    var progress = Progress()
    var ended: Instant?
    var result: Result<Outcome, any Error>?

    var isRunning: Bool { result == nil }
  }

  private struct State {
    var standing: Standing?
    var isCancelled = false
  }

  private let state = Mutex(State())
  private let clock: @Sendable () -> Instant

  init(clock: @escaping @Sendable () -> Instant) { self.clock = clock }

  var now: Standing? { state.withLock { $0.standing } }

  /// Whether the service ends, and the work should.
  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func report(_ progress: Progress) { state.withLock { $0.standing?.progress = progress } }

  /// Starts the work; false when one runs already, or the service ends.
  func start(
    by name: String,
    _ work: @escaping @Sendable (BackgroundWork) async throws -> Outcome
  ) -> Bool {
    let isMine = state.withLock { state in
      guard state.standing?.isRunning != true, !state.isCancelled else { return false }
      state.standing = Standing(began: clock(), by: name)
      return true
    }
    guard isMine else { return false }
    Task.detached(priority: .utility) { [self] in
      let result: Result<Outcome, any Error>
      do {
        result = .success(try await work(self))
      } catch {
        result = .failure(error)
      }
      let ended = clock()
      state.withLock { state in
        state.standing?.result = result
        state.standing?.ended = ended
      }
    }
    return true
  }

  /// Asks the work to stop and waits for it, for a while: what it reads is about to be closed.
  func end() async {
    state.withLock { $0.isCancelled = true }
    for _ in 0..<100 where now?.isRunning == true {
      try? await Task.sleep(for: .milliseconds(100))
    }
  }
}
