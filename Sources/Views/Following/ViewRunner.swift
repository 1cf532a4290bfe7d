import CarnetCore
import Foundation
import Synchronization

/// Keeps views at the head of the log.
///
/// One pass over the log serves all views that are behind: an event is read and decoded once. The
/// files stay open from one update to the next; what other processes did meanwhile (a rebuild that
/// swapped a file, a purge) is noticed at the start of each.
package final class ViewRunner: Sendable {
  /// What an update did for one view.
  package enum Outcome: Sendable {
    case upToDate(ViewProgress)
    /// Somebody else is updating it at this moment.
    case beingUpdated
    /// The view stands as it was; the others went on.
    case failed(any Error)
  }

  /// Below this many events a thread for each view costs more than it brings.
  private static let eventsForThreads: UInt64 = 2048

  private let store: ViewStore
  private let projectors: [any Projector.Type]
  // Owned by whoever is updating; updates of one runner follow each other.
  private let open = Mutex<[String: FollowedView]>([:])

  package init(_ projectors: [any Projector.Type], in store: ViewStore) {
    self.projectors = projectors
    self.store = store
  }

  /// Applies to every view what the feed holds and the view does not have yet.
  ///
  /// Views that do not exist are built first.
  ///
  /// - Parameters:
  ///   - feed: the log.
  ///   - progress: called a few times a second with events read and to read.
  /// - Returns: what became of each view, by its name.
  /// - Throws: what reading the log throws; what concerns one view is in its outcome.
  @discardableResult
  package func catchUp(
    _ feed: some EventFeed,
    progress: (ProjectionProgress) -> Void = { _ in }
  ) throws -> [String: Outcome] {
    try open.withLock { views in
      try withoutActuallyEscaping(progress) { progress in
        try catchUp(feed, &views, progress)
      }
    }
  }

  /// Closes the views' files.
  package func close() throws {
    try open.withLock { views in
      for view in views.values { try view.close() }
      views = [:]
    }
  }

  private func catchUp(
    _ feed: some EventFeed,
    _ views: inout [String: FollowedView],
    _ progress: @escaping (ProjectionProgress) -> Void
  ) throws -> [String: Outcome] {
    try buildMissing(feed, progress)
    var outcomes: [String: Outcome] = [:]
    var behind: [Update] = []
    defer { for update in behind { update.lock.release() } }
    let end = try feed.size()
    for projector in projectors {
      do {
        guard let update = try begin(projector, feed, &views) else {
          outcomes[projector.name] = .beingUpdated
          continue
        }
        behind.append(update)
      } catch {
        outcomes[projector.name] = .failed(error)
        if let view = views.removeValue(forKey: projector.name) { try? view.close() }
      }
    }
    try pass(behind, feed, to: end, progress)
    for update in behind {
      let name = update.view.projector.name
      if let failure = update.failure {
        outcomes[name] = .failed(failure)
        if let view = views.removeValue(forKey: name) { try? view.close() }
      } else {
        outcomes[name] = .upToDate(try update.view.refresh())
      }
    }
    return outcomes
  }

  private func buildMissing(
    _ feed: some EventFeed,
    _ progress: @escaping (ProjectionProgress) -> Void
  ) throws {
    while true {
      let missing = try projectors.filter { try store.folder(of: $0).pointer() == nil }
      if missing.isEmpty { return }
      do {
        try Rebuild(missing, in: store).run(feed, progress: progress)
        return
      } catch ViewFailure.beingRebuilt {
        // Another process is building it: what it builds serves as well, and if it dies, its lock
        // goes with it.
        try Task.checkCancellation()
        Thread.sleep(forTimeInterval: 0.02)
      }
    }
  }

  /// Takes the view's lock and opens the generation that serves now; nil when somebody else has it.
  private func begin(
    _ projector: any Projector.Type,
    _ feed: some EventFeed,
    _ views: inout [String: FollowedView]
  ) throws -> Update? {
    let folder = store.folder(of: projector)
    guard let lock = try folder.lockForUpdate() else { return nil }
    do {
      let generation = try folder.serving().current
      if let view = views[projector.name], view.generation != generation {
        views[projector.name] = nil
        try view.close()
      }
      let view =
        try views[projector.name]
        ?? FollowedView(projector, in: folder, generation: generation)
      views[projector.name] = view
      let progress = try view.refresh()
      try progress.check(against: feed, view: projector.name)
      return Update(view, from: progress.applied, lock)
    } catch {
      lock.release()
      throw error
    }
  }

  private func pass(
    _ updates: [Update],
    _ feed: some EventFeed,
    to end: UInt64,
    _ progress: @escaping (ProjectionProgress) -> Void
  ) throws {
    guard let start = updates.map(\.start).min(), start < end else { return }
    var meter = ProgressMeter(total: end - start, progress)
    if end - start < Self.eventsForThreads {
      var batches: [[ProjectedEvent]] = []
      try feed.read(from: Position(start), to: Position(end)) { batches.append(copy $0) }
      for update in updates {
        update.attempt {
          for batch in batches { try update.view.apply(batch, feed) }
          try update.view.commit(feed)
        }
      }
      meter.add(Int(end - start))
    } else {
      let lanes = updates.map { $0.lane(feed) }
      defer { for lane in lanes { lane.close() } }
      let read = Result {
        try feed.read(from: Position(start), to: Position(end)) { events in
          let batch = copy events
          for lane in lanes { _ = lane.give(batch) }
          meter.add(batch.count)
        }
      }
      for lane in lanes { lane.close() }
      for (lane, update) in zip(lanes, updates) { update.attempt { try lane.outcome() } }
      try read.get()
    }
    meter.finish()
  }

  /// One view's part in an update.
  private final class Update: @unchecked Sendable {
    let view: FollowedView
    let start: UInt64
    let lock: any FileLock
    var failure: (any Error)?

    init(_ view: FollowedView, from start: UInt64, _ lock: any FileLock) {
      self.view = view
      self.start = start
      self.lock = lock
    }

    func attempt(_ body: () throws -> Void) {
      do {
        try body()
      } catch {
        view.abandon()
        failure = error
      }
    }

    /// The view is the lane's own until it has ended.
    func lane(_ feed: some EventFeed) -> Lane<Void> {
      Lane(view.projector.name) { [view] next in
        while let batch = next() { try view.apply(batch, feed) }
        try view.commit(feed)
      }
    }
  }
}
