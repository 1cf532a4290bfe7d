/// Runs work that must end in time.
enum Deadline {
  /// What `body` returns, or the refusal when it has not ended after so many seconds; it is cancelled
  /// then.
  static func within<R: Sendable>(
    _ seconds: Int,
    or refusal: WebRefusal,
    _ body: @escaping @Sendable () async throws -> R
  ) async throws -> R {
    try await withThrowingTaskGroup(of: R.self) { group in
      group.addTask(operation: body)
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        throw refusal
      }
      defer { group.cancelAll() }
      guard let result = try await group.next() else { throw refusal }
      return result
    }
  }
}
