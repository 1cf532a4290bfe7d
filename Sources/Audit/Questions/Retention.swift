import AuditTrail
package import CarnetCore
import MedicalRecord
import RecordService

/// Question 28: which traces reach the end of their retention in a period.
///
/// Ten years after closure (L1111-18). A closure says itself until when its record is kept; one of
/// before it did is counted from, by the rules of its day.
package struct Retention: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var record: Pseudonym
    package var closed: Instant
    package var due: Instant
    package var reason: Int?
    /// Events that the record has in the trail.
    package var events: Int
    /// Held back by a proceeding.
    package var isHeld: Bool
    package var position: Position
  }

  private let period: Range<Instant>
  private let limit: Int

  package init(due period: Range<Instant>, limit: Int = 1000) {
    self.period = period
    self.limit = limit
  }

  package var name: String { "retention" }
  package var parameters: [String] { Parameters.words(period) }

  package func events(behind row: Row) -> [Position] { [row.position] }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let rules = try ground.service.rulesHistory()
    let accesses = try ground.trail {
      try $0.accesses(
        ofTypes: [
          .recordClosed, .recordReactivated, .recordErased, .legalHoldPlaced, .legalHoldLifted,
        ],
        in: nil,
        AuditTrail.Page(limit: .max)
      )
    }
    var closures: [Pseudonym: AuditTrail.Access] = [:]
    var holds: [Pseudonym: Int] = [:]
    for access in accesses {
      switch access.kind {
      case .recordClosed: closures[access.record] = access
      case .recordReactivated, .recordErased: closures[access.record] = nil
      case .legalHoldPlaced: holds[access.record, default: 0] += 1
      case .legalHoldLifted: holds[access.record, default: 0] -= 1
      default: break
      }
    }
    var rows: [Row] = []
    for (record, access) in closures {
      let timers = rules.rules(at: access.time, before: access.position).timers
      let counted = access.time.adding(years: timers.retentionYears)
      // Only near the period is it worth opening what the closure itself says.
      let margin = 400 * Instant.millisecondsPerDay
      guard counted.milliseconds > period.lowerBound.milliseconds.subtractingClamped(margin),
        counted.milliseconds < period.upperBound.milliseconds.addingClamped(margin)
      else { continue }
      var due = counted
      if case .recordClosed(let fact)? = try ground.service.event(at: access.position).body?.fact,
        fact.retainedUntil > 0
      {
        due = Instant(milliseconds: fact.retainedUntil)
      }
      guard period.contains(due) else { continue }
      rows.append(
        Row(
          record: record,
          closed: access.time,
          due: due,
          reason: access.detail,
          events: try ground.trail { try $0.counts(of: record).reduce(0) { $0 + $1.count } },
          isHeld: holds[record, default: 0] > 0,
          position: access.position
        )
      )
    }
    return Array(rows.sorted { ($0.due, $0.record) < ($1.due, $1.record) }.prefix(limit))
  }
}

extension Int64 {
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  fileprivate func subtractingClamped(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? .min : difference
  }
}
