package import Views

extension AuditTrail {
  /// `access` in the order of positions, so that loading only appends.
  ///
  /// `detail` is NULL, or the number in the catalogue of what the type's fact states: the kind of
  /// access (32, 34), the mode of an emergency (35), the subject of a consent (20, 21), a
  /// visibility (24, 25), the reason of a closure (26).
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "access",
        key: ["position"],
        references: ["actor": "actor", "reason": "reason"],
        columns: """
          position INTEGER PRIMARY KEY, record INTEGER NOT NULL, time INTEGER NOT NULL,
          type INTEGER NOT NULL, actor INTEGER NOT NULL, purpose INTEGER NOT NULL,
          reason INTEGER, detail INTEGER, document INTEGER, rule INTEGER
          """
      ),
      ViewTable(
        "question",
        key: ["position"],
        columns: """
          position INTEGER PRIMARY KEY, question TEXT NOT NULL, parameters TEXT NOT NULL,
          answers INTEGER, first INTEGER, last INTEGER
          """
      ),
      // Identifiers have no type, so that numbers stay numbers.
      ViewTable(
        dictionary: "actor",
        columns: [
          "kind INTEGER NOT NULL", "identifier NOT NULL", "profession TEXT NOT NULL",
          "structure NOT NULL", "name TEXT NOT NULL",
        ]
      ),
      .strings("reason"),
    ],
    indexes: [
      // A row's number is its position, and an index ends with it.
      "CREATE INDEX access_by_record ON access (record)",
      "CREATE INDEX access_by_actor ON access (actor, time)",
      "CREATE INDEX access_denied ON access (time) WHERE type = 34",
      "CREATE INDEX access_in_emergency ON access (time) WHERE type = 35",
      "CREATE INDEX actor_by_identifier ON actor (identifier)",
    ]
  )
}
