import CarnetCore
import Testing

@testable import MedicalRecord

/// The one function for every read: each rule decides somewhere, for and against.
struct AccessPolicyTests {
  /// A record with a letter, one that is hidden from each side, and one outside the matrix of
  /// pharmacists.
  private func life() throws -> Life {
    var life = try Life.opened(born: "2012-05-01")
    try life.addDocument()
    try life.addDocument(Life.document("1.2"), hiddenFrom: [.professionals])
    try life.addDocument(Life.document("1.3"), hiddenFrom: [.patient])
    try life.addDocument(Life.document("1.4"), hiddenFrom: [.representatives])
    try life.addDocument(Life.document("1.5", type: "68599-0", class: "11"))
    return life
  }

  private func consented() throws -> Life {
    var life = try life()
    try life.take { state throws(Refusal) in try state.grant(.reading) }
    return life
  }

  @Test func `the holder reads all but what waits for its announcement`() throws {
    let life = try life()
    let decision = life.decision(.holder, .record(.list))
    #expect(decision.rule == .holder)
    #expect(decision.relation == .holder)
    #expect(decision.shown == [1, 2, 4, 5])
    #expect(life.rule(.holder, .document(3)) == .waitsForAnnouncement)
  }

  @Test func `the holder reads a closed record, and nobody a suspended one`() throws {
    #expect(try Life.closed().rule(.holder, .record(.list)) == .holder)
    #expect(try Life.closed().rule(.doctor, .record(.list)) == .recordNotActive)
    #expect(try Life.suspended().rule(.holder, .record(.list)) == .recordSuspended)
    #expect(try Life.suspended().rule(.doctor, .record(.list)) == .recordSuspended)
    for status in [RecordState.Status.none, .announced, .refused, .erased] {
      #expect(try Life.inStatus(status).rule(.holder, .record(.list)) == .recordNotActive)
      #expect(try Life.inStatus(status).rule(.doctor, .record(.list)) == .recordNotActive)
    }
  }

  @Test func `a representative sees neither what waits nor what the minor keeps back`() throws {
    var life = try life()
    #expect(life.rule(.mother, .record(.list)) == .unknownRepresentative)
    try life.take { state throws(Refusal) in
      try state.nameRepresentative(.mother, relation: "MTH", until: nil)
    }
    #expect(life.decision(.mother, .record(.list)).shown == [1, 2, 5])
    #expect(life.rule(.mother, .document(1)) == .representative)
    #expect(life.rule(.mother, .document(3)) == .waitsForAnnouncement)
    #expect(life.rule(.mother, .document(4)) == .hiddenFromRepresentatives)
  }

  @Test func `the holder's general consent opens the record to professionals`() throws {
    let life = try consented()
    let decision = life.decision(.doctor, .record(.list))
    #expect(decision.rule == .consent)
    #expect(decision.relation == .generalConsent)
    #expect(decision.shown == [1, 3, 4, 5])
    #expect(life.rule(.doctor, .document(2)) == .hiddenFromProfessionals)
    #expect(try self.life().rule(.doctor, .record(.list)) == .noConsent)
  }

  @Test func `the matrix keeps from a profession what it may not read`() throws {
    let life = try consented()
    #expect(life.rule(.pharmacist, .document(1)) == .consent)
    #expect(life.rule(.pharmacist, .document(5)) == .notInMatrix)
    #expect(life.decision(.pharmacist, .record(.list)).shown == [1, 3, 4])
  }

  @Test func `a class that was published later decides in the matrix`() throws {
    var life = try consented()
    let psychologist = Actor(.professional, identifier: "p", profession: "G15_93")
    #expect(life.rule(psychologist, .document(1)) == .notInMatrix)
    life.rules.classes["11490-0"] = "11"
    #expect(life.rule(psychologist, .document(1)) == .consent)
  }

  @Test func `authors read what they wrote with no authorisation, unless kept out`() throws {
    var life = try life()
    #expect(life.rule(.author, .document(1)) == .author)
    #expect(life.rule(.author, .document(2)) == .author)
    #expect(life.rule(.author, .record(.list)) == .noConsent)
    try life.take { state throws(Refusal) in try state.revoke(.author, byHolder: true) }
    #expect(life.rule(.author, .document(1)) == .author)
    try life.take { state throws(Refusal) in
      try state.block(.author, .professional, until: nil)
    }
    #expect(life.rule(.author, .document(1)) == .blocked)
  }

  @Test func `the médecin traitant sees everything, masked documents included`() throws {
    var life = try life()
    try life.authorise(.doctor, asTreatingDoctor: true)
    #expect(life.decision(.doctor, .record(.list)).shown == [1, 2, 3, 4, 5])
    #expect(life.decision(.doctor, .document(2)).relation == .treatingDoctor)
  }

  @Test func `an authorisation opens the record, expired or revoked it does not`() throws {
    var life = try life()
    try life.authorise(.doctor)
    #expect(life.decision(.doctor, .record(.list)).relation == .authorisation)
    var revoked = life
    try revoked.take { state throws(Refusal) in try state.revoke(.doctor, byHolder: true) }
    #expect(revoked.rule(.doctor, .record(.list)) == .authorisationRevoked)
    try life.fallDue(Deadline.Key(.authorisation, "doctor"))
    #expect(life.rule(.doctor, .record(.list)) == .authorisationExpired)
  }

  @Test func `consent is presumed in the care team, for a whole structure too`() throws {
    var life = try life()
    try life.take { state throws(Refusal) in
      try state.join(.hospital, episode: "stay", until: nil)
    }
    let nurse = Actor(
      .professional,
      identifier: "nurse",
      profession: "G15_60",
      structure: "hospital"
    )
    #expect(life.decision(nurse, .record(.list)).relation == .careTeam)
    #expect(life.rule(.doctor, .record(.list)) == .noConsent)
    try life.take { state throws(Refusal) in try state.withdraw(.reading) }
    #expect(life.rule(nurse, .record(.list)) == .noConsent)
  }

  @Test(arguments: [
    (Carnet_V1_ReadingAnswer.agreed, AccessRule.episode), (.refused, .episodeRefused),
    (.notCollected, .noConsent),
  ])
  func `what was answered at an episode of care decides for that establishment`(
    _ answer: Carnet_V1_ReadingAnswer,
    _ rule: AccessRule
  ) throws {
    var life = try life()
    var answers = Carnet_V1_ConsentCollected()
    answers.structure = Actor(.structure, identifier: "practice")
    answers.episode = "visit"
    answers.feeding = .notOpposed
    answers.reading = answer
    let collected = answers
    try life.take { state throws(Refusal) in try state.collect(collected) }
    #expect(life.rule(.doctor, .record(.list)) == rule)
    #expect(life.rule(.pharmacist, .record(.list)) == .noConsent)
  }

  @Test func `nothing is presumed for an occupational physician`() throws {
    var life = try consented()
    #expect(life.rule(.occupational, .record(.list)) == .expressConsentMissing)
    try life.authorise(.occupational)
    #expect(life.rule(.occupational, .record(.list)) == .expressConsentMissing)
    try life.authorise(.occupational, express: true)
    #expect(life.rule(.occupational, .record(.list)) == .authorisation)
  }

  @Test func `breaking the glass needs a reason, and leaves an emergency in the trail`() throws {
    let life = try life()
    #expect(life.rule(.doctor, .record(.list), purpose: .emergency) == .reasonMissing)
    let decision = life.decision(
      .doctor,
      .document(1),
      purpose: .emergency,
      reason: "coma"
    )
    #expect(decision.rule == .breakGlass)
    guard case .emergencyAccessed(let emergency)? = decision.trace.first else {
      Issue.record("no emergency in the trail")
      return
    }
    #expect(emergency.mode == .breakGlass)
    #expect(emergency.until == life.now.adding(minutes: 60).milliseconds)
    #expect(emergency.reviewDue == life.now.adding(hours: 72).milliseconds)
    #expect(decision.trace.count == 2)
  }

  @Test func `an emergency does not show what is masked`() throws {
    let life = try life()
    #expect(
      life.rule(.doctor, .document(2), purpose: .emergency, reason: "coma")
        == .hiddenFromProfessionals
    )
  }

  @Test func `regulation needs a token that says so`() throws {
    let life = try life()
    #expect(life.rule(.doctor, .record(.list), purpose: .regulation) == .notARegulator)
    #expect(
      life.rule(.doctor, .record(.list), purpose: .regulation, isRegulator: true) == .regulation
    )
  }

  @Test func `a blocked professional is told that there is a record, and no more`() throws {
    var life = try consented()
    try life.take { state throws(Refusal) in
      try state.block(.doctor, .professional, until: nil)
    }
    #expect(life.rule(.doctor, .record(.existence)) == .existence)
    for (purpose, reason) in [(Purpose.care, ""), (.emergency, "coma"), (.regulation, "call")] {
      #expect(
        life.rule(
          .doctor,
          .document(1),
          purpose: purpose,
          reason: reason,
          isRegulator: true
        ) == .blocked
      )
    }
  }

  @Test func `nobody reads without a name`() throws {
    let life = try consented()
    #expect(life.rule(Actor(.professional), .record(.existence)) == .notNamed)
  }

  @Test func `those who run the service give a reason, and never see a document`() throws {
    let life = try life()
    for kind in [Carnet_V1_ActorKind.operator, .auditor, .insuranceAgent, .system] {
      let actor = Actor(kind, identifier: "somebody")
      #expect(life.rule(actor, .record(.trail)) == .reasonMissing)
      #expect(life.rule(actor, .record(.trail), reason: "complaint") == .management)
      for target in [
        AccessRequest.Target.document(1), .record(.list), .record(.emergencyCard),
        .record(.statements),
      ] {
        #expect(life.rule(actor, target, reason: "complaint") == .contentNotForManagement)
      }
    }
  }

  @Test func `an heir sees what the motive covers`() throws {
    var life = try life()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.recordDeath(on: nil, rules: Rules(), now: now)
    }
    #expect(life.rule(.heir, .record(.list)) == .unknownHeir)
    try life.take { state throws(Refusal) in
      try state.admitHeir(.heir, motive: .rights, documents: [1, 3], rules: Rules(), now: now)
    }
    #expect(life.decision(.heir, .record(.list)).shown == [1])
    #expect(life.rule(.heir, .document(1)) == .heir)
    #expect(life.rule(.heir, .document(2)) == .notCoveredByMotive)
    #expect(life.rule(.heir, .document(3)) == .waitsForAnnouncement)
  }

  @Test func `parents who inherit do not see what their child kept from them`() throws {
    var life = try life()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.recordDeath(on: nil, rules: Rules(), now: now)
    }
    try life.take { state throws(Refusal) in
      try state.admitHeir(.heir, motive: .memory, documents: [], rules: Rules(), now: now)
    }
    #expect(life.rule(.heir, .document(1)) == .heir)
    #expect(life.rule(.heir, .document(4)) == .hiddenFromRepresentatives)
  }

  @Test func `a list leaves out what is archived or was replaced, unless asked`() throws {
    var life = try Life.opened()
    try life.addDocument(Life.document("1.1"))
    try life.addDocument(Life.document("1.2", replaces: "1.1"))
    try life.addDocument(Life.document("1.3"))
    try life.addDocument(Life.document("1.4"))
    try life.take { state throws(Refusal) in try state.archive(3) }
    try life.take { state throws(Refusal) in try state.delete(4, by: .author) }
    #expect(life.decision(.holder, .record(.list)).shown == [2])
    var everything = AccessRequest(
      actor: .holder,
      purpose: .patientAccess,
      reason: "",
      target: .record(.list)
    )
    everything.listsEverything = true
    #expect(AccessPolicy.decide(everything, on: life.state).shown == [1, 2, 3])
    #expect(life.rule(.holder, .document(4)) == .documentDeleted)
    #expect(life.rule(.holder, .document(9)) == .unknownDocument)
  }

  @Test func `every decision leaves a trace that says who, by which rule and which rules`() throws {
    var life = try consented()
    life.rules.version = 3
    let allowed = life.decision(.doctor, .record(.list))
    guard case .recordAccessed(let accessed)? = allowed.trace.first else {
      Issue.record("no trace of a list")
      return
    }
    #expect(accessed.kind == .list)
    #expect(accessed.rule == AccessRule.consent.rawValue)
    #expect(accessed.policy == 3)
    #expect(accessed.relation == .generalConsent)
    #expect(accessed.documents == allowed.shown)
    let refused = life.decision(.doctor, .document(2))
    guard case .accessDenied(let denied)? = refused.trace.first else {
      Issue.record("no trace of a refusal")
      return
    }
    #expect(denied.number == 2)
    #expect(denied.rule == AccessRule.hiddenFromProfessionals.rawValue)
    #expect(denied.policy == 3)
    #expect(refused.shown.isEmpty)
  }

  @Test func `rules below 100 allow and the others refuse`() {
    for rule in AccessRule.allCases { #expect(rule.allows == (rule.rawValue < 100)) }
  }
}
