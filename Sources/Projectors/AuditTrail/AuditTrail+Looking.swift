package import CarnetCore
package import MedicalRecord
package import Views

extension ViewSession where P == AuditTrail {
  /// The access at a position; nil where the trail has none.
  package func access(at position: Position) throws -> AuditTrail.Access? {
    try accesses("position = ?", [position.value], nil, AuditTrail.Page(limit: 1)).first
  }

  /// All that one request caused, whoever was served by it.
  package func accesses(
    ofRequest request: UInt64,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses(
      "request = ? AND request IS NOT NULL",
      [.integer(Int64(bitPattern: request))],
      nil,
      page
    )
  }

  /// What somebody did last before a moment: in which profession and structure they worked then.
  package func lastAccess(
    by identifier: AuditActor.Identifier,
    before moment: Instant
  ) throws -> AuditTrail.Access? {
    let numbers = try actorNumbers(of: identifier)
    var last: (time: Int64, position: Int64)?
    for number in numbers {
      let found = try database.rows(
        """
        SELECT time, position FROM access WHERE actor = ? AND time <= ?
        ORDER BY time DESC, position DESC LIMIT 1
        """,
        [.integer(number), .integer(moment.milliseconds)]
      ) { (time: $0.integer(0), position: $0.integer(1)) }
      if let found = found.first, last.map({ found > $0 }) ?? true { last = found }
    }
    return try last.flatMap { try access(at: Position(UInt64(bitPattern: $0.position))) }
  }

  /// Accesses in an emergency that nobody has reviewed.
  package func unreviewedEmergencies(
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses(
      """
      type = 35 AND \(AuditTrail.rare) AND NOT EXISTS (
        SELECT 1 FROM access AS review
        WHERE review.record = access.record AND review.about = access.revision
          AND review.about IS NOT NULL AND review.type = 39)
      """,
      [],
      period,
      page
    )
  }

  /// Reviews and disputes of an access, the oldest first.
  package func remarks(
    about revision: Revision,
    of record: Pseudonym
  ) throws -> [AuditTrail.Access] {
    try accesses(
      "record = ? AND about = ? AND about IS NOT NULL",
      [record.value, .integer(Int64(revision.rawValue))],
      nil,
      AuditTrail.Page()
    )
  }

  /// Searches that gave a record and after which the same person did not open it within `hours`.
  package func searchesWithoutOpening(
    of record: Pseudonym? = nil,
    in period: Range<Instant>? = nil,
    hours: Int,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses(
      """
      type = 36 AND \(record == nil ? AuditTrail.rare : "access.record = ?") AND NOT EXISTS (
        SELECT 1 FROM access AS opened JOIN actor AS opener ON opener.id = opened.actor
        WHERE opened.record = access.record AND opened.type IN (32, 33)
          AND opened.detail IS NOT 1 AND opener.identifier = actor.identifier
          AND opened.time BETWEEN access.time AND access.time + \(Int64(hours) * 3_600_000))
      """,
      record.map { [$0.value] } ?? [],
      period,
      page
    )
  }

  /// Searches that gave a record.
  package func searches(
    of record: Pseudonym,
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    try accesses("access.record = ? AND type = 36", [record.value], period, page)
  }

  /// Refusals that a holder's own decision caused: opposed, masked, held back, blocked.
  package func refusals(
    byRules rules: [AccessRule],
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    let list = rules.map { String($0.rawValue) }.joined(separator: ", ")
    return try accesses(
      "type = 34 AND \(AuditTrail.rare) AND rule IN (\(list))",
      [],
      period,
      page
    )
  }

  /// Documents read by professionals while they were masked: the author and the "médecin traitant"
  /// may, nobody else.
  ///
  /// Looks at all events of the records that have a masking, record by record, until the page is
  /// full.
  package func readsOfMaskedDocuments(
    in period: Range<Instant>? = nil,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    let records = try database.rows(
      """
      SELECT DISTINCT record FROM access WHERE type = 24 AND \(AuditTrail.rare) AND detail = 1
      ORDER BY record
      """
    ) { $0.integer(0) }
    var found: [Position] = []
    for record in records where found.count < page.limit {
      found += try maskedReads(of: record, in: period)
    }
    return try found.filter { position in page.after.map { position > $0 } ?? true }
      .sorted().prefix(page.limit)
      .compactMap { try access(at: $0) }
  }

  private func maskedReads(of record: Int64, in period: Range<Instant>?) throws -> [Position] {
    let statement = try database.statement(
      """
      SELECT position, type, document, detail, relation, time FROM access
      WHERE record = ? AND type IN (24, 25, 33) ORDER BY position
      """
    )
    statement.bind(1, record)
    defer { statement.reset() }
    var masked: Set<Int64> = []
    var reads: [Position] = []
    let masking = Int64(Visibility.professionals.rawValue)
    // The holder's side sees what is masked from professionals.
    let holders = [Relation.holder, .representative, .heir].map { Int64($0.rawValue) }
    while try statement.step() {
      let document = statement.integer(2)
      switch statement.integer(1) {
      case 24: if statement.integer(3) == masking { masked.insert(document) }
      case 25: if statement.integer(3) == masking { masked.remove(document) }
      default:
        guard masked.contains(document), !holders.contains(statement.integer(4)),
          period?.contains(Instant(milliseconds: statement.integer(5))) ?? true
        else { continue }
        reads.append(Position(UInt64(bitPattern: statement.integer(0))))
      }
    }
    return reads
  }

  /// How many events of each type a record has in the trail.
  package func counts(of record: Pseudonym) throws -> [(type: UInt16, count: Int)] {
    try database.rows(
      "SELECT type, count(*) FROM access WHERE record = ? GROUP BY type ORDER BY type",
      [record.value]
    ) { (UInt16(truncatingIfNeeded: $0.integer(0)), Int($0.integer(1))) }
  }

  /// Numbers of the actors under an identifier: one a profession, structure or spelling.
  func actorNumbers(of identifier: AuditActor.Identifier) throws -> [Int64] {
    try database.rows("SELECT id FROM actor WHERE identifier = ? ORDER BY id", [identifier.value]) {
      $0.integer(0)
    }
  }
}

extension Position {
  var value: SQLValue { .integer(Int64(bitPattern: rawValue)) }
}

extension Pseudonym {
  var value: SQLValue { .integer(Int64(bitPattern: rawValue)) }
}
