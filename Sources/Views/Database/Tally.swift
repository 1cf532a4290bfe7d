/// Where a count stands: a cell that knows its row.
package protocol TallyCell: Hashable {
  static var table: String { get }
  static var key: [String] { get }
  /// In the order of the table's key.
  static func precedes(_ left: Self, _ right: Self) -> Bool
  func bind(to statement: Statement)
}

/// Adds what was counted in memory to the rows of a table; a count that becomes zero has no row.
package enum Tally {
  package static func write<C: TallyCell>(
    _ counts: [C: Int64],
    into database: ViewDatabase
  ) throws {
    if counts.isEmpty { return }
    let parameters = C.key.map { _ in "?" }.joined(separator: ", ")
    let key = C.key.joined(separator: ", ")
    let add = try database.statement(
      """
      INSERT INTO \(C.table) (\(key), count) VALUES (\(parameters), ?)
      ON CONFLICT (\(key)) DO UPDATE SET count = count + excluded.count
      """
    )
    let conditions = C.key.map { "\($0) = ?" }.joined(separator: " AND ")
    let remove = try database.statement(
      "DELETE FROM \(C.table) WHERE \(conditions) AND count = 0"
    )
    for (cell, step) in counts.sorted(by: { C.precedes($0.key, $1.key) }) where step != 0 {
      cell.bind(to: add)
      add.bind(Int32(C.key.count) + 1, step)
      try add.run()
      if step < 0 {
        cell.bind(to: remove)
        try remove.run()
      }
    }
  }
}
