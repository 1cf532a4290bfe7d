package import CarnetCore
package import EventLog
package import MedicalRecord

extension RecordService {
  /// Decides a read of a record, makes its trace durable, and only then says whether it may go on.
  ///
  /// - Throws: `.accessDenied` with the rule; the refusal was traced too. `.unknownRecord` without
  ///   a trace: there is no record to keep it in.
  package func authorise(
    _ request: AccessRequest,
    on record: Pseudonym
  ) async throws -> AppendReceipt {
    guard isWriter else { throw ServiceFailure.openedForReading }
    let state = try state(of: record)
    guard state.revision != nil else { throw ServiceFailure.unknownRecord(record) }
    if state.status == .erased { throw ServiceFailure.refused(.recordWasErased) }
    let decision = AccessPolicy.decide(request, on: state)
    var context = EventContext()
    context.actor = request.actor
    context.purpose = request.purpose
    context.reason = request.reason
    let receipt = try await append(record, decision.trace, context)
    guard decision.isAllowed else { throw ServiceFailure.accessDenied(decision.rule) }
    return receipt
  }

  /// Writes down, in the system's own stream, that something was asked of the trail.
  package func traceQuestion(
    _ question: String,
    _ parameters: [String],
    answers: UInt64,
    _ context: EventContext
  ) async throws -> AppendReceipt {
    var asked = Carnet_V1_AuditAsked()
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
    expecting: ExpectedRevision = .any
  ) async throws -> AppendReceipt {
    var generator = SystemRandomNumberGenerator()
    let ids = facts.map { _ in EventID.random(using: &generator) }
    let events = events(facts, context: context, ids: { ids[$0] }, time: clock())
    return try await append(Write(record: record, expecting: expecting, events: events))
  }
}
