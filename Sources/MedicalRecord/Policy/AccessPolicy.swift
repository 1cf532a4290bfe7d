import CarnetCore

/// One function for every read of a record.
///
/// Pure: the state of the record and the rules of the day are all it knows. Whatever passes with
/// time (an authorisation, a block, a deadline) has passed when an event says so.
package enum AccessPolicy {
  package static func decide(
    _ request: AccessRequest,
    on state: RecordState,
    rules: Rules = Rules()
  ) -> AccessDecision {
    let entry = entry(of: request, state)
    var decision = AccessDecision(
      rule: entry.rule,
      relation: entry.relation,
      policy: rules.version,
      shown: [],
      trace: []
    )
    switch request.target {
    case .document(let number):
      (decision.rule, decision.relation) = document(number, entry, request, state, rules)
    case .record(.list) where entry.rule.allows:
      decision.shown = state.documents.keys.sorted()
        .filter { number in
          guard let document = state.documents[number],
            request.listsEverything || document.isCurrent
          else { return false }
          return self.document(number, entry, request, state, rules).0.allows
        }
    case .record: break
    }
    decision.trace = trace(request, decision, state, rules)
    return decision
  }

  /// By which rule somebody gets into a record, before any single document is looked at.
  private struct Entry {
    var rule: AccessRule
    var relation = Relation.unspecified
  }

  private static func entry(of request: AccessRequest, _ state: RecordState) -> Entry {
    switch request.actor.kind {
    case .operator, .auditor, .insuranceAgent, .system: managementEntry(request)
    case .patient:
      request.isHolder ? holderEntry(request.target, state) : Entry(rule: .notTheHolder)
    case .representative: representativeEntry(request.actor, state)
    case .heir: heirEntry(request.actor, state)
    case .professional, .structure, .device, .unspecified, .UNRECOGNIZED:
      professionalEntry(request, state)
    }
  }

  private static func managementEntry(_ request: AccessRequest) -> Entry {
    if request.reason.isEmpty { return Entry(rule: .reasonMissing) }
    switch request.target {
    case .document, .record(.list), .record(.emergencyCard), .record(.statements):
      return Entry(rule: .contentNotForManagement)
    case .record: return Entry(rule: .management, relation: .management)
    }
  }

  private static func holderEntry(
    _ target: AccessRequest.Target,
    _ state: RecordState
  ) -> Entry {
    // R1111-28: whoever may object to an opening must learn that it is announced.
    if target == .record(.existence), [.announced, .refused, .suspended].contains(state.status) {
      return Entry(rule: .existence, relation: .holder)
    }
    return switch state.status {
    case .active, .closed: Entry(rule: .holder, relation: .holder)
    case .suspended: Entry(rule: .recordSuspended)
    case .none, .announced, .refused, .erased: Entry(rule: .recordNotActive)
    }
  }

  private static func representativeEntry(_ actor: Actor, _ state: RecordState) -> Entry {
    let entry = holderEntry(.record(.list), state)
    guard entry.rule.allows else { return entry }
    guard state.rights.representatives.contains(actor.identifierText) else {
      return Entry(rule: .unknownRepresentative)
    }
    return Entry(rule: .representative, relation: .representative)
  }

  private static func heirEntry(_ actor: Actor, _ state: RecordState) -> Entry {
    guard state.isDead, state.rights.heirs[actor.identifierText] != nil else {
      return Entry(rule: .unknownHeir)
    }
    return Entry(rule: .heir, relation: .heir)
  }

  private static func professionalEntry(
    _ request: AccessRequest,
    _ state: RecordState
  ) -> Entry {
    let actor = request.actor
    // A nominative identity comes first: nothing can be decided, or traced, about nobody.
    if actor.identifierText.isEmpty { return Entry(rule: .notNamed) }
    // TD0.2 answers everyone who is named, also with "closed" or "blocked".
    if request.target == .record(.existence), [.active, .suspended, .closed].contains(state.status)
    {
      return Entry(rule: .existence)
    }
    switch state.status {
    case .active: break
    case .suspended: return Entry(rule: .recordSuspended)
    case .none, .announced, .refused, .closed, .erased: return Entry(rule: .recordNotActive)
    }
    if state.rights.isBlocked(actor) { return Entry(rule: .blocked) }
    switch request.purpose {
    case .emergency:
      if state.consents[.emergency] == false { return Entry(rule: .emergencyOpposed) }
      if request.reason.isEmpty { return Entry(rule: .reasonMissing) }
      return Entry(rule: .breakGlass, relation: .emergency)
    case .regulation:
      guard request.isRegulator else { return Entry(rule: .notARegulator) }
      if state.consents[.regulation] == false { return Entry(rule: .emergencyOpposed) }
      return Entry(rule: .regulation, relation: .regulation)
    case .care, .unspecified, .feeding, .patientAccess, .administration, .audit, .UNRECOGNIZED:
      let entry = careEntry(actor, state)
      if request.target == .record(.trail), entry.rule.allows, entry.rule != .treatingDoctor {
        return Entry(rule: .trailNotForThisReader)
      }
      return entry
    }
  }

  /// From the closest relation to the loosest.
  private static func careEntry(_ actor: Actor, _ state: RecordState) -> Entry {
    let rights = state.rights
    if rights.isTreatingDoctor(actor) {
      return Entry(rule: .treatingDoctor, relation: .treatingDoctor)
    }
    let authorisation = rights.authorisations[actor.identifierText]
    if authorisation == .revoked { return Entry(rule: .authorisationRevoked) }
    if case .valid(_, let isExpress) = authorisation {
      if Profession.needsExpressConsent(actor.profession), !isExpress {
        return Entry(rule: .expressConsentMissing)
      }
      return Entry(rule: .authorisation, relation: .authorisation)
    }
    // L1111-17 IV, V: nothing is presumed for these.
    if Profession.needsExpressConsent(actor.profession) {
      return Entry(rule: .expressConsentMissing)
    }
    let structure =
      actor.structureIdentifier.isEmpty ? actor.identifierText : actor.structureIdentifier
    switch rights.answers[structure]?.reading {
    case .refused: return Entry(rule: .episodeRefused)
    case .agreed: return Entry(rule: .episode, relation: .episode)
    case .notCollected, .UNRECOGNIZED, nil: break
    }
    if state.consents[.reading] != false, rights.isInCareTeam(actor) {
      return Entry(rule: .careTeam, relation: .careTeam)
    }
    if state.consents[.reading] == true {
      return Entry(rule: .consent, relation: .generalConsent)
    }
    return Entry(rule: authorisation == .expired ? .authorisationExpired : .noConsent)
  }

  /// Whether that entry gives that document.
  private static func document(
    _ number: UInt32,
    _ entry: Entry,
    _ request: AccessRequest,
    _ state: RecordState,
    _ rules: Rules
  ) -> (AccessRule, Relation) {
    let actor = request.actor
    switch actor.kind {
    case .operator, .auditor, .insuranceAgent, .system: return (entry.rule, entry.relation)
    default: break
    }
    // An author reads what they wrote without any authorisation, unless kept out.
    var entry = entry
    let document = state.documents[number]
    let wroteIt = document.map { isAuthor(actor, of: $0) } ?? false
    if wroteIt,
      [.noConsent, .authorisationExpired, .authorisationRevoked, .episodeRefused]
        .contains(entry.rule)
    {
      entry = Entry(rule: .author, relation: .author)
    }
    guard entry.rule.allows else { return (entry.rule, .unspecified) }
    guard let document else { return (.unknownDocument, .unspecified) }
    if document.isDeleted { return (.documentDeleted, .unspecified) }
    let labels = document.hiddenFrom
    switch entry.rule {
    case .holder, .heir:
      if labels.contains(.patient) { return (.waitsForAnnouncement, .unspecified) }
      // L1110-4 V: parents do not learn from the record what their dead child kept from them.
      if entry.rule == .heir, labels.contains(.representatives) {
        return (.hiddenFromRepresentatives, .unspecified)
      }
      if entry.rule == .heir, let covered = state.rights.heirs[actor.identifierText]?.documents,
        !covered.isEmpty, !covered.contains(number)
      {
        return (.notCoveredByMotive, .unspecified)
      }
    case .representative:
      if labels.contains(.patient) { return (.waitsForAnnouncement, .unspecified) }
      if labels.contains(.representatives) { return (.hiddenFromRepresentatives, .unspecified) }
    case .treatingDoctor, .author: break
    default:
      if wroteIt { return (.author, .author) }
      if labels.contains(.professionals) { return (.hiddenFromProfessionals, .unspecified) }
      let allows = rules.matrix.allows(
        Profession.code(of: actor.profession),
        type: document.type.code,
        documentClass: rules.classes[document.type.code] ?? document.documentClass
      )
      if !allows { return (.notInMatrix, .unspecified) }
    }
    return (entry.rule, entry.relation)
  }

  private static func isAuthor(_ actor: Actor, of document: RecordState.Document) -> Bool {
    let identifier = actor.identifierText
    return actor.kind != .patient && !identifier.isEmpty
      && document.authors.contains(identifier)
  }
}
