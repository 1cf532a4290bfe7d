package import CarnetCore

/// Who may read a record, and who may not, as its events have settled it.
package struct Rights: Hashable, Sendable {
  /// A professional's authorisation, as others see it: "VALIDE", "EXPIRE", "INTERDIT"; none is
  /// "NON_EXISTE".
  package enum Authorisation: Hashable, Sendable {
    case valid(until: Instant?, express: Bool)
    case expired
    case revoked
  }

  /// Somebody who takes part in the holder's care.
  package struct Membership: Hashable, Sendable {
    package var member: String
    /// The stay or treatment; empty for none in particular.
    package var episode: String

    package init(_ member: Actor, episode: String) {
      self.member = member.identifierText
      self.episode = episode
    }
  }

  /// What a person said to an establishment at an episode of care.
  package struct Answers: Hashable, Sendable {
    package var episode: String
    package var feeding: Carnet_V1_FeedingAnswer
    package var reading: Carnet_V1_ReadingAnswer
  }

  package struct Heir: Hashable, Sendable {
    package var motive: Carnet_V1_HeirMotive
    /// The documents that the motive covers; empty for all.
    package var documents: Set<UInt32>
  }

  package var authorisations: [String: Authorisation] = [:]
  /// Several may be at a time (the notion is the DMP's own).
  package var treatingDoctors: Set<String> = []
  package var careTeam: Set<Membership> = []
  /// The latest answers by establishment.
  package var answers: [String: Answers] = [:]
  package var blocked: Set<BlockedActor> = []
  package var representatives: Set<String> = []
  package var heirs: [String: Heir] = [:]

  package init() {}

  package func isBlocked(_ actor: Actor) -> Bool {
    if blocked.isEmpty { return false }
    return blocked.contains(BlockedActor(actor, .professional))
      || blocked.contains(BlockedActor(actor, .structure))
      || blocked.contains(BlockedActor(actor, .profession))
  }

  package func isInCareTeam(_ actor: Actor) -> Bool {
    if careTeam.isEmpty { return false }
    let (person, structure) = (actor.identifierText, actor.structureIdentifier)
    return careTeam.contains {
      (!person.isEmpty && $0.member == person) || (!structure.isEmpty && $0.member == structure)
    }
  }

  package func isTreatingDoctor(_ actor: Actor) -> Bool {
    let person = actor.identifierText
    return !person.isEmpty && treatingDoctors.contains(person)
  }
}

/// Whom the holder keeps out: a professional, a structure with all who work there, or a profession.
package struct BlockedActor: Hashable, Sendable {
  package var scope: BlockScope
  package var identifier: String

  package init(_ actor: Actor, _ scope: BlockScope) {
    self.scope = scope
    identifier =
      switch scope {
      case .structure:
        actor.structureIdentifier.isEmpty && actor.kind == .structure
          ? actor.identifierText : actor.structureIdentifier
      case .profession: Profession.code(of: actor.profession)
      case .professional, .unspecified, .UNRECOGNIZED: actor.identifierText
      }
    // Nobody is blocked for having no identifier.
    if identifier.isEmpty { self.scope = .unspecified }
  }
}

extension Rights {
  mutating func evolve(_ fact: Fact) {
    switch fact {
    case .authorisationGranted(let granted):
      authorisations[granted.professional.identifierText] = .valid(
        until: granted.until > 0 ? Instant(milliseconds: granted.until) : nil,
        express: granted.express
      )
    case .authorisationRevoked(let revoked):
      authorisations[revoked.professional.identifierText] = .revoked
    case .authorisationExpired(let expired):
      authorisations[expired.professional.identifierText] = .expired
    case .treatingDoctorNamed(let named):
      treatingDoctors.insert(named.professional.identifierText)
    case .treatingDoctorEnded(let ended):
      treatingDoctors.remove(ended.professional.identifierText)
    case .careTeamJoined(let joined):
      careTeam.insert(Membership(joined.member, episode: joined.episode))
    case .careTeamLeft(let left):
      careTeam.remove(Membership(left.member, episode: left.episode))
    case .consentCollected(let collected):
      answers[collected.structure.identifierText] = Answers(
        episode: collected.episode,
        feeding: collected.feeding,
        reading: collected.reading
      )
    case .deadlineReached(let reached) where reached.kind == .episode:
      // The agreement is over; what was said of feeding stays.
      answers[reached.subject]?.reading = .notCollected
    case .actorBlocked(let blocked):
      self.blocked.insert(BlockedActor(blocked.target, blocked.scope))
    case .actorUnblocked(let unblocked):
      blocked.remove(BlockedActor(unblocked.target, unblocked.scope))
    case .representativeNamed(let named):
      representatives.insert(named.representative.identifierText)
    case .representativeEnded(let ended):
      representatives.remove(ended.representative.identifierText)
    case .heirAdmitted(let heir):
      heirs[heir.heir.identifierText] = Heir(
        motive: heir.motive,
        documents: Set(heir.documents)
      )
    case .heirEnded(let heir): heirs[heir.heir.identifierText] = nil
    default: break
    }
  }
}
