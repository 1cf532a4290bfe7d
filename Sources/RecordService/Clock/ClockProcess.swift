package import CarnetCore
import DeadlineBoard
package import EventLog
package import MedicalRecord
import Views

/// Turns deadlines that have come into events, in the order in which they fell due.
///
/// It may have stood still for weeks: what it then writes is what it would have written in time,
/// reckoned from the moment each deadline fell due and by the rules of that moment. Killed at any
/// point it is simply run again, because what was written is on the board no more.
package struct ClockProcess: Sendable {
  private let service: RecordService
  /// Deadlines taken from the board at a time.
  private let pageCount: Int

  package init(_ service: RecordService, pageCount: Int = 1024) {
    self.service = service
    self.pageCount = pageCount
  }

  /// What a run did.
  package struct Report: Hashable, Sendable {
    package var reached: [DeadlineKind: Int] = [:]
    /// Deadlines whose record had changed in a way that left nothing to do.
    package var withoutEffect = 0
    /// Records that an event of a later version keeps from being decided on.
    package var passedOver: Set<Pseudonym> = []

    package var count: Int { reached.values.reduce(0, +) }

    /// What the event says of the run: how many of each kind, and how many records were left.
    package var words: [String] {
      let kinds = reached.map { "\($0.key.word) \($0.value)" }.sorted()
      return passedOver.isEmpty ? kinds : kinds + ["passed-over \(passedOver.count)"]
    }
  }

  private struct Decided {
    var row: DeadlineBoard.Row
    var write: Write
  }

  /// Runs until nothing that fell due by `moment` is left.
  ///
  /// - Parameters:
  ///   - moment: up to when; the clock's now if nil, and never later.
  ///   - progress: told after each group how many were done.
  package func run(
    until moment: Instant? = nil,
    progress: (Int) -> Void = { _ in }
  ) async throws -> Report {
    let end = min(moment ?? service.clock(), service.clock())
    let board = ViewReader(DeadlineBoard.self, in: service.directory.views)
    var report = Report()
    var limit = pageCount
    while true {
      try service.runner.requireUpToDate(LogFeed(service))
      let most = limit
      let rows = try await board.read { try $0.due(by: end, limit: most) }
      var seen: Set<Pseudonym> = []
      // One a record and round: the next decision must see what this one wrote.
      let page = rows.filter {
        !report.passedOver.contains($0.record) && seen.insert($0.record).inserted
      }
      if page.isEmpty {
        if rows.count < limit { return report }
        // All of them belong to records that are passed over: look further.
        limit *= 2
        continue
      }
      try await write(page, &report)
      progress(report.count)
    }
  }

  /// Runs, and writes down that it ran and who had it run.
  ///
  /// A run that wrote nothing is no act: a service that looks every few seconds would fill the log.
  package func run(
    until moment: Instant? = nil,
    by context: EventContext,
    progress: (Int) -> Void = { _ in }
  ) async throws -> Report {
    let report = try await run(until: moment, progress: progress)
    if report.count > 0 {
      try await service.note(.clockRun, report.words, outcome: "\(report.count)", context)
    }
    return report
  }

  /// Decides and appends a group.
  private func write(_ page: [DeadlineBoard.Row], _ report: inout Report) async throws {
    var decided: [Decided] = []
    for row in page {
      do {
        if let write = try decide(row) {
          decided.append(Decided(row: row, write: write))
        } else {
          report.withoutEffect += 1
          report.passedOver.insert(row.record)
        }
      } catch let ServiceFailure.foreignEvent(record, _, _) {
        report.passedOver.insert(record)
      }
    }
    let outcomes = try await service.append(decided.map(\.write))
    for (item, outcome) in zip(decided, outcomes) {
      switch outcome {
      case .success:
        report.reached[item.row.deadline.key.kind, default: 0] += 1
      case .failure(.conflict):
        // Somebody wrote to the record meanwhile: decided again in the next round.
        break
      case .failure(let failure): throw ServiceFailure.append(failure)
      }
    }
  }

  /// Nil when there is nothing to do any more.
  private func decide(_ row: DeadlineBoard.Row) throws -> Write? {
    let now = service.clock()
    let state = try service.state(of: row.record)
    let rules = try service.rules(at: row.deadline.due)
    let facts: [Fact]
    do throws(Refusal) {
      facts = try state.fallDue(row.deadline.key, rules: rules, now: now)
    } catch {
      return nil
    }
    var context = EventContext()
    context.actor = Actor(.system, name: "clock")
    context.purpose = .administration
    context.occurred = row.deadline.due.milliseconds
    var generator = SystemRandomNumberGenerator()
    let events = service.events(
      facts,
      context: context,
      ids: { _ in EventID.random(using: &generator) },
      time: now
    )
    return Write(
      record: row.record,
      expecting: state.revision.map { .revision($0) } ?? .none,
      events: events
    )
  }
}
