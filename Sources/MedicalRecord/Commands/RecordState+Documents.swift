package import CarnetCore

/// Feeding: documents in, replaced, hidden, archived, deleted (domain 1.5).
extension RecordState {
  /// How a document arrives.
  package struct Deposit: Sendable {
    /// From whom it is hidden from the first moment on.
    package var labels: Set<Visibility> = []
    /// A minor's "connexion secrète".
    package var isSecret = false
    package var actor: Actor?
    package var rules = Rules()
    /// Nil where no deadline is to be set: what is taken over keeps its own.
    package var now: Instant?

    package init() {}
  }

  /// Adds a document; one that names a predecessor in the record replaces it, and one that an
  /// earlier arrival waits for is replaced by that one at once.
  ///
  /// The content's keyed digest must be set, so that a repetition is told from a change.
  package func add(
    _ document: DocumentAdded,
    _ deposit: Deposit = Deposit()
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    try checkFeeding(deposit.actor)
    guard document.contentBytes > 0 else { throw .emptyDocument }
    if let number = numbersByUniqueID[document.uniqueID], let known = documents[number] {
      if known.content == Array(document.content) { throw .documentUnchanged(number: number) }
      throw .uniqueIDTaken(number: number)
    }
    if deposit.isSecret, !deposit.labels.contains(.representatives) { throw .secretNeedsHiding }
    try check(deposit.labels, deposit.rules)
    var added = document
    added.number = nextDocument
    if Self.directiveTypes.contains(added.type.code), let now = deposit.now {
      added.reminderDue =
        now.adding(months: deposit.rules.timers.directivesReminderMonths).milliseconds
    }
    var facts: [Fact] = []
    if !document.replaces.isEmpty {
      if let number = numbersByUniqueID[document.replaces], let parent = documents[number] {
        if let by = parent.replacedBy { throw .alreadyReplaced(number: number, by: by) }
        if parent.isDeleted { throw .documentDeleted(number: number) }
        if let actor = deposit.actor, !mayReplace(parent, actor) {
          throw .notTheAuthor(number: number)
        }
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
    for label in deposit.labels.sorted(by: { $0.rawValue < $1.rawValue }) {
      facts.append(hiding(added.number, label, deposit.rules, deposit.now))
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
  /// "Directives anticipées" (EXPPAT_3).
  package static let directiveTypes: Set<String> = ["EXPPAT_3"]

  /// The holder opposes feeding as such, or in the episode of the establishment that feeds.
  private func checkFeeding(_ actor: Actor?) throws(Refusal) {
    if consents[.feeding] == false { throw .feedingOpposed }
    guard let actor else { return }
    let structure =
      actor.structureIdentifier.isEmpty ? actor.identifierText : actor.structureIdentifier
    if rights.answers[structure]?.feeding == .opposed { throw .feedingOpposed }
  }

  private func check(_ labels: Set<Visibility>, _ rules: Rules) throws(Refusal) {
    if !rules.functions.labelsCumulate, labels.isSuperset(of: [.professionals, .patient]) {
      throw .labelsExcludeEachOther
    }
    if labels.contains(.representatives), !rules.functions.minors { throw .notAMinor }
  }

  /// TD2.1b: the author replaces, or a colleague of the structure that made it, who corrects it;
  /// for what structures and operators send, they answer themselves.
  private func mayReplace(_ document: Document, _ actor: Actor) -> Bool {
    switch actor.kind {
    case .professional:
      let (person, structure) = (actor.identifierText, actor.structureIdentifier)
      return (!person.isEmpty && document.authors.contains(person))
        || (!structure.isEmpty && document.structures.contains(structure))
    case .patient, .representative: return document.documentClass == Self.patientClass
    default: return true
    }
  }

  private func replacement(of number: UInt32, by other: UInt32) -> Carnet_V1_DocumentReplaced {
    var replaced = Carnet_V1_DocumentReplaced()
    replaced.number = number
    replaced.by = other
    return replaced
  }

  private func hiding(
    _ number: UInt32,
    _ visibility: Visibility,
    _ rules: Rules,
    _ now: Instant?
  ) -> Fact {
    var hidden = Carnet_V1_DocumentHidden()
    hidden.number = number
    hidden.visibility = visibility
    if visibility == .patient, let now {
      let timers = rules.timers
      hidden.noticeDue = now.adding(days: timers.announcementNoticeDays).milliseconds
      hidden.releaseDue = now.adding(months: timers.announcementReleaseMonths).milliseconds
    }
    return .documentHidden(hidden)
  }

  /// Hides a document (TD3.3a).
  ///
  /// - Parameters:
  ///   - number: the document's number.
  ///   - visibility: from whom.
  ///   - actor: who hides; nil where the caller vouches for it.
  package func hide(
    _ number: UInt32,
    from visibility: Visibility,
    by actor: Actor? = nil,
    rules: Rules = Rules(),
    now: Instant? = nil
  ) throws(Refusal) -> [Fact] {
    let document = try present(number)
    if document.hiddenFrom.contains(visibility) { throw .alreadyHidden(number: number) }
    let exclusive: Set<Visibility> = [.professionals, .patient]
    if !rules.functions.labelsCumulate, exclusive.contains(visibility),
      !document.hiddenFrom.isDisjoint(with: exclusive)
    {
      throw .labelsExcludeEachOther
    }
    try check([visibility], rules)
    if let actor { try checkMayLabel(visibility, actor) }
    return [hiding(number, visibility, rules, now)]
  }

  /// Shows a document again (TD3.3a, TD3.3b).
  package func reveal(
    _ number: UInt32,
    to visibility: Visibility,
    by actor: Actor? = nil
  ) throws(Refusal) -> [Fact] {
    let document = try present(number)
    guard document.hiddenFrom.contains(visibility) else { throw .notHidden(number: number) }
    if let actor { try checkMayLabel(visibility, actor) }
    var revealed = Carnet_V1_DocumentRevealed()
    revealed.number = number
    revealed.visibility = visibility
    return [.documentRevealed(revealed)]
  }

  /// The patient masks from professionals, professionals mask for the patient and hold back from
  /// them; from representatives hides the minor, or a professional.
  private func checkMayLabel(_ visibility: Visibility, _ actor: Actor) throws(Refusal) {
    switch (visibility, actor.kind) {
    case (_, .professional), (_, .structure), (_, .system): return
    case (.professionals, .patient), (.representatives, .patient): return
    case (.professionals, .representative): return
    default: throw .labelNotForThisActor(visibility)
    }
  }

  /// Takes a document out of lists (TD3.3d).
  package func archive(_ number: UInt32) throws(Refusal) -> [Fact] {
    if try present(number).isArchived { throw .alreadyArchived(number: number) }
    var archived = Carnet_V1_DocumentArchived()
    archived.number = number
    return [.documentArchived(archived)]
  }

  package func unarchive(_ number: UInt32) throws(Refusal) -> [Fact] {
    guard try present(number).isArchived else { throw .notArchived(number: number) }
    var archived = Carnet_V1_DocumentUnarchived()
    archived.number = number
    return [.documentUnarchived(archived)]
  }

  /// Deletes a document (TD3.3c): hidden from everyone for good, its content kept.
  ///
  /// By its author alone; the holder cannot delete what a professional wrote (R1111-51).
  package func delete(_ number: UInt32, by actor: Actor) throws(Refusal) -> [Fact] {
    let document = try present(number)
    let identifier = actor.identifierText
    let isTheirs =
      switch actor.kind {
      case .patient: document.documentClass == Self.patientClass
      default: !identifier.isEmpty && document.authors.contains(identifier)
      }
    guard isTheirs else { throw .notTheAuthor(number: number) }
    var deleted = Carnet_V1_DocumentDeleted()
    deleted.number = number
    return [.documentDeleted(deleted)]
  }

  /// Class 90 marks what the patient wrote (BB#134).
  package static let patientClass = "90"

  /// A document of the active record that was not deleted.
  private func present(_ number: UInt32) throws(Refusal) -> Document {
    try checkIsActive()
    guard let document = documents[number] else { throw .unknownDocument(number: number) }
    if document.isDeleted { throw .documentDeleted(number: number) }
    return document
  }
}
