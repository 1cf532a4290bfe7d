package import CarnetCore
import DeadlineBoard
package import MedicalRecord
import Views

/// Records whose years of keeping are over (L1111-18): what would be erased, or the approval of it.
///
/// Two operators approve; with the second approval a record is erased. What keeps a record, such as a
/// legal hold, is told for each.
package struct RetentionRun: Sendable {
  package enum Outcome: Hashable, Sendable {
    /// Something stands against it.
    case kept(Refusal)
    /// Nothing was done: it was not asked for.
    case due
    /// One of the two approvals stands.
    case approved
    case erased
    /// The same operator approved before.
    case waitsForAnotherOperator
  }

  package struct Row: Hashable, Sendable {
    package var record: Pseudonym
    package var due: Instant
    package var outcome: Outcome
  }

  private let service: RecordService

  package init(_ service: RecordService) { self.service = service }

  /// Goes through the records that are due, the oldest first.
  ///
  /// That they are named to somebody is an event before they are, and so is what was done to them.
  ///
  /// - Parameters:
  ///   - approving: whether each is approved; false changes nothing.
  ///   - limit: records at most.
  ///   - context: who does it, and why.
  ///   - progress: told after each record how many are done, and of how many.
  /// - Throws: what an erasure throws; what was done before stands.
  package func run(
    approving: Bool,
    limit: Int,
    by context: EventContext,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> [Row] {
    try service.runner.requireUpToDate(LogFeed(service))
    let board = ViewReader(DeadlineBoard.self, in: service.directory.views)
    let now = service.clock()
    let end = Instant(milliseconds: now.milliseconds + 1)
    let due = try await board.read {
      try $0.deadlines(of: .retention, before: end, limit: limit)
    }
    var rows: [Row] = []
    for deadline in due {
      let outcome = try await outcome(of: deadline.record, approving, context, now)
      rows.append(Row(record: deadline.record, due: deadline.deadline.due, outcome: outcome))
      progress(rows.count, due.count)
    }
    if rows.isEmpty { return rows }
    if approving {
      try await service.note(.retentionRun, outcome: Self.words(rows), context)
    } else {
      _ = try await service.traceQuestion("retention", [], answers: UInt64(rows.count), context)
    }
    return rows
  }

  private func outcome(
    of record: Pseudonym,
    _ approving: Bool,
    _ context: EventContext,
    _ now: Instant
  ) async throws -> Outcome {
    do throws(Refusal) {
      try check(record, now)
    } catch {
      return .kept(error)
    }
    if !approving { return .due }
    do {
      switch try await service.approveErasure(of: record, .retention, context) {
      case .approved: return .approved
      case .erased: return .erased
      }
    } catch ErasureFailure.needsAnotherOperator {
      return .waitsForAnotherOperator
    }
  }

  private func check(_ record: Pseudonym, _ now: Instant) throws(Refusal) {
    // A record that cannot be read is for the erasure to say why.
    guard let state = try? service.state(of: record) else { return }
    try state.checkMayBeErased(.retention, now: now)
  }

  /// What the event says of the run: it names no record, their own events do.
  private static func words(_ rows: [Row]) -> String {
    var (approved, erased, kept, waiting) = (0, 0, 0, 0)
    for row in rows {
      switch row.outcome {
      case .approved: approved += 1
      case .erased: erased += 1
      case .kept, .due: kept += 1
      case .waitsForAnotherOperator: waiting += 1
      }
    }
    return "approved \(approved), erased \(erased), kept \(kept), waiting \(waiting)"
  }
}
