package import CarnetCore
package import MedicalRecord
package import Views

extension DeadlineBoard {
  /// One deadline of one record.
  package struct Row: Hashable, Sendable {
    package var record: Pseudonym
    package var deadline: Deadline
    /// The event that set it.
    package var set: Position
    /// Whether an event said that it came; what it asks for is still to be done.
    package var isReached: Bool
  }

  /// That an operator approved an erasure.
  package struct Approval: Hashable, Sendable {
    package var position: Position
    package var record: Pseudonym
    package var ground: Carnet_V1_ErasureGround
    package var `operator`: String
    package var time: Instant
  }

  /// Deadlines of one kind, counted.
  package struct Sum: Hashable, Sendable {
    package var kind: DeadlineKind
    package var pending: Int
    /// Of which the moment is past: the clock has not run, or nobody has done what is asked.
    package var late: Int
    package var next: Instant
  }
}

extension ViewSession where P == DeadlineBoard {
  /// What has come and no event says so yet, in the order it fell due.
  package func due(by moment: Instant, limit: Int) throws -> [DeadlineBoard.Row] {
    try rows(["reached = 0 AND due <= ?"], [.integer(moment.milliseconds)], limit)
  }

  /// What falls due before a moment, the earliest first; of one kind, or of all.
  package func deadlines(
    of kind: DeadlineKind? = nil,
    before end: Instant? = nil,
    record: Pseudonym? = nil,
    limit: Int
  ) throws -> [DeadlineBoard.Row] {
    var conditions = ["1"]
    var values: [SQLValue] = []
    if let kind {
      conditions.append("kind = ?")
      values.append(.integer(Int64(kind.rawValue)))
    }
    if let end {
      conditions.append("due < ?")
      values.append(.integer(end.milliseconds))
    }
    if let record {
      conditions.append("record = ?")
      values.append(.integer(Int64(bitPattern: record.rawValue)))
    }
    // Of all kinds together, reached or not: each in the order of its index, so that the earliest
    // are read and not all that there are.
    if kind == nil, record == nil {
      let both = ["reached = 0", "reached = 1"]
        .map { ([$0] + conditions).joined(separator: " AND ") }
      return try rows(both, values, limit)
    }
    return try rows([conditions.joined(separator: " AND ")], values, limit)
  }

  /// How many of each kind are pending and late, each counted in the index.
  package func sums(at moment: Instant) throws -> [DeadlineBoard.Sum] {
    try database.rows(
      """
      WITH RECURSIVE kinds (kind) AS (
        SELECT min(kind) FROM deadline
        UNION ALL
        SELECT (SELECT min(kind) FROM deadline WHERE kind > kinds.kind) FROM kinds
        WHERE kinds.kind IS NOT NULL)
      SELECT kind,
        (SELECT count(*) FROM deadline WHERE deadline.kind = kinds.kind),
        (SELECT count(*) FROM deadline WHERE deadline.kind = kinds.kind AND due <= ?),
        (SELECT min(due) FROM deadline WHERE deadline.kind = kinds.kind)
      FROM kinds WHERE kind IS NOT NULL
      """,
      [.integer(moment.milliseconds)]
    ) { row in
      DeadlineBoard.Sum(
        kind: DeadlineKind(rawValue: Int(row.integer(0))) ?? .unspecified,
        pending: Int(row.integer(1)),
        late: Int(row.integer(2)),
        next: Instant(milliseconds: row.integer(3))
      )
    }
  }

  /// Who approved erasures of a record, in order.
  package func approvals(of record: Pseudonym) throws -> [DeadlineBoard.Approval] {
    try database.rows(
      """
      SELECT position, ground, operator, time FROM approval WHERE record = ? ORDER BY position
      """,
      [.integer(Int64(bitPattern: record.rawValue))]
    ) { row in
      DeadlineBoard.Approval(
        position: Position(UInt64(bitPattern: row.integer(0))),
        record: record,
        ground: Carnet_V1_ErasureGround(rawValue: Int(row.integer(1))) ?? .unspecified,
        operator: row.text(2),
        time: Instant(milliseconds: row.integer(3))
      )
    }
  }

  /// The earliest of what meets one of some conditions, none of which holds together with another.
  private func rows(
    _ conditions: [String],
    _ values: [SQLValue],
    _ limit: Int
  ) throws -> [DeadlineBoard.Row] {
    let order = "ORDER BY due, position, kind, subject LIMIT ?"
    let parts = conditions.map { condition in
      """
      SELECT * FROM (
        SELECT record, kind, subject, due, position, reached FROM deadline
        WHERE \(condition) \(order))
      """
    }
    let most = SQLValue.integer(Int64(max(0, limit)))
    return try database.rows(
      parts.joined(separator: "\nUNION ALL\n") + "\n" + order,
      conditions.flatMap { _ in values + [most] } + [most]
    ) { row in
      DeadlineBoard.Row(
        record: Pseudonym(rawValue: UInt64(bitPattern: row.integer(0))),
        deadline: Deadline(
          DeadlineKind(rawValue: Int(row.integer(1))) ?? .unspecified,
          row.text(2),
          due: Instant(milliseconds: row.integer(3))
        ),
        set: Position(UInt64(bitPattern: row.integer(4))),
        isReached: row.integer(5) != 0
      )
    }
  }
}
