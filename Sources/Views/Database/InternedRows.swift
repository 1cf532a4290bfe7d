/// Numbers for rows that come again and again: code tuples, actors, words.
///
/// The numbers are given in the order of first sight and stand in a dictionary table of the view;
/// the most recent ones are kept in memory.
public final class InternedRows<Key: Hashable> {
  private let database: ViewDatabase
  private let select: String
  private let insert: String
  private let bind: (Statement, Key) -> Void
  private let capacity: Int
  private let idParameter: Int32
  @usableFromInline var numbers: [Key: Int64] = [:]
  private var last: Int64
  // Whether memory holds the whole table, so that what is not there is new.
  private var isComplete: Bool

  /// - Parameters:
  ///   - table: a dictionary table.
  ///   - columns: its columns without `id`, in the order that `bind` fills them, from parameter 1.
  ///   - database: the view.
  ///   - capacity: numbers kept in memory.
  ///   - bind: sets the parameters 1... of a statement to a key's values, none of them NULL.
  /// - Throws: `ViewFailure.sqlite`.
  package init(
    _ table: String,
    columns: [String],
    in database: ViewDatabase,
    capacity: Int = 65_536,
    bind: @escaping (Statement, Key) -> Void
  ) throws {
    self.database = database
    self.capacity = capacity
    self.bind = bind
    let conditions = columns.enumerated().map { "\($0.element) = ?\($0.offset + 1)" }
    select = "SELECT id FROM \(table) WHERE \(conditions.joined(separator: " AND "))"
    let parameters = columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
    insert =
      "INSERT INTO \(table) (\(columns.joined(separator: ", ")), id) "
      + "VALUES (\(parameters), ?\(columns.count + 1))"
    idParameter = Int32(columns.count) + 1
    last = try database.number("SELECT max(id) FROM \(table)") ?? 0
    isComplete = last == 0
  }

  /// The number of a row, which is added when the table does not have it yet.
  @inlinable
  @inline(__always)
  public func number(of key: Key) throws -> Int64 {
    if let number = numbers[key] { return number }
    return try remember(key)
  }

  @usableFromInline
  func remember(_ key: Key) throws -> Int64 {
    let number = try find(key) ?? add(key)
    if numbers.count >= capacity { release() }
    numbers[key] = number
    return number
  }

  /// Lets go of what is in memory.
  package func release() {
    if !numbers.isEmpty { isComplete = false }
    numbers = [:]
  }

  package var count: Int { numbers.count }

  private func find(_ key: Key) throws -> Int64? {
    if isComplete { return nil }
    let statement = try database.statement(select)
    bind(statement, key)
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : nil
  }

  private func add(_ key: Key) throws -> Int64 {
    last += 1
    let statement = try database.statement(insert)
    bind(statement, key)
    statement.bind(idParameter, last)
    try statement.run()
    return last
  }
}

extension InternedRows where Key == String {
  /// Interned texts in a table of one column, `text`.
  package convenience init(
    strings table: String,
    in database: ViewDatabase,
    capacity: Int = 65_536
  ) throws {
    try self.init(table, columns: ["text"], in: database, capacity: capacity) { $0.bind(1, $1) }
  }
}

extension ViewTable {
  /// A dictionary table for `InternedRows.init(strings:in:)`.
  package static func strings(_ name: String) -> ViewTable {
    ViewTable(dictionary: name, columns: ["text TEXT NOT NULL"])
  }
}
