package import CarnetCore
package import EventLog
package import MedicalRecord

/// What a decision knows: the record, the rules of the day, and the time.
package struct DecisionGround: Sendable {
  package var dossier: RecordDossier
  package var rules: Rules
  package var now: Instant

  package var state: RecordState { dossier.state }
}

/// What a decision makes of a record, before it is written.
struct Draft {
  var facts: [Fact]
  /// Identities of the events; fresh ones where they are left out.
  var ids: [EventID]?

  init(_ facts: [Fact], ids: [EventID]? = nil) {
    self.facts = facts
    self.ids = ids
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
    try await write(on: record, context, at: moment) { (ground) throws(Refusal) in
      Draft(try decide(ground))
    }
  }

  /// As `perform`, for decisions that name their events themselves.
  func write(
    on record: Pseudonym,
    _ context: EventContext,
    at moment: Instant? = nil,
    _ decide: (DecisionGround) throws(Refusal) -> Draft
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
    _ decide: (DecisionGround) throws(Refusal) -> Draft
  ) async throws -> AppendReceipt? {
    for attempt in 1... {
      let dossier = try dossier(of: record)
      let now = moment ?? clock()
      let ground = DecisionGround(dossier: dossier, rules: try rules(at: now), now: now)
      let draft = try Self.draft(ground, decide)
      if draft.facts.isEmpty { return nil }
      let ids = draft.ids ?? Self.freshIdentities(draft.facts.count)
      let events = events(draft.facts, context: context, ids: { ids[$0] }, time: now)
      let expecting = dossier.state.revision.map { ExpectedRevision.revision($0) } ?? .none
      do throws(ServiceFailure) {
        let receipt = try await append(
          Write(record: record, expecting: expecting, events: events)
        )
        if !receipt.wasRecordedBefore {
          keep(dossier, record, draft.facts, context, ids, receipt, now)
        }
        return receipt
      } catch {
        guard case .append(.conflict) = error, attempt < Self.attemptsMax else { throw error }
      }
    }
    throw ServiceFailure.append(.emptyWrite)
  }

  private static func draft(
    _ ground: DecisionGround,
    _ decide: (DecisionGround) throws(Refusal) -> Draft
  ) throws -> Draft {
    do throws(Refusal) {
      return try decide(ground)
    } catch {
      throw ServiceFailure.refused(error)
    }
  }

  /// Keeps the dossier as the events that were just written made it: the next to ask need not read
  /// them from the log.
  private func keep(
    _ dossier: RecordDossier,
    _ record: Pseudonym,
    _ facts: [Fact],
    _ context: EventContext,
    _ ids: [EventID],
    _ receipt: AppendReceipt,
    _ time: Instant
  ) {
    var dossier = dossier
    var revision = dossier.state.revision
    for (index, fact) in facts.enumerated() {
      let next = revision?.next ?? .zero
      dossier.apply(
        RecordDossier.Step(
          body: EventBody(fact, context: context),
          revision: next,
          position: receipt.positions[index],
          time: time,
          id: ids[index]
        ),
        of: record
      )
      revision = next
    }
    dossiers[record] = dossier
  }

  private static func freshIdentities(_ count: Int) -> [EventID] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in EventID.random(using: &generator) }
  }
}
