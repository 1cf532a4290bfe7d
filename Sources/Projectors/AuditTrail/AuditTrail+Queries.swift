package import CarnetCore
package import MedicalRecord
package import Views

extension AuditTrail {
  /// One access: a read, a refusal or a change.
  package struct Access: Hashable, Sendable {
    package var position: Position
    package var record: Pseudonym
    package var time: Instant
    /// The catalogue's number of the event.
    package var type: UInt16
    package var actor: AuditActor
    package var purpose: Purpose
    package var reason: String
    /// See the schema: what it means follows from `type`.
    package var detail: Int?
    /// The document's number in its record.
    package var document: UInt32?
    /// The rule that decided.
    package var rule: UInt32?
    package var revision: Revision
    /// The version of the rules that decided.
    package var policy: UInt32?
    /// What linked the reader to the holder.
    package var relation: Relation
    /// The revision of the access that this is about.
    package var about: UInt32?
    /// On whom a right was given or taken, or who wrote a document that somebody else filed.
    package var subject: AuditActor?
    package var place: String
    package var request: UInt64?
    package var isSecret: Bool

    package var kind: FactKind? { FactKind(rawValue: type) }
    package var isRefused: Bool { type == FactKind.accessDenied.rawValue }
    package var isEmergency: Bool { type == FactKind.emergencyAccessed.rawValue }
    /// Whether somebody looked or tried to, rather than wrote.
    package var isRead: Bool { (32..<48).contains(type) }
  }

  /// A part of an answer, in the order of positions.
  package struct Page: Hashable, Sendable {
    /// Only what comes after it: the last position of the page before.
    package var after: Position?
    package var limit: Int

    package init(after: Position? = nil, limit: Int = 1000) {
      self.after = after
      self.limit = limit
    }
  }

  /// Refusals of one actor in one structure.
  package struct Refusals: Hashable, Sendable {
    package var actorKind: Carnet_V1_ActorKind
    package var identifier: AuditActor.Identifier
    package var structure: AuditActor.Identifier
    package var count: Int
    package var records: Int
    package var first: Instant
    package var last: Instant
  }

  /// A question that somebody asked of the trail, or an export; who asked is the access of the same
  /// position.
  package struct Question: Hashable, Sendable {
    package var access: Access
    /// Empty for an export.
    package var question: String
    package var parameters: [String]
    package var answers: UInt64?
    /// The positions that were exported.
    package var exported: ClosedRange<Position>?
  }
}

extension AuditTrail {
  /// What a question said, without who asked.
  struct Said {
    var question: String
    var parameters: [String]
    var answers: UInt64?
    var exported: ClosedRange<Position>?

    init(_ row: Statement, from column: Int32) {
      question = row.text(column)
      parameters = ListText.split(row.text(column + 1))
      answers = row.optionalInteger(column + 2).map { UInt64(bitPattern: $0) }
      let first = Position(UInt64(bitPattern: row.integer(column + 3)))
      let last = Position(UInt64(bitPattern: row.integer(column + 4)))
      exported = row.isNull(column + 3) || last < first ? nil : first...last
    }
  }
}

extension ViewSession where P == AuditTrail {
  /// Who read or wrote in a record.
  package func accesses(
    to record: Pseudonym,
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses("record = ?", [.integer(Int64(bitPattern: record.rawValue))], period, page)
  }

  /// What somebody read or wrote, in whatever structure and profession.
  package func accesses(
    by identifier: AuditActor.Identifier,
    kind: Carnet_V1_ActorKind? = nil,
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    let actors = try database.rows(
      "SELECT id, kind FROM actor WHERE identifier = ?",
      [identifier.value]
    ) { (id: $0.integer(0), kind: Int($0.integer(1))) }
    let numbers = actors.filter { kind == nil || $0.kind == kind?.rawValue }.map(\.id)
    if numbers.isEmpty { return [] }
    let list = numbers.sorted().map(String.init).joined(separator: ", ")
    return try accesses("actor IN (\(list))", [], period, page)
  }

  /// Who added, read, hid or was refused a document.
  package func accesses(
    to document: UInt32,
    of record: Pseudonym,
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses(
      "record = ? AND document = ?",
      [.integer(Int64(bitPattern: record.rawValue)), .integer(Int64(document))],
      period,
      page
    )
  }

  /// Who broke the glass or regulated an emergency call.
  package func emergencies(
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses(ofTypes: [.emergencyAccessed], in: period, page)
  }

  /// Who was refused.
  package func refusals(
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses(ofTypes: [.accessDenied], in: period, page)
  }

  /// Events of types that are not what the log is full of; see `AuditTrail.rare`.
  package func accesses(
    ofTypes kinds: [FactKind],
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    let list = kinds.map { String($0.rawValue) }.joined(separator: ", ")
    return try accesses("type IN (\(list)) AND \(AuditTrail.rare)", [], period, page)
  }

  /// Who was refused how often, the most refused first.
  package func refusalsByActor(
    in period: Range<Instant>? = nil,
    limit: Int = 100
  ) throws -> [AuditTrail.Refusals] {
    let (condition, values) = Self.condition(period)
    return try database.rows(
      """
      SELECT actor.kind, actor.identifier, actor.structure,
             count(*), count(DISTINCT record), min(time), max(time)
      FROM access JOIN actor ON actor.id = access.actor
      WHERE type = 34 AND \(AuditTrail.rare)\(condition)
      GROUP BY actor.kind, actor.identifier, actor.structure
      ORDER BY count(*) DESC, actor.kind, actor.identifier, actor.structure LIMIT ?
      """,
      values + [.integer(Int64(max(0, limit)))]
    ) { row in
      AuditTrail.Refusals(
        actorKind: Carnet_V1_ActorKind(rawValue: Int(row.integer(0))) ?? .unspecified,
        identifier: AuditActor.Identifier(row.text(1)),
        structure: AuditActor.Identifier(row.text(2)),
        count: Int(row.integer(3)),
        records: Int(row.integer(4)),
        first: Instant(milliseconds: row.integer(5)),
        last: Instant(milliseconds: row.integer(6))
      )
    }
  }

  /// What was asked of the trail, and what was exported.
  package func questions(
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Question] {
    let asked = try accesses(
      "type IN (48, 49) AND \(AuditTrail.rare)",
      [],
      period,
      page
    )
    guard let first = asked.first?.position, let last = asked.last?.position else { return [] }
    let said = try database.rows(
      """
      SELECT position, question, parameters, answers, first, last FROM question
      WHERE position BETWEEN ? AND ?
      """,
      [first, last].map { .integer(Int64(bitPattern: $0.rawValue)) }
    ) { row in (Position(UInt64(bitPattern: row.integer(0))), AuditTrail.Said(row, from: 1)) }
    let saidAt = Dictionary(said) { first, _ in first }
    return asked.compactMap { access in
      guard let said = saidAt[access.position] else { return nil }
      return AuditTrail.Question(
        access: access,
        question: said.question,
        parameters: said.parameters,
        answers: said.answers,
        exported: said.exported
      )
    }
  }

  func accesses(
    _ condition: String,
    _ values: [SQLValue],
    _ period: Range<Instant>?,
    _ page: AuditTrail.Page
  ) throws -> [AuditTrail.Access] {
    var (periodCondition, values) = (Self.condition(period).0, values + Self.condition(period).1)
    if let after = page.after {
      periodCondition += " AND access.position > ?"
      values.append(.integer(Int64(bitPattern: after.rawValue)))
    }
    return try database.rows(
      """
      SELECT position, record, time, type, purpose, reason.text, detail, document, rule,
             actor.kind, actor.identifier, actor.profession, actor.structure, actor.name,
             revision, policy, relation, about, place.text, request, flags, subject.id,
             subject.kind, subject.identifier, subject.profession, subject.structure,
             subject.name
      FROM access JOIN actor ON actor.id = access.actor
                  LEFT JOIN reason ON reason.id = access.reason
                  LEFT JOIN reason AS place ON place.id = access.place
                  LEFT JOIN actor AS subject ON subject.id = access.subject
      WHERE \(condition)\(periodCondition) ORDER BY position LIMIT ?
      """,
      values + [.integer(Int64(max(0, page.limit)))]
    ) { row in
      AuditTrail.Access(
        position: Position(UInt64(bitPattern: row.integer(0))),
        record: Pseudonym(rawValue: UInt64(bitPattern: row.integer(1))),
        time: Instant(milliseconds: row.integer(2)),
        type: UInt16(truncatingIfNeeded: row.integer(3)),
        actor: AuditActor(row, from: 9),
        purpose: Purpose(rawValue: Int(row.integer(4))) ?? .unspecified,
        reason: row.text(5),
        detail: row.optionalInteger(6).map { Int($0) },
        document: row.optionalInteger(7).map { UInt32(truncatingIfNeeded: $0) },
        rule: row.optionalInteger(8).map { UInt32(truncatingIfNeeded: $0) },
        revision: Revision(UInt32(truncatingIfNeeded: row.integer(14))),
        policy: row.optionalInteger(15).map { UInt32(truncatingIfNeeded: $0) },
        relation: Relation(rawValue: Int(row.integer(16))) ?? .unspecified,
        about: row.optionalInteger(17).map { UInt32(truncatingIfNeeded: $0) },
        subject: row.isNull(21) ? nil : AuditActor(row, from: 22),
        place: row.text(18),
        request: row.optionalInteger(19).map { UInt64(bitPattern: $0) },
        isSecret: row.integer(20) & 1 != 0
      )
    }
  }

  static func condition(_ period: Range<Instant>?) -> (String, [SQLValue]) {
    guard let period else { return ("", []) }
    return (
      " AND time >= ? AND time < ?",
      [.integer(period.lowerBound.milliseconds), .integer(period.upperBound.milliseconds)]
    )
  }
}
