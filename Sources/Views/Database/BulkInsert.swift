/// Inserts rows of whole numbers, many with each step of a statement: that takes a third less time
/// than a step a row.
///
/// Rows wait in memory until a statement is full or `flush` is called.
package final class BulkInsert {
  private static let rowsPerStep = 64

  private let database: ViewDatabase
  private let table: String
  private let width: Int
  private let full: Statement
  private let single: Statement
  private var values: [Int64?] = []

  /// - Parameters:
  ///   - table: where the rows go, with its first columns in their order.
  ///   - width: how many columns a row has.
  ///   - database: the view.
  /// - Throws: `ViewFailure.sqlite`.
  package init(into table: String, width: Int, in database: ViewDatabase) throws {
    self.database = database
    self.table = table
    self.width = width
    let row = "(" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
    let rows = Array(repeating: row, count: Self.rowsPerStep).joined(separator: ", ")
    full = try database.statement("INSERT INTO \(table) VALUES \(rows)")
    single = try database.statement("INSERT INTO \(table) VALUES \(row)")
    values.reserveCapacity(width * Self.rowsPerStep)
  }

  /// Adds a value to the row that is being made; nil is NULL.
  @inline(__always)
  package func add(_ value: Int64?) { values.append(value) }

  /// Ends a row.
  package func endRow() throws {
    if values.count < width * Self.rowsPerStep { return }
    for (index, value) in values.enumerated() { full.bind(Int32(index) + 1, value) }
    values.removeAll(keepingCapacity: true)
    try full.run()
  }

  /// Writes the rows that wait.
  package func flush() throws {
    for start in stride(from: 0, to: values.count, by: width) {
      for index in 0..<width { single.bind(Int32(index) + 1, values[start + index]) }
      try single.run()
    }
    values.removeAll(keepingCapacity: true)
  }
}

extension Statement {
  fileprivate func bind(_ index: Int32, _ value: Int64?) {
    if let value { bind(index, value) } else { bindNull(index) }
  }
}
