import CarnetCore
import MedicalRecord

/// How a record begins, rests and ends.
extension Life {
  private var identity: IdentityRecorded {
    let commune = department.commune(person.commune)
    var identity = IdentityRecorded()
    identity.matricule = person.matricule
    identity.authority = INS.Authority.test.oid.description
    identity.birthName = person.family
    identity.givenNames = [person.given]
    identity.firstGivenName = person.given
    identity.sex = Carnet_V1_Sex(person.sex)
    identity.birthDate = PartialDate(person.birth).description
    identity.birthPlace = person.birthPlace
    identity.postalCode = commune.postalCodes.first ?? ""
    identity.city = commune.name
    return identity
  }

  private var ageBand: Carnet_V1_AgeBand {
    Carnet_V1_AgeBand(AgeBand(birth: PartialDate(person.birth), on: now.day))
  }

  private func opened(_ channel: Channel) -> RecordOpened {
    var opened = RecordOpened()
    opened.channel = channel
    opened.commune = department.commune(person.commune).code.description
    opened.ageBand = ageBand
    opened.sex = Carnet_V1_Sex(person.sex)
    return opened
  }

  private var mother: Actor? {
    guard let number = person.mother else { return nil }
    let mother = department.people[number]
    return Actor(.representative, identifier: mother.matricule, name: mother.name)
  }

  /// Who stands at the desk that a record is asked for at.
  private mutating func opener(_ channel: Channel) -> Actor {
    switch channel {
    case .pharmacy: pharmacist.actor
    case .insuranceDesk: random.pick(cast.agents)
    case .generalPractitioner: generalist.actor
    case .hospital: random.pick(cast.hospitalNurses[hospital]).actor
    default: person.age(on: now.day) < 18 ? mother ?? person.holder : person.holder
    }
  }

  mutating func open(through channel: Channel) {
    let (opening, identity) = (opened(channel), identity)
    let opener = opener(channel)
    let isOpen = act(opener, .administration) { state, rules, now throws(Refusal) in
      try state.open(opening, identity: identity, consentGiven: true, rules: rules, now: now)
    }
    guard isOpen else { return }
    // At a desk the questions are asked one after the other (BB#101).
    if random.chance(0.9) { grantReading(opener) }
    if random.chance(0.012) { withdraw(.emergency, opener) }
    if random.chance(0.008) { withdraw(.regulation, opener) }
    nameMother(opener)
  }

  mutating func takeOver() {
    let (opening, identity) = (opened(.takeover), identity)
    act(cast.administrator, .administration, Circumstances(reason: "reprise de l'existant")) {
      state,
      rules,
      now throws(Refusal) in
      try state.open(opening, identity: identity, consentGiven: false, rules: rules, now: now)
    }
    nameMother(cast.administrator)
  }

  mutating func announce() {
    var announcement = Carnet_V1_RecordAnnounced()
    announcement.means = random.chance(0.55) ? .mail : .post
    announcement.commune = department.commune(person.commune).code.description
    announcement.ageBand = ageBand
    announcement.sex = Carnet_V1_Sex(person.sex)
    let (told, identity) = (announcement, identity)
    act(Actor(.system), .administration) { state, rules, now throws(Refusal) in
      try state.announce(told, identity: identity, rules: rules, now: now)
    }
  }

  mutating func object() {
    let channel: Channel = random.chance(0.8) ? .site : .insuranceDesk
    let actor = opener(channel)
    act(actor, .administration) { state, _, _ throws(Refusal) in
      try state.refuseOpening(through: channel)
    }
  }

  private mutating func nameMother(_ actor: Actor) {
    guard state.isMinor, let mother else { return }
    act(actor, .administration) { state, _, _ throws(Refusal) in
      try state.nameRepresentative(mother, relation: "mère", until: nil)
    }
  }

  mutating func grantReading(_ actor: Actor) {
    act(actor, .administration) { state, _, _ throws(Refusal) in
      try state.grant(.reading, wording: "consentement-lecture-2")
    }
  }

  private mutating func withdraw(_ subject: ConsentSubject, _ actor: Actor) {
    act(actor, .administration) { state, _, _ throws(Refusal) in try state.withdraw(subject) }
  }

  mutating func activate() {
    guard isActive else { return }
    nameMother(mother ?? person.holder)
    let isVictim = department.misconduct.victims.contains(person.number)
    if state.consents[.reading] == nil, random.chance(isVictim ? 0.92 : 0.75) {
      grantReading(holderOrParent)
    }
    wait(seconds: 40)
    holderLooks()
  }

  mutating func suspend() {
    let reason: ClosureReason = random.chance(0.5) ? .fraud : .malfunction
    let isDone = act(cast.agents[0], .administration, Circumstances(reason: "signalement")) {
      state,
      rules,
      now throws(Refusal) in
      try state.suspend(reason, rules: rules, now: now)
    }
    if isDone, random.chance(0.7) {
      agenda.note(
        .resumption,
        at: random.workingMoment(from: now.adding(days: 3), to: now.adding(days: 30))
      )
    }
  }

  mutating func close() {
    let actor = random.chance(0.7) ? holderOrParent : random.pick(cast.agents)
    let isDone = act(actor, .administration, Circumstances(reason: "demande du titulaire")) {
      state,
      rules,
      now throws(Refusal) in
      try state.close(.holder, rules: rules, now: now)
    }
    guard isDone else { return }
    if random.chance(0.2) {
      agenda.note(
        .reactivation,
        at: random.workingMoment(from: now.adding(days: 20), to: now.adding(days: 700))
      )
    } else if now > end.adding(days: -260) {
      // What was asked for longer ago has been erased: only these are still to be done.
      let recent = max(now.adding(days: 2), end.adding(days: -80))
      agenda.note(.erasureRequest, at: random.workingMoment(from: recent, to: end))
    }
  }

  mutating func reactivate() {
    act(person.holder, .administration) { state, _, _ throws(Refusal) in
      try state.reactivate(
        through: .site,
        wording: "consentement-ouverture-3",
        consentGiven: true
      )
    }
  }

  mutating func requestErasure() {
    act(person.holder, .administration, Circumstances(reason: "droit à l'effacement")) {
      state,
      rules,
      now throws(Refusal) in
      try state.requestErasure(rules: rules, now: now)
    }
  }

  mutating func placeHold() {
    let reference = "TJ Rouen \(now.year)/\(random.within(100...999))"
    act(cast.administrator, .administration, Circumstances(reason: "réquisition")) {
      state,
      _,
      now throws(Refusal) in
      try state.placeHold(reference, until: now.adding(months: 18))
    }
  }

  mutating func die() {
    guard state.status != .none, state.status != .erased else { return }
    let date = PartialDate(now.day)
    let agent = random.pick(cast.agents)
    act(agent, .administration, Circumstances(reason: "avis de décès")) {
      state,
      rules,
      now throws(Refusal) in
      try state.recordDeath(on: date, rules: rules, now: now)
    }
    if state.status == .closed, random.chance(0.04) {
      agenda.note(
        .heir,
        at: random.workingMoment(from: now.adding(days: 20), to: now.adding(days: 300))
      )
    }
  }

  mutating func heirReads() {
    let heir = Actor(
      .heir,
      identifier: "heritier-\(record.record)",
      name: "\(random.pick(Names.women)) \(person.family)"
    )
    let motive = random.pick([Carnet_V1_HeirMotive.causeOfDeath, .rights, .memory])
    let isAdmitted = act(
      random.pick(cast.agents),
      .administration,
      Circumstances(reason: "demande d'ayant droit, L1110-4")
    ) { state, rules, now throws(Refusal) in
      try state.admitHeir(heir, motive: motive, documents: [], rules: rules, now: now)
    }
    guard isAdmitted else { return }
    wait(seconds: 86_400)
    guard let list = read(heir, .patientAccess, .record(.list)) else { return }
    for number in list.shown.suffix(2) {
      wait(seconds: 60)
      read(heir, .patientAccess, .document(number))
    }
  }
}
