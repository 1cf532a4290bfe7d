package import CarnetCore
import GRDB
import SystemPackage

/// Builds the rows of one record from its events alone, beside the view that serves, and compares or
/// replaces them.
///
/// A row belongs to a record when its table has a column `record`, or, without one, when its key is
/// the position of one of the record's events. All other tables are sums over records: of these only
/// what an event that is applied at last adds can be known, and is added.
package struct RecordRebuild: Sendable {
  package struct Report: Sendable {
    package var name: String
    package var differences: [TableDifference]
    /// How the record stood aside before, and how it does now.
    package var parked: ParkedRecord?
    package var stillParked: ParkedRecord?
    /// Whether the serving rows were replaced.
    package var isRepaired: Bool
  }

  private static let differencesMax = 1000

  private let projector: any Projector.Type
  private let folder: ViewFolder

  package init(_ projector: any Projector.Type, in store: ViewStore) {
    self.projector = projector
    folder = store.folder(of: projector)
  }

  /// - Parameters:
  ///   - record: which.
  ///   - events: all of the record's, in order; those that the view has not applied yet are left
  ///     out.
  ///   - repairs: whether rows that differ are replaced, and a parked record is tried again. Queries
  ///     go on meanwhile.
  /// - Returns: where the serving rows differed.
  /// - Throws: `.noSuchView`, `.anotherVersion`, `.beingUpdated`.
  package func run(
    _ record: Pseudonym,
    _ events: [ProjectedEvent],
    repairs: Bool
  ) throws -> Report {
    let lock = try folder.waitToUpdate()
    defer { lock.release() }
    let view = try FollowedView(
      projector,
      in: folder,
      generation: try folder.serving().current
    )
    defer { try? view.close() }
    return try view.using { serving in
      try serving.execute(repairs ? "BEGIN IMMEDIATE" : "BEGIN")
      do {
        let report = try run(record, events, serving, repairs)
        try serving.execute("COMMIT")
        return report
      } catch {
        try? serving.execute("ROLLBACK")
        throw error
      }
    }
  }

  private func run(
    _ record: Pseudonym,
    _ events: [ProjectedEvent],
    _ serving: ViewDatabase,
    _ repairs: Bool
  ) throws -> Report {
    var meta = try ViewMeta(of: serving, for: projector)
    let events = events.filter { $0.position.rawValue < meta.progress.applied }
    let parked = try ParkedRecord.all(in: serving).first { $0.record == record }
    let rows = RecordRows(record, events, projector.schema)
    return try scratch(events, parkedAt: nil) { new in
      var report = Report(
        name: projector.name,
        differences: try rows.differences(serving, new, countMax: Self.differencesMax),
        parked: parked,
        stillParked: try ParkedRecord.all(in: new).first { $0.record == record },
        isRepaired: false
      )
      let isOtherwiseParked = report.parked != report.stillParked
      guard repairs, !report.differences.isEmpty || isOtherwiseParked else { return report }
      if isOtherwiseParked {
        // What the sums hold of the record: its events up to where it was set aside.
        try scratch(events, parkedAt: parked?.position) { old in
          try rows.addSums(of: new, without: old, to: serving)
        }
      }
      try rows.replace(in: serving, from: new)
      // Whoever holds rows of the view in memory drops them.
      meta.purges += 1
      try meta.write(to: serving)
      report.isRepaired = true
      return report
    }
  }

  /// A view in memory of the record's events alone.
  private func scratch<T>(
    _ events: [ProjectedEvent],
    parkedAt parked: Position?,
    _ body: (ViewDatabase) throws -> T
  ) throws -> T {
    try ViewConnection.translating {
      var configuration = Configuration()
      configuration.allowsUnsafeTransactions = true
      let queue = try DatabaseQueue(configuration: configuration)
      return try queue.inDatabase { connection in
        let database = try ViewDatabase(connection, isBuilding: true)
        defer { database.finalizeStatements() }
        try Projection.create(projector, in: database)
        let projection = try Projection(projector, on: database)
        try projection.applyAlone(events, parkedAt: parked)
        try projection.flushRows()
        projection.release()
        for index in projector.schema.indexes { try database.execute(index) }
        try projection.indexesCreated()
        return try body(database)
      }
    }
  }
}
