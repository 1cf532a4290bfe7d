import Foundation

/// Where questions run, at most four at a time: others wait their turn.
///
/// They read files and SQLite for as long as they need, so not on the threads that answer requests.
final class AuditQueue: TaskExecutor {
  static let shared = AuditQueue()

  private let queue: OperationQueue

  private init() {
    queue = OperationQueue()
    queue.name = "carnet.audit"
    queue.maxConcurrentOperationCount = 4
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.addOperation { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  /// Runs something that blocks, and gives what it returns.
  static func run<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await Task(executorPreference: shared, operation: body).value
  }
}
