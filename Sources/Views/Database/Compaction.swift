/// Takes out of a file what no row needs any more, down to its bytes.
///
/// `DELETE` alone leaves words in the dictionaries, and pages that SQLite has freed; with
/// `secure_delete` the freed are zeroed, and VACUUM writes the file anew without them.
enum Compaction {
  static func run(_ schema: ViewSchema, on database: ViewDatabase) throws {
    try database.execute("BEGIN IMMEDIATE")
    do {
      for dictionary in schema.dictionaries {
        let uses = schema.tables.flatMap { table in
          table.references.filter { $0.value == dictionary.name }
            .map {
              "SELECT \($0.key) FROM \(table.name) WHERE \($0.key) IS NOT NULL"
            }
        }
        if uses.isEmpty { continue }
        try database.execute(
          "DELETE FROM \(dictionary.name) WHERE id NOT IN "
            + "(\(uses.sorted().joined(separator: " UNION ")))"
        )
      }
      try database.execute("UPDATE meta SET compaction_due = 0")
      try database.execute("COMMIT")
    } catch {
      try? database.execute("ROLLBACK")
      throw error
    }
    database.finalizeStatements()
    try database.execute("VACUUM")
  }
}
