import CarnetCore
import Testing

@testable import MedicalRecord

/// Consents, authorisations, teams, blocks, representatives and heirs (domain 1.3, 1.4).
struct RightsTests {
  @Test func `a consent is given once and withdrawn once`() throws {
    var life = try Life.opened()
    try life.take { state throws(Refusal) in try state.grant(.reading, wording: "2") }
    #expect(
      life.refusal { state throws(Refusal) in try state.grant(.reading) }
        == .consentAlreadyGranted(.reading)
    )
    try life.take { state throws(Refusal) in try state.withdraw(.reading) }
    #expect(
      life.refusal { state throws(Refusal) in try state.withdraw(.reading) }
        == .consentAlreadyWithdrawn(.reading)
    )
  }

  @Test func `both emergency ways in are open until each is opposed for itself`() throws {
    var life = try Life.opened()
    let entered = { (life: Life, purpose: Purpose) in
      life.rule(
        .doctor,
        .record(.list),
        purpose: purpose,
        reason: "coma",
        isRegulator: purpose == .regulation
      )
    }
    #expect(entered(life, .emergency) == .breakGlass)
    #expect(entered(life, .regulation) == .regulation)
    try life.take { state throws(Refusal) in try state.withdraw(.emergency) }
    #expect(entered(life, .emergency) == .emergencyOpposed)
    #expect(entered(life, .regulation) == .regulation)
    try life.take { state throws(Refusal) in try state.withdraw(.regulation) }
    #expect(entered(life, .regulation) == .emergencyOpposed)
  }

  /// The table of domain 1.4: what TD0.3 makes of a doctor who is authorised and "médecin traitant".
  @Test func `allowing alone gives access`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor)
    #expect(life.rule(.doctor, .record(.list)) == .authorisation)
    let isTreating = life.state.rights.isTreatingDoctor(.doctor)
    #expect(!isTreating)
  }

  @Test func `allowing as médecin traitant gives access and the role`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor, asTreatingDoctor: true)
    #expect(life.rule(.doctor, .record(.list)) == .treatingDoctor)
    #expect(life.state.rights.authorisations["doctor"] != nil)
  }

  @Test func `removing alone takes the access away`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor)
    try life.take { state throws(Refusal) in try state.revoke(.doctor, byHolder: true) }
    #expect(life.rule(.doctor, .record(.list)) == .authorisationRevoked)
  }

  @Test func `removing as médecin traitant ends the role and keeps the access`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor, asTreatingDoctor: true)
    try life.take { state throws(Refusal) in try state.endTreatingDoctor(.doctor) }
    #expect(life.rule(.doctor, .record(.list)) == .authorisation)
    #expect(
      life.refusal { state throws(Refusal) in try state.endTreatingDoctor(.doctor) }
        == .notTreatingDoctor
    )
  }

  @Test func `several doctors may be médecin traitant of one record`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor, asTreatingDoctor: true)
    try life.authorise(.author, asTreatingDoctor: true)
    #expect(life.state.rights.treatingDoctors == ["doctor", "author"])
  }

  @Test func `only a physician is named médecin traitant`() throws {
    let life = try Life.opened()
    let now = life.now
    #expect(
      life.refusal { state throws(Refusal) in
        try state.authorise(.pharmacist, asTreatingDoctor: true, rules: Rules(), now: now)
      } == .notAPhysician
    )
  }

  @Test func `the holder ends any professional's access but the médecin traitant's`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor, asTreatingDoctor: true)
    #expect(
      life.refusal { state throws(Refusal) in try state.revoke(.doctor, byHolder: true) }
        == .isTreatingDoctor
    )
    #expect(
      life.refusal { state throws(Refusal) in
        try state.block(.doctor, .professional, until: nil)
      } == .isTreatingDoctor
    )
    #expect(
      life.refusal { state throws(Refusal) in try state.revoke(.doctor, byHolder: false) } == nil
    )
  }

  @Test func `what was revoked is not revoked again`() throws {
    var life = try Life.opened()
    try life.take { state throws(Refusal) in try state.revoke(.doctor, byHolder: true) }
    #expect(
      life.refusal { state throws(Refusal) in try state.revoke(.doctor, byHolder: true) }
        == .notAuthorised
    )
  }

  @Test func `a professional without an identifier has no right to be given`() throws {
    let life = try Life.opened()
    let now = life.now
    let nobody = Actor(.professional)
    let refusals = [
      life.refusal { state throws(Refusal) in
        try state.authorise(nobody, rules: Rules(), now: now)
      },
      life.refusal { state throws(Refusal) in try state.join(nobody, episode: "", until: nil) },
      life.refusal { state throws(Refusal) in try state.block(nobody, .structure, until: nil) },
      life.refusal { state throws(Refusal) in
        try state.nameRepresentative(Actor(.representative), relation: "", until: nil)
      },
      life.refusal { state throws(Refusal) in try state.collect(.init()) },
    ]
    #expect(refusals.allSatisfy { $0 == .actorWithoutIdentifier })
  }

  @Test(arguments: [BlockScope.professional, .structure, .profession])
  func `a block is set once, lifted once, and gives way to nothing`(_ scope: BlockScope) throws {
    var life = try Life.opened()
    let now = life.now
    try life.take { state throws(Refusal) in try state.grant(.reading) }
    try life.take { state throws(Refusal) in try state.block(.pharmacist, scope, until: nil) }
    #expect(
      life.refusal { state throws(Refusal) in
        try state.block(.pharmacist, scope, until: nil)
      } == .alreadyBlocked
    )
    #expect(
      life.refusal { state throws(Refusal) in
        try state.authorise(.pharmacist, rules: Rules(), now: now)
      } == .actorIsBlocked
    )
    #expect(
      life.refusal { state throws(Refusal) in
        try state.join(.pharmacist, episode: "", until: nil)
      } == .actorIsBlocked
    )
    #expect(life.rule(.pharmacist, .record(.list)) == .blocked)
    try life.take { state throws(Refusal) in try state.unblock(.pharmacist, scope) }
    #expect(life.rule(.pharmacist, .record(.list)) == .consent)
    #expect(
      life.refusal { state throws(Refusal) in try state.unblock(.pharmacist, scope) } == .notBlocked
    )
  }

  @Test func `the care team is joined once and left once`() throws {
    var life = try Life.opened()
    try life.take { state throws(Refusal) in
      try state.join(.hospital, episode: "stay", until: nil)
    }
    let again = try life.take { state throws(Refusal) in
      try state.join(.hospital, episode: "stay", until: nil)
    }
    #expect(again.isEmpty)
    #expect(
      life.refusal { state throws(Refusal) in try state.leave(.hospital, episode: "other") }
        == .notInCareTeam
    )
    try life.take { state throws(Refusal) in try state.leave(.hospital, episode: "stay") }
    #expect(life.state.rights.careTeam.isEmpty)
  }

  @Test func `the same answers at the same episode are not written twice`() throws {
    var life = try Life.opened()
    var answers = Carnet_V1_ConsentCollected()
    answers.structure = .hospital
    answers.episode = "stay"
    answers.reading = .agreed
    let first = answers
    try life.take { state throws(Refusal) in try state.collect(first) }
    let again = try life.take { state throws(Refusal) in try state.collect(first) }
    #expect(again.isEmpty)
    answers.reading = .refused
    let changed = answers
    let made = try life.take { state throws(Refusal) in try state.collect(changed) }
    #expect(made.count == 1)
  }

  @Test func `an agreement given at an episode ends with its term, an opposition to feeding stays`()
    throws
  {
    var life = try Life.opened()
    var answers = Carnet_V1_ConsentCollected()
    answers.structure = Actor(.structure, identifier: "practice")
    answers.episode = "stay"
    answers.feeding = .opposed
    answers.reading = .agreed
    let collected = answers
    let (rules, now) = (life.rules, life.now)
    try life.take { state throws(Refusal) in
      try state.collect(collected, rules: rules, now: now)
    }
    let key = Deadline.Key(.episode, "practice")
    #expect(life.state.deadlines[key] == now.adding(days: rules.timers.episodeConsentDays))
    #expect(life.rule(.doctor, .record(.list)) == .episode)
    // The feed repeats itself: the term does not move.
    life.now = now.adding(days: 10)
    let later = life.now
    let again = try life.take { state throws(Refusal) in
      try state.collect(collected, rules: rules, now: later)
    }
    #expect(again.isEmpty)
    try life.fallDue(key)
    #expect(life.rule(.doctor, .record(.list)) == .noConsent)
    #expect(life.state.deadlines[key] == nil)
    #expect(life.state.rights.answers["practice"]?.feeding == .opposed)
    // The next stay asks again.
    let next = life.now
    try life.take { state throws(Refusal) in
      try state.collect(collected, rules: rules, now: next)
    }
    #expect(life.rule(.doctor, .record(.list)) == .episode)
  }

  @Test func `a representative is named once, and ends once`() throws {
    var life = try Life.opened(born: "2012-05-01")
    try life.take { state throws(Refusal) in
      try state.nameRepresentative(.mother, relation: "MTH", until: nil)
    }
    let again = try life.take { state throws(Refusal) in
      try state.nameRepresentative(.mother, relation: "MTH", until: nil)
    }
    #expect(again.isEmpty)
    try life.take { state throws(Refusal) in try state.endRepresentative(.mother) }
    #expect(
      life.refusal { state throws(Refusal) in try state.endRepresentative(.mother) }
        == .unknownRepresentative
    )
  }

  @Test func `heirs are admitted to a dead holder's record alone, for a motive and a time`() throws
  {
    func admit(
      _ life: Life,
      heir: Actor = .heir,
      motive: Carnet_V1_HeirMotive = .memory,
      documents: Set<UInt32> = []
    ) -> Refusal? {
      let now = life.now
      return life.refusal { state throws(Refusal) in
        try state.admitHeir(heir, motive: motive, documents: documents, rules: Rules(), now: now)
      }
    }
    #expect(admit(try Life.opened()) != nil)
    #expect(admit(try Life.closed()) == .holderIsAlive)
    var dead = try Life.dead()
    #expect(admit(dead, heir: Actor(.heir)) == .actorWithoutIdentifier)
    #expect(admit(dead, motive: .unspecified) == .reasonMissing)
    #expect(admit(dead, documents: [1, 9]) == .unknownDocument(number: 9))
    #expect(
      dead.refusal { state throws(Refusal) in try state.endHeir(.heir) } == .unknownHeir
    )
    let now = dead.now
    try dead.take { state throws(Refusal) in
      try state.admitHeir(
        .heir,
        motive: .causeOfDeath,
        documents: [1],
        rules: Rules(),
        now: now
      )
    }
    #expect(dead.rule(.heir, .document(1)) == .heir)
    #expect(dead.state.deadlines[Deadline.Key(.heir, "heir")] == now.adding(days: 90))
    try dead.fallDue(Deadline.Key(.heir, "heir"))
    #expect(dead.rule(.heir, .document(1)) == .unknownHeir)
  }

  @Test func `an emergency access is reviewed once, with a remark, by somebody else`() throws {
    var life = try Life.opened()
    let decision = life.decision(
      .doctor,
      .record(.list),
      purpose: .emergency,
      reason: "coma"
    )
    let access = UInt32(life.facts.count)
    life.add(decision.trace, by: .doctor)
    let reviewer = Actor(.professional, identifier: "reviewer")
    func review(
      _ revision: UInt32,
      _ verdict: Carnet_V1_Verdict = .justified,
      remark: String = "seen",
      by actor: Actor
    ) -> Refusal? {
      life.refusal { state throws(Refusal) in
        try state.review(revision, verdict, remark: remark, by: actor, accessor: "doctor")
      }
    }
    #expect(review(0, by: reviewer) == .unknownAccess(revision: 0))
    #expect(review(access, by: .doctor) == .reviewsOwnAccess)
    #expect(review(access, by: Actor(.professional)) == .reviewsOwnAccess)
    #expect(review(access, remark: "", by: reviewer) == .reasonMissing)
    #expect(review(access, .unspecified, by: reviewer) == .reasonMissing)
    for verdict in [Carnet_V1_Verdict.toClarify, .unjustified] {
      try life.take { state throws(Refusal) in
        try state.review(access, verdict, remark: "seen", by: reviewer, accessor: "doctor")
      }
    }
    #expect(review(access, by: reviewer) == .alreadyReviewed(revision: access))
  }

  @Test func `the holder disputes an access that is in the record, and says why`() throws {
    let life = try Life.opened()
    let after = UInt32(life.facts.count)
    #expect(
      life.refusal { state throws(Refusal) in try state.dispute(after, text: "who?") }
        == .unknownAccess(revision: after)
    )
    #expect(
      life.refusal { state throws(Refusal) in try state.dispute(0, text: "") } == .reasonMissing
    )
    #expect(life.refusal { state throws(Refusal) in try state.dispute(0, text: "who?") } == nil)
  }
}
