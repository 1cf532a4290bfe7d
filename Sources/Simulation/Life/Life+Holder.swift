import CarnetCore
import MedicalRecord

/// What holders, and those who speak for them, do with the record; and the desk that helps them.
extension Life {
  mutating func holderLooks() {
    guard state.status == .active || state.status == .closed, !state.isDead else { return }
    let holder = holderOrParent
    let circumstances = Circumstances(place: random.chance(0.7) ? "application" : "site")
    guard let list = read(holder, .patientAccess, .record(.list), circumstances),
      list.isAllowed
    else { return }
    for number in list.shown.suffix(random.below(3)) {
      wait(seconds: random.within(10...90))
      read(holder, .patientAccess, .document(number), circumstances)
    }
    guard random.chance(0.3) || now >= department.misconduct.snooping.upperBound else { return }
    wait(seconds: 30)
    read(holder, .patientAccess, .record(.trail), circumstances)
    disputeStrangers(holder, circumstances)
  }

  private mutating func disputeStrangers(_ holder: Actor, _ circumstances: Circumstances) {
    let snooper = cast.snooper.identifier
    guard department.misconduct.victims.contains(person.number), random.chance(0.3) else { return }
    let read = record.acts.first { act in
      act.context.actor.identifierText == snooper
        && act.facts.contains { $0.kind == .documentAccessed }
    }
    let isDisputed = record.acts.contains { act in
      act.facts.contains { $0.kind == .accessDisputed }
    }
    guard let read, !isDisputed else { return }
    let (revision, text) = (read.revision, random.pick(Phrases.disputes))
    wait(seconds: 120)
    act(holder, .patientAccess, circumstances) { state, _, _ throws(Refusal) in
      try state.dispute(revision, text: text)
    }
  }

  mutating func holderMasks() {
    let visible = state.documents.values
      .filter { $0.isCurrent && $0.hiddenFrom.isEmpty }.map(\.number).sorted()
    guard isActive, !visible.isEmpty else { return }
    let (number, holder) = (random.pick(visible), holderOrParent)
    if random.chance(0.1) {
      act(holder, .patientAccess) { state, _, _ throws(Refusal) in try state.archive(number) }
      return
    }
    act(holder, .patientAccess) { state, rules, now throws(Refusal) in
      try state.hide(number, from: .professionals, by: holder, rules: rules, now: now)
    }
    if random.chance(0.15) {
      wait(seconds: 86_400 * random.within(1...20))
      act(holder, .patientAccess) { state, _, _ throws(Refusal) in
        try state.reveal(number, to: .professionals, by: holder)
      }
    }
  }

  mutating func holderBlocks() {
    guard isActive else { return }
    let holder = holderOrParent
    let target = random.chance(0.6) ? radiologist : pharmacist
    let scope: BlockScope = random.weighted([
      (.professional, 0.8), (.structure, 0.15), (.profession, 0.05),
    ])
    let isLimited = random.chance(0.3)
    act(holder, .patientAccess) { state, _, now throws(Refusal) in
      try state.block(target.actor, scope, until: isLimited ? now.adding(months: 6) : nil)
    }
  }

  mutating func holderRevokes() {
    let valid = state.rights.authorisations.filter {
      if case .valid = $0.value { true } else { false }
    }
    guard isActive, let identifier = valid.keys.min() else { return }
    let professional = Actor(.professional, identifier: identifier)
    act(holderOrParent, .patientAccess) { state, _, _ throws(Refusal) in
      try state.revoke(professional, byHolder: true)
    }
  }

  mutating func holderOpposes(_ subject: ConsentSubject) {
    guard isActive else { return }
    let reason = subject == .feeding ? "désaccord avec le contenu d'un compte rendu" : ""
    act(holderOrParent, .patientAccess, Circumstances(reason: reason)) {
      state,
      _,
      _ throws(Refusal) in
      try state.withdraw(subject, reason: reason)
    }
  }

  mutating func holderDeclares() throws {
    guard isActive else { return }
    let holder = holderOrParent
    if random.chance(0.3) {
      try file(.patientReport, by: nil)
      return
    }
    let kind: StatementKind = random.weighted([
      (.bloodGroup, 0.2), (.allergy, 0.3), (.contact, 0.3), (.trustedPerson, 0.1),
      (.organDonation, 0.1),
    ])
    let value =
      switch kind {
      case .bloodGroup: random.pick(["O+", "A+", "B+", "AB+", "O-", "A-"])
      case .allergy: random.pick(Phrases.allergies)
      case .organDonation: random.chance(0.85) ? "non opposé au don" : "opposé au don"
      default: "\(random.pick(Names.men)) \(person.family)"
      }
    // Numbers that are kept for fiction (Arcep: 02 61 91 xx xx).
    let detail =
      kind == .contact ? "02 61 91 \(random.within(10...99)) \(random.within(10...99))" : ""
    let before = state.statements.values.filter { $0.isCurrent && $0.kind == kind }
      .map(\.number).max()
    let declaration = RecordState.Declaration(kind, value, detail: detail, replaces: before)
    act(holder, .patientAccess) { state, rules, now throws(Refusal) in
      try state.declare(declaration, rules: rules, now: now)
    }
  }

  mutating func holderWritesDirectives() throws {
    if random.chance(0.6) {
      try file(.directives, by: nil)
      return
    }
    let place = RecordState.Declaration(
      .directivesPlace,
      "chez le notaire",
      detail: department.commune(person.commune).name
    )
    act(holderOrParent, .patientAccess) { state, rules, now throws(Refusal) in
      try state.declare(place, rules: rules, now: now)
    }
  }

  mutating func askDesk() {
    guard state.status != .none else { return }
    let agent = random.pick(cast.agents)
    let circumstances = Circumstances(
      reason: "demande de l'assuré à l'accueil",
      place: "ACCUEIL-76"
    )
    find(agent, by: ["matricule"], circumstances)
    wait(seconds: 20)
    read(agent, .administration, .record(random.chance(0.5) ? .identity : .rights), circumstances)
    if random.chance(0.05) {
      // What an agent is never shown.
      read(agent, .administration, .record(.list), circumstances)
    }
  }
}
