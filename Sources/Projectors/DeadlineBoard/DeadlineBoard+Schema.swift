package import Views

extension DeadlineBoard {
  /// `due` in milliseconds since 1970; `position` of the event that set it; `reached` once an event
  /// said that it came and what it asks for is still to be done.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "deadline",
        key: ["record", "kind", "subject"],
        hasRowID: false,
        columns: """
          record INTEGER NOT NULL, kind INTEGER NOT NULL, subject TEXT NOT NULL,
          due INTEGER NOT NULL, position INTEGER NOT NULL, reached INTEGER NOT NULL,
          trace INTEGER NOT NULL, PRIMARY KEY (record, kind, subject)
          """
      ),
      ViewTable(
        "approval",
        key: ["position"],
        columns: """
          position INTEGER PRIMARY KEY, record INTEGER NOT NULL, ground INTEGER NOT NULL,
          operator TEXT NOT NULL, time INTEGER NOT NULL
          """
      ),
    ],
    indexes: [
      "CREATE INDEX deadline_by_due ON deadline (reached, due, position)",
      "CREATE INDEX approval_of_record ON approval (record)",
      "CREATE INDEX deadline_by_kind ON deadline (kind, due)",
    ]
  )
}
