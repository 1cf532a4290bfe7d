package import Views

extension AuditTrail {
  /// `access` in the order of positions, so that loading only appends.
  ///
  /// `detail` is NULL, or the number in the catalogue of what the type's fact states: the kind of
  /// access (32, 34), the mode of an emergency (35), the verdict of a review (39), the subject of a
  /// consent (20, 21), a visibility (24, 25), the reason of a closure (26), a deadline's kind (73),
  /// the scope of a block (88, 89), a notice's kind (104, 105), what an administrator did (51).
  /// `about` is the revision of the access that a review or dispute is about. `subject` is the actor
  /// on whom a right was given or taken, or the holder of a notice. `flags`: 1 a secret connection.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "access",
        key: ["position"],
        references: [
          "actor": "actor", "reason": "reason", "place": "reason", "subject": "actor",
        ],
        columns: """
          position INTEGER PRIMARY KEY, record INTEGER NOT NULL, time INTEGER NOT NULL,
          type INTEGER NOT NULL, actor INTEGER NOT NULL, purpose INTEGER NOT NULL,
          reason INTEGER, detail INTEGER, document INTEGER, rule INTEGER, revision INTEGER NOT NULL,
          policy INTEGER, relation INTEGER, about INTEGER, subject INTEGER, place INTEGER,
          request INTEGER, flags INTEGER
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
      "CREATE INDEX access_of_review ON access (record, about) WHERE about IS NOT NULL",
      "CREATE INDEX access_unexplained ON access (time) WHERE relation = 9",
      "CREATE INDEX access_of_service ON access (time) WHERE type BETWEEN 48 AND 63",
      "CREATE INDEX access_of_search ON access (time) WHERE type = 36",
      "CREATE INDEX access_of_disclosure ON access (time) WHERE type = 37",
      "CREATE INDEX access_by_request ON access (request) WHERE request IS NOT NULL",
      "CREATE INDEX access_on_subject ON access (subject) WHERE subject IS NOT NULL",
      "CREATE INDEX actor_by_identifier ON actor (identifier)",
    ]
  )
}
