import MedicalRecord

/// What a fact says about the access beside who and why.
struct AuditDetails {
  /// Of what kind, by the number in the catalogue; what of follows from the event's type.
  var detail = 0
  var document: UInt32 = 0
  var rule: UInt32 = 0
  var policy: UInt32 = 0
  var relation = Relation.unspecified
  /// The revision of the access that this is about.
  var about: UInt32?
  /// On whom a right was given or taken, or who wrote the document that somebody else filed.
  var subject: Actor?

  init() {}

  init(_ fact: Fact, by actor: Actor) {
    switch fact {
    case .documentAccessed(let accessed):
      document = accessed.number
      rule = accessed.rule
      policy = accessed.policy
      relation = Self.relation(accessed.relation, rule: accessed.rule)
    case .recordAccessed(let accessed):
      detail = accessed.kind.rawValue
      rule = accessed.rule
      policy = accessed.policy
      relation = Self.relation(accessed.relation, rule: accessed.rule)
    case .accessDenied(let denied):
      detail = denied.kind.rawValue
      document = denied.number
      rule = denied.rule
      policy = denied.policy
    case .emergencyAccessed(let accessed):
      detail = accessed.mode.rawValue
      rule = accessed.rule
      policy = accessed.policy
      relation = accessed.mode == .regulation ? .regulation : .emergency
    case .emergencyReviewed(let reviewed):
      detail = reviewed.verdict.rawValue
      about = reviewed.access
    case .emergencyEnded(let ended):
      detail = ended.mode.rawValue
      about = ended.access
    case .accessDisputed(let disputed): about = disputed.access
    case .recordClosed(let closed): detail = closed.reason.rawValue
    case .recordSuspended(let suspended): detail = suspended.reason.rawValue
    case .deadlineReached(let reached): detail = reached.kind.rawValue
    case .administrationDone(let done): detail = done.action.rawValue
    case .noticeSent(let notice): detail = notice.kind.rawValue
    case .noticeFailed(let notice): detail = notice.kind.rawValue
    default:
      readDocument(fact, actor)
      readRight(fact)
    }
  }

  /// Traces of before relations were written: the rule says what it rested on.
  private static func relation(_ relation: Relation, rule: UInt32) -> Relation {
    guard relation == .unspecified else { return relation }
    return switch AccessRule(rawValue: rule) {
    case .holder: .holder
    case .consent: .generalConsent
    case .author: .author
    case .breakGlass: .emergency
    case .regulation: .regulation
    case .management: .management
    default: .unspecified
    }
  }

  private mutating func readDocument(_ fact: Fact, _ actor: Actor) {
    switch fact {
    case .documentAdded(let added):
      document = added.number
      subject = Self.author(of: added, filedBy: actor)
    case .documentReplaced(let replaced): document = replaced.number
    case .documentHidden(let hidden):
      document = hidden.number
      detail = hidden.visibility.rawValue
    case .documentRevealed(let revealed):
      document = revealed.number
      detail = revealed.visibility.rawValue
    case .documentArchived(let archived): document = archived.number
    case .documentUnarchived(let archived): document = archived.number
    case .documentDeleted(let deleted): document = deleted.number
    default: break
    }
  }

  /// Software files what professionals write: without its author a document would tie nobody to
  /// its holder.
  private static func author(of added: DocumentAdded, filedBy actor: Actor) -> Actor? {
    guard let author = added.authors.first else { return nil }
    let (person, structure) = (author.identifierText, author.structureIdentifier)
    if person.isEmpty && structure.isEmpty { return nil }
    if person == actor.identifierText, structure == actor.structureIdentifier { return nil }
    return Actor(.professional, identifier: person, structure: structure)
  }

  private mutating func readRight(_ fact: Fact) {
    switch fact {
    case .consentGranted(let consent): detail = consent.subject.rawValue
    case .consentWithdrawn(let consent): detail = consent.subject.rawValue
    case .consentCollected(let collected): subject = collected.structure
    case .authorisationGranted(let granted): subject = granted.professional
    case .authorisationRevoked(let revoked): subject = revoked.professional
    case .authorisationExpired(let expired): subject = expired.professional
    case .treatingDoctorNamed(let named): subject = named.professional
    case .treatingDoctorEnded(let ended): subject = ended.professional
    case .careTeamJoined(let joined): subject = joined.member
    case .careTeamLeft(let left): subject = left.member
    case .actorBlocked(let blocked):
      subject = blocked.target
      detail = blocked.scope.rawValue
    case .actorUnblocked(let unblocked):
      subject = unblocked.target
      detail = unblocked.scope.rawValue
    case .representativeNamed(let named): subject = named.representative
    case .representativeEnded(let ended): subject = ended.representative
    case .heirAdmitted(let heir): subject = heir.heir
    case .heirEnded(let heir): subject = heir.heir
    default: break
    }
  }
}
