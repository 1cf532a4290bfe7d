import CarnetCore

/// What an act would change of who gets in and what they see, told before it is done.
///
/// Pure: the act's facts are applied to a copy of the record, and the same policy that decides reads
/// decides both.
package enum AccessPreview {
  /// Somebody who might read, and in which way.
  package struct Reader: Hashable, Sendable {
    package var actor: Actor
    package var purpose: Purpose

    package init(_ actor: Actor, _ purpose: Purpose = .care) {
      self.actor = actor
      self.purpose = purpose
    }
  }

  package struct Row: Hashable, Sendable {
    package var reader: Reader
    package var before: AccessRule
    package var after: AccessRule
    /// Documents that they see after it, replaced and archived ones too, and those that come and go
    /// by it.
    package var sees: [UInt32]
    package var gains: [UInt32]
    package var loses: [UInt32]

    package var changes: Bool { before != after || !gains.isEmpty || !loses.isEmpty }
  }

  /// Everybody whom the record knows, then a physician whom it does not, in each emergency mode.
  ///
  /// - Parameters:
  ///   - state: the record.
  ///   - known: who appeared in it, with their professions; the state keeps identifiers alone.
  package static func readers(of state: RecordState, known: [Actor]) -> [Reader] {
    var byIdentifier: [String: Actor] = [:]
    for actor in known where actor.kind == .professional && !actor.identifierText.isEmpty {
      byIdentifier[actor.identifierText] = actor
    }
    let rights = state.rights
    var named = Set(byIdentifier.keys)
    named.formUnion(rights.authorisations.keys)
    named.formUnion(rights.treatingDoctors)
    named.formUnion(state.documents.values.flatMap(\.authors))
    let professionals = named.sorted()
      .map { byIdentifier[$0] ?? Actor(.professional, identifier: $0) }
    let family =
      rights.representatives.sorted().map { Actor(.representative, identifier: $0) }
      + rights.heirs.keys.sorted().map { Actor(.heir, identifier: $0) }
    return [Reader(Actor(.patient), .patientAccess)]
      + family.map { Reader($0, .patientAccess) } + professionals.map { Reader($0) }
      + [Reader(anyPhysician, .emergency), Reader(anyPhysician, .regulation)]
  }

  /// Stands for every physician who has no tie to the holder.
  package static let anyPhysician = Actor(
    .professional,
    identifier: "*",
    profession: "G15_10/SM26"
  )

  package static func rows(
    _ facts: [Fact],
    by context: EventContext,
    on state: RecordState,
    readers: [Reader],
    rules: Rules
  ) -> [Row] {
    var changed = state
    for fact in facts {
      changed.evolve(EventBody(fact, context: context), at: changed.revision?.next ?? .zero)
    }
    return readers.map { reader in
      let (before, saw) = list(reader, state, rules)
      let (after, sees) = list(reader, changed, rules)
      return Row(
        reader: reader,
        before: before,
        after: after,
        sees: sees,
        gains: sees.filter { !saw.contains($0) },
        loses: saw.filter { !sees.contains($0) }
      )
    }
  }

  private static func list(
    _ reader: Reader,
    _ state: RecordState,
    _ rules: Rules
  ) -> (AccessRule, [UInt32]) {
    var request = AccessRequest(
      actor: reader.actor,
      purpose: reader.purpose,
      reason: "preview",
      target: .record(.list)
    )
    request.isRegulator = reader.purpose == .regulation
    request.listsEverything = true
    let decision = AccessPolicy.decide(request, on: state, rules: rules)
    if decision.isAllowed { return (decision.rule, decision.shown) }
    // Authors read what they wrote, also where the record itself is not open to them.
    let own = state.documents.keys.sorted()
      .filter { number in
        request.target = .document(number)
        return AccessPolicy.decide(request, on: state, rules: rules).isAllowed
      }
    return (decision.rule, own)
  }
}
