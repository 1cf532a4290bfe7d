package import Views

extension EnrolmentStatistics {
  /// Days are days since 1970-01-01; `counter` is a `Counter`; the other numbers are the
  /// catalogue's.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "count",
        key: Cell.key,
        hasRowID: false,
        columns: """
          day INTEGER NOT NULL, counter INTEGER NOT NULL, channel INTEGER NOT NULL,
          commune TEXT NOT NULL, age_band INTEGER NOT NULL, sex INTEGER NOT NULL,
          count INTEGER NOT NULL, PRIMARY KEY (day, counter, channel, commune, age_band, sex)
          """
      ),
      ViewTable(
        "member",
        key: ["record"],
        columns: """
          record INTEGER PRIMARY KEY, status INTEGER NOT NULL, channel INTEGER NOT NULL,
          commune TEXT NOT NULL, age_band INTEGER NOT NULL, sex INTEGER NOT NULL,
          is_fed INTEGER NOT NULL, contributions BLOB NOT NULL
          """
      ),
    ],
    indexes: []
  )
}
