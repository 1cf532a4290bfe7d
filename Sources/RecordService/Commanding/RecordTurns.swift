import CarnetCore
import Synchronization

/// Lets decisions on one record follow each other within the process.
///
/// Without turns many readers of one record would make each other's decisions void over and over;
/// the log's expected revision stays the guard against everybody else.
final class RecordTurns: Sendable {
  private let waiting = Mutex<[Pseudonym: [CheckedContinuation<Void, Never>]]>([:])

  /// Runs `body` when nobody else of this process decides on the record.
  func run<R>(
    on record: Pseudonym,
    _ body: () async throws -> R
  ) async rethrows -> R {
    await take(record)
    defer { release(record) }
    return try await body()
  }

  private func take(_ record: Pseudonym) async {
    await withCheckedContinuation { continuation in
      let isFree = waiting.withLock { waiting in
        if waiting[record] == nil {
          waiting[record] = []
          return true
        }
        waiting[record]?.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  private func release(_ record: Pseudonym) {
    let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
      guard var queue = waiting[record], !queue.isEmpty else {
        waiting[record] = nil
        return nil
      }
      let first = queue.removeFirst()
      waiting[record] = queue
      return first
    }
    next?.resume()
  }
}
