package import CarnetCore

/// The life cycle: announced, refused, active, suspended, closed, erased (domain 1.2).
extension RecordState {
  /// Opens the record.
  ///
  /// The holder's consent is compulsory, except where the law opens without it (R1111-28) or a
  /// record is taken over from another system.
  package func open(
    _ opening: RecordOpened,
    identity: IdentityRecorded,
    consentGiven: Bool,
    rules: Rules = Rules(),
    now: Instant? = nil
  ) throws(Refusal) -> [Fact] {
    switch status {
    case .none, .announced, .refused: break
    case .active, .closed, .suspended: throw .recordExists
    case .erased: throw .recordWasErased
    }
    switch opening.channel {
    case .takeover: break
    case .automatic:
      // Six weeks after the announcement: the clock's act, see `fallDue`.
      throw .openingNotInForce(.automatic)
    default:
      guard rules.opening.byChannel else { throw .openingNotInForce(opening.channel) }
      guard consentGiven else { throw .consentMissing(.opening) }
    }
    var opening = opening
    if let now, rules.functions.minors, let birth = PartialDate(identity.birthDate),
      let majority = rules.timers.majority(birth: birth, after: now)
    {
      opening.majorityDue = majority.milliseconds
    }
    var facts: [Fact] = [.recordOpened(opening), .identityRecorded(identity)]
    if consentGiven {
      var consent = Carnet_V1_ConsentGranted()
      consent.subject = .opening
      facts.append(.consentGranted(consent))
    }
    return facts
  }

  /// Tells a person that a record will be opened for them: six weeks to object (R1111-28).
  package func announce(
    _ announcement: Carnet_V1_RecordAnnounced,
    identity: IdentityRecorded,
    rules: Rules,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    switch status {
    case .none: break
    case .refused: throw .openingWasRefused
    case .announced, .active, .suspended, .closed: throw .recordExists
    case .erased: throw .recordWasErased
    }
    guard rules.opening.byAnnouncement else { throw .openingNotInForce(.automatic) }
    var announced = announcement
    announced.objectionUntil = now.adding(days: rules.timers.objectionDays).milliseconds
    if rules.functions.minors, let birth = PartialDate(identity.birthDate),
      let majority = rules.timers.majority(birth: birth, after: now)
    {
      announced.majorityDue = majority.milliseconds
    }
    return [.recordAnnounced(announced), .identityRecorded(identity)]
  }

  /// The person objects to the opening.
  package func refuseOpening(through channel: Channel) throws(Refusal) -> [Fact] {
    try require(.announced)
    var refused = Carnet_V1_OpeningRefused()
    refused.channel = channel
    return [.openingRefused(refused)]
  }

  /// Malfunction or fraud: closed by itself when nobody objects in six weeks (R1111-36).
  package func suspend(
    _ reason: ClosureReason,
    rules: Rules,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    try require(.active)
    guard reason == .fraud || reason == .malfunction else { throw .reasonMissing }
    var suspended = Carnet_V1_RecordSuspended()
    suspended.reason = reason
    suspended.objectionUntil = now.adding(days: rules.timers.suspensionDays).milliseconds
    return [.recordSuspended(suspended)]
  }

  package func resume() throws(Refusal) -> [Fact] {
    try require(.suspended)
    return [.recordResumed(.init())]
  }

  /// Closes the record: archived for ten years, then erased (L1111-18, R1111-36).
  package func close(
    _ reason: ClosureReason,
    rules: Rules = Rules(),
    now: Instant? = nil
  ) throws(Refusal) -> [Fact] {
    try require(.active, .suspended)
    guard reason != .unspecified else { throw .reasonMissing }
    return [.recordClosed(closure(reason, rules, now))]
  }

  private func closure(
    _ reason: ClosureReason,
    _ rules: Rules,
    _ now: Instant?
  ) -> Carnet_V1_RecordClosed {
    var closed = Carnet_V1_RecordClosed()
    closed.reason = reason
    if let now {
      closed.retainedUntil = now.adding(years: rules.timers.retentionYears).milliseconds
    }
    return closed
  }

  /// Records a death, whatever the state: an open record is closed by it.
  package func recordDeath(
    on date: PartialDate?,
    rules: Rules,
    now: Instant
  ) throws(Refusal) -> [Fact] {
    try checkExists()
    if isDead { throw .wrongStatus(status, needed: [.active]) }
    var death = Carnet_V1_DeathRecorded()
    death.date = date?.description ?? ""
    var facts: [Fact] = [.deathRecorded(death)]
    switch status {
    case .active, .suspended: facts.append(.recordClosed(closure(.death, rules, now)))
    case .announced: facts.append(.openingRefused(.init()))
    case .none, .refused, .closed, .erased: break
    }
    return facts
  }

  /// The holder asks for the record again: the archived data move back (R1111-36).
  ///
  /// A new consent is compulsory (BB#123).
  package func reactivate(
    through channel: Channel,
    wording: String,
    consentGiven: Bool
  ) throws(Refusal) -> [Fact] {
    try require(.closed)
    if isDead { throw .wrongStatus(status, needed: []) }
    guard consentGiven else { throw .consentMissing(.opening) }
    var reactivated = Carnet_V1_RecordReactivated()
    reactivated.channel = channel
    reactivated.wording = wording
    var consent = Carnet_V1_ConsentGranted()
    consent.subject = .opening
    consent.wording = wording
    return [.recordReactivated(reactivated), .consentGranted(consent)]
  }

  /// The holder asks that a closed record be erased: within three months (R1111-36).
  package func requestErasure(rules: Rules, now: Instant) throws(Refusal) -> [Fact] {
    try require(.closed, .refused)
    if erasureWasRequested { throw .erasureAlreadyRequested }
    var requested = Carnet_V1_ErasureRequested()
    requested.due = now.adding(months: rules.timers.erasureMonths).milliseconds
    return [.erasureRequested(requested)]
  }

  /// Whether the record may be erased on that ground now.
  package func checkMayBeErased(
    _ ground: Carnet_V1_ErasureGround,
    now: Instant
  ) throws(Refusal) {
    try checkExists()
    guard legalHolds.isEmpty else { throw .legalHold }
    switch ground {
    case .request:
      guard erasureWasRequested else { throw .erasureNotRequested }
    case .retention:
      try require(.closed)
      guard let due = deadlines[Deadline.Key(.retention)], due <= now else {
        throw .deadlineNotDue
      }
    case .mistake:
      // What holds documents was no mistake: it is closed first, like any other.
      guard documents.isEmpty else {
        throw .wrongStatus(status, needed: [.announced, .refused])
      }
    case .unspecified, .UNRECOGNIZED: throw .reasonMissing
    }
  }

  package func placeHold(_ reference: String, until: Instant?) throws(Refusal) -> [Fact] {
    try checkExists()
    guard !reference.isEmpty else { throw .reasonMissing }
    if legalHolds.contains(reference) { throw .holdExists }
    var hold = Carnet_V1_LegalHoldPlaced()
    hold.reference = reference
    hold.until = until?.milliseconds ?? 0
    return [.legalHoldPlaced(hold)]
  }

  package func liftHold(_ reference: String) throws(Refusal) -> [Fact] {
    try checkExists()
    guard legalHolds.contains(reference) else { throw .noSuchHold }
    var hold = Carnet_V1_LegalHoldLifted()
    hold.reference = reference
    return [.legalHoldLifted(hold)]
  }

  func checkExists() throws(Refusal) {
    switch status {
    case .none: throw .recordDoesNotExist
    case .erased: throw .recordWasErased
    case .announced, .refused, .active, .suspended, .closed: return
    }
  }

  func checkIsActive() throws(Refusal) { try require(.active) }

  /// Refuses with the sentence of the state that the record is in.
  func require(_ needed: Status...) throws(Refusal) {
    if needed.contains(status) { return }
    switch status {
    case .none: throw .recordDoesNotExist
    case .erased: throw .recordWasErased
    case .announced: throw .recordIsAnnounced
    case .refused: throw .openingWasRefused
    case .closed: throw .recordIsClosed
    case .suspended: throw .recordIsSuspended
    case .active: throw .wrongStatus(.active, needed: needed)
    }
  }
}
