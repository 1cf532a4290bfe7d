/// The tables and indexes of a view, and how its rows are dumped and compared.
package struct ViewSchema: Sendable {
  package var tables: [ViewTable]
  /// `CREATE INDEX` statements, run when a build has loaded its rows.
  package var indexes: [String]

  package init(tables: [ViewTable], indexes: [String]) {
    self.tables = tables
    self.indexes = indexes
  }

  /// The tables whose rows are the view's answer, by name.
  var dumped: [ViewTable] {
    tables.filter { !$0.isDictionary }.sorted { $0.name < $1.name }
  }

  var dictionaries: [ViewTable] { tables.filter(\.isDictionary) }
}

/// One table of a view.
package struct ViewTable: Sendable {
  package var name: String
  /// What stands between the parentheses of `CREATE TABLE`.
  package var columns: String
  /// The columns of the primary key, in its order; none of them a reference.
  package var key: [String]
  /// Columns that hold the number of a row of a dictionary table.
  ///
  /// Dumps show that row instead of the number, because the numbers follow from what was seen first
  /// and the seen may be erased.
  package var references: [String: String]
  package var hasRowID: Bool
  /// Interned rows that others refer to: first column `id`, never dumped for themselves, removed by
  /// a purge when nothing refers to them any more.
  package var isDictionary: Bool

  package init(
    _ name: String,
    key: [String],
    references: [String: String] = [:],
    hasRowID: Bool = true,
    columns: String
  ) {
    self.name = name
    self.columns = columns
    self.key = key
    self.references = references
    self.hasRowID = hasRowID
    isDictionary = false
  }

  /// A dictionary table: `columns` without the `id`, all of them together unique.
  package init(dictionary name: String, columns: [String]) {
    self.name = name
    let names = columns.map { $0.split(separator: " ", maxSplits: 1)[0] }
    self.columns =
      "id INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")), "
      + "UNIQUE (\(names.joined(separator: ", ")))"
    key = ["id"]
    references = [:]
    hasRowID = true
    isDictionary = true
  }

  var createStatement: String {
    "CREATE TABLE \(name) (\(columns))" + (hasRowID ? "" : " WITHOUT ROWID")
  }
}
