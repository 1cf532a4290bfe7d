package import Views

extension DocumentIndex {
  /// `document` in the order of positions, so that loading only appends.
  ///
  /// `logical_id` is the event that added the document and stays; `entry` is the event that made
  /// its metadata what they are, empty while that is the same one. Moments are milliseconds since 1970; NULL stands for what the event does not say; lists are
  /// parted by U+001F.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "document",
        key: ["position"],
        references: ["profile": "profile", "author": "author"],
        columns: """
          position INTEGER PRIMARY KEY, record INTEGER NOT NULL, number INTEGER NOT NULL,
          added INTEGER NOT NULL, unique_id TEXT NOT NULL, set_id TEXT, version INTEGER,
          profile INTEGER NOT NULL, author INTEGER, authors INTEGER NOT NULL,
          title TEXT NOT NULL, created INTEGER NOT NULL, service_start INTEGER,
          service_stop INTEGER, size INTEGER NOT NULL, content BLOB NOT NULL,
          sha1 BLOB NOT NULL, replaces TEXT, findings TEXT, logical_id BLOB NOT NULL,
          submission_set TEXT
          """
      ),
      ViewTable(
        "document_state",
        key: ["record", "number"],
        hasRowID: false,
        columns: """
          record INTEGER NOT NULL, number INTEGER NOT NULL,
          hidden_professionals INTEGER NOT NULL, hidden_patient INTEGER NOT NULL,
          hidden_representatives INTEGER NOT NULL, replaced_by INTEGER,
          archived INTEGER NOT NULL, deleted INTEGER NOT NULL, entry BLOB NOT NULL,
          PRIMARY KEY (record, number)
          """
      ),
      ViewTable(
        dictionary: "profile",
        columns: DocumentProfile.columns.map { "\($0) TEXT NOT NULL" }
      ),
      // Identifiers have no type, so that numbers stay numbers.
      ViewTable(
        dictionary: "author",
        columns: DocumentAuthorRow.columns.map {
          ["identifier", "structure"].contains($0) ? "\($0) NOT NULL" : "\($0) TEXT NOT NULL"
        }
      ),
    ],
    indexes: [
      "CREATE INDEX document_by_record ON document (record, number)",
      "CREATE INDEX document_by_unique_id ON document (unique_id)",
      "CREATE INDEX document_by_logical_id ON document (logical_id)",
      "CREATE INDEX document_state_by_entry ON document_state (entry)",
      "CREATE INDEX document_by_submission ON document (submission_set) WHERE submission_set IS NOT NULL",
      "CREATE INDEX document_with_findings ON document (position) WHERE findings IS NOT NULL",
      "CREATE INDEX document_replacing ON document (position) WHERE replaces IS NOT NULL",
    ]
  )
}
