import CarnetCore
import GRDB
import SystemPackage

/// A generation of a view, open for being brought forward.
///
/// Not for two threads at a time, and only with the view's lock.
final class FollowedView: @unchecked Sendable {
  /// Commits at least as often as this: a long catch-up becomes visible as it goes.
  static let eventsPerCommit = 50_000
  private static let heldBytesMax = 48 << 20

  let projector: any Projector.Type
  let generation: Generation
  private let queue: DatabaseQueue
  private var database: ViewDatabase?
  private var projection: Projection?
  private var uncommitted = 0

  convenience init(
    _ projector: any Projector.Type,
    in folder: ViewFolder,
    generation: Generation
  ) throws {
    try self.init(projector, at: folder.file(of: generation), generation: generation)
  }

  /// - Throws: `.notThisView`, `.anotherVersion`.
  init(_ projector: any Projector.Type, at path: FilePath, generation: Generation) throws {
    self.projector = projector
    self.generation = generation
    queue = try ViewConnection.following(path)
    do {
      _ = try refresh()
    } catch {
      try? close()
      throw error
    }
  }

  /// Rereads how far the view is.
  ///
  /// What somebody else changed meanwhile makes rows kept in memory void.
  func refresh() throws -> ViewProgress {
    try using { database in
      let meta = try ViewMeta(of: database, for: projector)
      if let projection, projection.meta != meta { self.projection = nil }
      return meta.progress
    }
  }

  /// Applies consecutive events in the open transaction, or one that it opens.
  func apply(_ events: [ProjectedEvent], _ feed: some EventFeed) throws {
    if events.isEmpty { return }
    try using { database in
      if projection == nil { projection = try Projection(projector, on: database) }
      guard let projection else { return }
      if uncommitted == 0 { try database.execute("BEGIN IMMEDIATE") }
      uncommitted += events.count
      do {
        try projection.apply(events)
        if uncommitted >= Self.eventsPerCommit { try commit(projection, database, feed) }
      } catch {
        abandon(database)
        throw error
      }
    }
  }

  /// Commits what was applied.
  func commit(_ feed: some EventFeed) throws {
    guard uncommitted > 0 else { return }
    try using { database in
      guard let projection else { return }
      do {
        try commit(projection, database, feed)
      } catch {
        abandon(database)
        throw error
      }
    }
  }

  private func commit(
    _ projection: Projection,
    _ database: ViewDatabase,
    _ feed: some EventFeed
  ) throws {
    try projection.flush(feed)
    try database.execute("COMMIT")
    uncommitted = 0
    if projection.heldBytes > Self.heldBytesMax { projection.release() }
  }

  /// Gives up the open transaction, and with it the rows in memory.
  func abandon() {
    guard uncommitted > 0 else { return }
    try? using { abandon($0) }
  }

  private func abandon(_ database: ViewDatabase) {
    if uncommitted > 0 { try? database.execute("ROLLBACK") }
    uncommitted = 0
    projection = nil
  }

  /// Applies and commits all that the feed holds up to `end`.
  func catchUp(_ feed: some EventFeed, to end: UInt64) throws {
    let progress = try refresh()
    try progress.check(against: feed, view: projector.name)
    guard progress.applied < end else { return }
    do {
      try feed.read(from: Position(progress.applied), to: Position(end)) { events in
        try apply(copy events, feed)
      }
      try commit(feed)
    } catch {
      abandon()
      throw error
    }
    let applied = try refresh().applied
    guard applied == end else {
      throw ViewFailure.feedEndedEarly(projector.name, at: applied, promised: end)
    }
  }

  /// Forgets a record, takes its bytes out of the file, and empties the write-ahead log.
  func purge(_ record: Pseudonym, _ scope: ErasureScope, before end: Position?) throws {
    try using { database in
      let projection = try Projection(projector, on: database)
      self.projection = nil
      try database.execute("BEGIN IMMEDIATE")
      do {
        let bound = end ?? Position(projection.meta.progress.applied)
        try projection.forget(record, scope, before: bound)
        projection.notePurge()
        try projection.flushRows()
        try database.execute("COMMIT")
      } catch {
        try? database.execute("ROLLBACK")
        throw error
      }
    }
    try compact()
  }

  /// As `purge`, for several records and with the file written anew once.
  func purge(_ erased: [(record: Pseudonym, scope: ErasureScope)]) throws {
    if erased.isEmpty { return }
    try using { database in
      let projection = try Projection(projector, on: database)
      self.projection = nil
      try database.execute("BEGIN IMMEDIATE")
      do {
        let end = Position(projection.meta.progress.applied)
        for (record, scope) in erased { try projection.forget(record, scope, before: end) }
        projection.notePurge()
        try projection.flushRows()
        try database.execute("COMMIT")
      } catch {
        try? database.execute("ROLLBACK")
        throw error
      }
    }
    try compact()
  }

  /// Removes what nothing refers to, and its traces.
  func compact() throws {
    try using { database in
      projection = nil
      try Compaction.run(projector.schema, on: database)
    }
    try emptyWriteAheadLog()
  }

  /// Whether forgotten rows left words behind that `compact` would remove.
  func isCompactionDue() throws -> Bool {
    try using { try ViewMeta(of: $0, for: projector).isCompactionDue }
  }

  /// Brings all pages into the file and cuts the write-ahead log to nothing.
  func emptyWriteAheadLog() throws {
    try using { database in
      // Readers that hold an older state are waited for by the busy timeout, for seconds.
      let busy = try database.number("PRAGMA wal_checkpoint(TRUNCATE)")
      guard busy == 0 else { throw ViewFailure.purgeHeldUpByReaders(projector.name) }
    }
  }

  /// Reads the view in one state, whatever is written meanwhile.
  func using<T>(_ body: (ViewDatabase) throws -> T) throws -> T {
    try ViewConnection.translating {
      try queue.inDatabase { connection in
        let database = try self.database ?? ViewDatabase(connection)
        self.database = database
        return try body(database)
      }
    }
  }

  func close() throws {
    abandon()
    projection = nil
    database?.finalizeStatements()
    database = nil
    try ViewConnection.translating { try queue.close() }
  }
}
