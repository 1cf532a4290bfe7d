import CarnetCore
import GRDB
import SystemPackage

/// One view on its way from nothing to serving.
///
/// Its steps follow each other; `load` alone runs on a lane's thread.
final class ViewBuild: @unchecked Sendable {
  /// Folded rows beyond this are written before the end.
  static let heldBytesMax = 128 << 20

  let projector: any Projector.Type
  let generation: Generation
  private let folder: ViewFolder
  private let file: FilePath
  private let rebuildLock: any FileLock
  private var view: FollowedView?
  private var isAdopted = false

  /// Takes the rebuild's lock and removes what a dead rebuild left.
  ///
  /// - Parameters:
  ///   - projector: of the view.
  ///   - folder: where it stands.
  ///   - waiting: asked while another process builds the view, whether to go on waiting.
  /// - Throws: `.beingRebuilt` when `waiting` says no.
  init(
    _ projector: any Projector.Type,
    in folder: ViewFolder,
    waiting: () throws -> Bool = { false }
  ) throws {
    self.projector = projector
    self.folder = folder
    try folder.create()
    rebuildLock = try folder.waitToRebuild(waiting)
    do {
      try folder.removeLeftovers()
      generation = try folder.nextGeneration()
    } catch {
      rebuildLock.release()
      throw error
    }
    file = folder.unfinishedFile(of: generation)
  }

  /// Loads all batches into a new file and creates its indexes.
  func load(_ feed: some EventFeed, _ next: () -> [ProjectedEvent]?) throws {
    try Self.load(projector, into: file, feed, next)
  }

  static func load(
    _ projector: any Projector.Type,
    into file: FilePath,
    _ feed: some EventFeed,
    _ next: () -> [ProjectedEvent]?
  ) throws {
    try ViewConnection.translating {
      let queue = try ViewConnection.building(file)
      let loaded = Result {
        try queue.inDatabase { connection in
          let database = try ViewDatabase(connection, isBuilding: true)
          defer { database.finalizeStatements() }
          try database.execute("BEGIN")
          try Projection.create(projector, in: database)
          let projection = try Projection(projector, on: database)
          while let batch = next() {
            try projection.apply(batch)
            if projection.heldBytes > heldBytesMax { try projection.spill() }
          }
          try projection.flush(feed)
          projection.release()
          try database.execute("COMMIT")
          for index in projector.schema.indexes { try database.execute(index) }
          try database.execute("BEGIN")
          try projection.indexesCreated()
          try database.execute("COMMIT")
          if projection.meta.isCompactionDue {
            try Compaction.run(projector.schema, on: database)
          }
        }
      }
      try queue.close()
      try loaded.get()
    }
  }

  /// Brings the new view and the serving one to the same position and compares their rows.
  ///
  /// The view's lock is held only until both stand still in a transaction of their own: comparing
  /// takes seconds, in which the serving view goes on being followed.
  func compare(
    _ feed: some EventFeed,
    _ check: () throws -> Void
  ) throws -> (Rebuild.Comparison, Digest?) {
    let view = try opened()
    guard let pointer = try folder.pointer() else { return (.noServingView, nil) }
    let lock = try folder.waitToUpdate()
    defer { lock.release() }
    let serving: FollowedView
    do {
      serving = try FollowedView(projector, in: folder, generation: pointer.current)
    } catch ViewFailure.anotherVersion(_, let found, _) {
      return (.anotherVersion(found), nil)
    } catch {
      return (.unusable(error), nil)
    }
    defer { try? serving.close() }
    let end = try feed.size()
    try view.catchUp(feed, to: end)
    do {
      try serving.catchUp(feed, to: end)
    } catch {
      return (.unusable(error), nil)
    }
    return try view.using { new in
      try serving.using { old in
        try new.execute("BEGIN")
        try old.execute("BEGIN")
        defer {
          try? new.execute("COMMIT")
          try? old.execute("COMMIT")
        }
        // A transaction has its state from its first read on.
        _ = try ViewMeta(of: new, for: projector)
        _ = try ViewMeta(of: old, for: projector)
        lock.release()
        let found = try CanonicalDump(projector.schema, of: old).tableDigests(check)
        let expected = try CanonicalDump(projector.schema, of: new).tableDigests(check)
        let digest = CanonicalDump.digest(of: expected)
        if found == expected { return (.same, digest) }
        let differences = try TableDifference.all(
          in: projector.schema,
          found,
          of: old,
          expected,
          of: new
        )
        return (.differs(differences), digest)
      }
    }
  }

  /// Brings the new view to the head, makes it durable, and lets it serve.
  func swap(_ feed: some EventFeed) throws -> ViewProgress {
    let view = try opened()
    let lock = try folder.waitToUpdate()
    defer { lock.release() }
    try view.catchUp(feed, to: try feed.size())
    if try view.isCompactionDue() { try view.compact() }
    let progress = try view.refresh()
    try view.emptyWriteAheadLog()
    try view.close()
    self.view = nil
    let pointer = try folder.pointer()
    try folder.adopt(generation)
    isAdopted = true
    try folder.replace(pointer: ViewPointer(current: generation, previous: pointer?.current))
    if let dropped = pointer?.previous { try folder.remove(dropped) }
    rebuildLock.release()
    return progress
  }

  private func opened() throws -> FollowedView {
    if let view { return view }
    let view = try FollowedView(projector, at: file, generation: generation)
    self.view = view
    return view
  }

  /// Removes what was built, unless it serves; then others may rebuild.
  func abandon() {
    try? view?.close()
    view = nil
    if !isAdopted { try? folder.removeUnfinished(generation) }
    rebuildLock.release()
  }
}
