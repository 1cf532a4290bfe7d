package import CarnetCore

extension RecordState {
  /// Applies the next event of the record.
  ///
  /// An event whose body is gone (its key was destroyed) counts as a revision and changes nothing
  /// else.
  package mutating func evolve(_ body: EventBody?, at revision: Revision) {
    self.revision = revision
    guard let body, let fact = body.fact else { return }
    for change in DeadlineChange.changes(of: fact, at: revision) { apply(change) }
    switch fact {
    case .recordAnnounced(let announced):
      status = .announced
      traits = RecordOpened(announced)
    case .openingRefused: status = .refused
    case .recordOpened(let opened):
      status = .active
      traits = opened
      consents[.opening] = true
      erasureWasRequested = false
    case .recordSuspended(let suspended):
      status = .suspended
      suspension = suspended.reason
    case .recordResumed:
      status = .active
      suspension = nil
    case .recordClosed: status = .closed
    case .recordReactivated:
      status = .active
      consents[.opening] = true
      erasureWasRequested = false
    case .deathRecorded: isDead = true
    case .erasureRequested: erasureWasRequested = true
    case .legalHoldPlaced(let hold): legalHolds.insert(hold.reference)
    case .legalHoldLifted(let hold): legalHolds.remove(hold.reference)
    case .recordErased:
      self = RecordState()
      self.revision = revision
      status = .erased
    case .identityRecorded(let recorded): identity = recorded
    case .contactRecorded(let recorded): contact = recorded
    case .identityConflictRaised(let raised):
      openConflicts.insert(Pseudonym(rawValue: raised.otherRecord))
    case .identityConflictSettled(let settled):
      let other = Pseudonym(rawValue: settled.otherRecord)
      openConflicts.remove(other)
      if settled.settlement == .samePerson { samePersonAs = other }
    case .consentGranted(let consent): consents[consent.subject] = true
    case .consentWithdrawn(let consent): consents[consent.subject] = false
    case .emergencyAccessed(let accessed):
      emergencies[revision.rawValue] = .unspecified
      let session = EmergencySession(body.context.actor, accessed.mode)
      sessions[session] = Instant(milliseconds: accessed.until)
      sessionStarts[session] = revision.rawValue
    case .emergencyEnded(let ended):
      for (session, start) in sessionStarts where start == ended.access {
        sessions[session] = nil
        sessionStarts[session] = nil
      }
    case .emergencyReviewed(let reviewed): emergencies[reviewed.access] = reviewed.verdict
    default:
      rights.evolve(fact)
      evolveDocuments(fact)
      evolveStatements(fact, body.context)
    }
  }

  private mutating func apply(_ change: DeadlineChange) {
    switch change {
    case .set(let deadline):
      deadlines[deadline.key] = deadline.due
      reachedDeadlines.remove(deadline.key)
    case .lift(let key):
      deadlines[key] = nil
      reachedDeadlines.remove(key)
    case .reach(let key): if deadlines[key] != nil { reachedDeadlines.insert(key) }
    case .liftAll:
      deadlines = [:]
      reachedDeadlines = []
    case .liftAllOf(let kinds):
      deadlines = deadlines.filter { !kinds.contains($0.key.kind) }
      reachedDeadlines = reachedDeadlines.filter { !kinds.contains($0.kind) }
    }
  }

  private mutating func evolveDocuments(_ fact: Fact) {
    switch fact {
    case .documentAdded(let added): keep(added)
    case .documentReplaced(let replaced):
      documents[replaced.number]?.replacedBy = replaced.by
    case .documentHidden(let hidden):
      documents[hidden.number]?.hiddenFrom.insert(hidden.visibility)
    case .documentRevealed(let revealed):
      documents[revealed.number]?.hiddenFrom.remove(revealed.visibility)
    case .documentArchived(let archived): documents[archived.number]?.isArchived = true
    case .documentUnarchived(let archived): documents[archived.number]?.isArchived = false
    case .documentDeleted(let deleted): documents[deleted.number]?.isDeleted = true
    default: break
    }
  }

  private mutating func keep(_ added: DocumentAdded) {
    documents[added.number] = Document(
      number: added.number,
      uniqueID: added.uniqueID,
      type: Code(system: added.type.system, code: added.type.code),
      documentClass: added.documentClass.code,
      authors: added.authors.map(\.identifierText).filter { !$0.isEmpty },
      structures: added.authors.map(\.structureIdentifier).filter { !$0.isEmpty },
      replaces: added.replaces.isEmpty ? nil : added.replaces,
      content: Array(added.content)
    )
    numbersByUniqueID[added.uniqueID] = added.number
  }

  private mutating func evolveStatements(_ fact: Fact, _ context: EventContext) {
    switch fact {
    case .statementMade(let made):
      statements[made.number] = Statement(
        number: made.number,
        kind: made.kind,
        value: made.value,
        code: Code(system: made.code.system, code: made.code.code),
        detail: made.detail,
        declaredBy: context.actor.kind
      )
      if made.replaces > 0 { statements[made.replaces]?.replacedBy = made.number }
    case .statementVerified(let verified):
      statements[verified.number]?.verifiedBy = context.actor.identifierText
    case .statementWithdrawn(let withdrawn):
      statements[withdrawn.number]?.isWithdrawn = true
    case .deadlineReached(let reached) where reached.kind == .majority:
      // Whoever spoke for the minor no longer does.
      rights.representatives = []
    default: break
    }
  }
}

extension Carnet_V1_RecordOpened {
  /// What an announcement said of the person, as an opening will say it.
  package init(_ announced: Carnet_V1_RecordAnnounced) {
    self.init()
    channel = .automatic
    commune = announced.commune
    ageBand = announced.ageBand
    sex = announced.sex
    majorityDue = announced.majorityDue
  }
}
