package import CarnetCore

/// Builds views anew from the log, beside the ones that serve, and lets them take their place.
///
/// One pass over the log serves all views, each on a thread of its own. The serving view goes on
/// being followed and read; a rebuild that fails, is cancelled or is killed leaves it as it was, and
/// the next one removes what it left.
package struct Rebuild: Sendable {
  /// What a rebuild found out about one view.
  package struct Report: Sendable {
    package var name: String
    package var generation: Generation
    package var progress: ViewProgress
    package var digest: Digest?
    package var comparison: Comparison
    /// Events a second until the head was reached and the indexes stood.
    package var eventsPerSecond: Double
  }

  /// How the new view compares with the one that served, at the same position.
  package enum Comparison: Sendable {
    case noServingView
    /// Another version of the projector made it: nothing to compare.
    case anotherVersion(Int)
    case same
    case differs([TableDifference])
    /// It could not be brought to the position, or not be read.
    case unusable(any Error)
  }

  /// A feed that has grown by no more than this is caught up with once the indexes stand.
  private static let eventsLeftMax: UInt64 = 4096

  private let projectors: [any Projector.Type]
  private let store: ViewStore
  private let isCancelled: @Sendable () -> Bool
  private let waitSecondsMax: Double
  private let waiting: @Sendable (String) -> Void

  /// - Parameters:
  ///   - projectors: of the views to build.
  ///   - store: where they stand.
  ///   - waitSecondsMax: how long to wait for another process that builds one of the views.
  ///   - isCancelled: asked between batches, on the thread that runs the rebuild.
  ///   - waiting: called with a view's name, once, when another process builds it and this one waits.
  package init(
    _ projectors: [any Projector.Type],
    in store: ViewStore,
    waitSecondsMax: Double = 0,
    isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled },
    waiting: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.waitSecondsMax = waitSecondsMax
    self.waiting = waiting
    self.projectors = projectors
    self.store = store
    self.isCancelled = isCancelled
  }

  /// Builds, compares and swaps.
  ///
  /// - Parameters:
  ///   - feed: the log.
  ///   - progress: called a few times a second with events read and to read.
  /// - Returns: a report for each projector, in their order.
  /// - Throws: `.cancelled`, `.beingRebuilt`, and what reading the log or writing the files throws.
  @discardableResult
  package func run(
    _ feed: some EventFeed,
    progress: (ProjectionProgress) -> Void = { _ in }
  ) throws -> [Report] {
    var builds: [ViewBuild] = []
    defer { for build in builds { build.abandon() } }
    let deadline = ContinuousClock.now + .seconds(waitSecondsMax)
    for projector in projectors {
      var wasTold = false
      let build = try ViewBuild(projector, in: store.folder(of: projector)) {
        try stopIfCancelled()
        guard ContinuousClock.now < deadline else { return false }
        if !wasTold { waiting(projector.name) }
        wasTold = true
        return true
      }
      builds.append(build)
    }
    let clock = ContinuousClock()
    let loading = try clock.measure {
      try withoutActuallyEscaping(progress) { try load(builds, feed, $0) }
    }
    let size = try feed.size()
    let perSecond = Double(size) / max(loading / .seconds(1), 0.000_001)
    return try builds.map { build in
      try stopIfCancelled()
      let (comparison, digest) = try build.compare(feed, stopIfCancelled)
      try stopIfCancelled()
      let progress = try build.swap(feed)
      return Report(
        name: build.projector.name,
        generation: build.generation,
        progress: progress,
        digest: digest,
        comparison: comparison,
        eventsPerSecond: perSecond
      )
    }
  }

  /// Reads the log up to its head and a little more, however it grows meanwhile.
  private func load(
    _ builds: [ViewBuild],
    _ feed: some EventFeed,
    _ progress: @escaping (ProjectionProgress) -> Void
  ) throws {
    let lanes = builds.map { build in
      Lane(build.projector.name) { next in try build.load(feed, next) }
    }
    defer { for lane in lanes { lane.close() } }
    let read = Result {
      var meter = ProgressMeter(total: try feed.size(), progress)
      var start: UInt64 = 0
      while true {
        let end = try feed.size()
        if start > 0, end <= start + Self.eventsLeftMax || end == start { break }
        meter.total = end
        try feed.read(from: Position(start), to: Position(end)) { events in
          try stopIfCancelled()
          let batch = copy events
          for lane in lanes where !lane.give(batch) { try lane.outcome() }
          meter.add(batch.count)
        }
        start = end
        if end == 0 { break }
      }
      meter.finish()
    }
    for lane in lanes { lane.close() }
    // Every lane has ended before anything of it is removed.
    let outcomes = lanes.map { lane in Result { try lane.outcome() } }
    try read.get()
    for outcome in outcomes { try outcome.get() }
  }

  private func stopIfCancelled() throws {
    if isCancelled() { throw ViewFailure.cancelled }
  }
}
