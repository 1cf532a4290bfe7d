package import CarnetCore

/// Decisions: what a command makes of a state, as facts to append, or a refusal. Pure.
extension RecordState {
  /// Opens the record.
  ///
  /// The holder's consent is compulsory, except where the law opens without it (R1111-28) or a
  /// record is taken over from another system.
  package func open(
    _ opening: RecordOpened,
    identity: IdentityRecorded,
    consentGiven: Bool
  ) throws(Refusal) -> [Fact] {
    switch status {
    case .none: break
    case .active, .closed: throw .recordExists
    case .erased: throw .recordWasErased
    }
    let needsConsent = opening.channel != .automatic && opening.channel != .takeover
    guard consentGiven || !needsConsent else { throw .consentMissing(.opening) }
    var facts: [Fact] = [.recordOpened(opening), .identityRecorded(identity)]
    if consentGiven {
      var consent = Carnet_V1_ConsentGranted()
      consent.subject = .opening
      facts.append(.consentGranted(consent))
    }
    return facts
  }

  package func grant(_ subject: ConsentSubject) throws(Refusal) -> [Fact] {
    try checkIsActive()
    if consents[subject] == true, subject != .opening {
      throw .consentAlreadyGranted(subject)
    }
    var consent = Carnet_V1_ConsentGranted()
    consent.subject = subject
    return [.consentGranted(consent)]
  }

  package func withdraw(_ subject: ConsentSubject) throws(Refusal) -> [Fact] {
    try checkIsActive()
    if consents[subject] == false { throw .consentAlreadyWithdrawn(subject) }
    var consent = Carnet_V1_ConsentWithdrawn()
    consent.subject = subject
    return [.consentWithdrawn(consent)]
  }

  /// Adds a document; one that names a predecessor in the record replaces it, and one that an
  /// earlier arrival waits for is replaced by that one at once.
  ///
  /// The content's keyed digest must be set, so that a repetition is told from a change.
  package func add(_ document: DocumentAdded) throws(Refusal) -> [Fact] {
    try checkIsActive()
    if consents[.feeding] == false { throw .feedingOpposed }
    guard document.contentBytes > 0 else { throw .emptyDocument }
    if let number = numbersByUniqueID[document.uniqueID], let known = documents[number] {
      if known.content == Array(document.content) { throw .documentUnchanged(number: number) }
      throw .uniqueIDTaken(number: number)
    }
    var added = document
    added.number = nextDocument
    var facts: [Fact] = []
    if !document.replaces.isEmpty {
      if let number = numbersByUniqueID[document.replaces], let parent = documents[number] {
        if let by = parent.replacedBy { throw .alreadyReplaced(number: number, by: by) }
        facts = [
          .documentAdded(added), .documentReplaced(replacement(of: number, by: added.number)),
        ]
      } else {
        added.findings.append(Self.unknownParent)
        facts = [.documentAdded(added)]
      }
    } else {
      facts = [.documentAdded(added)]
    }
    // Documents may arrive in any order: whoever named this one as the parent replaces it now.
    let waiting = documents.values
      .filter { $0.replaces == document.uniqueID && $0.uniqueID != document.uniqueID }
      .map(\.number).min()
    if let waiting {
      facts.append(.documentReplaced(replacement(of: added.number, by: waiting)))
    }
    return facts
  }

  /// The finding of a document that replaces one which the record does not hold.
  package static let unknownParent = "replaced-document-unknown"

  private func replacement(of number: UInt32, by other: UInt32) -> Carnet_V1_DocumentReplaced {
    var replaced = Carnet_V1_DocumentReplaced()
    replaced.number = number
    replaced.by = other
    return replaced
  }

  package func hide(_ number: UInt32, from visibility: Visibility) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard let document = documents[number] else { throw .unknownDocument(number: number) }
    if document.hiddenFrom.contains(visibility) { throw .alreadyHidden(number: number) }
    let exclusive: Set<Visibility> = [.professionals, .patient]
    if exclusive.contains(visibility), !document.hiddenFrom.isDisjoint(with: exclusive) {
      throw .labelsExcludeEachOther
    }
    var hidden = Carnet_V1_DocumentHidden()
    hidden.number = number
    hidden.visibility = visibility
    return [.documentHidden(hidden)]
  }

  package func reveal(_ number: UInt32, to visibility: Visibility) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard let document = documents[number] else { throw .unknownDocument(number: number) }
    guard document.hiddenFrom.contains(visibility) else { throw .notHidden(number: number) }
    var revealed = Carnet_V1_DocumentRevealed()
    revealed.number = number
    revealed.visibility = visibility
    return [.documentRevealed(revealed)]
  }

  package func close(_ reason: ClosureReason) throws(Refusal) -> [Fact] {
    try checkIsActive()
    var closed = Carnet_V1_RecordClosed()
    closed.reason = reason
    return [.recordClosed(closed)]
  }

  /// Notes that another record carries the same matricule with other traits.
  package func raiseConflict(
    with other: Pseudonym,
    traits: [String]
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    if openConflicts.contains(other) { return [] }
    var raised = Carnet_V1_IdentityConflictRaised()
    raised.otherRecord = other.rawValue
    raised.traits = traits
    return [.identityConflictRaised(raised)]
  }

  package func settleConflict(
    with other: Pseudonym,
    as settlement: Carnet_V1_Settlement
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard openConflicts.contains(other) else { throw .noSuchConflict(other) }
    var settled = Carnet_V1_IdentityConflictSettled()
    settled.otherRecord = other.rawValue
    settled.settlement = settlement
    return [.identityConflictSettled(settled)]
  }

  private func checkIsActive() throws(Refusal) {
    switch status {
    case .active: return
    case .none: throw .recordDoesNotExist
    case .closed: throw .recordIsClosed
    case .erased: throw .recordWasErased
    }
  }
}
