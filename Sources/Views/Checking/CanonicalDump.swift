import CarnetCore

import struct Crypto.SHA256

/// The rows of a view as bytes that depend on nothing but what the view answers.
///
/// Tables in the order of their names, without the view's own bookkeeping; rows in the order of
/// their primary keys; every value with its kind and length; in place of the number of an interned
/// row, that row's values. Each table has a digest, and the view's is one over these:
///
///     table   SHA-256( rows )
///     row     value of each column
///     value   kind (1 byte: 0 NULL, 1 integer, 2 real, 3 text, 4 blob, 5 interned row), then
///             8 bytes of an integer or a real's bits · 4 bytes of length and the bytes of a text
///             or blob · 1 byte of count and the values of an interned row; all little-endian
///     view    SHA-256( for each table: 4 bytes of length, name, digest )
struct CanonicalDump {
  private let schema: ViewSchema
  private let database: ViewDatabase

  init(_ schema: ViewSchema, of database: ViewDatabase) {
    self.schema = schema
    self.database = database
  }

  static func digest(of tables: [String: Digest]) -> Digest {
    var writer = ByteWriter()
    for (name, digest) in tables.sorted(by: { $0.key < $1.key }) {
      writer.write(UInt32(name.utf8.count))
      writer.write(name.utf8)
      writer.write(digest)
    }
    return Digest(SHA256.hash(data: writer.bytes))
  }

  /// The digest of each table; `check` is called now and then and may throw to stop.
  func tableDigests(_ check: () throws -> Void) throws -> [String: Digest] {
    var digests: [String: Digest] = [:]
    for table in schema.dumped {
      var hasher = SHA256()
      var bytes: [UInt8] = []
      bytes.reserveCapacity(1 << 17)
      let rows = try rows(of: table)
      while try rows.next(into: &bytes) {
        if bytes.count >= 1 << 16 {
          bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
          bytes.removeAll(keepingCapacity: true)
          try check()
        }
      }
      bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
      digests[table.name] = Digest(hasher.finalize())
    }
    return digests
  }

  /// The rows of a table for which a condition holds.
  func rows(of table: ViewTable, where condition: String = "1") throws -> DumpedRows {
    let order = table.key.joined(separator: ", ")
    let statement = try database.statement(
      "SELECT * FROM \(table.name) WHERE \(condition) ORDER BY \(order)"
    )
    return try DumpedRows(table, statement, dictionaries: schema.dictionaries, in: database)
  }
}

/// The rows of one table, one after the other, in their canonical bytes.
final class DumpedRows {
  // What dictionaries of millions of rows may take in memory.
  private static let internedMax = 200_000

  let columnNames: [String]
  private let statement: Statement
  private let keyColumns: [Int32]
  // For each column, the query that finds an interned row by its number.
  private let dictionaries: [Statement?]
  private var interned: [[Int64: [UInt8]]]

  init(
    _ table: ViewTable,
    _ statement: Statement,
    dictionaries: [ViewTable],
    in database: ViewDatabase
  ) throws {
    self.statement = statement
    let names = (0..<statement.columnCount).map { statement.columnName($0) }
    columnNames = names
    keyColumns = table.key.compactMap { key in names.firstIndex(of: key).map { Int32($0) } }
    self.dictionaries = try names.map { name in
      guard let target = table.references[name] else { return nil }
      return try database.statement("SELECT * FROM \(target) WHERE id = ?")
    }
    interned = names.map { _ in [:] }
  }

  deinit { statement.reset() }

  /// Appends the next row's bytes; false after the last row.
  func next(into bytes: inout [UInt8]) throws -> Bool {
    guard try statement.step() else { return false }
    for column in 0..<Int32(columnNames.count) { try append(column, to: &bytes) }
    return true
  }

  /// The next row, a value an element; nil after the last.
  func next() throws -> [[UInt8]]? {
    guard try statement.step() else { return nil }
    return try (0..<Int32(columnNames.count))
      .map { column in
        var bytes: [UInt8] = []
        try append(column, to: &bytes)
        return bytes
      }
  }

  /// The key of the row that was read last, as text.
  var key: String {
    keyColumns.map { "\(columnNames[Int($0)]) \(statement.text($0))" }.joined(separator: ", ")
  }

  /// Whether this row's key comes before the other's, by SQLite's order of whole numbers and texts.
  func isBefore(_ other: DumpedRows) -> Bool {
    for column in keyColumns {
      if statement.kind(column) == .integer {
        let (left, right) = (statement.integer(column), other.statement.integer(column))
        if left != right { return left < right }
      } else {
        let (left, right) = (statement.bytes(column), other.statement.bytes(column))
        if left != right { return left.lexicographicallyPrecedes(right) }
      }
    }
    return false
  }

  private func append(_ column: Int32, to bytes: inout [UInt8]) throws {
    guard let dictionary = dictionaries[Int(column)], !statement.isNull(column) else {
      statement.append(column, to: &bytes)
      return
    }
    let number = statement.integer(column)
    if let known = interned[Int(column)][number] {
      bytes.append(contentsOf: known)
      return
    }
    dictionary.bind(1, number)
    defer { dictionary.reset() }
    var row: [UInt8] = [5]
    if try dictionary.step() {
      row.append(UInt8(clamping: dictionary.columnCount - 1))
      for column in 1..<dictionary.columnCount { dictionary.append(column, to: &row) }
    } else {
      // A number without its row: the file is damaged, and no intact view dumps like this.
      row.append(255)
    }
    if interned[Int(column)].count >= Self.internedMax { interned[Int(column)] = [:] }
    interned[Int(column)][number] = row
    bytes.append(contentsOf: row)
  }
}

extension Statement {
  fileprivate func append(_ column: Int32, to bytes: inout [UInt8]) {
    let kind = kind(column)
    bytes.append(kind.rawValue)
    switch kind {
    case .null: break
    case .integer: bytes.append(word: UInt64(bitPattern: integer(column)))
    case .real: bytes.append(word: real(column).bitPattern)
    case .text, .blob:
      withBytes(column) { value in
        bytes.append(contentsOf: UInt32(value.count).bytes)
        bytes.append(contentsOf: value)
      }
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(word: UInt64) {
    Swift.withUnsafeBytes(of: word.littleEndian) { append(contentsOf: $0) }
  }
}

extension UInt32 {
  fileprivate var bytes: [UInt8] { Swift.withUnsafeBytes(of: littleEndian) { Array($0) } }
}

extension Digest {
  fileprivate init(_ digest: SHA256.Digest) {
    self = digest.withUnsafeBytes { Digest(copying: $0) }
  }
}
