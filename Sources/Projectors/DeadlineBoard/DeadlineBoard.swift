package import CarnetCore
import MedicalRecord
package import Views

/// What falls due, and what is late: a row a deadline that nothing has lifted yet; and who approved
/// which erasure, because that must be done in time.
///
/// Which event sets or lifts which deadline is the domain's to say (`DeadlineChange`), so that the
/// board and a record's state never differ.
package final class DeadlineBoard: Projector {
  package static let name = "DeadlineBoard"
  package static let version = 1

  private let database: ViewDatabase
  private var records: [Int64: [Deadline.Key: Entry]] = [:]
  private var changed: Set<Int64> = []
  private var held = 0
  // Whether memory holds every record, so that one that is not there has no deadline.
  private var holdsAll: Bool

  /// A deadline as a row has it.
  private struct Entry {
    var due: Int64
    /// Of the event that set it.
    var position: Int64
    var isReached = false
    /// Whether a trace set it, rather than what the record holds.
    var isOfTraces: Bool
  }

  package init(_ database: ViewDatabase) throws {
    self.database = database
    holdsAll = database.isBuilding
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    guard let body = event.body, let fact = body.fact else { return }
    if case .erasureApproved(let approved) = fact {
      return try keep(approved, by: body.context.actor, event)
    }
    let changes = DeadlineChange.changes(of: fact, at: event.revision)
    if changes.isEmpty { return }
    let record = Int64(bitPattern: event.record.rawValue)
    var entries = try entries(of: record)
    let before = entries.count
    for change in changes {
      switch change {
      case .set(let deadline):
        entries[deadline.key] = Entry(
          due: deadline.due.milliseconds,
          position: Int64(bitPattern: event.position.rawValue),
          isOfTraces: event.isTrace
        )
      case .lift(let key): entries[key] = nil
      case .reach(let key): entries[key]?.isReached = true
      case .liftAll: entries = [:]
      case .liftAllOf(let kinds): entries = entries.filter { !kinds.contains($0.key.kind) }
      }
    }
    held += entries.count - before
    records[record] = entries
    changed.insert(record)
  }

  // Approvals are rare: they are written as they come.
  private func keep(
    _ approved: Carnet_V1_ErasureApproved,
    by actor: Actor,
    _ event: borrowing ProjectedEvent
  ) throws {
    let statement = try database.statement(
      "INSERT INTO approval (position, record, ground, operator, time) VALUES (?, ?, ?, ?, ?)"
    )
    statement.bind(1, Int64(bitPattern: event.position.rawValue))
    statement.bind(2, Int64(bitPattern: approved.record))
    statement.bind(3, approved.ground.rawValue)
    statement.bind(4, actor.identifierText)
    statement.bind(5, event.time.milliseconds)
    try statement.run()
  }

  private func entries(of record: Int64) throws -> [Deadline.Key: Entry] {
    if let known = records[record] { return known }
    if holdsAll { return [:] }
    let statement = try database.statement(
      "SELECT kind, subject, due, position, reached, trace FROM deadline WHERE record = ?"
    )
    statement.bind(1, record)
    defer { statement.reset() }
    var entries: [Deadline.Key: Entry] = [:]
    while try statement.step() {
      let kind = DeadlineKind(rawValue: Int(statement.integer(0))) ?? .unspecified
      entries[Deadline.Key(kind, statement.text(1))] = Entry(
        due: statement.integer(2),
        position: statement.integer(3),
        isReached: statement.integer(4) != 0,
        isOfTraces: statement.integer(5) != 0
      )
    }
    held += entries.count
    return entries
  }

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    let key = Int64(bitPattern: record.rawValue)
    let entries = try entries(of: key)
    let kept = entries.filter { !scope.contains($0.value.isOfTraces ? .traces : .contents) }
    if kept.count < entries.count { database.noteForgotten() }
    held += kept.count - entries.count
    records[key] = kept
    changed.insert(key)
  }

  package func flush() throws {
    let delete = try database.statement("DELETE FROM deadline WHERE record = ?")
    let insert = try database.statement(
      """
      INSERT INTO deadline (record, kind, subject, due, position, reached, trace)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    )
    for record in changed.sorted() {
      delete.bind(1, record)
      try delete.run()
      let entries = (records[record] ?? [:])
        .sorted { ($0.key.kind.rawValue, $0.key.subject) < ($1.key.kind.rawValue, $1.key.subject) }
      for (key, entry) in entries {
        insert.bind(1, record)
        insert.bind(2, key.kind.rawValue)
        insert.bind(3, key.subject)
        insert.bind(4, entry.due)
        insert.bind(5, entry.position)
        insert.bind(6, entry.isReached ? 1 : 0)
        insert.bind(7, entry.isOfTraces ? 1 : 0)
        try insert.run()
      }
    }
    changed = []
  }

  package var heldBytes: Int { records.count * 80 + held * 100 }

  package func release() {
    if !records.isEmpty { holdsAll = false }
    records = [:]
    held = 0
  }
}
