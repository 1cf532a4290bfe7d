import CarnetCore
import EventLog
import MedicalRecord

/// What was written, and where it stands.
package struct Written<Value: Sendable>: Sendable {
  package var value: Value
  /// Durable before this value exists; without positions where it was so already.
  package var receipt: WriteReceipt
}

/// What becomes of a request to change something.
enum Act<Value: Sendable> {
  case write(Draft, Value)
  /// It is so already.
  case unchanged(Value)
  /// The caller may not; traced. The document's number, or 0 for the record itself.
  case denied(AccessRule, document: UInt32)
  /// Nothing that concerns rights stands in the way, but it cannot be done.
  case failed(ServingFailure)
}

/// What a caller wants to do to a record.
enum ActKind {
  case feed
  /// What only the holder's side decides.
  case holdersChoice
  /// TD0.3: what a professional does with the holder beside them, or the holder alone.
  case authorise
}

extension Caller {
  /// Why a caller may not do it to that record at all; what the domain refuses comes after.
  func refusal(to act: ActKind, on state: RecordState) -> AccessRule? {
    if let refusal { return refusal }
    let actor = actor
    switch (identity, act) {
    case (.patient, _):
      return accessRequest(.record(.rights), on: state).isHolder ? nil : .notTheHolder
    case (.representative(let identifier, _), _):
      return state.rights.representatives.contains(identifier) ? nil : .unknownRepresentative
    case (.heir, _): return .unknownHeir
    case (.auditor, _), (.insuranceAgent, _), (.operator, _): return .contentNotForManagement
    case (.professional, .feed), (.structure, .feed), (.professional, .authorise):
      // "A blocked PS cannot enter, with or without authorisation" (P4D, TD0.2).
      return state.rights.isBlocked(actor) ? .blocked : nil
    case (.professional, .holdersChoice), (.structure, .holdersChoice), (.structure, .authorise):
      return .notTheHolder
    }
  }
}

extension RecordDesk {
  /// Takes a decision for a caller and writes what it makes, or that the caller may not.
  func act<Value>(
    on record: Pseudonym,
    by caller: Caller,
    _ purpose: Purpose? = nil,
    _ decide: (DecisionGround) throws(Refusal) -> Act<Value>
  ) async throws(ServingFailure) -> Written<Value> {
    guard service.index.head(of: record) != nil, record.isOfARecord else {
      throw try await nothingThere(for: caller)
    }
    var done: (act: Act<Value>, ground: DecisionGround)?
    let receipt: AppendReceipt?
    do {
      receipt = try await service.write(on: record, caller.context(purpose)) {
        (ground) throws(Refusal) in
        if ground.state.status == .erased { throw .recordWasErased }
        let act = try decide(ground)
        done = (act, ground)
        switch act {
        case .write(let draft, _): return draft
        case .unchanged, .failed: return Draft([])
        case .denied(let rule, let document):
          var denied = Carnet_V1_AccessDenied()
          denied.rule = rule.rawValue
          denied.number = document
          denied.policy = ground.rules.version
          return Draft([.accessDenied(denied)])
        }
      }
    } catch ServiceFailure.refused(.recordWasErased) {
      throw try await nothingThere(for: caller)
    } catch {
      throw try await told(ServingFailure(error), record, caller)
    }
    guard let done else { throw .traceNotWritten(.emptyWrite) }
    switch done.act {
    case .write(_, let value):
      guard let receipt else { throw .traceNotWritten(.emptyWrite) }
      return Written(value: value, receipt: WriteReceipt(receipt))
    case .unchanged(let value):
      return Written(value: value, receipt: WriteReceipt(positions: [], wasRecordedBefore: true))
    case .failed(let failure): throw failure
    case .denied(let rule, _):
      var decision = AccessPolicy.decide(
        caller.accessRequest(.record(.rights), on: done.ground.state),
        on: done.ground.state,
        rules: done.ground.rules
      )
      decision.rule = rule
      let ground = ReadGround(
        dossier: done.ground.dossier,
        decision: decision,
        rules: done.ground.rules,
        now: done.ground.now,
        caller: caller
      )
      throw refused(ground, caller)
    }
  }

  /// The domain's reason would tell that there is a record: only whoever may know it hears it.
  private func told(
    _ failure: ServingFailure,
    _ record: Pseudonym,
    _ caller: Caller
  ) async throws(ServingFailure) -> ServingFailure {
    guard case .refused = failure else { return failure }
    do {
      let state = try service.state(of: record)
      let rules = try service.rules(at: service.clock())
      if mayKnow(caller, state, rules) { return failure }
    } catch {
      return ServingFailure(error)
    }
    return try await nothingThere(for: caller)
  }
}
