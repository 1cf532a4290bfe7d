import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import Testing
import Views

/// The lives that `Snapshots/v2` holds: every type of event of the catalogue, by the decisions that
/// make them where there is one.
struct SnapshotLife {
  let fixture: ServiceFixture
  let service: RecordService
  private let context = ServiceFixture.importer

  private static let doctor = Actor(
    .professional,
    identifier: "899700218896",
    profession: "G15_10/SM26",
    structure: "1760000018",
    name: "Dr Test"
  )
  private static let nurse = Actor(
    .professional,
    identifier: "899700218888",
    profession: "G15_60",
    structure: "1760000018"
  )
  private static let hospital = Actor(.structure, identifier: "1760000018")
  private static let holder = Actor(.patient)

  private func decide(
    _ record: Pseudonym,
    by actor: Actor? = nil,
    _ reason: String = "",
    _ decide: (DecisionGround) throws(Refusal) -> [Fact]
  ) async throws {
    var context = context
    if let actor {
      context.actor = actor
      context.purpose = actor.kind == .patient ? .patientAccess : .care
    }
    context.reason = reason
    _ = try await service.perform(on: record, context, decide)
  }

  func write() async throws {
    let entries = try await fixture.importAll(
      try Repository.documents(in: Repository.samples),
      into: service
    )
    let records = entries.compactMap { entry -> Pseudonym? in
      switch entry.outcome {
      case .added(let record, _), .quarantined(let record, _, _): record
      case .alreadyThere, .refused, .consents: nil
      }
    }
    try await publishRules()
    try await consents(records[0])
    try await rights(records[0])
    try await documents(records[0])
    try await reads(records[0])
    try await statements(records[0])
    try await identities(records)
    try await announcements()
    try await ends(records[4])
    try await erasures(records[5])
    try await service(records[0])
  }

  private func publishRules() async throws {
    var parts = RulesPublished()
    parts.effective = service.clock().milliseconds
    parts.title = "Reference rules"
    parts.source = "Snapshots/v2"
    parts.matrix = try ReadMatrixCSV.read(ReadMatrixCSV.text(.seed))
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
    parts.functions.minors = true
    var pair = Carnet_V1_TypeClass()
    pair.type = "96163-1"
    pair.documentClass = "11"
    parts.typeClasses = [pair]
    _ = try await service.publish(parts, context)
  }

  private func consents(_ record: Pseudonym) async throws {
    for subject in [ConsentSubject.reading, .feeding, .emergency, .regulation] {
      try await decide(record) { ground throws(Refusal) in
        try ground.state.grant(subject, wording: "2026-11")
      }
    }
    try await decide(record) { ground throws(Refusal) in try ground.state.withdraw(.regulation) }
    var answers = Carnet_V1_ConsentCollected()
    answers.episode = "S-2026-4711"
    answers.feeding = .notOpposed
    answers.reading = .agreed
    answers.structure = Self.hospital
    let collected = answers
    try await decide(record) { ground throws(Refusal) in try ground.state.collect(collected) }
  }

  private func rights(_ record: Pseudonym) async throws {
    let (doctor, nurse) = (Self.doctor, Self.nurse)
    try await decide(record) { ground throws(Refusal) in
      try ground.state.authorise(
        doctor,
        asTreatingDoctor: true,
        express: true,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.endTreatingDoctor(doctor)
    }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.authorise(nurse, rules: ground.rules, now: ground.now)
    }
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.revoke(nurse, byHolder: true)
    }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.join(
        Self.hospital,
        episode: "S-2026-4711",
        until: ground.now.adding(days: 30)
      )
    }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.leave(Self.hospital, episode: "S-2026-4711")
    }
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.block(nurse, .professional, until: ground.now.adding(days: 30))
    }
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.unblock(nurse, .professional)
    }
    let parent = Actor(.representative, identifier: "parent-1", name: "Mère Test")
    try await decide(record) { ground throws(Refusal) in
      try ground.state.nameRepresentative(
        parent,
        relation: "mère",
        until: ground.now.adding(days: 30)
      )
    }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.endRepresentative(parent)
    }
  }

  private func documents(_ record: Pseudonym) async throws {
    let holder = Self.holder
    try await decide(record, by: holder) { ground throws(Refusal) in
      try ground.state.hide(1, from: .professionals, by: holder)
    }
    try await decide(record, by: Self.doctor) { ground throws(Refusal) in
      try ground.state.hide(
        2,
        from: .patient,
        by: Self.doctor,
        rules: ground.rules,
        now: ground.now
      )
    }
    try await decide(record, by: Self.doctor) { ground throws(Refusal) in
      try ground.state.reveal(2, to: .patient, by: Self.doctor)
    }
    try await decide(record, by: holder) { ground throws(Refusal) in try ground.state.archive(2) }
    try await decide(record, by: holder) { ground throws(Refusal) in
      try ground.state.unarchive(2)
    }
    let state = try service.state(of: record)
    if let author = state.documents[1]?.authors.first {
      let actor = Actor(.professional, identifier: author)
      try await decide(record, by: actor) { ground throws(Refusal) in
        try ground.state.delete(1, by: actor)
      }
    }
    var submission = Carnet_V1_SubmissionReceived()
    submission.uniqueID = "1.2.250.1.213.9.1"
    submission.sourceID = "1.2.250.1.213.9"
    submission.contentType.system = "1.2.250.1.213.2.2"
    submission.contentType.code = "04"
    submission.contentType.display = "Hospitalisation"
    submission.author.number = 899_700_218_896
    submission.author.family = "TEST"
    submission.submitted = service.clock().milliseconds
    submission.title = "Séjour"
    submission.documents = [1, 2]
    let received = submission
    try await decide(record) { _ in [.submissionReceived(received)] }
  }

  private func reads(_ record: Pseudonym) async throws {
    for (purpose, target) in [
      (Purpose.care, AccessRequest.Target.record(.list)), (.care, .document(2)),
      (.care, .document(99)), (.emergency, .document(2)), (.regulation, .record(.list)),
    ] {
      do {
        var request = AccessRequest(
          actor: Self.doctor,
          purpose: purpose,
          reason: "douleur thoracique",
          target: target
        )
        request.isRegulator = purpose == .regulation
        request.call = "15-2026-0042"
        try await service.authorise(request, on: record, place: "urgences-3")
      } catch ServiceFailure.accessDenied {
      }
    }
    let emergencies = try service.state(of: record).emergencies
    let access = try #require(emergencies.keys.min())
    let reviewer = Actor(.auditor, identifier: "auditor-2")
    try await decide(record, by: reviewer, "revue") { ground throws(Refusal) in
      try ground.state.review(
        access,
        .justified,
        remark: "malaise documenté",
        by: reviewer,
        accessor: "899700218896"
      )
    }
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.dispute(access, text: "je ne connais pas cette personne")
    }
    var searched = context
    searched.actor = Self.doctor
    searched.purpose = .care
    searched.secret = true
    searched.request = 4711
    var found = Carnet_V1_RecordFound()
    found.criteria = ["birthName", "birthDate"]
    found.results = 1
    _ = try await service.append(record, [.recordFound(found)], searched)
    var disclosed = Carnet_V1_RecordDisclosed()
    disclosed.recipient = "titulaire"
    disclosed.form = "zip"
    disclosed.documents = [2]
    disclosed.digest = Data(repeating: 7, count: 32)
    _ = try await service.append(record, [.recordDisclosed(disclosed)], searched)
  }

  private func statements(_ record: Pseudonym) async throws {
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.declare(
        .init(
          .bloodGroup,
          "A+",
          code: Code(system: "2.16.840.1.113883.6.1", code: "882-1"),
          detail: "carte de 2019"
        ),
        rules: ground.rules,
        now: ground.now
      )
    }
    try await decide(record, by: Self.doctor) { ground throws(Refusal) in
      try ground.state.verify(1, proof: "carte de groupe sanguin", by: Self.doctor)
    }
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.declare(
        .init(.directivesPlace, "chez Maître Test", replaces: 1),
        rules: ground.rules,
        now: ground.now
      )
    }
    fixture.wind(days: 400)
    _ = try await ClockProcess(service).run()
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.withdrawStatement(2)
    }
  }

  private func identities(_ records: [Pseudonym]) async throws {
    let conflict = try #require(
      records.first { (try? service.state(of: $0).openConflicts.isEmpty) == false }
    )
    let other = try #require(try service.state(of: conflict).openConflicts.first)
    try await service.settle(conflict, with: other, isSamePerson: true, context)
  }

  private func announcements() async throws {
    func person(_ name: String, _ born: String) throws -> RecordOpening {
      var identity = PatientIdentity(
        birthName: name,
        givenNames: ["ANNE"],
        firstGivenName: "ANNE",
        sex: .female,
        birthDate: PartialDate(born)
      )
      identity.birthPlace = try CommuneCode("76540")
      var opening = RecordOpening(identity, .announcement(.post))
      opening.commune = "76540"
      return opening
    }
    let silent = try await service.open(try person("ANNONCE", "2015-06-01"), context)
    let opposed = try await service.open(try person("REFUS", "1950-06-01"), context)
    try await decide(opposed.record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.refuseOpening(through: .site)
    }
    fixture.wind(days: 43)
    _ = try await ClockProcess(service).run()
    #expect(try service.state(of: silent.record).status == .active)
  }

  private func ends(_ record: Pseudonym) async throws {
    try await decide(record) { ground throws(Refusal) in
      try ground.state.suspend(.fraud, rules: ground.rules, now: ground.now)
    }
    try await decide(record) { ground throws(Refusal) in try ground.state.resume() }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.reactivate(through: .pharmacy, wording: "2026-11", consentGiven: true)
    }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.recordDeath(
        on: PartialDate("2027-01-31"),
        rules: ground.rules,
        now: ground.now
      )
    }
    let heir = Actor(.heir, identifier: "heir-1", name: "Fils Test")
    try await decide(record) { ground throws(Refusal) in
      try ground.state.admitHeir(
        heir,
        motive: .rights,
        documents: [1],
        rules: ground.rules,
        now: ground.now
      )
    }
    try await decide(record) { ground throws(Refusal) in try ground.state.endHeir(heir) }
    try await decide(record) { ground throws(Refusal) in
      try ground.state.placeHold("TJ-2027-12", until: ground.now.adding(days: 30))
    }
    try await decide(record) { ground throws(Refusal) in try ground.state.liftHold("TJ-2027-12") }
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
    for isSent in [false, true] {
      if isSent {
        var sent = Carnet_V1_NoticeSent()
        sent.cause = 1
        sent.kind = .closure
        sent.recipient = .treatingDoctor
        sent.recipientID = "899700218896"
        sent.means = "command"
        sent.attempts = 2
        sent.digest = Data(repeating: 9, count: 32)
        sent.receipt = "r-42"
        let fact = sent
        try await decide(record) { _ in [.noticeSent(fact)] }
      } else {
        var failed = Carnet_V1_NoticeFailed()
        failed.cause = 1
        failed.kind = .closure
        failed.recipient = .treatingDoctor
        failed.recipientID = "899700218896"
        failed.means = "command"
        failed.attempts = 1
        failed.failure = "exit status 75"
        let fact = failed
        try await decide(record) { _ in [.noticeFailed(fact)] }
      }
    }
  }

  private func erasures(_ record: Pseudonym) async throws {
    try await decide(record) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
    try await decide(record, by: Self.holder) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
    for name in ["operator-1", "operator-2"] {
      var approving = context
      approving.actor = Actor(.operator, identifier: name)
      approving.purpose = .administration
      _ = try await service.approveErasure(of: record, .request, approving)
    }
  }

  private func service(_ record: Pseudonym) async throws {
    _ = try await service.traceQuestion(
      "who",
      [record.description],
      answers: 3,
      ServiceFixture.auditor
    )
    _ = try await service.traceExport("", from: .zero, to: Position(10), ServiceFixture.auditor)
    var done = Carnet_V1_AdministrationDone()
    done.action = .viewRebuilt
    done.parameters = ["AuditTrail"]
    done.record = record.rawValue
    done.outcome = "same"
    _ = try await service.append(.system, [.administrationDone(done)], context)
  }
}
