package import Views

extension AccessStatistics {
  /// Days are days since 1970-01-01; `mode` is an `AccessMode`, `audience` an `Audience`, `wait` a
  /// `FirstWait`; the other numbers are the catalogue's.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "access_count",
        key: AccessCell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, type INTEGER NOT NULL, mode INTEGER NOT NULL,
          actor INTEGER NOT NULL, profession TEXT NOT NULL, count INTEGER NOT NULL,
          PRIMARY KEY (day, type, mode, actor, profession)
          """
      ),
      ViewTable(
        "first_access_count",
        key: FirstCell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, audience INTEGER NOT NULL, wait INTEGER NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (day, audience, wait)
          """
      ),
      ViewTable(
        "block_count",
        key: BlockCell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, is_lifted INTEGER NOT NULL, scope INTEGER NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (day, is_lifted, scope)
          """
      ),
      ViewTable(
        "member",
        key: ["record"],
        columns: """
          record INTEGER PRIMARY KEY, opened INTEGER, readers INTEGER NOT NULL,
          traces BLOB NOT NULL, blocks BLOB NOT NULL, forgotten_before INTEGER NOT NULL
          """
      ),
    ],
    indexes: []
  )
}
