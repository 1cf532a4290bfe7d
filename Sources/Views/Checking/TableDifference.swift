import CarnetCore

/// A table in which two views differ, and the first row where they do.
package struct TableDifference: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The serving view has a row that the log does not give.
    case extraRow
    /// The serving view lacks a row.
    case missingRow
    /// The rows of one key differ in these columns.
    case columns([String])
  }

  package var table: String
  /// The row's place in the table, from 0.
  package var row: Int
  /// The row's key: positions, pseudonyms, days and codes; never a trait of a person.
  package var key: String
  package var kind: Kind

  /// The tables whose digests differ, each with its first differing row.
  static func all(
    in schema: ViewSchema,
    _ found: [String: Digest],
    of old: ViewDatabase,
    _ expected: [String: Digest],
    of new: ViewDatabase
  ) throws -> [TableDifference] {
    try schema.dumped.filter { found[$0.name] != expected[$0.name] }
      .compactMap { table in
        try first(
          table.name,
          CanonicalDump(schema, of: old).rows(of: table),
          CanonicalDump(schema, of: new).rows(of: table)
        )
      }
  }

  private static func first(
    _ table: String,
    _ old: DumpedRows,
    _ new: DumpedRows
  ) throws -> TableDifference? {
    var row = 0
    while true {
      let (found, expected) = (try old.next(), try new.next())
      switch (found, expected) {
      case (nil, nil): return nil
      case (.some, nil):
        return TableDifference(table: table, row: row, key: old.key, kind: .extraRow)
      case (nil, .some):
        return TableDifference(table: table, row: row, key: new.key, kind: .missingRow)
      case (let found?, let expected?):
        if found != expected {
          return TableDifference(
            table: table,
            row: row,
            key: new.key,
            kind: difference(found, expected, old, new)
          )
        }
      }
      row += 1
    }
  }

  /// All differing rows of one table, at most `countMax`.
  static func every(
    _ table: String,
    _ old: DumpedRows,
    _ new: DumpedRows,
    countMax: Int
  ) throws -> [TableDifference] {
    var differences: [TableDifference] = []
    var (found, expected) = (try old.next(), try new.next())
    var row = 0
    while found != nil || expected != nil, differences.count < countMax {
      var kind: Kind?
      if let found, let expected {
        if found != expected { kind = difference(found, expected, old, new) }
      } else {
        kind = found == nil ? .missingRow : .extraRow
      }
      if let kind {
        let key = kind == .extraRow ? old.key : new.key
        differences.append(TableDifference(table: table, row: row, key: key, kind: kind))
      }
      if kind != .missingRow { found = try old.next() }
      if kind != .extraRow { expected = try new.next() }
      row += 1
    }
    return differences
  }

  /// Rows come in the order of their keys, so the side with the lower one has a row too many.
  private static func difference(
    _ found: [[UInt8]],
    _ expected: [[UInt8]],
    _ old: DumpedRows,
    _ new: DumpedRows
  ) -> Kind {
    if old.key != new.key { return old.isBefore(new) ? .extraRow : .missingRow }
    return .columns(
      zip(new.columnNames, zip(found, expected)).filter { $1.0 != $1.1 }.map(\.0)
    )
  }
}
