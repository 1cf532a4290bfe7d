package import CarnetCore
package import EventLog
package import MedicalRecord

/// What a decision knows: the record, the rules of the day, and the time.
package struct DecisionGround: Sendable {
  package var state: RecordState
  package var rules: Rules
  package var now: Instant

  package init(state: RecordState, rules: Rules, now: Instant) {
    self.state = state
    self.rules = rules
    self.now = now
  }
}

extension RecordService {
  private static let attemptsMax = 16

  /// Takes a decision on a record and appends what it makes, as one write.
  ///
  /// The decision is taken again when somebody else wrote to the record meanwhile, so it always
  /// rests on the state that its events follow.
  ///
  /// - Returns: nil when the decision makes nothing.
  /// - Throws: `ServiceFailure.refused` with the domain's reason; nothing was changed.
  @discardableResult
  package func perform(
    on record: Pseudonym,
    _ context: EventContext,
    at moment: Instant? = nil,
    _ decide: (DecisionGround) throws(Refusal) -> [Fact]
  ) async throws -> AppendReceipt? {
    guard isWriter else { throw ServiceFailure.openedForReading }
    return try await turns.run(on: record) {
      try await decideAndAppend(record, context, moment, decide)
    }
  }

  private func decideAndAppend(
    _ record: Pseudonym,
    _ context: EventContext,
    _ moment: Instant?,
    _ decide: (DecisionGround) throws(Refusal) -> [Fact]
  ) async throws -> AppendReceipt? {
    for attempt in 1... {
      let state = try state(of: record)
      let now = moment ?? clock()
      let ground = DecisionGround(state: state, rules: try rules(at: now), now: now)
      let facts: [Fact]
      do throws(Refusal) {
        facts = try decide(ground)
      } catch {
        throw ServiceFailure.refused(error)
      }
      if facts.isEmpty { return nil }
      do {
        return try await append(
          record,
          facts,
          context,
          expecting: state.revision.map { .revision($0) } ?? .none,
          time: now
        )
      } catch ServiceFailure.append(.conflict(record: let place, let expected, let actual)) {
        if attempt == Self.attemptsMax {
          throw ServiceFailure.append(.conflict(record: place, expected: expected, actual: actual))
        }
      }
    }
    throw ServiceFailure.append(.emptyWrite)
  }
}
