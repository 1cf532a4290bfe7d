import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// The people and years that a reference log tells: every type of event of the catalogue, and every
/// field of every message at least once.
///
/// What has a decision in the domain is decided by it, at simulated times; only what the service
/// itself writes is made by hand. Everybody is made up.
struct ReferenceLife {
  private let service: RecordService
  private var now: Instant
  private var requests: UInt64 = 0x5eed_0000

  typealias Decide = (DecisionGround) throws(Refusal) -> [Fact]

  init(_ service: RecordService) {
    self.service = service
    now = Instant(milliseconds: 1_772_442_000_000)  // 2 March 2026, 10 in the morning in Paris
  }

  mutating func tell() async throws {
    try await publishRules()
    let holder = try await announcedAndOpened()
    try await feed(holder)
    try await label(holder)
    try await grantRights(holder)
    try await readHolder(holder)
    try await declare(holder)
    try await minor()
    try await refused()
    try await suspendedAndBack()
    try await dead()
    try await doubted(with: holder)
    try await endRights(holder)
    try await erased()
    try await aboutItself()
  }

  // Moving on and writing down

  private mutating func pass(days: Int = 0, minutes: Int = 3) {
    now = now.adding(days: days).adding(minutes: minutes)
  }

  private mutating func makeContext(
    _ actor: Actor,
    _ purpose: Purpose,
    _ reason: String
  ) -> EventContext {
    var context = EventContext()
    context.actor = actor
    context.purpose = purpose
    context.reason = reason
    requests += 1
    context.request = requests
    return context
  }

  @discardableResult
  private mutating func take(
    _ record: Pseudonym,
    by actor: Actor,
    _ purpose: Purpose = .patientAccess,
    reason: String = "",
    change: (inout EventContext) -> Void = { _ in },
    _ decide: Decide
  ) async throws -> AppendReceipt? {
    pass()
    var context = makeContext(actor, purpose, reason)
    change(&context)
    return try await service.perform(on: record, context, at: now, decide)
  }

  /// What no decision makes.
  @discardableResult
  private mutating func note(
    _ record: Pseudonym,
    _ fact: Fact,
    by actor: Actor,
    _ purpose: Purpose = .administration,
    reason: String = ""
  ) async throws -> AppendReceipt {
    pass()
    let context = makeContext(actor, purpose, reason)
    return try await service.append(record, [fact], context, time: now)
  }

  /// The clock comes by when a deadline is due, and writes what follows.
  private mutating func clock(_ record: Pseudonym, _ key: Deadline.Key) async throws {
    guard let due = try service.state(of: record).deadlines[key] else {
      throw ServiceFailure.refused(.noSuchDeadline)
    }
    if due > now { now = due }
    try await take(record, by: .clock, .administration) { context in
      context.occurred = due.milliseconds
    } _: { ground throws(Refusal) in
      try ground.state.fallDue(key, rules: ground.rules, now: ground.now)
    }
  }

  /// Asks for a read, and leaves the trace of what was decided.
  @discardableResult
  private mutating func read(
    _ record: Pseudonym,
    _ target: AccessRequest.Target,
    by actor: Actor,
    _ purpose: Purpose = .care,
    reason: String = "",
    change: (inout AccessRequest) -> Void = { _ in }
  ) async throws -> AppendReceipt? {
    var request = AccessRequest(actor: actor, purpose: purpose, reason: reason, target: target)
    change(&request)
    let asked = request
    return try await take(record, by: actor, purpose, reason: reason) { context in
      context.place = "poste 12, urgences"
    } _: { ground in
      var request = asked
      request.now = ground.now
      return AccessPolicy.decide(request, on: ground.state, rules: ground.rules).trace
    }
  }

  // Rules

  private mutating func publishRules() async throws {
    var parts = RulesPublished()
    parts.effective = now.milliseconds
    parts.title = "Matrice d'habilitation, exemple"
    parts.source = "Arrêté du 26 octobre 2023"
    var doctors = Carnet_V1_MatrixRow()
    doctors.professions = ["10"]
    doctors.allow = true
    doctors.except = ["ATTEST-RESID"]
    doctors.certainty = .stated
    doctors.source = "annexe"
    var others = Carnet_V1_MatrixRow()
    others.except = ["class:11", "!68599-0"]
    others.certainty = .default
    parts.matrix.rows = [doctors, others]
    parts.timers.objectionDays = 42
    parts.timers.suspensionDays = 42
    parts.timers.announcementNoticeDays = 14
    parts.timers.announcementReleaseMonths = 1
    parts.timers.authorisationMonths = 12
    parts.timers.erasureMonths = 3
    parts.timers.retentionYears = 10
    parts.timers.directivesReminderMonths = 12
    parts.timers.emergencyReviewHours = 72
    parts.timers.emergencySessionMinutes = 60
    parts.timers.majorityYears = 18
    parts.timers.heirAccessDays = 90
    parts.opening.byChannel = true
    parts.opening.byAnnouncement = true
    var pair = Carnet_V1_TypeClass()
    pair.type = "68599-0"
    pair.documentClass = "11"
    parts.typeClasses = [pair]
    parts.functions.labelsCumulate = true
    parts.functions.minors = true
    try await publish(parts)
    pass(days: 1)
    var switched = RulesPublished()
    switched.effective = now.milliseconds
    switched.title = "Cumul des masquages refusé"
    switched.source = "Décision de l'administrateur"
    switched.functions.minors = true
    try await publish(switched)
  }

  private mutating func publish(_ parts: RulesPublished) async throws {
    let fact = try service.rulesHistory().publish(parts)
    try await note(.rules, fact, by: .administrator, reason: "mise en conformité")
  }

  // A record that is announced, opened by the clock, and lived in

  private mutating func announcedAndOpened() async throws -> Pseudonym {
    let record = try service.drawPseudonym()
    var announced = Carnet_V1_RecordAnnounced()
    announced.means = .mail
    announced.commune = "76540"
    announced.ageBand = .ageBand1624
    announced.sex = .female
    let announcement = announced
    let identity = Self.identity(
      matricule: "209037654000115",
      name: "DUBOSC",
      given: "LOUISE",
      birth: "2009-03-14"
    )
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      try ground.state.announce(
        announcement,
        identity: identity,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await clock(record, Deadline.Key(.objection))
    return record
  }

  private mutating func feed(_ record: Pseudonym) async throws {
    for subject in [ConsentSubject.reading, .emergency] {
      try await take(record, by: .holder) { ground throws(Refusal) in
        try ground.state.grant(subject, wording: "2026-01")
      }
    }
    try await deposit(record, Self.letter(1), "Lettre de liaison")
    try await deposit(record, Self.letter(2, replaces: 1), "Lettre de liaison corrigée")
    var directives = Self.letter(3)
    directives.type = Self.code("1.2.250.1.213.1.1.4.12", "EXPPAT_3", "Directives anticipées")
    directives.documentClass = Self.code("1.2.250.1.213.1.1.4.1", "90", "Expression du patient")
    try await deposit(record, directives, "Mes directives")
    try await deposit(record, Self.letter(4), "Annonce", labels: [.patient])
    var submission = Carnet_V1_SubmissionReceived()
    submission.uniqueID = Self.uniqueID(900)
    submission.sourceID = Self.root
    submission.contentType = Self.code("1.2.250.1.213.2.2", "04", "Hospitalisation")
    submission.author = Self.author
    submission.submitted = now.milliseconds
    submission.title = "Sortie d'hospitalisation"
    submission.documents = [1, 2, 3, 4]
    try await note(record, .submissionReceived(submission), by: .surgeon, .feeding)
  }

  private mutating func deposit(
    _ record: Pseudonym,
    _ document: DocumentAdded,
    _ text: String,
    labels: Set<Visibility> = [],
    secret isSecret: Bool = false,
    by actor: Actor = .surgeon
  ) async throws {
    let content = Array("\(text). Texte inventé, pour l'exemple.".utf8)
    let reference = try service.contents.put([(record, content)])[0]
    var added = document
    added.title = text
    added.content = Data(reference.name.bytes)
    added.contentBytes = UInt32(reference.bytes)
    let ready = added
    try await take(record, by: actor, .feeding) { context in
      context.secret = isSecret
    } _: { ground throws(Refusal) in
      var deposit = RecordState.Deposit()
      deposit.labels = labels
      deposit.isSecret = isSecret
      deposit.actor = actor
      deposit.rules = ground.rules
      deposit.now = ground.now
      return try ground.state.add(ready, deposit)
    }
  }

  private mutating func label(_ record: Pseudonym) async throws {
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.hide(
        2,
        from: .professionals,
        by: .holder,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.reveal(2, to: .professionals, by: .holder)
    }
    try await take(record, by: .holder) { ground throws(Refusal) in try ground.state.archive(3) }
    try await take(record, by: .holder) { ground throws(Refusal) in try ground.state.unarchive(3) }
    try await clock(record, Deadline.Key(.announcementNotice, "4"))
    try await clock(record, Deadline.Key(.announcementRelease, "4"))
    try await deposit(record, Self.letter(5), "Envoyé par erreur")
    try await take(record, by: .surgeon, .feeding, reason: "autre patient") {
      ground throws(Refusal) in try ground.state.delete(5, by: .surgeon)
    }
  }

  private mutating func grantRights(_ record: Pseudonym) async throws {
    let now = now
    try await take(record, by: .doctor, .care) { ground throws(Refusal) in
      try ground.state.authorise(
        .doctor,
        asTreatingDoctor: true,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.authorise(
        .occupational,
        express: true,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await take(record, by: .hospital, .administration) { ground throws(Refusal) in
      try ground.state.join(.hospital, episode: "SEJ-2026-118", until: now.adding(days: 30))
    }
    var answers = Carnet_V1_ConsentCollected()
    answers.episode = "SEJ-2026-118"
    answers.feeding = .notOpposed
    answers.reading = .agreed
    answers.structure = .hospital
    let collected = answers
    try await take(record, by: .nurse, .administration) { ground throws(Refusal) in
      try ground.state.collect(collected)
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.block(.neighbour, .professional, until: now.adding(days: 90))
    }
  }

  private mutating func readHolder(_ record: Pseudonym) async throws {
    try await read(record, .record(.existence), by: .pharmacist)
    try await read(record, .record(.list), by: .doctor)
    try await read(record, .document(2), by: .doctor)
    try await read(record, .document(2), by: .neighbour)
    try await read(record, .record(.list), by: .neighbour)
    let emergency = try await read(
      record,
      .record(.emergencyCard),
      by: .surgeon,
      .emergency,
      reason: "patiente inconsciente"
    )
    try await read(
      record,
      .record(.list),
      by: .regulator,
      .regulation,
      reason: "malaise sur la voie publique"
    ) { request in
      request.isRegulator = true
      request.call = "15-2026-004512"
    }
    var found = Carnet_V1_RecordFound()
    found.criteria = ["birthName", "birthDate", "sex"]
    found.results = 2
    try await note(record, .recordFound(found), by: .agent, reason: "appel de la patiente")
    let access = try service.state(of: record).emergencies.keys.min() ?? 0
    try await notice(record, about: emergency, .emergencyAccess, to: .holder)
    try await take(record, by: .reviewer, .audit) { ground throws(Refusal) in
      try ground.state.review(
        access,
        .justified,
        remark: "constantes au dossier",
        by: .reviewer,
        accessor: Actor.surgeon.identifierText
      )
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.dispute(access, text: "Je ne connais pas ce médecin.")
    }
    var disclosed = Carnet_V1_RecordDisclosed()
    disclosed.recipient = "la titulaire"
    disclosed.form = "archive ZIP"
    disclosed.documents = [2, 3]
    disclosed.digest = Self.digest("what left")
    try await note(record, .recordDisclosed(disclosed), by: .holder, .patientAccess)
  }

  private mutating func notice(
    _ record: Pseudonym,
    about receipt: AppendReceipt?,
    _ kind: Carnet_V1_NoticeKind,
    to recipient: Carnet_V1_NoticeRecipient
  ) async throws {
    let cause = receipt?.positions.first?.rawValue ?? 0
    var failed = Carnet_V1_NoticeFailed()
    failed.cause = cause
    failed.kind = kind
    failed.recipient = recipient
    failed.recipientID = "holder"
    failed.means = "mail"
    failed.attempts = 1
    failed.failure = "adresse refusée"
    try await note(record, .noticeFailed(failed), by: .outbox)
    var sent = Carnet_V1_NoticeSent()
    sent.cause = cause
    sent.kind = kind
    sent.recipient = recipient
    sent.recipientID = "holder"
    sent.means = "courrier"
    sent.attempts = 2
    sent.digest = Self.digest("the notice")
    sent.receipt = "AR 2C 118"
    try await note(record, .noticeSent(sent), by: .outbox)
  }

  private mutating func declare(_ record: Pseudonym) async throws {
    for declaration in [
      RecordState.Declaration(.bloodGroup, "A+"),
      .init(
        .allergy,
        "pénicilline",
        code: Code(system: "2.16.840.1.113883.6.3", code: "Z88.0"),
        detail: "urticaire en 2019"
      ),
      .init(.directivesPlace, "chez Me Lemonnier, Fécamp"),
      .init(.bloodGroup, "A−", replaces: 1),
    ] {
      try await take(record, by: .holder) { ground throws(Refusal) in
        try ground.state.declare(declaration, rules: ground.rules, now: ground.now)
      }
    }
    try await take(record, by: .doctor, .care) { ground throws(Refusal) in
      try ground.state.verify(4, proof: "carte de groupe sanguin", by: .doctor)
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.withdrawStatement(2)
    }
    try await clock(record, Deadline.Key(.majority))
    try await clock(record, Deadline.Key(.directives, "s3"))
  }

  // A minor with a secret, and who speaks for them

  private mutating func minor() async throws {
    let record = try await open(
      .generalPractitioner,
      Self.identity(matricule: "114057621700187", name: "HAUVEL", given: "TOM", birth: "2014-05"),
      .ageBand015,
      .male
    )
    let now = now
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      try ground.state.nameRepresentative(.mother, relation: "MTH", until: now.adding(years: 2))
    }
    try await deposit(
      record,
      Self.letter(20),
      "Consultation confidentielle",
      labels: [.representatives],
      secret: true,
      by: .surgeon
    )
    try await read(record, .record(.list), by: .mother, .patientAccess)
    try await read(record, .document(1), by: .mother, .patientAccess)
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      try ground.state.endRepresentative(.mother)
    }
  }

  private mutating func open(
    _ channel: Channel,
    _ identity: IdentityRecorded,
    _ band: Carnet_V1_AgeBand,
    _ sex: Carnet_V1_Sex
  ) async throws -> Pseudonym {
    let record = try service.drawPseudonym()
    var opening = RecordOpened()
    opening.channel = channel
    opening.commune = "76217"
    opening.ageBand = band
    opening.sex = sex
    let opened = opening
    try await take(record, by: .pharmacist, .administration) { ground throws(Refusal) in
      try ground.state.open(
        opened,
        identity: identity,
        consentGiven: true,
        rules: ground.rules,
        now: ground.now
      )
    }
    return record
  }

  // Other lives

  private mutating func refused() async throws {
    let record = try service.drawPseudonym()
    let identity = Self.identity(
      matricule: "188047635100143",
      name: "GOUPIL",
      given: "MARC",
      birth: "1988-04-02"
    )
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      var announced = Carnet_V1_RecordAnnounced()
      announced.means = .post
      return try ground.state.announce(
        announced,
        identity: identity,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.refuseOpening(through: .insuranceDesk)
    }
    try await askForErasure(record)
  }

  private mutating func suspendedAndBack() async throws {
    let record = try await open(
      .hospital,
      Self.identity(
        matricule: "271117644700176",
        name: "MALLET",
        given: "ODILE",
        birth: "1971-11-30"
      ),
      .ageBand5064,
      .female
    )
    for reason in [ClosureReason.malfunction, .fraud] {
      try await take(record, by: .administrator, .administration, reason: "accès anormaux") {
        ground throws(Refusal) in
        try ground.state.suspend(reason, rules: ground.rules, now: ground.now)
      }
      if reason == .malfunction {
        try await take(record, by: .administrator, .administration, reason: "réparé") {
          ground throws(Refusal) in try ground.state.resume()
        }
      }
    }
    try await clock(record, Deadline.Key(.suspension))
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.reactivate(through: .site, wording: "2026-01", consentGiven: true)
    }
  }

  private mutating func dead() async throws {
    let record = try await open(
      .insuranceDesk,
      Self.identity(
        matricule: "141027608500129",
        name: "SÉNÉCAL",
        given: "ANDRÉ",
        birth: "1941-02-08"
      ),
      .ageBand75Plus,
      .male
    )
    try await deposit(record, Self.letter(40), "Compte rendu d'hospitalisation")
    let date = PartialDate("2027-06-18")
    try await take(record, by: .agent, .administration, reason: "acte de décès") {
      ground throws(Refusal) in
      try ground.state.recordDeath(on: date, rules: ground.rules, now: ground.now)
    }
    try await take(record, by: .administrator, .administration, reason: "demande écrite") {
      ground throws(Refusal) in
      try ground.state.admitHeir(
        .heir,
        motive: .causeOfDeath,
        documents: [1],
        rules: ground.rules,
        now: ground.now
      )
    }
    try await read(record, .document(1), by: .heir, .patientAccess)
    try await take(record, by: .administrator, .administration, reason: "demande satisfaite") {
      ground throws(Refusal) in try ground.state.endHeir(.heir)
    }
  }

  private mutating func doubted(with other: Pseudonym) async throws {
    let record = try await open(
      .pharmacy,
      Self.identity(
        matricule: "209037654000115",
        name: "DUBOSQ",
        given: "LOUISE",
        birth: "2009-03-14"
      ),
      .ageBand1624,
      .female
    )
    try await take(record, by: .administrator, .administration) { ground throws(Refusal) in
      try ground.state.raiseConflict(with: other, traits: ["birthName"])
    }
    try await take(record, by: .administrator, .administration, reason: "pièce d'identité") {
      ground throws(Refusal) in
      try ground.state.settleConflict(with: other, as: .differentPeople)
    }
  }

  private mutating func endRights(_ record: Pseudonym) async throws {
    try await take(record, by: .holder, reason: "violences conjugales") { ground throws(Refusal) in
      try ground.state.withdraw(.feeding, reason: "violences conjugales")
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.endTreatingDoctor(.doctor)
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.revoke(.occupational, byHolder: true)
    }
    try await clock(record, Deadline.Key(.authorisation, Actor.doctor.identifierText))
    try await take(record, by: .hospital, .administration) { ground throws(Refusal) in
      try ground.state.leave(.hospital, episode: "SEJ-2026-118")
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.unblock(.neighbour, .professional)
    }
  }

  /// Closed, asked to be erased, held back by a proceeding, approved by two, and gone.
  private mutating func erased() async throws {
    let record = try await open(
      .site,
      Self.identity(
        matricule: "295127612000161",
        name: "VASSE",
        given: "INÈS",
        birth: "1995-12-24"
      ),
      .ageBand2534,
      .female
    )
    try await deposit(record, Self.letter(60), "Ordonnance")
    try await take(record, by: .holder, reason: "ne souhaite plus de dossier") {
      ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    let (request, requested) = try await askForErasure(record)
    var approved = Carnet_V1_ErasureApproved()
    approved.record = record.rawValue
    approved.ground = .request
    approved.request = request?.positions.first?.rawValue ?? 0
    var approvals: [UInt64] = []
    for name in ["operator-1", "operator-2"] {
      let receipt = try await note(
        .system,
        .erasureApproved(approved),
        by: Actor(.operator, identifier: name),
        reason: "demande de la titulaire"
      )
      approvals += receipt.positions.map(\.rawValue)
    }
    let closed = try service.state(of: record)
    try closed.checkMayBeErased(.request, now: now)
    let receipt = try service.keys.shred(record)
    var erased = Carnet_V1_RecordErased()
    erased.contentKeyCommitment = Data(receipt.contentCommitment)
    erased.traceKeyCommitment = Data(receipt.traceCommitment)
    erased.eventsCovered = (closed.revision?.rawValue ?? 0) + 1
    erased.epochBefore = receipt.epochBefore
    erased.epochAfter = receipt.epochAfter
    erased.ground = .request
    erased.approvals = approvals
    erased.backupHorizon = now.adding(days: 30).milliseconds
    erased.requested = requested.milliseconds
    pass()
    _ = try await service.append(record, [.recordErased(erased)], EventContext(), time: now)
  }

  /// Asked for by the holder, held back by a proceeding for a while.
  @discardableResult
  private mutating func askForErasure(
    _ record: Pseudonym
  ) async throws -> (AppendReceipt?, Instant) {
    let request = try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
    let requested = now
    let until = now.adding(days: 60)
    try await take(record, by: .administrator, .administration) { ground throws(Refusal) in
      try ground.state.placeHold("TJ Rouen 26/01182", until: until)
    }
    try await take(record, by: .administrator, .administration) { ground throws(Refusal) in
      try ground.state.liftHold("TJ Rouen 26/01182")
    }
    return (request, requested)
  }

  // The service about itself

  private mutating func aboutItself() async throws {
    var asked = Carnet_V1_AuditAsked()
    asked.question = "who"
    asked.parameters = ["r-0123456789abcdef"]
    asked.answers = 3
    asked.evidence = Self.digest("the evidence package")
    try await note(.system, .auditAsked(asked), by: .auditor, .audit, reason: "plainte")
    var exported = Carnet_V1_EventsExported()
    exported.filter = "types DocumentAdded"
    exported.from = 2
    exported.to = 40
    try await note(.system, .eventsExported(exported), by: .auditor, .audit, reason: "plainte")
    var done = Carnet_V1_AdministrationDone()
    done.action = .directorySearched
    done.parameters = ["birthName", "birthDate"]
    done.record = 0x0123_4567_89ab_cdef
    done.outcome = "2 dossiers"
    try await note(.system, .administrationDone(done), by: .agent, reason: "appel de la patiente")
  }
}
