package import CarnetCore

/// How far a view has come; stands in the same transaction as its rows.
package struct ViewProgress: Hashable, Sendable {
  /// The number of events applied, which is the position of the next one.
  package var applied: UInt64
  /// The Merkle root over those events.
  package var root: Digest

  package init(applied: UInt64, root: Digest) {
    self.applied = applied
    self.root = root
  }

  /// Holds the view's past against the log's.
  ///
  /// - Throws: `.beyondTheLog`, `.anotherHistory`; both ask for a rebuild.
  func check(against feed: some EventFeed, view: String) throws {
    let size = try feed.size()
    guard applied <= size else {
      throw ViewFailure.beyondTheLog(view, applied: applied, logSize: size)
    }
    if applied == 0 { return }
    guard try feed.root(at: applied) == root else {
      throw ViewFailure.anotherHistory(view, at: applied)
    }
  }
}

/// What a view says of itself: one row of its table `meta`.
struct ViewMeta: Hashable {
  static let table = """
    CREATE TABLE meta (
      id INTEGER PRIMARY KEY CHECK (id = 0), projector TEXT NOT NULL, version INTEGER NOT NULL,
      applied INTEGER NOT NULL, root BLOB NOT NULL, purges INTEGER NOT NULL,
      compaction_due INTEGER NOT NULL)
    """

  var projector: String
  var version: Int
  var progress: ViewProgress
  /// How often records were purged: whoever kept rows in memory meanwhile drops them.
  var purges: Int64 = 0
  /// Whether rows were forgotten whose interned words may still stand in the file.
  var isCompactionDue = false

  init(new projector: any Projector.Type) {
    self.projector = projector.name
    version = projector.version
    progress = ViewProgress(applied: 0, root: .zero)
  }

  /// Reads the row and holds it against the projector.
  init(of database: ViewDatabase, for projector: any Projector.Type) throws {
    let sql = "SELECT projector, version, applied, root, purges, compaction_due FROM meta"
    let found = try? database.rows(sql) { row in
      (
        row.text(0), row.integer(1), row.integer(2), Digest(bytes: row.bytes(3)), row.integer(4),
        row.integer(5)
      )
    }
    // A file without the table, or with another shape of it, is no view of ours.
    guard let row = found?.first, let root = row.3, row.2 >= 0 else {
      throw ViewFailure.notThisView(projector.name, found: "something that is not a view")
    }
    guard row.0 == projector.name else {
      throw ViewFailure.notThisView(projector.name, found: "view \(row.0)")
    }
    guard row.1 == projector.version else {
      throw ViewFailure.anotherVersion(
        projector.name,
        found: Int(row.1),
        expected: projector.version
      )
    }
    self.projector = row.0
    version = Int(row.1)
    progress = ViewProgress(applied: UInt64(row.2), root: root)
    purges = row.4
    isCompactionDue = row.5 != 0
  }

  func write(to database: ViewDatabase) throws {
    let statement = try database.statement(
      """
      INSERT OR REPLACE INTO meta
        (id, projector, version, applied, root, purges, compaction_due)
      VALUES (0, ?, ?, ?, ?, ?, ?)
      """
    )
    statement.bind(1, projector)
    statement.bind(2, version)
    statement.bind(3, progress.applied)
    statement.bind(4, bytes: progress.root.bytes)
    statement.bind(5, purges)
    statement.bind(6, isCompactionDue ? 1 : 0)
    try statement.run()
  }
}
