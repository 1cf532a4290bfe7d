package import CarnetCore
package import MedicalRecord

/// Who may read a record, by name, and who else appeared in it.
package struct RightsSheet: Sendable {
  package struct Representative: Sendable, Hashable {
    package var actor: Actor
    package var relation: String
    package var until: Instant?
  }

  /// A professional or a structure that the record knows.
  package struct Known: Sendable, Hashable {
    package var actor: Actor
    package var lastSeen: Instant
  }

  package var rights: RightsView
  package var professionals: [RecordProfessionals.Row]
  package var representatives: [Representative]
  /// Who looked or wrote, as far as the reader may know it, the latest first.
  package var known: [Known]
}

/// What a choice would change for somebody.
package struct ChoicePreview: Sendable {
  package var row: AccessPreview.Row
  /// Documents among those of the row that the reader of the preview may see.
  package var visible: [UInt32: DocumentView]
}

extension RecordDesk {
  /// TD1.6 for people: rights with the names of those who have them.
  package func rightsSheet(
    of reference: RecordReference,
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<RightsSheet> {
    let record = try await find(reference, for: caller)
    let history = try history(of: record)
    return try await read(record, by: caller, asking: { _ in .record(.rights) }) { ground in
      let state = ground.dossier.state
      let ending: Set<DeadlineKind> = [.authorisation, .block, .representative, .careTeam]
      let rights = RightsView(
        record: record,
        consents: state.consents,
        rights: state.rights,
        deadlines: state.deadlines.filter { ending.contains($0.key.kind) },
        revision: state.revision
      )
      return Shown(
        RightsSheet(
          rights: rights,
          professionals: RecordProfessionals(history).rows,
          representatives: Self.representatives(history, state),
          known: Self.known(history, ground)
        )
      )
    }
  }

  private func history(of record: Pseudonym) throws(ServingFailure) -> RecordHistory {
    do {
      return try service.history(of: record)
    } catch {
      throw ServingFailure(error)
    }
  }

  private static func representatives(
    _ history: RecordHistory,
    _ state: RecordState
  ) -> [RightsSheet.Representative] {
    var named: [String: RightsSheet.Representative] = [:]
    for event in history.events {
      guard case .representativeNamed(let fact)? = event.body?.fact else { continue }
      named[fact.representative.identifierText] = RightsSheet.Representative(
        actor: fact.representative,
        relation: fact.relation,
        until: fact.until > 0 ? Instant(milliseconds: fact.until) : nil
      )
    }
    return state.rights.representatives.sorted().compactMap { named[$0] }
  }

  /// Who appeared in the events that this reader may know of.
  private static func known(
    _ history: RecordHistory,
    _ ground: ReadGround
  ) -> [RightsSheet.Known] {
    var isRepresentative = false
    if case .representative = ground.caller.identity { isRepresentative = true }
    var known: [String: RightsSheet.Known] = [:]
    for event in history.events {
      guard let body = event.body, let fact = body.fact else { continue }
      if isRepresentative, body.context.secret { continue }
      if let number = document(of: fact), !ground.allows(number) { continue }
      let actor = body.context.actor
      let identifier = actor.identifierText
      guard actor.kind == .professional, !identifier.isEmpty else { continue }
      var one = known[identifier] ?? RightsSheet.Known(actor: actor, lastSeen: event.time)
      one.lastSeen = event.time
      let name = actor.name.isEmpty ? one.actor.name : actor.name
      one.actor = actor
      one.actor.name = name
      known[identifier] = one
    }
    return known.values.sorted { ($1.lastSeen, $0.actor.name) < ($0.lastSeen, $1.actor.name) }
  }

  private static func document(of fact: Fact) -> UInt32? {
    switch fact {
    case .documentAccessed(let accessed): accessed.number
    case .accessDenied(let denied): denied.number == 0 ? nil : denied.number
    case .documentAdded(let added): added.number
    case .documentHidden(let hidden): hidden.number
    case .documentRevealed(let revealed): revealed.number
    default: nil
    }
  }

  /// What a choice would change for one reader, decided by the policy and not done.
  ///
  /// - Parameters:
  ///   - choice: what the holder thinks of; nil for what holds now.
  ///   - reader: whose reading it is about.
  /// - Throws: `.refused` where the domain would refuse the choice.
  package func preview(
    _ choice: RightsChoice?,
    for reader: AccessPreview.Reader,
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Traced<ChoicePreview> {
    let record = try await find(reference, for: caller)
    let traced = try await read(record, by: caller, asking: { _ in .record(.rights) }) { ground in
      Shown(Self.preview(choice, reader, ground))
    }
    switch traced.value {
    case .success(let preview):
      return Traced(
        value: preview,
        receipt: traced.receipt,
        asOf: traced.asOf,
        rule: traced.rule,
        relation: traced.relation
      )
    case .failure(let refusal): throw .refused(refusal)
    }
  }

  private static func preview(
    _ choice: RightsChoice?,
    _ reader: AccessPreview.Reader,
    _ ground: ReadGround
  ) -> Result<ChoicePreview, Refusal> {
    let decision = DecisionGround(dossier: ground.dossier, rules: ground.rules, now: ground.now)
    do throws(Refusal) {
      var facts: [Fact] = []
      if let choice { facts = try Self.facts(of: choice, decision) }
      let rows = AccessPreview.rows(
        facts,
        by: ground.caller.context(),
        on: ground.dossier.state,
        readers: [reader],
        rules: ground.rules
      )
      guard let row = rows.first else { return .failure(.actorWithoutIdentifier) }
      let visible = ground.dossier.documents.filter { ground.allows($0.key) }
      return .success(ChoicePreview(row: row, visible: visible))
    } catch {
      return .failure(error)
    }
  }
}
