package import CarnetCore
package import MedicalRecord
package import Views

extension AuditTrail {
  /// An event of somebody's, as far as detectors count by it.
  package struct Act: Hashable, Sendable {
    package var time: Instant
    package var type: UInt16
    package var relation: Relation
    package var record: Pseudonym

    package var isRead: Bool { type == 32 || type == 33 }
  }

  /// On how many records somebody looked in a day.
  package struct DayOfReading: Hashable, Sendable {
    package var person: AuditActor.Identifier
    package var profession: String
    package var structure: AuditActor.Identifier
    /// The legal day.
    package var day: CalendarDay
    package var reads: Int
    package var records: Int
  }
}

extension ViewSession where P == AuditTrail {
  /// All that somebody did, in the order of time.
  package func acts(
    by identifier: AuditActor.Identifier,
    in period: Range<Instant>? = nil
  ) throws -> [AuditTrail.Act] {
    var acts: [AuditTrail.Act] = []
    for number in try actorNumbers(of: identifier) {
      let (condition, values) = Self.condition(period)
      acts += try database.rows(
        "SELECT time, type, relation, record FROM access WHERE actor = ?\(condition)",
        [.integer(number)] + values
      ) { row in
        AuditTrail.Act(
          time: Instant(milliseconds: row.integer(0)),
          type: UInt16(truncatingIfNeeded: row.integer(1)),
          relation: Relation(rawValue: Int(row.integer(2))) ?? .unspecified,
          record: Pseudonym(rawValue: UInt64(bitPattern: row.integer(3)))
        )
      }
    }
    return acts.sorted { $0.time < $1.time }
  }

  /// Professions and structures under which somebody appears, and their names.
  package func actors(under identifier: AuditActor.Identifier) throws -> [AuditActor] {
    try database.rows(
      """
      SELECT kind, identifier, profession, structure, name FROM actor
      WHERE identifier = ? ORDER BY id
      """,
      [identifier.value]
    ) { AuditActor($0, from: 0) }
  }

  /// Days on which professionals read, one a row of the dictionary of actors; from the index alone.
  package func daysOfReading(
    in period: Range<Instant>? = nil
  ) throws -> [AuditTrail.DayOfReading] {
    let actors = Dictionary(
      try database.rows("SELECT id, kind, identifier, profession, structure, name FROM actor") {
        ($0.integer(0), AuditActor($0, from: 1))
      },
      uniquingKeysWith: { first, _ in first }
    )
    let (condition, values) = Self.condition(period)
    let statement = try database.statement(
      """
      SELECT actor, time, record FROM access INDEXED BY access_by_actor
      WHERE type IN (32, 33)\(condition) ORDER BY actor, time
      """
    )
    for (index, value) in values.enumerated() { statement.bind(Int32(index) + 1, value) }
    defer { statement.reset() }
    var days: [AuditTrail.DayOfReading] = []
    var legal = LegalDays()
    var current: (actor: Int64, day: CalendarDay)?
    var records: Set<Int64> = []
    var reads = 0
    func finish() {
      guard let current, let actor = actors[current.actor],
        actor.actorKind == .professional || actor.actorKind == .structure
      else { return }
      days.append(
        AuditTrail.DayOfReading(
          person: actor.identifier,
          profession: actor.profession,
          structure: actor.structure,
          day: current.day,
          reads: reads,
          records: records.count
        )
      )
    }
    while try statement.step() {
      let actor = statement.integer(0)
      let day = legal.day(of: Instant(milliseconds: statement.integer(1)))
      if current.map({ $0 != (actor, day) }) ?? true {
        finish()
        current = (actor, day)
        records.removeAll(keepingCapacity: true)
        reads = 0
      }
      records.insert(statement.integer(2))
      reads += 1
    }
    finish()
    return days
  }
}
