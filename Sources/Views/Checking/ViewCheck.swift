package import CarnetCore
import GRDB
import SystemPackage

/// Holds a serving view against the log: builds the view anew in a temporary file, up to the same
/// position, and compares.
package struct ViewCheck: Sendable {
  package struct Report: Sendable {
    package var name: String
    package var progress: ViewProgress
    package var found: Digest
    package var expected: Digest
    package var differences: [TableDifference]
    /// Records whose events the projector could not apply.
    package var parked: [ParkedRecord]

    package var isSound: Bool { found == expected }
  }

  private let projector: any Projector.Type
  private let folder: ViewFolder
  private let isCancelled: @Sendable () -> Bool

  package init(
    _ projector: any Projector.Type,
    in store: ViewStore,
    isCancelled: @escaping @Sendable () -> Bool = { Task.isCancelled }
  ) {
    self.projector = projector
    folder = store.folder(of: projector)
    self.isCancelled = isCancelled
  }

  /// Reads the whole log up to the view's position.
  ///
  /// The view goes on serving and being followed: what is compared is its state at the start.
  ///
  /// - Parameters:
  ///   - feed: the log.
  ///   - progress: called a few times a second with events read and to read.
  /// - Returns: both digests, and where they differ.
  /// - Throws: `.noSuchView`, `.anotherVersion`, `.beyondTheLog`, `.anotherHistory`, `.cancelled`.
  package func run(
    _ feed: some EventFeed,
    progress: (ProjectionProgress) -> Void = { _ in }
  ) throws -> Report {
    let lock = try folder.lockForRebuild()
    defer { lock.release() }
    try folder.removeLeftovers()
    let serving = try ViewConnection.reading(folder.file(of: try folder.serving().current))
    defer { try? serving.close() }
    let generation = try folder.nextGeneration()
    let file = folder.unfinishedFile(of: generation)
    defer { try? folder.removeUnfinished(generation) }
    return try ViewConnection.translating {
      try serving.read { connection in
        let old = try ViewDatabase(connection)
        defer { old.finalizeStatements() }
        let meta = try ViewMeta(of: old, for: projector)
        try meta.progress.check(against: feed, view: projector.name)
        try withoutActuallyEscaping(progress) {
          try build(feed, to: meta.progress.applied, file, $0)
        }
        let built = try ViewConnection.building(file)
        defer { try? built.close() }
        return try built.inDatabase { connection in
          let new = try ViewDatabase(connection)
          defer { new.finalizeStatements() }
          return try compare(meta.progress, old, new)
        }
      }
    }
  }

  private func build(
    _ feed: some EventFeed,
    to end: UInt64,
    _ file: FilePath,
    _ progress: @escaping (ProjectionProgress) -> Void
  ) throws {
    let lane = Lane("\(projector.name), check") { [projector] next in
      try ViewBuild.load(projector, into: file, feed, next)
    }
    var meter = ProgressMeter(total: end, progress)
    let read = Result {
      if end == 0 { return }
      try feed.read(from: .zero, to: Position(end)) { events in
        try stopIfCancelled()
        let batch = copy events
        if !lane.give(batch) { try lane.outcome() }
        meter.add(batch.count)
      }
    }
    lane.close()
    let built = Result { try lane.outcome() }
    try read.get()
    try built.get()
    meter.finish()
  }

  private func compare(
    _ progress: ViewProgress,
    _ old: ViewDatabase,
    _ new: ViewDatabase
  ) throws -> Report {
    let found = try CanonicalDump(projector.schema, of: old).tableDigests(stopIfCancelled)
    let expected = try CanonicalDump(projector.schema, of: new).tableDigests(stopIfCancelled)
    return Report(
      name: projector.name,
      progress: progress,
      found: CanonicalDump.digest(of: found),
      expected: CanonicalDump.digest(of: expected),
      differences: try TableDifference.all(
        in: projector.schema,
        found,
        of: old,
        expected,
        of: new
      ),
      parked: try ParkedRecord.all(in: old)
    )
  }

  private func stopIfCancelled() throws {
    if isCancelled() { throw ViewFailure.cancelled }
  }
}
