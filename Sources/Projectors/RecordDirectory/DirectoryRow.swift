import Views

/// A row of `record`, in memory.
struct DirectoryRow {
  enum Status: Int64 {
    case none = 0
    case active = 1
    case closed = 2
    case erased = 3
    case announced = 4
    case refused = 5
    case suspended = 6
  }

  /// Of each subject: 0 when it was not asked, else the position of the answer plus one, negative
  /// when it was no.
  struct Consents {
    var opening: Int64 = 0
    var reading: Int64 = 0
    var feeding: Int64 = 0
    var emergency: Int64 = 0
    var regulation: Int64 = 0
  }

  static let columns = """
    status, opened_day, closed_day, closure_reason, channel, commune, age_band, sex,
    consent_opening, consent_reading, consent_feeding, consent_emergency, consent_regulation,
    documents, open_conflicts, revision, changed, changed_at
    """
  static let columnCount: Int32 = 18
  static let select = "SELECT \(columns) FROM record WHERE record = ?"
  static let insert = """
    INSERT OR REPLACE INTO record (record, \(columns))
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  var status = Status.none
  var openedDay: Int32?
  var closedDay: Int32?
  var closureReason: Int32 = 0
  var channel: Int32 = 0
  /// The number of the interned INSEE code; 0 when it is not known.
  var commune: Int64 = 0
  var ageBand: Int32 = 0
  var sex: Int32 = 0
  var consents = Consents()
  var documents: UInt32 = 0
  var openConflicts: UInt32 = 0
  var revision: UInt32 = 0
  /// The last event that changed what the record holds.
  var changed: Int64 = 0
  var changedAt: Int64 = 0

  init() {}

  init(_ row: Statement, from column: Int32) {
    status = Status(rawValue: row.integer(column)) ?? .none
    openedDay = row.optionalInteger(column + 1).map { Int32(truncatingIfNeeded: $0) }
    closedDay = row.optionalInteger(column + 2).map { Int32(truncatingIfNeeded: $0) }
    closureReason = Int32(truncatingIfNeeded: row.integer(column + 3))
    channel = Int32(truncatingIfNeeded: row.integer(column + 4))
    commune = row.integer(column + 5)
    ageBand = Int32(truncatingIfNeeded: row.integer(column + 6))
    sex = Int32(truncatingIfNeeded: row.integer(column + 7))
    consents.opening = row.integer(column + 8)
    consents.reading = row.integer(column + 9)
    consents.feeding = row.integer(column + 10)
    consents.emergency = row.integer(column + 11)
    consents.regulation = row.integer(column + 12)
    documents = UInt32(truncatingIfNeeded: row.integer(column + 13))
    openConflicts = UInt32(truncatingIfNeeded: row.integer(column + 14))
    revision = UInt32(truncatingIfNeeded: row.integer(column + 15))
    changed = row.integer(column + 16)
    changedAt = row.integer(column + 17)
  }

  func bind(to statement: Statement, from index: Int32) {
    statement.bind(index, status.rawValue)
    if let openedDay { statement.bind(index + 1, openedDay) } else { statement.bindNull(index + 1) }
    if let closedDay { statement.bind(index + 2, closedDay) } else { statement.bindNull(index + 2) }
    statement.bind(index + 3, closureReason)
    statement.bind(index + 4, channel)
    statement.bindIfSaid(index + 5, commune)
    statement.bind(index + 6, ageBand)
    statement.bind(index + 7, sex)
    statement.bindIfSaid(index + 8, consents.opening)
    statement.bindIfSaid(index + 9, consents.reading)
    statement.bindIfSaid(index + 10, consents.feeding)
    statement.bindIfSaid(index + 11, consents.emergency)
    statement.bindIfSaid(index + 12, consents.regulation)
    statement.bind(index + 13, documents)
    statement.bind(index + 14, openConflicts)
    statement.bind(index + 15, revision)
    statement.bind(index + 16, changed)
    statement.bind(index + 17, changedAt)
  }
}
