package import CarnetCore
import MedicalRecord
package import Views

/// The documents of all records: a row each, as their metadata were when they were added.
///
/// Rows of `document` are written as they come and never change. What changes later (hidden from
/// whom, replaced by what) stands in `document_state`, which only such documents have.
package final class DocumentIndex: Projector {
  package static let name = "DocumentIndex"
  package static let version = 2

  private let database: ViewDatabase
  private let profiles: InternedRows<DocumentProfile>
  private let authors: InternedRows<DocumentAuthorRow>
  private let insert: Statement
  // The number of documents of each record, which is the number of its last one. Without indexes a
  // build could not look it up, so it holds all of them.
  private var counts = FoldedRows<Int64, UInt32>()
  private var states = FoldedRows<DocumentKey, DocumentState>()
  private var forgottenWhileBuilding: [(record: Int64, before: Position)] = []

  package init(_ database: ViewDatabase) throws {
    self.database = database
    profiles = try InternedRows("profile", columns: DocumentProfile.columns, in: database) {
      $1.bind(to: $0)
    }
    authors = try InternedRows("author", columns: DocumentAuthorRow.columns, in: database) {
      $1.bind(to: $0)
    }
    insert = try database.statement(DocumentRow.insert)
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    guard (22...25).contains(event.type) || (96...98).contains(event.type),
      let body = event.body
    else { return }
    switch body.fact {
    case .documentAdded(let added)? where event.type == 22: try add(added, event)
    case .documentReplaced(let replaced)? where event.type == 23:
      try change(replaced.number, event) { $0.replacedBy = replaced.by }
    case .documentHidden(let hidden)? where event.type == 24:
      try change(hidden.number, event) { try $0.set(hidden.visibility, to: true) }
    case .documentRevealed(let revealed)? where event.type == 25:
      try change(revealed.number, event) { try $0.set(revealed.visibility, to: false) }
    case .documentArchived(let archived)? where event.type == 96:
      try change(archived.number, event) { $0.isArchived = true }
    case .documentUnarchived(let archived)? where event.type == 97:
      try change(archived.number, event) { $0.isArchived = false }
    case .documentDeleted(let deleted)? where event.type == 98:
      try change(deleted.number, event) { $0.isDeleted = true }
    default: throw PoisonEvent("the body holds another fact than the envelope says")
    }
  }

  private func add(
    _ added: Carnet_V1_DocumentAdded,
    _ event: borrowing ProjectedEvent
  ) throws {
    let record = Int64(bitPattern: event.record.rawValue)
    let place = try countSlot(record)
    let count = counts[place]
    guard added.number == count &+ 1 else {
      throw PoisonEvent("document \(added.number) follows document \(count)")
    }
    let profile = try profiles.number(of: DocumentProfile(added))
    let author = try added.authors.first.map { try authors.number(of: DocumentAuthorRow($0)) }
    DocumentRow.bind(added, event, profile: profile, author: author, to: insert)
    try insert.run()
    counts.change(place) { $0 = added.number }
  }

  private func change(
    _ number: UInt32,
    _ event: borrowing ProjectedEvent,
    _ body: (inout DocumentState) throws -> Void
  ) throws {
    let record = Int64(bitPattern: event.record.rawValue)
    let place = try countSlot(record)
    let count = counts[place]
    guard number >= 1, number <= count else {
      throw PoisonEvent("document \(number) of \(count)")
    }
    let slot = try stateSlot(DocumentKey(record: record, number: number))
    var state = states[slot]
    try body(&state)
    state.entry = event.id
    states.change(slot) { $0 = state }
  }

  private func countSlot(_ record: Int64) throws -> Int {
    if let slot = counts.slot(of: record) { return slot }
    return counts.insert(database.isBuilding ? 0 : try loadedCount(record), for: record)
  }

  private func loadedCount(_ record: Int64) throws -> UInt32 {
    let statement = try database.statement("SELECT max(number) FROM document WHERE record = ?")
    statement.bind(1, record)
    defer { statement.reset() }
    return try statement.step() ? UInt32(truncatingIfNeeded: statement.integer(0)) : 0
  }

  private func stateSlot(_ key: DocumentKey) throws -> Int {
    if let slot = states.slot(of: key) { return slot }
    return states.insert(try loadedState(key) ?? DocumentState(), for: key)
  }

  private func loadedState(_ key: DocumentKey) throws -> DocumentState? {
    let statement = try database.statement(
      """
      SELECT \(DocumentState.columns) FROM document_state WHERE record = ? AND number = ?
      """
    )
    statement.bind(1, key.record)
    statement.bind(2, key.number)
    defer { statement.reset() }
    return try statement.step() ? DocumentState(statement) : nil
  }

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    guard scope.contains(.contents) else { return }
    let key = Int64(bitPattern: record.rawValue)
    try flushStates()
    let statement = try database.statement("DELETE FROM document_state WHERE record = ?")
    statement.bind(1, key)
    try database.forget(statement)
    let place = try countSlot(key)
    if !database.isBuilding {
      try delete(key, before: end)
    } else if counts[place] > 0 {
      forgottenWhileBuilding.append((key, end))
    }
    counts.change(place) { $0 = 0 }
  }

  private func delete(_ record: Int64, before end: Position) throws {
    let statement = try database.statement(
      "DELETE FROM document WHERE record = ? AND position < ?"
    )
    statement.bind(1, record)
    statement.bind(2, Int64(bitPattern: end.rawValue))
    try database.forget(statement)
  }

  package func indexesCreated() throws {
    for (record, end) in forgottenWhileBuilding { try delete(record, before: end) }
    forgottenWhileBuilding = []
  }

  package func flush() throws { try flushStates() }

  private func flushStates() throws {
    let statement = try database.statement(DocumentState.insert)
    try states.flush { key, state in
      statement.bind(1, key.record)
      statement.bind(2, key.number)
      state.bind(to: statement, from: 3)
      try statement.run()
    }
    states.removeAll()
  }

  package var heldBytes: Int {
    // What a build must hold anyway is not counted: writing would not give it back.
    let held = database.isBuilding ? 0 : counts.count * 24
    return held + states.count * 120 + profiles.count * 400 + authors.count * 300
  }

  package func release() {
    if !database.isBuilding { counts.removeAll() }
    profiles.release()
    authors.release()
  }
}
