package import CarnetCore
package import MedicalRecord
package import Views

extension Notices {
  /// A notice to one recipient.
  package struct Row: Hashable, Sendable {
    package enum State: Int64, Hashable, Sendable, CaseIterable {
      case toSend = 0
      case sent = 1
      /// It failed as often as it may; a person must look.
      case givenUp = 2
    }

    /// The event that raised it.
    package var cause: Position
    package var kind: Carnet_V1_NoticeKind
    package var recipient: Carnet_V1_NoticeRecipient
    /// A doctor's identifier; empty for the holder.
    package var recipientID: String
    package var record: Pseudonym
    package var raised: Instant
    /// A number that the notice states: of directives, at a closure.
    package var detail: Int
    package var state: State
    package var attempts: UInt32
    package var tried: Instant?
    /// The event that proves the sending.
    package var proof: Position?
    package var failure: String?

    /// The same at every attempt, so that whoever delivers can tell a repetition.
    package var identifier: String {
      let recipient = recipientID.isEmpty ? String(recipient.rawValue) : recipientID
      return "\(cause)-\(recipient)"
    }

    /// When it may be tried again: twice as long after each failure, from a minute to a day.
    package var nextAttempt: Instant {
      guard let tried, attempts > 0 else { return raised }
      let minutes = 1 << min(Int(attempts) - 1, 11)
      return tried.adding(minutes: min(minutes, 24 * 60))
    }
  }
}

extension ViewSession where P == Notices {
  /// Notices in a state, the oldest first.
  package func notices(
    _ state: Notices.Row.State? = nil,
    record: Pseudonym? = nil,
    after: (cause: Position, recipientID: String)? = nil,
    limit: Int
  ) throws -> [Notices.Row] {
    var conditions = ["1"]
    var values: [SQLValue] = []
    if let state {
      conditions.append("state = ?")
      values.append(.integer(state.rawValue))
    }
    if let record {
      conditions.append("record = ?")
      values.append(.integer(Int64(bitPattern: record.rawValue)))
    }
    if let after {
      conditions.append("(cause, recipient_id) > (?, ?)")
      values.append(.integer(Int64(bitPattern: after.cause.rawValue)))
      values.append(.text(after.recipientID))
    }
    return try database.rows(
      """
      SELECT cause, kind, recipient, recipient_id, record, raised, detail, state, attempts, tried,
             settled, failure
      FROM notice WHERE \(conditions.joined(separator: " AND "))
      ORDER BY cause, recipient_id LIMIT ?
      """,
      values + [.integer(Int64(max(0, limit)))]
    ) { row in
      Notices.Row(
        cause: Position(UInt64(bitPattern: row.integer(0))),
        kind: Carnet_V1_NoticeKind(rawValue: Int(row.integer(1))) ?? .unspecified,
        recipient: Carnet_V1_NoticeRecipient(rawValue: Int(row.integer(2))) ?? .unspecified,
        recipientID: row.text(3),
        record: Pseudonym(rawValue: UInt64(bitPattern: row.integer(4))),
        raised: Instant(milliseconds: row.integer(5)),
        detail: Int(row.integer(6)),
        state: Notices.Row.State(rawValue: row.integer(7)) ?? .toSend,
        attempts: UInt32(truncatingIfNeeded: row.integer(8)),
        tried: row.optionalInteger(9).map(Instant.init),
        proof: row.optionalInteger(10).map { Position(UInt64(bitPattern: $0)) },
        failure: row.optionalText(11)
      )
    }
  }

  /// How many notices are in each state.
  package func counts() throws -> [Notices.Row.State: Int] {
    let rows = try database.rows("SELECT state, count(*) FROM notice GROUP BY state") {
      (Notices.Row.State(rawValue: $0.integer(0)) ?? .toSend, Int($0.integer(1)))
    }
    return Dictionary(rows, uniquingKeysWith: +)
  }

  /// When the oldest notice that waits was raised.
  package func oldestToSend() throws -> Instant? {
    try database.number("SELECT min(raised) FROM notice WHERE state = 0").map(Instant.init)
  }
}
