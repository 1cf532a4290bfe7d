import CarnetCore
import MedicalRecord

/// Stays and passages at the hospital, and danger.
extension Life {
  mutating func visitHospital() throws {
    if random.chance(0.35) {
      try passThroughEmergencies()
    } else {
      admit()
    }
  }

  private mutating func passThroughEmergencies() throws {
    let doctor = random.pick(cast.physicians[hospital])
    if random.chance(0.5) { readInCare(doctor, documents: random.within(1...2)) }
    wait(seconds: random.within(3600...14_400))
    try file(.emergencyPassage, by: doctor)
  }

  private mutating func admit() {
    let house = cast.hospitals[hospital]
    let physician = random.pick(cast.physicians[hospital])
    let nurse = random.pick(cast.hospitalNurses[hospital])
    let episode = "S\(now.year)-\(Person.digits(random.below(1_000_000), 6))"
    let place = Circumstances(place: "ADMISSIONS-0\(random.within(1...3))")
    if random.chance(0.3) { find(nurse.actor, by: ["matricule"], place) }
    var answers = Carnet_V1_ConsentCollected()
    answers.episode = episode
    answers.structure = house.actor
    answers.feeding = random.chance(0.98) ? .notOpposed : .opposed
    answers.reading = random.weighted([(.agreed, 0.6), (.notCollected, 0.34), (.refused, 0.06)])
    let collected = answers
    act(nurse.actor, .administration, place) { state, rules, now throws(Refusal) in
      try state.collect(collected, rules: rules, now: now)
    }
    let days = random.weighted([(1, 0.4), (3, 0.35), (7, 0.2), (18, 0.05)])
    let leaves = now.adding(days: days)
    for member in [physician, nurse] {
      act(nurse.actor, .administration, place) { state, _, _ throws(Refusal) in
        try state.join(member.actor, episode: episode, until: leaves.adding(days: 30))
      }
    }
    wait(seconds: random.within(1800...7200))
    readInCare(physician, documents: random.within(0...3))
    if random.chance(0.4) {
      wait(seconds: 3600)
      readInCare(nurse, documents: 1)
    }
    let stay = Stay(
      hospital: hospital,
      episode: episode,
      service: physician.service,
      physician: physician
    )
    agenda.note(.discharge(stay), at: leaves)
  }

  mutating func discharge(_ stay: Stay) throws {
    guard isActive else { return }
    let submission = "2.25.\(random.next() >> 1)"
    let first = try file(.hospitalReport, by: stay.physician, submission: submission)
    let second = try file(.dischargeLetter, by: stay.physician, submission: submission)
    let numbers = [first, second].compactMap(\.self)
    guard !numbers.isEmpty else { return }
    var received = Carnet_V1_SubmissionReceived()
    received.uniqueID = submission
    received.sourceID = "1.2.250.1.999.76.\(stay.hospital + 1)"
    received.author = stay.physician.author
    received.submitted = now.milliseconds
    received.title = "Séjour \(stay.episode)"
    received.documents = numbers
    let fact = Fact.submissionReceived(received)
    act(stay.physician.actor, .feeding, Circumstances(place: stay.physician.place)) {
      _,
      _,
      _ throws(Refusal) in [fact]
    }
  }

  /// A search that gave this record.
  mutating func find(
    _ actor: Actor,
    by criteria: [String],
    _ circumstances: Circumstances
  ) {
    guard state.status != .none, state.status != .erased else { return }
    var found = Carnet_V1_RecordFound()
    found.criteria = criteria
    found.results = UInt32(criteria == ["matricule"] ? 1 : random.within(1...6))
    let fact = Fact.recordFound(found)
    act(actor, circumstances.reason.isEmpty ? .care : .administration, circumstances) {
      _,
      _,
      _ throws(Refusal) in [fact]
    }
  }

  mutating func breakGlass() {
    let doctor = random.pick(cast.emergencyPhysicians)
    readInDanger(
      doctor,
      .emergency,
      Circumstances(
        reason: random.pick(Phrases.emergencies),
        place: "URGENCES-0\(random.within(1...6))"
      )
    )
  }

  mutating func regulate() {
    var circumstances = Circumstances(reason: "appel au 15", place: "SAMU-76")
    // Now and then somebody is logged in without the regulator's token.
    circumstances.isRegulator = !random.chance(0.03)
    circumstances.call =
      "76-\(now.year)-\(Person.digits(random.below(1_000_000), 6))"
    readInDanger(random.pick(cast.regulators), .regulation, circumstances)
  }

  private mutating func readInDanger(
    _ doctor: Professional,
    _ purpose: Purpose,
    _ circumstances: Circumstances
  ) {
    guard isActive else { return }
    if random.chance(0.3) {
      find(
        doctor.actor,
        by: ["birthName", "birthDate", "sex"],
        Circumstances(place: circumstances.place)
      )
    }
    let before = Set(state.emergencies.keys)
    guard let list = read(doctor.actor, purpose, .record(.list), circumstances), list.isAllowed
    else { return }
    for number in list.shown.suffix(random.below(3)) {
      wait(seconds: random.within(20...120))
      read(doctor.actor, purpose, .document(number), circumstances)
    }
    let accesses = state.emergencies.keys.filter { !before.contains($0) }.sorted()
    let hours = random.weighted([(48, 0.6), (300, 0.2), (0, 0.2)])
    guard hours > 0 else { return }
    agenda.note(
      .review(accesses: accesses, accessor: doctor.identifier),
      at: random.workingMoment(from: now.adding(hours: 6), to: now.adding(hours: hours))
    )
  }

  mutating func review(_ accesses: [UInt32], _ accessor: String) {
    let verdict: Carnet_V1_Verdict = random.weighted([
      (.justified, 0.92), (.toClarify, 0.06), (.unjustified, 0.02),
    ])
    let remark =
      switch verdict {
      case .unjustified: "aucun passage retrouvé dans le dossier de l'établissement"
      case .toClarify: "passage retrouvé, motif à préciser avec le médecin"
      default: "passage aux urgences retrouvé, motif cohérent"
      }
    let reviewer = cast.reviewer.actor
    for access in accesses {
      act(reviewer, .audit, Circumstances(reason: "revue des accès d'urgence")) {
        state,
        _,
        _ throws(Refusal) in
        try state.review(access, verdict, remark: remark, by: reviewer, accessor: accessor)
      }
    }
  }
}
