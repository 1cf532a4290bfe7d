package import CarnetCore
import Synchronization
import Views

/// Brings the views forward for those who must see something in them: however many wait, one pass
/// over the log serves all.
package actor ViewFollower {
  private let service: RecordService
  private var running: Task<UInt64, any Error>?
  private var next: Task<UInt64, any Error>?
  /// Number of events that all views hold.
  package private(set) var reached: UInt64 = 0

  init(_ service: RecordService) { self.service = service }

  /// Returns when the views hold all that was durable when it was called.
  package func bringUp() async throws {
    let task: Task<UInt64, any Error>
    if let next {
      task = next
    } else {
      let before = running
      // A pass that is under way may have begun before the event that the caller waits for.
      task = Task.detached { [service] in
        _ = await before?.result
        await self.nextBegins()
        let feed = LogFeed(service)
        let size = try feed.size()
        try service.runner.requireUpToDate(feed)
        return size
      }
      next = task
    }
    reached = max(reached, try await task.value)
  }

  private func nextBegins() {
    running = next
    next = nil
  }

  /// Returns when the views hold an event, which must be durable.
  ///
  /// - Throws: `ServingFailure.behind` for a position that the log has not reached.
  package func reach(_ position: Position) async throws {
    if position.rawValue < reached { return }
    let size = try service.reader.readableSize()
    guard position.rawValue < size else {
      throw ServingFailure.behind(asked: position, reached: size)
    }
    try await bringUp()
  }
}
