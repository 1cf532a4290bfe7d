import GRDB
import GRDBSQLite

/// One connection to a view's file, with the statements prepared on it.
///
/// Belongs to whoever holds the connection; it is not for two threads at a time.
package final class ViewDatabase {
  /// Whether the file is being built: it began empty, has no indexes yet, and nobody reads it.
  package let isBuilding: Bool
  /// Whether rows of a record that is forgotten were taken out of the file by this projection:
  /// words that only they used may still stand in it.
  var hasForgotten = false
  private let connection: OpaquePointer
  private var statements: [String: Statement] = [:]

  init(_ database: Database, isBuilding: Bool = false) throws {
    guard let connection = database.sqliteConnection else {
      throw ViewFailure.sqlite(code: SQLITE_MISUSE, message: "the connection is closed")
    }
    self.connection = connection
    self.isBuilding = isBuilding
  }

  /// The prepared statement of this text, from the second time on without preparing it.
  package func statement(_ sql: String) throws(ViewFailure) -> Statement {
    if let statement = statements[sql] { return statement }
    let statement = try Statement(sql, on: connection)
    statements[sql] = statement
    return statement
  }

  /// Runs statements that are not worth keeping.
  package func execute(_ sql: String) throws(ViewFailure) {
    let code = sqlite3_exec(connection, sql, nil, nil, nil)
    if code != SQLITE_OK { throw ViewFailure(code, connection) }
  }

  /// The rows of a query, read one by one by `read`.
  package func rows<T>(
    _ sql: String,
    _ values: [SQLValue] = [],
    _ read: (Statement) throws -> T
  ) throws -> [T] {
    let statement = try statement(sql)
    for (index, value) in values.enumerated() { statement.bind(Int32(index) + 1, value) }
    defer { statement.reset() }
    var rows: [T] = []
    while try statement.step() { rows.append(try read(statement)) }
    return rows
  }

  /// The first column of the first row.
  package func number(_ sql: String, _ values: [SQLValue] = []) throws -> Int64? {
    try rows(sql, values) { $0.optionalInteger(0) }.first ?? nil
  }

  /// Runs a `DELETE` of rows of a record that is forgotten.
  package func forget(_ statement: Statement) throws(ViewFailure) {
    try statement.run()
    if sqlite3_changes64(connection) > 0 { noteForgotten() }
  }

  /// Says that something of a forgotten record was taken out of the file.
  package func noteForgotten() { hasForgotten = true }

  /// Lets go of all statements, so that the connection can close.
  func finalizeStatements() { statements = [:] }
}
