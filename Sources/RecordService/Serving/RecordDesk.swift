import AuditTrail
package import CarnetCore
import EventLog
package import MedicalRecord
import RecordDirectory
import Views

/// Where callers of the service are answered: the use cases of the network, without its protocols.
///
/// Nothing of a record leaves before the event that says who received it is durable, and a refusal
/// is an event too. Each item of an answer was decided by `AccessPolicy`; what a caller may not see
/// does not exist for them.
package final class RecordDesk: Sendable {
  package let service: RecordService
  package let views: ViewFollower
  let directory: ViewReader<RecordDirectory>
  let trail: ViewReader<AuditTrail>
  let growth: ChangeSignal
  let proofs: ProofDesk

  /// - Parameter service: a service that was opened for writing: whoever cannot leave a trace is
  ///   shown nothing.
  package init(_ service: RecordService) {
    self.service = service
    views = ViewFollower(service)
    directory = ViewReader(RecordDirectory.self, in: service.directory.views)
    trail = ViewReader(AuditTrail.self, in: service.directory.views)
    growth = ChangeSignal(service)
    proofs = ProofDesk(service)
  }

  /// Keeps the views near the end of the log until the task is cancelled.
  ///
  /// - Parameter interval: between two looks.
  package func followViews(every interval: Duration = .milliseconds(250)) async throws {
    while !Task.isCancelled {
      try await views.bringUp()
      try await Task.sleep(for: interval)
    }
  }
}

/// What was read, and where it stands that it was.
package struct Traced<Value: Sendable>: Sendable {
  package var value: Value
  /// The trace: durable before this value exists.
  package var receipt: WriteReceipt
  /// The answer is the record's as all events before this position made it.
  package var asOf: Position
  package var rule: AccessRule
  package var relation: Relation
}

/// What a read is answered from: the record at the moment of the decision.
struct ReadGround {
  var dossier: RecordDossier
  var decision: AccessDecision
  var rules: Rules
  var now: Instant
  var caller: Caller

  /// Whether the caller may see this document.
  func allows(_ number: UInt32) -> Bool { rule(for: number).allows }

  func rule(for number: UInt32) -> AccessRule {
    let request = caller.accessRequest(.document(number), on: dossier.state)
    return AccessPolicy.decide(request, on: dossier.state, rules: rules).rule
  }
}

/// An answer that is ready to be given, and the documents that it shows.
struct Shown<Value: Sendable> {
  var value: Value
  /// Of a list, what it shows; of a document, those whose metadata stand beside it.
  var documents: [UInt32]
  /// Further parts of the record that stand in the answer, each with a trace of its own.
  var parts: [AccessKind]

  init(_ value: Value, documents: [UInt32] = [], parts: [AccessKind] = []) {
    self.value = value
    self.documents = documents
    self.parts = parts
  }
}

extension RecordDesk {
  /// Decides a read, makes its answer, makes the trace durable that names what is shown, and only
  /// then gives the answer.
  ///
  /// - Parameters:
  ///   - record: what is read.
  ///   - caller: who reads.
  ///   - asks: what is asked for, told by the record as it stands.
  ///   - answer: makes the answer; taken again when somebody else wrote meanwhile.
  func read<Value>(
    _ record: Pseudonym,
    by caller: Caller,
    asking asks: (RecordDossier) -> AccessRequest.Target,
    everything listsEverything: Bool = false,
    _ answer: (ReadGround) -> Shown<Value>
  ) async throws(ServingFailure) -> Traced<Value> {
    guard service.index.head(of: record) != nil, record.isOfARecord else {
      throw try await nothingThere(for: caller)
    }
    var read: (ground: ReadGround, value: Value?)?
    let receipt: AppendReceipt?
    do {
      receipt = try await service.write(on: record, caller.context()) { (ground) throws(Refusal) in
        if ground.state.status == .erased { throw .recordWasErased }
        let target = asks(ground.dossier)
        var request = caller.accessRequest(target, on: ground.state)
        request.now = ground.now
        request.listsEverything = listsEverything
        let decision = AccessPolicy.decide(request, on: ground.state, rules: ground.rules)
        let here = ReadGround(
          dossier: ground.dossier,
          decision: decision,
          rules: ground.rules,
          now: ground.now,
          caller: caller
        )
        guard decision.isAllowed, caller.refusal == nil else {
          read = (here, nil)
          return Draft(Self.refusal(decision, target, caller))
        }
        let shown = answer(here)
        read = (here, shown.value)
        return Draft(Self.naming(shown, in: decision.trace))
      }
    } catch ServiceFailure.refused(.recordWasErased) {
      throw try await nothingThere(for: caller)
    } catch {
      throw ServingFailure(error)
    }
    guard let receipt, let first = receipt.positions.first, let read else {
      throw .traceNotWritten(.emptyWrite)
    }
    guard let value = read.value else { throw refused(read.ground, caller) }
    return Traced(
      value: value,
      receipt: WriteReceipt(receipt),
      asOf: first,
      rule: read.ground.decision.rule,
      relation: read.ground.decision.relation
    )
  }

  /// A refusal for what the caller lacks is traced as such, also where the record would allow.
  private static func refusal(
    _ decision: AccessDecision,
    _ target: AccessRequest.Target,
    _ caller: Caller
  ) -> [Fact] {
    guard decision.isAllowed, let rule = caller.refusal else { return decision.trace }
    var denied = Carnet_V1_AccessDenied()
    denied.rule = rule.rawValue
    denied.policy = decision.policy
    switch target {
    case .record(let kind): denied.kind = kind
    case .document(let number): denied.number = number
    }
    return [.accessDenied(denied)]
  }

  /// The trace of a list names what was shown of it, not what could have been; what an answer shows
  /// besides has traces of the same decision.
  private static func naming<Value>(_ shown: Shown<Value>, in trace: [Fact]) -> [Fact] {
    var facts = trace
    guard let last = trace.last else { return facts }
    var accessed = Carnet_V1_RecordAccessed()
    switch last {
    case .recordAccessed(let list):
      accessed = list
      accessed.documents = shown.documents
      facts[facts.count - 1] = .recordAccessed(accessed)
    case .documentAccessed(let document):
      accessed.rule = document.rule
      accessed.policy = document.policy
      accessed.relation = document.relation
      if !shown.documents.isEmpty {
        accessed.kind = .list
        accessed.documents = shown.documents
        facts.append(.recordAccessed(accessed))
      }
    default: return facts
    }
    accessed.documents = []
    for part in shown.parts {
      accessed.kind = part
      facts.append(.recordAccessed(accessed))
    }
    return facts
  }

  /// What a refused caller is told: the rule where they may know that there is something, nothing
  /// where they may not.
  func refused(_ ground: ReadGround, _ caller: Caller) -> ServingFailure {
    if let rule = caller.refusal { return .forbidden(rule) }
    let rule = ground.decision.rule
    let isOfADocument =
      [
        .unknownDocument, .documentDeleted, .hiddenFromProfessionals, .waitsForAnnouncement,
        .hiddenFromRepresentatives, .notInMatrix, .notCoveredByMotive,
      ] as [AccessRule]
    if isOfADocument.contains(rule) { return .notFound }
    return mayKnow(caller, ground.dossier.state, ground.rules) ? .forbidden(rule) : .notFound
  }

  /// Whether a caller may know that there is a record: TD0.2, and the holder's side.
  func mayKnow(_ caller: Caller, _ state: RecordState, _ rules: Rules) -> Bool {
    let request = caller.accessRequest(.record(.existence), on: state)
    let rule = AccessPolicy.decide(request, on: state, rules: rules).rule
    return rule.allows || rule == .recordSuspended
  }

  /// Writes down that somebody asked for what is not there, so that whoever tries numbers leaves as
  /// many traces, and waits as long, as whoever reads; and says so.
  func nothingThere(
    for caller: Caller,
    _ criteria: [String] = ["record"]
  ) async throws(ServingFailure) -> ServingFailure {
    var done = Carnet_V1_AdministrationDone()
    done.action = .directorySearched
    done.parameters = criteria
    done.outcome = "0"
    do {
      _ = try await service.append(.system, [.administrationDone(done)], caller.context())
    } catch {
      throw ServingFailure(error)
    }
    if let rule = caller.refusal { return .forbidden(rule) }
    return .notFound
  }
}
