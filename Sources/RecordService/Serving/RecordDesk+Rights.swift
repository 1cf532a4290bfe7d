package import CarnetCore
package import MedicalRecord

/// Who may read a record, and what its holder answered.
package struct RightsView: Sendable {
  package var record: Pseudonym
  /// The questions that were answered: true for agreed.
  package var consents: [ConsentSubject: Bool]
  package var rights: Rights
  /// When what ends by itself ends: authorisations, blocks, representatives.
  package var deadlines: [Deadline.Key: Instant]
  package var revision: Revision?
}

/// What the holder's side decides about who may read.
package enum RightsChoice: Sendable {
  case grant(ConsentSubject, wording: String)
  /// The reason is compulsory for feeding alone (R1111-47).
  case withdraw(ConsentSubject, reason: String)
  case authorise(Actor, asTreatingDoctor: Bool, express: Bool)
  case revoke(Actor)
  case endTreatingDoctor(Actor)
  case block(Actor, BlockScope, until: Instant?)
  case unblock(Actor, BlockScope)
}

/// TD0.3, by a professional with the holder's consent.
package enum Authorising: Sendable {
  /// For the professional who calls, or for another one (L1111-17 II); renewed if it is valid.
  case add(for: Actor?, asTreatingDoctor: Bool, express: Bool)
  /// Ends the access; with `onlyTreatingDoctor` the role alone, and the access stays (table 1.4).
  case remove(onlyTreatingDoctor: Bool)
}

extension RecordDesk {
  /// TD1.6: consents, authorisations, blocks.
  package func rights(
    of reference: RecordReference,
    for caller: Caller,
    atLeast position: Position? = nil
  ) async throws(ServingFailure) -> Traced<RightsView> {
    try await requireDurable(position)
    let record = try await find(reference, for: caller)
    return try await read(record, by: caller, asking: { _ in .record(.rights) }) { ground in
      let state = ground.dossier.state
      let ending: Set<DeadlineKind> = [.authorisation, .block, .representative, .careTeam]
      return Shown(
        RightsView(
          record: record,
          consents: state.consents,
          rights: state.rights,
          deadlines: state.deadlines.filter { ending.contains($0.key.kind) },
          revision: state.revision
        )
      )
    }
  }

  /// The holder, or who speaks for them, decides.
  ///
  /// - Throws: `.refused` with the domain's reason; nothing was changed.
  package func choose(
    _ choice: RightsChoice,
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    var caller = caller
    // The motive of an opposition stands in its event.
    if case .withdraw(_, let reason) = choice, !reason.isEmpty { caller.reason = reason }
    return try await act(on: record, by: caller) { [caller] ground throws(Refusal) in
      if let rule = caller.refusal(to: .holdersChoice, on: ground.state) {
        return .denied(rule, document: 0)
      }
      let facts = try Self.facts(of: choice, ground)
      return facts.isEmpty ? .unchanged(record) : .write(Draft(facts), record)
    }
  }

  static func facts(
    of choice: RightsChoice,
    _ ground: DecisionGround
  ) throws(Refusal) -> [Fact] {
    let state = ground.state
    switch choice {
    case .grant(let subject, let wording): return try state.grant(subject, wording: wording)
    case .withdraw(let subject, let reason): return try state.withdraw(subject, reason: reason)
    case .authorise(let professional, let isTreatingDoctor, let isExpress):
      return try state.authorise(
        professional,
        asTreatingDoctor: isTreatingDoctor,
        express: isExpress,
        rules: ground.rules,
        now: ground.now
      )
    case .revoke(let professional): return try state.revoke(professional, byHolder: true)
    case .endTreatingDoctor(let professional): return try state.endTreatingDoctor(professional)
    case .block(let target, let scope, let until):
      return try state.block(target, scope, until: until)
    case .unblock(let target, let scope): return try state.unblock(target, scope)
    }
  }

  /// TD0.3: a professional records the holder's consent, or gives the access up.
  package func authorise(
    _ authorising: Authorising,
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    guard case .professional = caller.identity else { throw .forbidden(.notNamed) }
    let record = try await find(reference, for: caller)
    let actor = caller.actor
    return try await act(on: record, by: caller) { ground throws(Refusal) in
      if let rule = caller.refusal(to: .authorise, on: ground.state) {
        return .denied(rule, document: 0)
      }
      let facts: [Fact]
      switch authorising {
      case .add(let other, let isTreatingDoctor, let isExpress):
        facts = try ground.state.authorise(
          other ?? actor,
          asTreatingDoctor: isTreatingDoctor,
          express: isExpress,
          rules: ground.rules,
          now: ground.now
        )
      case .remove(onlyTreatingDoctor: true):
        facts = try ground.state.endTreatingDoctor(actor)
      case .remove(onlyTreatingDoctor: false):
        facts = try ground.state.revoke(actor, byHolder: false)
      }
      return facts.isEmpty ? .unchanged(record) : .write(Draft(facts), record)
    }
  }
}
