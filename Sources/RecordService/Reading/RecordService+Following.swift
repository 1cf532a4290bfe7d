package import EventLog

extension RecordService {
  /// Calls `notify` with the number of durable events after each batch, on the writer's thread: it
  /// must be quick.
  ///
  /// - Returns: what takes it back; nil for a service that does not write.
  package func follow(_ notify: @escaping @Sendable (UInt64) -> Void) -> Int? {
    commit?.follow(notify)
  }

  package func unfollow(_ number: Int) { commit?.unfollow(number) }

  /// How long the disk took to make batches durable; nil for a service that was opened for reading.
  package var syncTimes: SyncTimes.Counts? { commit?.syncTimes.now }

  /// Why this process lost its right to write; nil while it has it.
  package var writerFailure: AppendFailure? { commit?.failure }
}
