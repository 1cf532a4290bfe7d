import CarnetCore
import MedicalRecord
import Views

/// The smallest projector that does all that a projector may: counts a record's events and keeps
/// the reason of the last one.
final class ReasonCount: Projector {
  static let name = "ReasonCount"
  static let version = 1
  static let schema = ViewSchema(
    tables: [
      ViewTable(
        "tally",
        key: ["record"],
        references: ["reason": "reason"],
        columns: "record INTEGER PRIMARY KEY, events INTEGER NOT NULL, reason INTEGER NOT NULL"
      ),
      .strings("reason"),
    ],
    indexes: ["CREATE INDEX tally_by_events ON tally (events)"]
  )

  private let database: ViewDatabase
  private let reasons: InternedRows<String>
  private var rows = FoldedRows<Int64, (events: Int64, reason: Int64)>()

  init(_ database: ViewDatabase) throws {
    self.database = database
    reasons = try InternedRows(strings: "reason", in: database, capacity: 3)
  }

  func apply(_ event: borrowing ProjectedEvent) throws {
    guard let body = event.body else { return }
    if body.context.reason == "poison" { throw PoisonEvent("it says so") }
    let key = Int64(bitPattern: event.record.rawValue)
    let slot = try rows.slot(of: key) ?? rows.insert(try loaded(key) ?? (0, 0), for: key)
    let reason = try reasons.number(of: body.context.reason)
    rows.change(slot) {
      $0.events += 1
      $0.reason = reason
    }
  }

  private func loaded(_ key: Int64) throws -> (events: Int64, reason: Int64)? {
    try database.rows("SELECT events, reason FROM tally WHERE record = ?", [.integer(key)]) {
      ($0.integer(0), $0.integer(1))
    }
    .first
  }

  func forget(_ record: Pseudonym, _ scope: ErasureScope, before end: Position) throws {
    try flush()
    release()
    let statement = try database.statement("DELETE FROM tally WHERE record = ?")
    statement.bind(1, Int64(bitPattern: record.rawValue))
    try statement.run()
  }

  func flush() throws {
    let statement = try database.statement(
      "INSERT OR REPLACE INTO tally (record, events, reason) VALUES (?, ?, ?)"
    )
    try rows.flush { key, row in
      statement.bind(1, key)
      statement.bind(2, row.events)
      statement.bind(3, row.reason)
      try statement.run()
    }
  }

  var heldBytes: Int { rows.count * 64 }

  func release() {
    rows.removeAll()
    reasons.release()
  }
}

extension ViewSession where P == ReasonCount {
  func tally(_ record: UInt64) throws -> (events: Int, reason: String)? {
    try database.rows(
      """
      SELECT events, reason.text FROM tally JOIN reason ON reason.id = tally.reason
      WHERE record = ?
      """,
      [.integer(Int64(bitPattern: record))]
    ) { (Int($0.integer(0)), $0.text(1)) }
    .first
  }
}

/// The same name in a later version, with another schema.
final class ReasonCountNext: Projector {
  static let name = "ReasonCount"
  static let version = 2
  static let schema = ViewSchema(
    tables: [
      ViewTable("total", key: ["id"], columns: "id INTEGER PRIMARY KEY, events INTEGER NOT NULL")
    ],
    indexes: []
  )

  private let database: ViewDatabase
  private var events: Int64 = 0

  init(_ database: ViewDatabase) throws {
    self.database = database
    events = try database.number("SELECT events FROM total") ?? 0
  }

  func apply(_ event: borrowing ProjectedEvent) throws { events += 1 }
  func forget(_ record: Pseudonym, _ scope: ErasureScope, before end: Position) throws {}

  func flush() throws {
    let statement = try database.statement("INSERT OR REPLACE INTO total VALUES (0, ?)")
    statement.bind(1, events)
    try statement.run()
  }

  var heldBytes: Int { 0 }
  func release() {}
}

/// Small histories: event *i* belongs to record *i* mod 5 + 1 and gives the reason `why i`.
enum Histories {
  static func event(_ index: Int, reason: String? = nil, salt: UInt64 = 0) -> ProjectedEvent {
    var body = EventBody(.recordAccessed(.init()), context: .init())
    body.context.reason = reason ?? "why \(index)"
    return ProjectedEvent(
      position: Position(UInt64(index)),
      record: record(index),
      revision: Revision(UInt32(index / 5)),
      time: Instant(milliseconds: 1_795_420_800_000),
      id: EventID(high: UInt64(index) &+ salt, low: 7),
      type: 32,
      body: body
    )
  }

  static func record(_ index: Int) -> Pseudonym { Pseudonym(rawValue: UInt64(index % 5) + 1) }

  static func events(_ range: Range<Int>, salt: UInt64 = 0) -> [ProjectedEvent] {
    range.map { event($0, salt: salt) }
  }
}
