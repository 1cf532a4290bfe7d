package import CarnetCore
import EventLog
package import RecordService
package import Views

/// Somebody who asks for figures: views that are up to date, and what the figures rest on.
///
/// Figures name no record and need no key; they leave no trace. Two views that were built
/// independently from the same log give the same answer to the byte.
package struct StatisticsSession: Sendable {
  package let service: RecordService
  let places: Places

  /// Brings the views to the end of the log.
  package init(_ service: RecordService) throws {
    self.service = service
    places = try Places()
    try service.runner.requireUpToDate(LogFeed(service))
  }

  /// Runs a query on one state of a view.
  func read<P: Projector, T>(
    _ projector: P.Type,
    _ query: (ViewSession<P>) throws -> T
  ) throws -> (result: T, progress: ViewProgress) {
    try ViewReader(projector, in: service.directory.views).read { (try query($0), $0.progress) }
  }

  /// Runs a query on each of two views at the same position.
  func read<P: Projector, Q: Projector, T, U>(
    _ one: P.Type,
    _ other: Q.Type,
    _ query: (ViewSession<P>) throws -> T,
    _ otherQuery: (ViewSession<Q>) throws -> U
  ) throws -> (T, U, progress: ViewProgress) {
    for _ in 0..<5 {
      let first = try read(one, query)
      let second = try read(other, otherQuery)
      if first.progress == second.progress {
        return (first.result, second.result, first.progress)
      }
      // Somebody wrote between the two.
      try service.runner.requireUpToDate(LogFeed(service))
    }
    throw StatisticsFailure.viewsMove
  }

  func ground(_ progress: ViewProgress, _ query: StatisticsQuery) throws -> StatisticsAnswer.Ground
  {
    let checkpoints = try CheckpointStore.recent(
      service.identity,
      service.fileSystem,
      service.directory.log,
      backTo: progress.applied
    )
    return StatisticsAnswer.Ground(
      size: progress.applied,
      root: progress.root,
      checkpoint: checkpoints.checkpoints.filter { $0.size >= progress.applied }
        .min { $0.size < $1.size }?
        .note,
      threshold: query.threshold
    )
  }

  /// What shares were reckoned against up to a position.
  package func denominators(before size: UInt64) throws -> Denominators {
    let published = try service.publishedDenominators(before: Position(size))
    return Denominators(
      published: published.map { Denominator($0.fact, at: $0.position) },
      places: places
    )
  }
}
