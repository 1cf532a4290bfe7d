import CarnetCore

/// The rows of one record in the tables of a view.
struct RecordRows {
  private let record: Pseudonym
  private let positions: [Position]
  private let schema: ViewSchema

  init(_ record: Pseudonym, _ events: [ProjectedEvent], _ schema: ViewSchema) {
    self.record = record
    self.schema = schema
    positions = events.map(\.position)
  }

  /// Which rows of a table are the record's; nil for a table of sums.
  private func condition(_ table: ViewTable, _ database: ViewDatabase) throws -> String? {
    let columns = try database.rows("PRAGMA table_info(\(table.name))") { $0.text(1) }
    if columns.contains("record") { return "record = \(Int64(bitPattern: record.rawValue))" }
    guard table.key == ["position"] else { return nil }
    let places = positions.map { String(Int64(bitPattern: $0.rawValue)) }
    return "position IN (\(places.joined(separator: ", ")))"
  }

  func differences(
    _ old: ViewDatabase,
    _ new: ViewDatabase,
    countMax: Int
  ) throws -> [TableDifference] {
    var differences: [TableDifference] = []
    for table in schema.dumped {
      guard let condition = try condition(table, new) else { continue }
      differences += try TableDifference.every(
        table.name,
        CanonicalDump(schema, of: old).rows(of: table, where: condition),
        CanonicalDump(schema, of: new).rows(of: table, where: condition),
        countMax: countMax - differences.count
      )
    }
    return differences
  }

  /// Puts the rows of `source` in the place of those of `target`.
  func replace(in target: ViewDatabase, from source: ViewDatabase) throws {
    for table in schema.dumped {
      guard let condition = try condition(table, source) else { continue }
      try target.execute("DELETE FROM \(table.name) WHERE \(condition)")
      try copy(table, where: condition, from: source, to: target)
    }
    let key = "record = \(Int64(bitPattern: record.rawValue))"
    try target.execute("DELETE FROM parked WHERE \(key)")
    try copy(
      ViewTable("parked", key: ["record"], columns: ""),
      where: key,
      from: source,
      to: target
    )
  }

  private func copy(
    _ table: ViewTable,
    where condition: String,
    from source: ViewDatabase,
    to target: ViewDatabase
  ) throws {
    let select = try source.statement("SELECT * FROM \(table.name) WHERE \(condition)")
    defer { select.reset() }
    let names = (0..<select.columnCount).map { select.columnName($0) }
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let insert = try target.statement(
      "INSERT INTO \(table.name) (\(names.joined(separator: ", "))) VALUES (\(marks))"
    )
    while try select.step() {
      for (index, name) in names.enumerated() {
        var value = select.value(Int32(index))
        if let dictionary = table.references[name], case .integer(let id) = value {
          value = .integer(try number(of: id, in: dictionary, from: source, to: target))
        }
        insert.bind(Int32(index) + 1, value)
      }
      try insert.run()
    }
  }

  /// The number that an interned row of one file has in another, where it is added if need be.
  private func number(
    of number: Int64,
    in dictionary: String,
    from source: ViewDatabase,
    to target: ViewDatabase
  ) throws -> Int64 {
    let rows = try source.rows("SELECT * FROM \(dictionary) WHERE id = ?", [.integer(number)]) {
      row in (1..<row.columnCount).map { (row.columnName($0), row.value($0)) }
    }
    guard let row = rows.first else { return number }
    let same = row.map { "\($0.0) IS ?" }.joined(separator: " AND ")
    let values = row.map(\.1)
    if let known = try target.number("SELECT id FROM \(dictionary) WHERE \(same)", values) {
      return known
    }
    let next = (try target.number("SELECT max(id) FROM \(dictionary)") ?? 0) + 1
    let names = row.map(\.0).joined(separator: ", ")
    let marks = row.map { _ in "?" }.joined(separator: ", ")
    let insert = try target.statement(
      "INSERT INTO \(dictionary) (id, \(names)) VALUES (?, \(marks))"
    )
    insert.bind(1, next)
    for (index, value) in values.enumerated() { insert.bind(Int32(index) + 2, value) }
    try insert.run()
    return next
  }

  /// Adds to the sums what the record contributes now and did not before.
  func addSums(
    of new: ViewDatabase,
    without old: ViewDatabase,
    to serving: ViewDatabase
  ) throws {
    for table in schema.dumped where try condition(table, new) == nil {
      try add(table, of: new, sign: 1, to: serving)
      try add(table, of: old, sign: -1, to: serving)
      let sums = try sums(of: table, in: serving)
      let isNothing = sums.map { "\($0) = 0" }.joined(separator: " AND ")
      try serving.execute("DELETE FROM \(table.name) WHERE \(isNothing)")
    }
  }

  private func sums(of table: ViewTable, in database: ViewDatabase) throws -> [String] {
    try database.rows("PRAGMA table_info(\(table.name))") { $0.text(1) }
      .filter { !table.key.contains($0) }
  }

  private func add(
    _ table: ViewTable,
    of source: ViewDatabase,
    sign: Int64,
    to serving: ViewDatabase
  ) throws {
    let sums = try sums(of: table, in: source)
    let names = table.key + sums
    let marks = names.map { _ in "?" }.joined(separator: ", ")
    let updates = sums.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
    let upsert = try serving.statement(
      "INSERT INTO \(table.name) (\(names.joined(separator: ", "))) VALUES (\(marks)) "
        + "ON CONFLICT DO UPDATE SET \(updates)"
    )
    let select = try source.statement(
      "SELECT \(names.joined(separator: ", ")) FROM \(table.name)"
    )
    defer { select.reset() }
    while try select.step() {
      for index in names.indices {
        var value = select.value(Int32(index))
        if index >= table.key.count, case .integer(let number) = value {
          value = .integer(sign * number)
        }
        upsert.bind(Int32(index) + 1, value)
      }
      try upsert.run()
    }
  }
}

extension Statement {
  /// The value there.
  func value(_ column: Int32) -> SQLValue {
    switch kind(column) {
    case .null: .null
    case .integer: .integer(integer(column))
    case .text: .text(text(column))
    case .blob: .blob(bytes(column))
    // No table of a view holds one.
    case .real: .null
    }
  }
}
