package import Views

extension Notices {
  /// What is to be told, to whom, and whether it was.
  ///
  /// `cause` is the position of the event that raised the notice; `state`: 0 to be sent, 1 sent,
  /// 2 given up; `detail` a number that the notice states; `trace` whether a trace raised it;
  /// `settled` the position of the event that says it was sent. Moments are milliseconds since 1970.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "notice",
        key: ["cause", "recipient", "recipient_id"],
        hasRowID: false,
        columns: """
          cause INTEGER NOT NULL, recipient INTEGER NOT NULL, recipient_id TEXT NOT NULL,
          kind INTEGER NOT NULL, record INTEGER NOT NULL, raised INTEGER NOT NULL,
          detail INTEGER NOT NULL, trace INTEGER NOT NULL, state INTEGER NOT NULL,
          attempts INTEGER NOT NULL, tried INTEGER, settled INTEGER, failure TEXT,
          PRIMARY KEY (cause, recipient, recipient_id)
          """
      ),
      // A row is a reader's first access, in the order of positions.
      ViewTable(
        "meeting",
        key: ["position"],
        references: ["reader": "reader"],
        columns: """
          position INTEGER PRIMARY KEY, record INTEGER NOT NULL, reader INTEGER NOT NULL
          """
      ),
      ViewTable(
        "standing",
        key: ["record"],
        columns: "record INTEGER PRIMARY KEY, doctors TEXT NOT NULL, directives TEXT NOT NULL"
      ),
      .strings("reader"),
    ],
    indexes: [
      "CREATE INDEX notice_to_send ON notice (state, cause)",
      "CREATE INDEX meeting_of_record ON meeting (record, reader)",
      "CREATE INDEX notice_of_record ON notice (record)",
    ]
  )
}
