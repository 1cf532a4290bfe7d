import Views

/// Where a count of openings, closures and consents stands.
struct Cell: Hashable {
  var day: Int32
  var counter: UInt8
  var traits: Traits
}

/// Where a count of documents stands; the type is empty when it is not known.
struct DocumentCell: Hashable {
  var day: Int32
  var type: String
}

/// Where a count of accesses stands, by the catalogue's number of the event.
struct AccessCell: Hashable {
  var day: Int32
  var type: UInt16
}

/// A cell that knows its row.
protocol TallyCell: Hashable, Comparable {
  static var table: String { get }
  static var key: [String] { get }
  func bind(to statement: Statement)
}

/// Adds what was counted in memory to the rows of a table; a count that becomes zero has no row.
enum Tally {
  static func write<C: TallyCell>(_ counts: [C: Int64], into database: ViewDatabase) throws {
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
    for (cell, step) in counts.sorted(by: { $0.key < $1.key }) where step != 0 {
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

extension Cell: TallyCell {
  static func < (left: Cell, right: Cell) -> Bool {
    if (left.day, left.counter) != (right.day, right.counter) {
      return (left.day, left.counter) < (right.day, right.counter)
    }
    return left.traits < right.traits
  }

  static let table = "count"
  static let key = ["day", "counter", "channel", "commune", "age_band", "sex"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, counter)
    traits.bind(to: statement, from: 3)
  }
}

extension DocumentCell: TallyCell {
  static func < (left: DocumentCell, right: DocumentCell) -> Bool {
    (left.day, left.type) < (right.day, right.type)
  }

  static let table = "document_count"
  static let key = ["day", "type"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, type)
  }
}

extension AccessCell: TallyCell {
  static func < (left: AccessCell, right: AccessCell) -> Bool {
    (left.day, left.type) < (right.day, right.type)
  }

  static let table = "access_count"
  static let key = ["day", "type"]

  func bind(to statement: Statement) {
    statement.bind(1, day)
    statement.bind(2, type)
  }
}
