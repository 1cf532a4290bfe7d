package import CarnetCore

/// A moment at which something of a record falls due.
package struct Deadline: Hashable, Sendable {
  /// What falls due, and for what of the record.
  package struct Key: Hashable, Sendable {
    package var kind: DeadlineKind
    /// A document's number, an actor's identifier, an event's revision; empty for the record.
    package var subject: String

    package init(_ kind: DeadlineKind, _ subject: String = "") {
      self.kind = kind
      self.subject = subject
    }
  }

  package var key: Key
  package var due: Instant

  package init(_ kind: DeadlineKind, _ subject: String = "", due: Instant) {
    key = Key(kind, subject)
    self.due = due
  }
}

/// What an event does to the deadlines of its record.
package enum DeadlineChange: Hashable, Sendable {
  case set(Deadline)
  case lift(Deadline.Key)
  /// It came, and what it asks for is still to be done.
  case reach(Deadline.Key)
  case liftAll
  case liftAllOf(Set<DeadlineKind>)
}

extension DeadlineChange {
  /// The changes that a fact makes, in order; the same for the state of a record and for the board
  /// of all records.
  ///
  /// - Parameters:
  ///   - fact: what happened.
  ///   - revision: its place in the record.
  package static func changes(of fact: Fact, at revision: Revision) -> [DeadlineChange] {
    switch fact {
    case .recordAnnounced(let announced):
      return set(.objection, announced.objectionUntil)
    case .recordOpened(let opened):
      // An erasure that was asked for before is no longer wanted.
      return [.lift(.init(.objection)), .lift(.init(.erasure))]
        + set(.majority, opened.majorityDue)
    case .openingRefused: return [.lift(.init(.objection)), .lift(.init(.majority))]
    case .deadlineReached(let reached) where reached.kind == .majority:
      // Whoever spoke for the minor no longer does.
      return [.liftAllOf([.majority, .representative])]
    case .recordSuspended(let suspended): return set(.suspension, suspended.objectionUntil)
    case .recordResumed: return [.lift(.init(.suspension))]
    case .recordClosed(let closed):
      // Rights go on running out while the record rests, so that none outlives its term when the
      // record is opened again; after a death it never is. Nobody is reminded of what is out of
      // reach.
      let lifted: Set<DeadlineKind> =
        closed.reason == .death
        ? endedByDeath : [.objection, .suspension, .directives, .announcementNotice]
      return [.liftAllOf(lifted)] + set(.retention, closed.retainedUntil)
    case .recordReactivated: return [.lift(.init(.retention)), .lift(.init(.erasure))]
    case .erasureRequested(let requested): return set(.erasure, requested.due)
    case .recordErased: return [.liftAll]
    case .legalHoldPlaced(let hold): return set(.legalHold, hold.until, hold.reference)
    case .legalHoldLifted(let hold): return [.lift(.init(.legalHold, hold.reference))]
    case .deadlineReached(let reached) where staysUntilDone.contains(reached.kind):
      return [.reach(.init(reached.kind, reached.subject))]
    case .deadlineReached(let reached):
      return [.lift(.init(reached.kind, reached.subject))]
        + set(reached.kind, reached.next, reached.subject)
    default: return rightChanges(of: fact) + documentChanges(of: fact, at: revision)
    }
  }

  /// What somebody must do; it stays on the board, late, until it is done.
  package static let staysUntilDone: Set<DeadlineKind> = [
    .erasure, .retention, .emergencyReview,
  ]

  private static func rightChanges(of fact: Fact) -> [DeadlineChange] {
    switch fact {
    case .authorisationGranted(let granted):
      return set(.authorisation, granted.until, granted.professional.identifierText)
    case .authorisationRevoked(let revoked):
      return [.lift(.init(.authorisation, revoked.professional.identifierText))]
    case .authorisationExpired(let expired):
      return [.lift(.init(.authorisation, expired.professional.identifierText))]
    case .consentCollected(let collected):
      let structure = collected.structure.identifierText
      return [.lift(.init(.episode, structure))] + set(.episode, collected.until, structure)
    case .careTeamJoined(let joined):
      return set(.careTeam, joined.until, subject(joined.member, joined.episode))
    case .careTeamLeft(let left):
      return [.lift(.init(.careTeam, subject(left.member, left.episode)))]
    case .actorBlocked(let blocked):
      return set(.block, blocked.until, subject(blocked.target, blocked.scope))
    case .actorUnblocked(let unblocked):
      return [.lift(.init(.block, subject(unblocked.target, unblocked.scope)))]
    case .representativeNamed(let named):
      return set(.representative, named.until, named.representative.identifierText)
    case .representativeEnded(let ended):
      return [.lift(.init(.representative, ended.representative.identifierText))]
    case .heirAdmitted(let heir): return set(.heir, heir.until, heir.heir.identifierText)
    case .heirEnded(let heir): return [.lift(.init(.heir, heir.heir.identifierText))]
    default: return []
    }
  }

  private static func documentChanges(
    of fact: Fact,
    at revision: Revision
  ) -> [DeadlineChange] {
    switch fact {
    case .documentAdded(let added):
      return set(.directives, added.reminderDue, String(added.number))
    case .documentReplaced(let replaced):
      return [.lift(.init(.directives, String(replaced.number)))]
    case .documentHidden(let hidden) where hidden.visibility == .patient:
      return set(.announcementNotice, hidden.noticeDue, String(hidden.number))
        + set(.announcementRelease, hidden.releaseDue, String(hidden.number))
    case .documentRevealed(let revealed) where revealed.visibility == .patient:
      return announcementEnds(revealed.number)
    case .documentDeleted(let deleted):
      return announcementEnds(deleted.number)
        + [.lift(.init(.directives, String(deleted.number)))]
    case .statementMade(let made):
      let before: [DeadlineChange] =
        made.replaces > 0 ? [.lift(.init(.directives, "s\(made.replaces)"))] : []
      return before + set(.directives, made.reminderDue, "s\(made.number)")
    case .statementWithdrawn(let withdrawn):
      return [.lift(.init(.directives, "s\(withdrawn.number)"))]
    case .emergencyAccessed(let accessed):
      return set(.emergencyReview, accessed.reviewDue, String(revision.rawValue))
    case .emergencyReviewed(let reviewed):
      return [.lift(.init(.emergencyReview, String(reviewed.access)))]
    default: return []
    }
  }

  private static let endedByDeath: Set<DeadlineKind> = [
    .objection, .suspension, .directives, .announcementNotice, .authorisation, .majority,
    .careTeam, .block, .representative, .episode,
  ]

  private static func announcementEnds(_ number: UInt32) -> [DeadlineChange] {
    [
      .lift(.init(.announcementNotice, String(number))),
      .lift(.init(.announcementRelease, String(number))),
    ]
  }

  private static func set(
    _ kind: DeadlineKind,
    _ due: Int64,
    _ subject: String = ""
  ) -> [DeadlineChange] {
    due > 0 ? [.set(Deadline(kind, subject, due: Instant(milliseconds: due)))] : []
  }

  /// A member of the care team and the episode, as deadlines name them.
  package static func subject(_ member: Actor, _ episode: String) -> String {
    member.identifierText + "|" + episode
  }

  /// Who is blocked and how widely, as deadlines name it.
  package static func subject(_ target: Actor, _ scope: BlockScope) -> String {
    "\(scope.rawValue)|\(BlockedActor(target, scope).identifier)"
  }
}
