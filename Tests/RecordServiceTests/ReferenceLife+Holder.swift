import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// A record that is announced, opened by the clock, and lived in.
extension ReferenceLife {
  mutating func announcedAndOpened() async throws -> Pseudonym {
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

  mutating func feed(_ record: Pseudonym) async throws {
    var contact = RecordState.ContactChange()
    contact.address = ["12 RUE DU PORT", "BATIMENT B"]
    contact.postalCode = "76600"
    contact.city = "LE HAVRE"
    contact.commune = "76351"
    contact.phone = "02 35 00 00 00"
    contact.mobile = "06 00 00 00 00"
    contact.email = "louise.dubosc@example.fr"
    let said = contact
    try await take(record, by: .agent, .administration) { ground throws(Refusal) in
      try ground.state.recordContact(said)
    }
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

  mutating func deposit(
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

  mutating func label(_ record: Pseudonym) async throws {
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

  mutating func grantRights(_ record: Pseudonym) async throws {
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
      try ground.state.collect(collected, rules: ground.rules, now: ground.now)
    }
    try await take(record, by: .holder) { ground throws(Refusal) in
      try ground.state.block(.neighbour, .professional, until: now.adding(days: 90))
    }
  }

  mutating func readHolder(_ record: Pseudonym) async throws {
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
    try await take(record, by: .surgeon, .emergency) { ground throws(Refusal) in
      try ground.state.endEmergency(of: .surgeon, now: ground.now)
    }
    var disclosed = Carnet_V1_RecordDisclosed()
    disclosed.recipient = "la titulaire"
    disclosed.form = "archive ZIP"
    disclosed.documents = [2, 3]
    disclosed.digest = Self.digest("what left")
    try await note(record, .recordDisclosed(disclosed), by: .holder, .patientAccess)
  }

  mutating func notice(
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

  mutating func declare(_ record: Pseudonym) async throws {
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

  mutating func endRights(_ record: Pseudonym) async throws {
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
}
