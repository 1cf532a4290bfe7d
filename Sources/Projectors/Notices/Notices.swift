package import CarnetCore
import MedicalRecord
package import Views

/// The outbox: what holders and their doctors are to be told, and whether they were.
///
/// A row is a notice to one recipient. It is raised by an event, and settled by the event that says
/// it was sent: whoever delivers can be killed at any moment and go on. Nothing clinical is in it,
/// and nothing of a minor's secret connection raises one (R1111-50).
package final class Notices: Projector {
  package static let name = "Notices"
  package static let version = 1

  private let database: ViewDatabase
  private let readers: InternedRows<String>
  // First accesses by their position. Without indexes a build could not look them up, so it holds
  // all of them.
  private var met = FoldedRows<Meeting, Int64>()
  private var lives: [Int64: Int64] = [:]
  private var standings = FoldedRows<Int64, Standing>()
  private var holdsAllStandings: Bool
  // A build has no indexes to find a record's notices by.
  private var forgottenWhileBuilding: [(record: Int64, scope: ErasureScope, before: Int64)] = []

  package init(_ database: ViewDatabase) throws {
    self.database = database
    holdsAllStandings = database.isBuilding
    readers = try InternedRows(strings: "reader", in: database)
  }

  package func apply(_ event: borrowing ProjectedEvent) throws {
    guard let body = event.body, let fact = body.fact else { return }
    let record = Int64(bitPattern: event.record.rawValue)
    switch fact {
    case .recordAccessed(let accessed)
    where [.list, .emergencyCard, .statements].contains(accessed.kind):
      try reads(record, body.context, accessed.relation, event)
    case .documentAccessed(let accessed):
      try reads(record, body.context, accessed.relation, event)
    case .emergencyAccessed: try emergency(record, body.context, event)
    case .noticeSent(let sent): try settle(sent, event)
    case .noticeFailed(let failed): try fail(failed, event)
    case .recordErased: try forget(event.record, .everything, before: event.position)
    default:
      try keepStanding(fact, record)
      if let (kind, detail) = try notice(of: fact, record, body.context) {
        try raise(kind, .holder, "", record, detail: detail, isOfTraces: false, event)
      }
    }
  }

  /// What the holder is told because of a fact, with a number that the notice states.
  private func notice(
    of fact: Fact,
    _ record: Int64,
    _ context: EventContext
  ) throws -> (Carnet_V1_NoticeKind, Int)? {
    switch fact {
    case .recordAnnounced: return (.announced, 0)
    case .recordSuspended: return (.suspension, 0)
    case .recordClosed:
      // The directives that become unreachable (CNIL 2016-258).
      let slot = try standing(record)
      return (.closure, standings[slot].directives.count)
    case .recordReactivated: return (.reactivated, 0)
    case .erasureRequested: return (.erasureRequested, 0)
    case .deadlineReached(let reached):
      switch reached.kind {
      case .announcementNotice: return (.announcementWaits, 0)
      case .directives: return (.directives, 0)
      case .majority: return (.majority, 0)
      default: return nil
      }
    case .documentRevealed(let revealed)
    where revealed.visibility == .patient && context.actor.kind == .system:
      return (.released, 0)
    default: return nil
    }
  }

  /// Whoever reads for the first time is told of.
  private func reads(
    _ record: Int64,
    _ context: EventContext,
    _ relation: Relation,
    _ event: borrowing ProjectedEvent
  ) throws {
    guard context.actor.kind == .professional || context.actor.kind == .structure else { return }
    let reader = context.actor.identifierText
    guard !reader.isEmpty, !context.secret else { return }
    guard try isFirst(record, reader, event.position) else { return }
    // An emergency has its own notice.
    if relation == .emergency || relation == .regulation { return }
    try raise(.firstAccess, .holder, "", record, detail: 0, isOfTraces: true, event)
  }

  private func isFirst(
    _ record: Int64,
    _ reader: String,
    _ position: Position
  ) throws -> Bool {
    let number = try readers.number(of: reader)
    let key = Meeting(record: record, reader: number, life: lives[record] ?? 0)
    if met.slot(of: key) != nil { return false }
    if !database.isBuilding {
      let statement = try database.statement(
        "SELECT position FROM meeting WHERE record = ? AND reader = ?"
      )
      statement.bind(1, key.record)
      statement.bind(2, key.reader)
      defer { statement.reset() }
      if try statement.step() {
        _ = met.insert(statement.integer(0), for: key)
        return false
      }
    }
    let slot = met.insert(0, for: key)
    met.change(slot) { $0 = Int64(bitPattern: position.rawValue) }
    return true
  }

  /// R1111-48: the holder and their "médecins traitants" are told of an emergency access.
  private func emergency(
    _ record: Int64,
    _ context: EventContext,
    _ event: borrowing ProjectedEvent
  ) throws {
    if context.secret { return }
    try raise(.emergencyAccess, .holder, "", record, detail: 0, isOfTraces: true, event)
    let slot = try standing(record)
    for doctor in standings[slot].doctors
    where doctor != context.actor.identifierText {
      try raise(
        .emergencyAccess,
        .treatingDoctor,
        doctor,
        record,
        detail: 0,
        isOfTraces: true,
        event
      )
    }
  }

  private func keepStanding(_ fact: Fact, _ record: Int64) throws {
    switch fact {
    case .treatingDoctorNamed(let named):
      try change(record) { $0.add(doctor: named.professional.identifierText) }
    case .treatingDoctorEnded(let ended):
      try change(record) { $0.remove(doctor: ended.professional.identifierText) }
    case .documentAdded(let added) where RecordState.directiveTypes.contains(added.type.code):
      try change(record) { $0.add(directive: String(added.number)) }
    case .documentReplaced(let replaced):
      try changeIfKept(record) { $0.remove(directive: String(replaced.number)) }
    case .documentDeleted(let deleted):
      try changeIfKept(record) { $0.remove(directive: String(deleted.number)) }
    case .statementMade(let made) where made.kind == .directivesPlace:
      try change(record) { $0.add(directive: "s\(made.number)") }
    case .statementWithdrawn(let withdrawn):
      try changeIfKept(record) { $0.remove(directive: "s\(withdrawn.number)") }
    default: break
    }
  }

  private func change(_ record: Int64, _ body: (inout Standing) -> Void) throws {
    let slot = try standing(record)
    standings.change(slot, body)
  }

  /// For facts that hardly ever concern one.
  private func changeIfKept(_ record: Int64, _ body: (inout Standing) -> Void) throws {
    let slot = try standing(record)
    if standings[slot].directives.isEmpty { return }
    standings.change(slot, body)
  }

  private func standing(_ record: Int64) throws -> Int {
    if let slot = standings.slot(of: record) { return slot }
    if !holdsAllStandings {
      let statement = try database.statement(
        "SELECT doctors, directives FROM standing WHERE record = ?"
      )
      statement.bind(1, record)
      defer { statement.reset() }
      if try statement.step() {
        return standings.insert(
          Standing(
            doctors: ListText.split(statement.text(0)),
            directives: ListText.split(statement.text(1))
          ),
          for: record
        )
      }
    }
    return standings.insert(Standing(), for: record)
  }

  // Notices are written as they are raised: there is one for hundreds of events.

  private func raise(
    _ kind: Carnet_V1_NoticeKind,
    _ recipient: Carnet_V1_NoticeRecipient,
    _ identifier: String,
    _ record: Int64,
    detail: Int,
    isOfTraces: Bool,
    _ event: borrowing ProjectedEvent
  ) throws {
    let statement = try database.statement(
      """
      INSERT INTO notice
        (cause, recipient, recipient_id, kind, record, raised, detail, trace, state, attempts)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
      """
    )
    statement.bind(1, Int64(bitPattern: event.position.rawValue))
    statement.bind(2, recipient.rawValue)
    statement.bind(3, identifier)
    statement.bind(4, kind.rawValue)
    statement.bind(5, record)
    statement.bind(6, event.time.milliseconds)
    statement.bind(7, detail)
    statement.bind(8, isOfTraces ? 1 : 0)
    try statement.run()
  }

  private func settle(
    _ sent: Carnet_V1_NoticeSent,
    _ event: borrowing ProjectedEvent
  ) throws {
    let statement = try database.statement(
      """
      UPDATE notice SET state = 1, attempts = ?, tried = ?, settled = ?, failure = NULL
      WHERE cause = ? AND recipient = ? AND recipient_id = ? AND record = ?
      """
    )
    statement.bind(1, sent.attempts)
    statement.bind(2, event.time.milliseconds)
    statement.bind(3, Int64(bitPattern: event.position.rawValue))
    statement.bind(4, sent.cause)
    statement.bind(5, sent.recipient.rawValue)
    statement.bind(6, sent.recipientID)
    statement.bind(7, Int64(bitPattern: event.record.rawValue))
    try statement.run()
  }

  private func fail(
    _ failed: Carnet_V1_NoticeFailed,
    _ event: borrowing ProjectedEvent
  ) throws {
    let statement = try database.statement(
      """
      UPDATE notice SET state = ?, attempts = ?, tried = ?, failure = ?
      WHERE cause = ? AND recipient = ? AND recipient_id = ? AND record = ? AND state <> 1
      """
    )
    statement.bind(1, Int(failed.attempts) >= Self.attemptsMax ? 2 : 0)
    statement.bind(2, failed.attempts)
    statement.bind(3, event.time.milliseconds)
    statement.bind(4, failed.failure)
    statement.bind(5, failed.cause)
    statement.bind(6, failed.recipient.rawValue)
    statement.bind(7, failed.recipientID)
    statement.bind(8, Int64(bitPattern: event.record.rawValue))
    try statement.run()
  }

  /// After so many failures a person must look.
  package static let attemptsMax = 10

  package func forget(
    _ record: Pseudonym,
    _ scope: ErasureScope,
    before end: Position
  ) throws {
    let key = Int64(bitPattern: record.rawValue)
    if scope.contains(.contents) {
      let slot = try standing(key)
      if standings[slot] != Standing() {
        standings.change(slot) { $0 = Standing() }
        database.noteForgotten()
      }
    }
    let before = Int64(bitPattern: end.rawValue)
    if database.isBuilding {
      if scope.contains(.traces) { lives[key, default: 0] += 1 }
      forgottenWhileBuilding.append((key, scope, before))
    } else {
      try flushMeetings()
      met.removeAll()
      try delete(key, scope, before)
    }
  }

  private func delete(_ record: Int64, _ scope: ErasureScope, _ end: Int64) throws {
    for (part, isOfTraces) in [(ErasureScope.contents, 0), (.traces, 1)]
    where scope.contains(part) {
      let statement = try database.statement(
        "DELETE FROM notice WHERE record = ? AND cause < ? AND trace = ?"
      )
      statement.bind(1, record)
      statement.bind(2, end)
      statement.bind(3, isOfTraces)
      try database.forget(statement)
    }
    if scope.contains(.contents) {
      // Who was told, and who the doctors are, stood in what is gone; that somebody looked did not.
      for sql in [
        "DELETE FROM notice WHERE record = ? AND cause < ? AND trace = 1 AND recipient <> 1",
        """
        UPDATE notice SET state = 0, attempts = 0, tried = NULL, settled = NULL, failure = NULL
        WHERE record = ? AND cause < ? AND trace = 1
        """,
      ] {
        let statement = try database.statement(sql)
        statement.bind(1, record)
        statement.bind(2, end)
        try database.forget(statement)
      }
    }
    if scope.contains(.traces) {
      let statement = try database.statement(
        "DELETE FROM meeting WHERE record = ? AND position < ?"
      )
      statement.bind(1, record)
      statement.bind(2, end)
      try database.forget(statement)
    }
  }

  package func indexesCreated() throws {
    for (record, scope, end) in forgottenWhileBuilding { try delete(record, scope, end) }
    forgottenWhileBuilding = []
  }

  package func flush() throws {
    try flushMeetings()
    let insert = try database.statement(
      "INSERT OR REPLACE INTO standing (record, doctors, directives) VALUES (?, ?, ?)"
    )
    let delete = try database.statement("DELETE FROM standing WHERE record = ?")
    try standings.flush { record, standing in
      if standing == Standing() {
        delete.bind(1, record)
        return try delete.run()
      }
      insert.bind(1, record)
      insert.bind(2, ListText.join(standing.doctors))
      insert.bind(3, ListText.join(standing.directives))
      try insert.run()
    }
  }

  private func flushMeetings() throws {
    let statement = try database.statement(
      "INSERT OR REPLACE INTO meeting (position, record, reader) VALUES (?, ?, ?)"
    )
    try met.flush { meeting, position in
      statement.bind(1, position)
      statement.bind(2, meeting.record)
      statement.bind(3, meeting.reader)
      try statement.run()
    }
  }

  package var heldBytes: Int {
    // What a build must hold anyway is not counted: writing would not give it back.
    let meetings = database.isBuilding ? 0 : met.count * 48
    return meetings + standings.count * 100 + readers.count * 60
  }

  package func release() {
    if !database.isBuilding { met.removeAll() }
    if standings.count > 0 { holdsAllStandings = false }
    standings.removeAll()
    readers.release()
  }
}
