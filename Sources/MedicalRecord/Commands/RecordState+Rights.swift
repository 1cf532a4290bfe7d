package import CarnetCore

/// Consents, authorisations, care team, blocks, representatives, heirs (domain 1.3, 1.4).
extension RecordState {
  package func grant(_ subject: ConsentSubject, wording: String = "") throws(Refusal) -> [Fact] {
    try checkIsActive()
    if consents[subject] == true, subject != .opening {
      throw .consentAlreadyGranted(subject)
    }
    var consent = Carnet_V1_ConsentGranted()
    consent.subject = subject
    consent.wording = wording
    return [.consentGranted(consent)]
  }

  /// - Parameters:
  ///   - subject: what the holder no longer agrees to.
  ///   - reason: compulsory for feeding, which is opposed for a "motif légitime" alone (R1111-47).
  package func withdraw(
    _ subject: ConsentSubject,
    reason: String = ""
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    if consents[subject] == false { throw .consentAlreadyWithdrawn(subject) }
    if subject == .feeding, reason.isEmpty { throw .legitimateReasonMissing }
    var consent = Carnet_V1_ConsentWithdrawn()
    consent.subject = subject
    return [.consentWithdrawn(consent)]
  }

  /// What a person answered an establishment at an episode of care (ZFA-9, ZFA-11).
  ///
  /// An agreement to reading is for the episode: it ends after the time that the rules give it, or
  /// when another answer is collected. Nothing where the same answers were recorded last, so that a
  /// feed that repeats itself prolongs nothing.
  package func collect(
    _ answers: Carnet_V1_ConsentCollected,
    rules: Rules = Rules(),
    now: Instant? = nil
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    let structure = answers.structure.identifierText
    guard !structure.isEmpty else { throw .actorWithoutIdentifier }
    let known = rights.answers[structure]
    if known?.episode == answers.episode, known?.feeding == answers.feeding,
      known?.reading == answers.reading
    {
      return []
    }
    var answers = answers
    if answers.reading == .agreed, answers.until == 0, let now {
      answers.until = now.adding(days: rules.timers.episodeConsentDays).milliseconds
    }
    return [.consentCollected(answers)]
  }

  /// Authorises a professional (TD0.3): the holder's consent, collected by whoever acts, for a year.
  ///
  /// - Parameters:
  ///   - professional: who may read from now on.
  ///   - isTreatingDoctor: also names them "médecin traitant".
  ///   - isExpress: whether the consent was express, as occupational and fire-brigade physicians
  ///     need it (L1111-17 IV, V).
  package func authorise(
    _ professional: Actor,
    asTreatingDoctor isTreatingDoctor: Bool = false,
    express isExpress: Bool = false,
    rules: Rules,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard !professional.identifierText.isEmpty else { throw .actorWithoutIdentifier }
    if rights.isBlocked(professional) { throw .actorIsBlocked }
    var granted = Carnet_V1_AuthorisationGranted()
    granted.professional = professional
    granted.until = now.adding(months: rules.timers.authorisationMonths).milliseconds
    granted.express = isExpress
    var facts: [Fact] = [.authorisationGranted(granted)]
    if isTreatingDoctor, !rights.isTreatingDoctor(professional) {
      guard Profession.code(of: professional.profession) == "10" else { throw .notAPhysician }
      var named = Carnet_V1_TreatingDoctorNamed()
      named.professional = professional
      facts.append(.treatingDoctorNamed(named))
    }
    return facts
  }

  /// Ends a professional's authorisation (TD0.3 with removal).
  ///
  /// - Parameter byHolder: the holder ends any access but the "médecin traitant"'s.
  package func revoke(_ professional: Actor, byHolder: Bool) throws(Refusal) -> [Fact] {
    try checkIsActive()
    if byHolder, rights.isTreatingDoctor(professional) { throw .isTreatingDoctor }
    if rights.authorisations[professional.identifierText] == .revoked { throw .notAuthorised }
    var revoked = Carnet_V1_AuthorisationRevoked()
    revoked.professional = professional
    return [.authorisationRevoked(revoked)]
  }

  /// Ends the role of "médecin traitant"; the access stays (table 1.4).
  package func endTreatingDoctor(_ professional: Actor) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard rights.isTreatingDoctor(professional) else { throw .notTreatingDoctor }
    var ended = Carnet_V1_TreatingDoctorEnded()
    ended.professional = professional
    return [.treatingDoctorEnded(ended)]
  }

  /// A professional, or a structure, takes part in the care: reading is presumed (R1111-46).
  package func join(
    _ member: Actor,
    episode: String,
    until: Instant?
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard !member.identifierText.isEmpty else { throw .actorWithoutIdentifier }
    if rights.isBlocked(member) { throw .actorIsBlocked }
    if rights.careTeam.contains(Rights.Membership(member, episode: episode)) { return [] }
    var joined = Carnet_V1_CareTeamJoined()
    joined.member = member
    joined.episode = episode
    joined.until = until?.milliseconds ?? 0
    return [.careTeamJoined(joined)]
  }

  package func leave(_ member: Actor, episode: String) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard rights.careTeam.contains(Rights.Membership(member, episode: episode)) else {
      throw .notInCareTeam
    }
    var left = Carnet_V1_CareTeamLeft()
    left.member = member
    left.episode = episode
    return [.careTeamLeft(left)]
  }

  /// Keeps somebody out, whatever other right they have (P4D, TD0.2, NB1).
  package func block(
    _ target: Actor,
    _ scope: BlockScope,
    until: Instant?
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    let blocked = BlockedActor(target, scope)
    guard blocked.scope != .unspecified else { throw .actorWithoutIdentifier }
    if scope == .professional, rights.isTreatingDoctor(target) { throw .isTreatingDoctor }
    if rights.blocked.contains(blocked) { throw .alreadyBlocked }
    var fact = Carnet_V1_ActorBlocked()
    fact.target = target
    fact.scope = scope
    fact.until = until?.milliseconds ?? 0
    return [.actorBlocked(fact)]
  }

  package func unblock(_ target: Actor, _ scope: BlockScope) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard rights.blocked.contains(BlockedActor(target, scope)) else { throw .notBlocked }
    var fact = Carnet_V1_ActorUnblocked()
    fact.target = target
    fact.scope = scope
    return [.actorUnblocked(fact)]
  }

  /// Who speaks for a minor, or for a protected adult.
  package func nameRepresentative(
    _ representative: Actor,
    relation: String,
    until: Instant?
  ) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard !representative.identifierText.isEmpty else { throw .actorWithoutIdentifier }
    if rights.representatives.contains(representative.identifierText) { return [] }
    var named = Carnet_V1_RepresentativeNamed()
    named.representative = representative
    named.relation = relation
    named.until = until?.milliseconds ?? 0
    return [.representativeNamed(named)]
  }

  package func endRepresentative(_ representative: Actor) throws(Refusal) -> [Fact] {
    try checkIsActive()
    guard rights.representatives.contains(representative.identifierText) else {
      throw .unknownRepresentative
    }
    var ended = Carnet_V1_RepresentativeEnded()
    ended.representative = representative
    return [.representativeEnded(ended)]
  }

  /// Admits an heir to a dead holder's record, for one of three motives and a limited time
  /// (L1110-4, L1111-18).
  package func admitHeir(
    _ heir: Actor,
    motive: Carnet_V1_HeirMotive,
    documents covered: Set<UInt32>,
    rules: Rules,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    try require(.closed)
    guard isDead else { throw .holderIsAlive }
    guard !heir.identifierText.isEmpty else { throw .actorWithoutIdentifier }
    guard motive != .unspecified else { throw .reasonMissing }
    for number in covered.sorted() where documents[number] == nil {
      throw .unknownDocument(number: number)
    }
    var admitted = Carnet_V1_HeirAdmitted()
    admitted.heir = heir
    admitted.motive = motive
    admitted.documents = covered.sorted()
    admitted.until = now.adding(days: rules.timers.heirAccessDays).milliseconds
    return [.heirAdmitted(admitted)]
  }

  package func endHeir(_ heir: Actor) throws(Refusal) -> [Fact] {
    try require(.closed)
    guard rights.heirs[heir.identifierText] != nil else { throw .unknownHeir }
    var ended = Carnet_V1_HeirEnded()
    ended.heir = heir
    return [.heirEnded(ended)]
  }

  /// Whoever entered in an emergency leaves before the time is over; a read after that opens
  /// another session, with a review of its own.
  ///
  /// - Parameters:
  ///   - actor: who leaves.
  ///   - mode: the way in that is left; every one that is open if nil.
  ///   - now: the moment.
  /// - Throws: `.noEmergencySession` where none is open.
  package func endEmergency(
    of actor: Actor,
    _ mode: EmergencyMode? = nil,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    try checkExists()
    guard !actor.identifierText.isEmpty else { throw .actorWithoutIdentifier }
    let modes = mode.map { [$0] } ?? [.breakGlass, .regulation]
    let facts: [Fact] = modes.compactMap { mode in
      let session = EmergencySession(actor, mode)
      guard let until = sessions[session], until > now, let start = sessionStarts[session]
      else { return nil }
      var ended = Carnet_V1_EmergencyEnded()
      ended.access = start
      ended.mode = mode
      return .emergencyEnded(ended)
    }
    if facts.isEmpty { throw .noEmergencySession }
    return facts
  }

  /// A second person says what they think of an emergency access.
  ///
  /// - Parameter accessor: who made that access, by identifier.
  package func review(
    _ revision: UInt32,
    _ verdict: Carnet_V1_Verdict,
    remark: String,
    by reviewer: Actor,
    accessor: String
  ) throws(Refusal) -> [Fact] {
    try checkExists()
    guard let before = emergencies[revision] else { throw .unknownAccess(revision: revision) }
    if before == .justified || before == .unjustified {
      throw .alreadyReviewed(revision: revision)
    }
    guard verdict != .unspecified, !remark.isEmpty else { throw .reasonMissing }
    guard !reviewer.identifierText.isEmpty, reviewer.identifierText != accessor else {
      throw .reviewsOwnAccess
    }
    var reviewed = Carnet_V1_EmergencyReviewed()
    reviewed.access = revision
    reviewed.verdict = verdict
    reviewed.remark = remark
    return [.emergencyReviewed(reviewed)]
  }

  /// The holder disputes an access that stands in their trail.
  package func dispute(_ revision: UInt32, text: String) throws(Refusal) -> [Fact] {
    try checkExists()
    guard let last = self.revision, revision <= last.rawValue else {
      throw .unknownAccess(revision: revision)
    }
    guard !text.isEmpty else { throw .reasonMissing }
    var disputed = Carnet_V1_AccessDisputed()
    disputed.access = revision
    disputed.text = text
    return [.accessDisputed(disputed)]
  }
}
