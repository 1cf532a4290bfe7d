import CarnetCore
import MedicalRecord

/// Visits to those who treat: reads, and documents for the record.
extension Life {
  mutating func meet(_ feeder: Feeder) throws {
    guard isActive else {
      // Somebody who does not know yet that the record is closed.
      if state.status == .closed || state.status == .suspended, random.chance(0.1) {
        read(generalist.actor, .care, .record(.list), Circumstances(place: generalist.place))
      }
      return
    }
    switch feeder {
    case .laboratory: try visitLaboratory()
    case .townDoctor:
      try visitDoctor()
      if person.age(on: now.day) >= 70, random.chance(0.25) {
        // The nurse comes to the house and looks up what was prescribed.
        wait(seconds: random.within(3600...30_000))
        readInCare(nurse, documents: 1)
      }
    case .hospital: try visitHospital()
    case .radiology:
      try file(.imaging, by: radiologist)
      if random.chance(0.15) { readInCare(radiologist, documents: 1) }
    case .pharmacy:
      if random.chance(0.3) { readInCare(pharmacist, documents: 1) }
      try file(random.chance(0.5) ? .vaccination : .dispensation, by: pharmacist)
    }
  }

  /// Whether something says that this professional takes care of this person.
  func isInCare(of who: Professional) -> Bool {
    let rights = state.rights
    if rights.isTreatingDoctor(who.actor) || rights.isInCareTeam(who.actor) { return true }
    if case .valid = rights.authorisations[who.identifier] { return true }
    return rights.answers[who.structure.identifier]?.reading == .agreed
  }

  /// Reads what is needed to treat, after the holder authorised it where nothing did before.
  mutating func readInCare(_ who: Professional, documents: Int) {
    let circumstances = Circumstances(place: who.place)
    if random.chance(0.15) {
      read(who.actor, .care, .record(.existence), circumstances)
      wait(seconds: 5)
    }
    if !isInCare(of: who) {
      if random.chance(0.85) {
        act(who.actor, .care, circumstances) { state, rules, now throws(Refusal) in
          try state.authorise(who.actor, rules: rules, now: now)
        }
        wait(seconds: 8)
      }
      // Who forgot to ask goes without, where it would pass for curiosity.
      if !isInCare(of: who), state.consents[.reading] == true || random.chance(0.5) { return }
    }
    guard let list = read(who.actor, .care, .record(.list), circumstances), list.isAllowed else {
      return
    }
    var wanted = Array(list.shown.suffix(documents + 2).shuffled(using: &random).prefix(documents))
    if list.shown.count < state.documents.count, random.chance(0.15) {
      // A link in a letter leads to what the list does not show.
      let others = state.documents.values.filter { document in
        !document.isDeleted && !list.shown.contains(document.number)
      }
      wanted += others.map(\.number).sorted().suffix(1)
    }
    for number in wanted {
      wait(seconds: random.within(15...150))
      read(who.actor, .care, .document(number), circumstances)
    }
  }

  private mutating func visitLaboratory() throws {
    // A result that is not to be learnt from a screen (R1111-53).
    if random.chance(0.015) {
      try file(.pathology, by: biologist, labels: [.patient])
    } else if state.isMinor, person.age(on: now.day) >= 14, random.chance(0.04) {
      try file(.biology, by: biologist, labels: [.representatives], isSecret: true)
    } else {
      try file(.biology, by: biologist)
    }
  }

  private mutating func visitDoctor() throws {
    if random.chance(0.01) { moveToAnotherDoctor() }
    let doctor = generalist
    let circumstances = Circumstances(place: doctor.place)
    if !state.rights.isTreatingDoctor(doctor.actor), random.chance(0.6) {
      act(doctor.actor, .care, circumstances) { state, rules, now throws(Refusal) in
        try state.authorise(doctor.actor, asTreatingDoctor: true, rules: rules, now: now)
      }
    }
    if random.chance(0.4) { readInCare(doctor, documents: random.within(1...2)) }
    wait(seconds: random.within(300...900))
    let age = person.age(on: now.day)
    let paper = random.weighted([
      (Paper.prescription, 0.62), (.consultation, 0.14), (.referral, 0.08),
      (.vaccination, 0.06), (.synthesis, age > 50 ? 0.1 : 0.03),
    ])
    let number = try file(paper, by: doctor)
    if let number, random.chance(0.02) {
      agenda.note(
        .correction(of: number, paper, doctor),
        at: random.workingMoment(from: now.adding(hours: 2), to: now.adding(days: 6))
      )
    }
    if state.statements.values.contains(where: { $0.isCurrent && $0.verifiedBy == nil }),
      random.chance(0.2)
    {
      verifyStatement(doctor)
    }
  }

  private mutating func moveToAnotherDoctor() {
    let former = generalist.actor
    guard state.rights.isTreatingDoctor(former) else { return }
    act(random.pick(cast.agents), .administration) { state, _, _ throws(Refusal) in
      try state.endTreatingDoctor(former)
    }
    generalist = random.pick(cast.generalists)
  }

  private mutating func verifyStatement(_ doctor: Professional) {
    let open = state.statements.values.filter { $0.isCurrent && $0.verifiedBy == nil }
    guard let number = open.map(\.number).min() else { return }
    act(doctor.actor, .care, Circumstances(place: doctor.place)) { state, _, _ throws(Refusal) in
      try state.verify(number, proof: "pièce vue en consultation", by: doctor.actor)
    }
  }

  /// Puts a document into the record; nil when the domain refuses it.
  @discardableResult
  mutating func file(
    _ paper: Paper,
    by author: Professional?,
    labels: Set<Visibility> = [],
    isSecret: Bool = false,
    replacing parent: RecordState.Document? = nil,
    submission: String = ""
  ) throws -> UInt32? {
    // What will be refused needs no content.
    guard isActive, state.consents[.feeding] != false, now < end else { return nil }
    var added = try written(paper, author)
    if let parent {
      added.replaces = parent.uniqueID
      added.version = 2
    }
    added.submissionSet = submission
    var deposit = RecordState.Deposit()
    deposit.labels = labels
    deposit.isSecret = isSecret
    deposit.actor = author?.actor ?? holderOrParent
    var circumstances = Circumstances(place: author?.place ?? "")
    circumstances.isSecret = isSecret
    let (document, draft) = (added, deposit)
    let number = state.nextDocument
    let isDone = act(
      author?.actor ?? holderOrParent,
      author == nil ? .patientAccess : .feeding,
      circumstances
    ) { state, rules, now throws(Refusal) in
      var deposit = draft
      deposit.rules = rules
      deposit.now = now
      return try state.add(document, deposit)
    }
    return isDone ? number : nil
  }

  private mutating func correctable(_ number: UInt32) -> RecordState.Document? {
    guard let document = state.documents[number], document.isCurrent else { return nil }
    return document
  }

  mutating func correct(_ number: UInt32, _ paper: Paper, _ author: Professional) throws {
    guard let parent = correctable(number) else { return }
    if random.chance(0.15) {
      act(
        author.actor,
        .feeding,
        Circumstances(reason: "mauvais patient", place: author.place)
      ) { state, _, _ throws(Refusal) in
        try state.delete(number, by: author.actor)
      }
    } else {
      try file(paper, by: author, replacing: parent)
    }
  }
}
