package import CarnetCore

/// What the passing of time does: the clock turns deadlines into events, so that a replay gives the
/// same answer.
extension RecordState {
  /// What follows from a deadline that has come, reckoned from the moment it fell due: a clock that
  /// stood still and catches up gives the same as one that never did.
  ///
  /// - Parameters:
  ///   - key: the deadline.
  ///   - now: the moment; the deadline must not lie after it.
  package func fallDue(
    _ key: Deadline.Key,
    rules: Rules,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    guard let due = deadlines[key], !reachedDeadlines.contains(key) else {
      throw .noSuchDeadline
    }
    guard due <= now else { throw .deadlineNotDue }
    switch key.kind {
    case .objection:
      guard status == .announced, let traits else { throw .noSuchDeadline }
      return [reached(key, due), .recordOpened(traits)]
    case .suspension:
      return [reached(key, due)] + (try close(suspension ?? .malfunction, rules: rules, now: due))
    case .announcementRelease:
      guard let number = UInt32(key.subject) else { throw .noSuchDeadline }
      return [reached(key, due), released(number)]
    case .authorisation:
      var expired = Carnet_V1_AuthorisationExpired()
      expired.professional = Actor(.professional, identifier: key.subject)
      return [.authorisationExpired(expired)]
    case .heir:
      var ended = Carnet_V1_HeirEnded()
      ended.heir = Actor(.heir, identifier: key.subject)
      return [reached(key, due), .heirEnded(ended)]
    case .representative:
      return [reached(key, due), representativeEnds(key.subject)]
    case .careTeam: return [reached(key, due)] + careTeamEnds(key.subject)
    case .block: return [reached(key, due)] + blockEnds(key.subject)
    case .legalHold: return [reached(key, due)] + (try liftHold(key.subject))
    case .directives:
      let months = rules.timers.directivesReminderMonths
      return [reached(key, due, next: due.adding(months: months))]
    case .announcementNotice, .erasure, .retention, .emergencyReview, .majority, .episode,
      .unspecified, .UNRECOGNIZED:
      return [reached(key, due)]
    }
  }

  private func reached(_ key: Deadline.Key, _ due: Instant, next: Instant? = nil) -> Fact {
    var reached = Carnet_V1_DeadlineReached()
    reached.kind = key.kind
    reached.subject = key.subject
    reached.due = due.milliseconds
    reached.next = next?.milliseconds ?? 0
    return .deadlineReached(reached)
  }

  /// Also in a closed or suspended record: the holder's month does not wait for it.
  private func released(_ number: UInt32) -> Fact {
    var revealed = Carnet_V1_DocumentRevealed()
    revealed.number = number
    revealed.visibility = .patient
    return .documentRevealed(revealed)
  }

  private func representativeEnds(_ identifier: String) -> Fact {
    var ended = Carnet_V1_RepresentativeEnded()
    ended.representative = Actor(.representative, identifier: identifier)
    return .representativeEnded(ended)
  }

  private func careTeamEnds(_ subject: String) -> [Fact] {
    rights.careTeam.filter { $0.member + "|" + $0.episode == subject }
      .map { membership in
        var left = Carnet_V1_CareTeamLeft()
        left.member = Actor(.professional, identifier: membership.member)
        left.episode = membership.episode
        return .careTeamLeft(left)
      }
  }

  private func blockEnds(_ subject: String) -> [Fact] {
    rights.blocked.filter { "\($0.scope.rawValue)|\($0.identifier)" == subject }
      .map { blocked in
        var unblocked = Carnet_V1_ActorUnblocked()
        unblocked.scope = blocked.scope
        unblocked.target =
          switch blocked.scope {
          case .structure: Actor(.professional, structure: blocked.identifier)
          case .profession: Actor(.professional, profession: blocked.identifier)
          case .professional, .unspecified, .UNRECOGNIZED:
            Actor(.professional, identifier: blocked.identifier)
          }
        return .actorUnblocked(unblocked)
      }
  }
}
