package import Views

extension FeedStatistics {
  /// Days are days since 1970-01-01; `delay` is a `DocumentDelay`, `change` a `Change`, `step` a
  /// `FollowUp.Step`; `sector` is the facility type of who deposits.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "document_count",
        key: DocumentCell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, type TEXT NOT NULL, sector TEXT NOT NULL, delay INTEGER NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (day, type, sector, delay)
          """
      ),
      ViewTable(
        "structure_count",
        key: StructureCell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, structure TEXT NOT NULL, sector TEXT NOT NULL,
          delay INTEGER NOT NULL, count INTEGER NOT NULL,
          PRIMARY KEY (day, structure, sector, delay)
          """
      ),
      ViewTable(
        "source_count",
        key: SourceCell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, source TEXT NOT NULL, unit INTEGER NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (day, source, unit)
          """
      ),
      ViewTable(
        "change_count",
        key: ChangeCell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, change INTEGER NOT NULL, visibility INTEGER NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (day, change, visibility)
          """
      ),
      ViewTable(
        "follow_up",
        key: ["record", "position"],
        hasRowID: false,
        columns: """
          record INTEGER NOT NULL, position INTEGER NOT NULL, day INTEGER NOT NULL,
          step INTEGER NOT NULL, doctor TEXT NOT NULL, PRIMARY KEY (record, position)
          """
      ),
      ViewTable(
        "member",
        key: ["record"],
        columns: """
          record INTEGER PRIMARY KEY, documents INTEGER NOT NULL, is_erased INTEGER NOT NULL,
          is_followed INTEGER NOT NULL, hidden BLOB NOT NULL, notes BLOB NOT NULL
          """
      ),
    ],
    indexes: []
  )
}
