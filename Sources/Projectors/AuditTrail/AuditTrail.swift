package import CarnetCore
import MedicalRecord
package import Views

/// Who read or wrote what, when and why: a row an event (CSP R1111-43 wants every action traced).
///
/// Rows are written in the order they come and never change. An event whose body is gone leaves
/// none: that it happened stands in the log's envelopes, and nothing else of it is left to tell. Of
/// what was forgotten, changes go with the content key and reads with the trace key.
package final class AuditTrail: Projector {
  package static let name = "AuditTrail"
  package static let version = 2
  package static let takesForeignEvents = true

  private let database: ViewDatabase
  private let actors: InternedRows<AuditActor>
  private let reasons: InternedRows<String>
  private let rows: BulkInsert
  // While indexes are missing, finding a record's rows means reading all of them.
  private var forgottenWhileBuilding: [(Pseudonym, ErasureScope, Position)] = []

  package init(_ database: ViewDatabase) throws {
    self.database = database
    actors = try InternedRows("actor", columns: AuditActor.columns, in: database) {
      $1.bind(to: $0)
    }
    reasons = try InternedRows(strings: "reason", in: database)
    rows = try BulkInsert(into: "access", width: 18, in: database)
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    // What a later version wrote stands in the trail too, by its envelope: an access must not be
    // missing because its reader is older.
    guard event.body != nil || event.isForeign else { return }
    let body = event.body ?? EventBody()
    let context = body.context
    let actor = try actors.number(of: AuditActor(context.actor))
    let details = body.fact.map { AuditDetails($0, by: context.actor) } ?? AuditDetails()
    rows.add(Int64(bitPattern: event.position.rawValue))
    rows.add(Int64(bitPattern: event.record.rawValue))
    rows.add(event.time.milliseconds)
    rows.add(Int64(event.type))
    rows.add(actor)
    rows.add(Int64(context.purpose.rawValue))
    rows.add(context.reason.isEmpty ? nil : try reasons.number(of: context.reason))
    rows.add(details.detail == 0 ? nil : Int64(details.detail))
    rows.add(details.document == 0 ? nil : Int64(details.document))
    rows.add(details.rule == 0 ? nil : Int64(details.rule))
    rows.add(Int64(event.revision.rawValue))
    rows.add(details.policy == 0 ? nil : Int64(details.policy))
    rows.add(details.relation == .unspecified ? nil : Int64(details.relation.rawValue))
    rows.add(details.about.map { Int64($0) })
    rows.add(try details.subject.map { try actors.number(of: AuditActor($0)) })
    rows.add(context.place.isEmpty ? nil : try reasons.number(of: context.place))
    rows.add(context.request == 0 ? nil : Int64(bitPattern: context.request))
    rows.add(context.secret ? 1 : nil)
    try rows.endRow()
    if event.type == 48 || event.type == 49 { try keepQuestion(body.fact, at: event.position) }
  }

  private func keepQuestion(_ fact: Fact?, at position: Position) throws {
    let statement = try database.statement(
      """
      INSERT INTO question (position, question, parameters, answers, first, last)
      VALUES (?, ?, ?, ?, ?, ?)
      """
    )
    statement.bind(1, position.rawValue)
    switch fact {
    case .auditAsked(let asked):
      statement.bind(2, asked.question)
      statement.bind(3, ListText.join(asked.parameters))
      statement.bind(4, asked.answers)
      statement.bindNull(5)
      statement.bindNull(6)
    case .eventsExported(let exported):
      statement.bind(2, "")
      statement.bind(3, exported.filter)
      statement.bindNull(4)
      statement.bind(5, exported.from)
      statement.bind(6, exported.to)
    default: return statement.reset()
    }
    try statement.run()
  }

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    if database.isBuilding {
      forgottenWhileBuilding.append((record, scope, end))
    } else {
      try rows.flush()
      try delete(record, scope, before: end)
    }
  }

  private func delete(_ record: Pseudonym, _ scope: ErasureScope, before end: Position) throws {
    // The erasure itself is sealed under no key and stays.
    let reads = "type BETWEEN 32 AND 47"
    let changes = "type NOT BETWEEN 32 AND 47 AND type <> 27"
    for (part, condition) in [(ErasureScope.traces, reads), (.contents, changes)]
    where scope.contains(part) {
      let statement = try database.statement(
        "DELETE FROM access WHERE record = ? AND position < ? AND \(condition)"
      )
      statement.bind(1, Int64(bitPattern: record.rawValue))
      statement.bind(2, Int64(bitPattern: end.rawValue))
      try database.forget(statement)
    }
  }

  package func indexesCreated() throws {
    for (record, scope, end) in forgottenWhileBuilding {
      try delete(record, scope, before: end)
    }
    forgottenWhileBuilding = []
  }

  package func flush() throws { try rows.flush() }

  package var heldBytes: Int { actors.count * 200 + reasons.count * 100 }

  package func release() {
    actors.release()
    reasons.release()
  }
}
