package import Views

extension RecordDirectory {
  /// `status`: 0 never opened, 1 active, 2 closed, 3 erased, 4 announced, 5 refused, 6 suspended.
  ///
  /// `consent_*`: NULL not asked, else the position of the answer plus one, negative when consent
  /// was withdrawn. `settlement`: 0 open, 1 different people, 2 same person, 3 another. Days are
  /// legal days since 1970-01-01, other numbers the catalogue's; lists are parted by U+001F.
  package static let schema = ViewSchema(
    tables: [
      ViewTable(
        "record",
        key: ["record"],
        references: ["commune": "commune"],
        columns: """
          record INTEGER PRIMARY KEY, status INTEGER NOT NULL, opened_day INTEGER,
          closed_day INTEGER, closure_reason INTEGER NOT NULL, channel INTEGER NOT NULL,
          commune INTEGER, age_band INTEGER NOT NULL, sex INTEGER NOT NULL,
          consent_opening INTEGER, consent_reading INTEGER, consent_feeding INTEGER,
          consent_emergency INTEGER, consent_regulation INTEGER, documents INTEGER NOT NULL,
          open_conflicts INTEGER NOT NULL, revision INTEGER NOT NULL, changed INTEGER NOT NULL,
          changed_at INTEGER NOT NULL
          """
      ),
      ViewTable(
        "identity",
        key: ["record"],
        columns: """
          record INTEGER PRIMARY KEY, matricule TEXT, authority TEXT, birth_name TEXT NOT NULL,
          given_names TEXT NOT NULL, first_given_name TEXT, used_name TEXT,
          used_given_name TEXT, sex INTEGER NOT NULL, birth_date TEXT NOT NULL,
          birth_place TEXT, postal_code TEXT, city TEXT, local_identifiers TEXT, findings TEXT,
          name_key TEXT NOT NULL
          """
      ),
      ViewTable(
        "conflict",
        key: ["record", "other"],
        hasRowID: false,
        columns: """
          record INTEGER NOT NULL, other INTEGER NOT NULL, raised INTEGER NOT NULL,
          traits TEXT NOT NULL, settlement INTEGER NOT NULL, settled INTEGER,
          PRIMARY KEY (record, other)
          """
      ),
      .strings("commune"),
    ],
    indexes: [
      "CREATE INDEX record_by_change ON record (changed)",
      "CREATE INDEX identity_by_matricule ON identity (matricule) WHERE matricule IS NOT NULL",
      "CREATE INDEX identity_by_traits ON identity (name_key, birth_date)",
      "CREATE INDEX identity_with_findings ON identity (record) WHERE findings IS NOT NULL",
      "CREATE INDEX conflict_open ON conflict (raised) WHERE settlement = 0",
    ]
  )
}
