import CarnetCore
import Dispatch
import Logging
import RecordService
import ServiceLifecycle
import Synchronization
import Views

/// Keeps the views at the end of the log while the service runs, and knows how far behind they are.
final class ViewFollowing: Service {
  /// How the views stand against the log.
  struct Standing: Sendable {
    var applied: [String: UInt64] = [:]
    /// Views that stopped, with a description that is safe for any log.
    var failures: [String: String] = [:]
    /// Of these, the views that must be built anew before they go on.
    var outdated: Set<String> = []
    /// When all of them last were where the log was.
    var caughtUp = ContinuousClock.now
  }

  private let service: RecordService
  private let logger: Logger
  private let standing = Mutex(Standing())
  // SQLite and the log's files block: not on the threads that answer requests.
  private let queue = DispatchQueue(label: "carnet.views")

  init(_ service: RecordService, logger: Logger) {
    self.service = service
    self.logger = logger
  }

  var now: Standing { standing.withLock { $0 } }

  func run() async throws {
    let (sizes, signal) = AsyncStream<UInt64>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let follower = service.follow { signal.yield($0) }
    defer { if let follower { service.unfollow(follower) } }
    signal.yield(0)
    for await _ in sizes.cancelOnGracefulShutdown() {
      await catchUp()
      // Events come in bursts: a pass for each batch would do the same work in more passes.
      try? await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Brings all views to what is durable now.
  func catchUp() async {
    await withCheckedContinuation { continuation in
      queue.async { [self] in
        pass()
        continuation.resume()
      }
    }
  }

  private func pass() {
    do {
      let outcomes = try service.runner.catchUp(LogFeed(service))
      standing.withLock { standing in
        standing.failures = [:]
        standing.outdated = []
        for (name, outcome) in outcomes {
          switch outcome {
          case .upToDate(let progress): standing.applied[name] = progress.applied
          case .beingUpdated: break
          case .failed(let error):
            standing.failures[name] = "\(error)"
            if let failure = error as? ViewFailure, failure.needsRebuild {
              standing.outdated.insert(name)
            }
          }
        }
        if standing.failures.isEmpty { standing.caughtUp = .now }
      }
    } catch {
      standing.withLock { $0.failures["log"] = "\(error)" }
    }
    for (name, failure) in now.failures {
      logger.error("view stopped", metadata: ["view": "\(name)", "failure": "\(failure)"])
    }
  }
}
