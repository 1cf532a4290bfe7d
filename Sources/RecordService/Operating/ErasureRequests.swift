package import CarnetCore
package import DeadlineBoard
package import MedicalRecord
import Views

/// A record that may be erased, once two operators agree.
package struct ErasureRequest: Sendable {
  package var record: Pseudonym
  package var ground: Carnet_V1_ErasureGround
  /// By when it must be done, or since when it may be.
  package var due: Instant
  /// Operators who approved on this ground, while it counts.
  package var approvals: [DeadlineBoard.Approval]
}

extension RecordService {
  /// Erasures that were asked for, and records whose retention is over; the earliest first.
  ///
  /// - Parameter limit: of each kind.
  package func erasureRequests(limit: Int) async throws -> [ErasureRequest] {
    let now = clock()
    let board = ViewReader(DeadlineBoard.self, in: directory.views)
    return try await board.read { session in
      let asked = try session.deadlines(of: .erasure, limit: limit)
      let over = try session.deadlines(
        of: .retention,
        before: Instant(milliseconds: now.milliseconds + 1),
        limit: limit
      )
      return try (asked + over)
        .map { row in
          let ground: Carnet_V1_ErasureGround =
            row.deadline.key.kind == .erasure ? .request : .retention
          return ErasureRequest(
            record: row.record,
            ground: ground,
            due: row.deadline.due,
            approvals: try session.approvals(of: row.record)
              .filter { Self.counts($0, ground, after: row.set, now) }
          )
        }
    }
  }

  /// Whether an approval counts: given after what it approves, on the same ground, not too long ago.
  static func counts(
    _ approval: DeadlineBoard.Approval,
    _ ground: Carnet_V1_ErasureGround,
    after set: Position?,
    _ now: Instant
  ) -> Bool {
    approval.ground == ground && approval.time >= now.adding(days: -approvalDays)
      && (set.map { approval.position > $0 } ?? true)
  }
}
