package import Views

extension AuditTrail {
  /// `access` in the order of positions, so that loading only appends.
  ///
  /// `detail` is NULL, or the number in the catalogue of what the type's fact states: the kind of
  /// access (32, 34), the mode of an emergency (35), the verdict of a review (39), the subject of a
  /// consent (20, 21), a visibility (24, 25), the reason of a closure (26), a deadline's kind (73),
  /// the scope of a block (88, 89), a notice's kind (104, 105), what an administrator did (51).
  /// `about` is the revision of the access that a review or dispute is about. `subject` is the actor
  /// on whom a right was given or taken, or the first author of a document that somebody else filed.
  /// `flags`: 1 a secret connection.
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
      // All that detectors count by, so that they read the index alone.
      "CREATE INDEX access_by_actor ON access (actor, time, type, relation, record)",
      "CREATE INDEX access_by_type ON access (type, time) WHERE \(rare)",
      "CREATE INDEX access_of_review ON access (record, about) WHERE about IS NOT NULL",
      // Both in the order of records, so that reads and what explains them are merged in one pass;
      // with the columns of their conditions, or SQLite would look at every row.
      """
      CREATE INDEX access_loose ON access (record, actor, time, type, relation, detail)
      WHERE \(loose)
      """,
      """
      CREATE INDEX access_of_tie ON access (record, actor, subject, time, type) WHERE \(tie)
      """,
      "CREATE INDEX access_by_request ON access (request) WHERE request IS NOT NULL",
      "CREATE INDEX actor_by_identifier ON actor (identifier)",
    ]
  )

  // SQLite takes a partial index only where the query repeats its condition to the letter.

  /// All types but those that logs are full of.
  static let rare = "type NOT IN (17, 20, 22, 32, 33, 99)"
  /// Reads that no care relation stands behind: general consent alone, or nothing; whether there is
  /// a record at all (TD0.2) is not a read of it.
  static let loose = """
    type IN (32, 33) AND (relation = 9 OR (relation IS NULL AND detail IS NOT 1))
    """
  /// What shows that somebody, or their structure, has to do with the holder: they wrote in the
  /// record, were given a right on it, or met an emergency.
  static let tie = """
    (type < 32 AND type <> 27) OR type = 35 OR type BETWEEN 64 AND 81
    OR type IN (84, 86) OR type BETWEEN 90 AND 103
    """
}
