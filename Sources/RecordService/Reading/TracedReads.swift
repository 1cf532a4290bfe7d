package import CarnetCore
package import EventLog
import Foundation
package import MedicalRecord

/// A read that was decided and traced.
package struct TracedRead: Sendable {
  package var receipt: AppendReceipt
  package var decision: AccessDecision
  /// The record as it was when the decision was taken.
  package var state: RecordState
}

extension RecordService {
  /// Decides a read of a record, makes its trace durable, and only then says whether it may go on.
  ///
  /// The trace follows the very state that was decided on: who was blocked meanwhile is refused.
  ///
  /// - Throws: `.accessDenied` with the rule; the refusal was traced too. `.unknownRecord` without
  ///   a trace: there is no record to keep it in.
  @discardableResult
  package func authorise(
    _ request: AccessRequest,
    on record: Pseudonym,
    place: String = "",
    isSecret: Bool = false
  ) async throws -> TracedRead {
    var context = EventContext()
    context.actor = request.actor
    context.purpose = request.purpose
    context.reason = request.reason
    context.place = place
    context.secret = isSecret
    var decided: (AccessDecision, RecordState)?
    guard index.head(of: record) != nil, record.isOfARecord else {
      throw ServiceFailure.unknownRecord(record)
    }
    let receipt = try await perform(on: record, context) { ground throws(Refusal) in
      if ground.state.status == .erased { throw .recordWasErased }
      var request = request
      request.now = ground.now
      let decision = AccessPolicy.decide(request, on: ground.state, rules: ground.rules)
      decided = (decision, ground.state)
      return decision.trace
    }
    guard let receipt, let (decision, state) = decided else {
      throw ServiceFailure.append(.emptyWrite)
    }
    guard decision.isAllowed else { throw ServiceFailure.accessDenied(decision.rule) }
    return TracedRead(receipt: receipt, decision: decision, state: state)
  }

  /// Writes down, in the system's own stream, that something was asked of the trail.
  ///
  /// - Parameters:
  ///   - question: its name.
  ///   - parameters: what it was asked about.
  ///   - answers: how many rows the answer has.
  ///   - evidence: SHA-256 of the package that was made of the answer; empty where none was.
  ///   - context: who asks, and why.
  /// - Returns: where it stands.
  package func traceQuestion(
    _ question: String,
    _ parameters: [String],
    answers: UInt64,
    evidence: [UInt8] = [],
    _ context: EventContext
  ) async throws -> AppendReceipt {
    var asked = Carnet_V1_AuditAsked()
    asked.evidence = Data(evidence)
    asked.question = question
    asked.parameters = parameters
    asked.answers = answers
    return try await append(.system, [.auditAsked(asked)], context)
  }

  /// Writes down that events leave the system.
  package func traceExport(
    _ filter: String,
    from: Position,
    to: Position,
    _ context: EventContext
  ) async throws -> AppendReceipt {
    var exported = Carnet_V1_EventsExported()
    exported.filter = filter
    exported.from = from.rawValue
    exported.to = to.rawValue
    return try await append(.system, [.eventsExported(exported)], context)
  }

  /// Appends facts to a record under fresh identities.
  package func append(
    _ record: Pseudonym,
    _ facts: [Fact],
    _ context: EventContext,
    expecting: ExpectedRevision = .any,
    time: Instant? = nil
  ) async throws -> AppendReceipt {
    var generator = SystemRandomNumberGenerator()
    let ids = facts.map { _ in EventID.random(using: &generator) }
    let events = events(facts, context: context, ids: { ids[$0] }, time: time ?? clock())
    return try await append(Write(record: record, expecting: expecting, events: events))
  }
}
