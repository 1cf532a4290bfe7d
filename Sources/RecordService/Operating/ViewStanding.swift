package import CarnetCore
package import Views

/// How one view stands against the log.
package struct ViewStanding: Sendable {
  package enum State: Sendable {
    case upToDate
    case behind(UInt64)
    /// It was never built; the next update does it.
    case toBeBuilt
    /// Waiting does not help.
    case needsRebuild(ViewFailure)
    /// Something else keeps it from being read, in words that are safe for any log.
    case unreadable(String)
  }

  package var name: String
  /// Of this program's projector.
  package var version: Int
  package var generation: Generation?
  /// What a rollback would let serve again.
  package var previous: Generation?
  package var applied: UInt64?
  package var root: Digest?
  package var state: State
  package var parked: [ParkedRecord]
}

extension RecordService {
  /// How every view of this version stands; nothing is brought forward.
  ///
  /// - Throws: what reading the log throws; what concerns one view is in its state.
  package func viewStandings() throws -> [ViewStanding] {
    let feed = LogFeed(self)
    let size = try feed.size()
    return AllViews.projectors.map { standing(of: $0, feed, size) }
  }

  private func standing(
    of projector: any Projector.Type,
    _ feed: LogFeed,
    _ size: UInt64
  ) -> ViewStanding {
    let store = directory.views
    var standing = ViewStanding(
      name: projector.name,
      version: projector.version,
      state: .toBeBuilt,
      parked: []
    )
    do {
      let pointer = try store.folder(of: projector).pointer()
      standing.generation = pointer?.current
      standing.previous = pointer?.previous
      guard let progress = try AllViews.progress(of: projector, in: store) else { return standing }
      standing.applied = progress.applied
      standing.root = progress.root
      guard progress.applied <= size else {
        throw ViewFailure.beyondTheLog(projector.name, applied: progress.applied, logSize: size)
      }
      if progress.applied > 0, try feed.root(at: progress.applied) != progress.root {
        throw ViewFailure.anotherHistory(projector.name, at: progress.applied)
      }
      standing.parked = try AllViews.parkedRecords(of: projector, in: store)
      standing.state = progress.applied == size ? .upToDate : .behind(size - progress.applied)
    } catch let failure as ViewFailure where failure.needsRebuild {
      standing.state = .needsRebuild(failure)
    } catch {
      standing.state = .unreadable("\(error)")
    }
    return standing
  }
}
