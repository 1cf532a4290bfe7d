import CarnetCore
import Testing

@testable import MedicalRecord

/// Documents in, replaced, hidden, archived, deleted (domain 1.5).
struct DocumentTests {
  private func add(
    _ document: DocumentAdded,
    to life: Life,
    _ change: (inout RecordState.Deposit) -> Void = { _ in }
  ) -> Refusal? {
    var deposit = RecordState.Deposit()
    deposit.rules = life.rules
    deposit.now = life.now
    change(&deposit)
    let how = deposit
    return life.refusal { state throws(Refusal) in try state.add(document, how) }
  }

  @Test func `a repetition is told from a change, each with the earlier document`() throws {
    var life = try Life.opened()
    try life.addDocument()
    #expect(add(Life.document(), to: life) == .documentUnchanged(number: 1))
    #expect(add(Life.document(content: 2), to: life) == .uniqueIDTaken(number: 1))
    var empty = Life.document("1.2")
    empty.contentBytes = 0
    #expect(add(empty, to: life) == .emptyDocument)
  }

  @Test func `versions follow one another in a chain, and only the last is current`() throws {
    var life = try Life.opened()
    try life.addDocument(Life.document("1.1"))
    try life.addDocument(Life.document("1.2", replaces: "1.1"))
    try life.addDocument(Life.document("1.3", replaces: "1.2"))
    #expect(life.state.documents.mapValues(\.replacedBy) == [1: 2, 2: 3, 3: nil])
    #expect(life.state.documents.values.filter(\.isCurrent).map(\.number) == [3])
    #expect(
      add(Life.document("1.4", replaces: "1.1"), to: life) == .alreadyReplaced(number: 1, by: 2)
    )
  }

  @Test func `a version that came before its predecessor replaces it on arrival`() throws {
    var life = try Life.opened()
    try life.addDocument(Life.document("1.2", replaces: "1.1"))
    guard case .documentAdded(let added)? = life.facts.last else { return }
    #expect(added.findings == [RecordState.unknownParent])
    try life.addDocument(Life.document("1.1"))
    #expect(life.state.documents[2]?.replacedBy == 1)
  }

  @Test func `a deleted document is not replaced`() throws {
    var life = try Life.opened()
    try life.addDocument()
    try life.take { state throws(Refusal) in try state.delete(1, by: .author) }
    #expect(
      add(Life.document("1.2", replaces: "1.1"), to: life) == .documentDeleted(number: 1)
    )
  }

  @Test func `a document is replaced by its author, or from the structure that made it`() throws {
    var life = try Life.opened()
    try life.addDocument()
    let next = Life.document("1.2", replaces: "1.1")
    let colleague = Actor(
      .professional,
      identifier: "colleague",
      structure: Actor.author.structureIdentifier
    )
    #expect(add(next, to: life) { $0.actor = .doctor } == .notTheAuthor(number: 1))
    for actor in [Actor.author, colleague, .hospital, Actor(.operator, identifier: "import")] {
      #expect(add(next, to: life) { $0.actor = actor } == nil)
    }
  }

  @Test func `feeding stops when the holder opposes it, as such or for one establishment`() throws {
    var life = try Life.opened()
    #expect(
      life.refusal { state throws(Refusal) in try state.withdraw(.feeding) }
        == .legitimateReasonMissing
    )
    var answers = Carnet_V1_ConsentCollected()
    answers.structure = .hospital
    answers.episode = "stay"
    answers.feeding = .opposed
    let opposed = answers
    try life.take { state throws(Refusal) in try state.collect(opposed) }
    #expect(add(Life.document(), to: life) { $0.actor = .author } == .feedingOpposed)
    #expect(add(Life.document(), to: life) { $0.actor = .hospital } == .feedingOpposed)
    #expect(add(Life.document(), to: life) { $0.actor = .doctor } == nil)
    try life.take { state throws(Refusal) in
      try state.withdraw(.feeding, reason: "violences")
    }
    #expect(add(Life.document(), to: life) { $0.actor = .doctor } == .feedingOpposed)
  }

  @Test func `a blocked professional may still deposit`() throws {
    var life = try Life.opened()
    try life.take { state throws(Refusal) in
      try state.block(.doctor, .professional, until: nil)
    }
    #expect(add(Life.document(), to: life) { $0.actor = .doctor } == nil)
  }

  @Test func `in a secret connection only what representatives do not see is filed`() throws {
    let life = try Life.opened(born: "2012-05-01")
    #expect(add(Life.document(), to: life) { $0.isSecret = true } == .secretNeedsHiding)
    #expect(
      add(Life.document(), to: life) {
        $0.isSecret = true
        $0.labels = [.representatives]
      } == nil
    )
  }

  @Test func `hidden from professionals and from the patient at once is for the switch to allow`()
    throws
  {
    var life = try Life.opened()
    #expect(
      add(Life.document(), to: life) { $0.labels = [.professionals, .patient] }
        == .labelsExcludeEachOther
    )
    for (first, second) in [
      (Visibility.professionals, Visibility.patient), (.patient, .professionals),
    ] {
      var other = life
      try other.addDocument(hiddenFrom: [first])
      #expect(
        other.refusal { state throws(Refusal) in try state.hide(1, from: second) }
          == .labelsExcludeEachOther
      )
    }
    life.rules.functions.labelsCumulate = true
    try life.addDocument(hiddenFrom: [.professionals, .patient])
    #expect(life.state.documents[1]?.hiddenFrom == [.professionals, .patient])
  }

  @Test func `without the functions for minors nothing is hidden from representatives`() throws {
    var life = try Life.opened()
    life.rules.functions.minors = false
    let rules = life.rules
    #expect(add(Life.document(), to: life) { $0.labels = [.representatives] } == .notAMinor)
    try life.addDocument()
    #expect(
      life.refusal { state throws(Refusal) in
        try state.hide(1, from: .representatives, rules: rules)
      } == .notAMinor
    )
  }

  struct Labelling: Sendable, CustomTestStringConvertible {
    var actor: Actor
    var visibility: Visibility
    var isAllowed: Bool

    var testDescription: String {
      "\(actor.kind), \(visibility): \(isAllowed ? "may" : "may not")"
    }
  }

  static let labellings: [Labelling] = [
    Labelling(actor: .doctor, visibility: .professionals, isAllowed: true),
    Labelling(actor: .doctor, visibility: .patient, isAllowed: true),
    Labelling(actor: .doctor, visibility: .representatives, isAllowed: true),
    Labelling(actor: .hospital, visibility: .patient, isAllowed: true),
    Labelling(actor: .holder, visibility: .professionals, isAllowed: true),
    Labelling(actor: .holder, visibility: .patient, isAllowed: false),
    Labelling(actor: .holder, visibility: .representatives, isAllowed: true),
    Labelling(actor: .mother, visibility: .professionals, isAllowed: true),
    Labelling(actor: .mother, visibility: .patient, isAllowed: false),
    Labelling(actor: .mother, visibility: .representatives, isAllowed: false),
    Labelling(actor: .heir, visibility: .professionals, isAllowed: false),
    Labelling(
      actor: Actor(.auditor, identifier: "a"),
      visibility: .professionals,
      isAllowed: false
    ),
  ]

  @Test(arguments: labellings)
  func `each label is set and taken by those whom domain 1.5 names`(_ labelling: Labelling) throws {
    var life = try Life.opened(born: "2012-05-01")
    try life.addDocument()
    let expected: Refusal? =
      labelling.isAllowed ? nil : .labelNotForThisActor(labelling.visibility)
    #expect(
      life.refusal { state throws(Refusal) in
        try state.hide(1, from: labelling.visibility, by: labelling.actor)
      } == expected
    )
    try life.take { state throws(Refusal) in try state.hide(1, from: labelling.visibility) }
    #expect(
      life.refusal { state throws(Refusal) in
        try state.reveal(1, to: labelling.visibility, by: labelling.actor)
      } == expected
    )
  }

  @Test func `a document is hidden once, and shown once`() throws {
    var life = try Life.opened()
    try life.addDocument()
    #expect(
      life.refusal { state throws(Refusal) in try state.reveal(1, to: .professionals) }
        == .notHidden(number: 1)
    )
    try life.take { state throws(Refusal) in try state.hide(1, from: .professionals) }
    #expect(
      life.refusal { state throws(Refusal) in try state.hide(1, from: .professionals) }
        == .alreadyHidden(number: 1)
    )
  }

  @Test func `a document is archived, and back`() throws {
    var life = try Life.opened()
    try life.addDocument()
    #expect(
      life.refusal { state throws(Refusal) in try state.unarchive(1) } == .notArchived(number: 1)
    )
    try life.take { state throws(Refusal) in try state.archive(1) }
    #expect(
      life.refusal { state throws(Refusal) in try state.archive(1) } == .alreadyArchived(number: 1)
    )
    try life.take { state throws(Refusal) in try state.unarchive(1) }
    #expect(life.state.documents[1]?.isArchived == false)
  }

  @Test func `a document is deleted by its author alone`() throws {
    var life = try Life.opened()
    try life.addDocument()
    for actor in [Actor.doctor, .holder, .mother, .hospital, Actor(.professional)] {
      #expect(
        life.refusal { state throws(Refusal) in try state.delete(1, by: actor) }
          == .notTheAuthor(number: 1)
      )
    }
    try life.take(by: .author) { state throws(Refusal) in try state.delete(1, by: .author) }
    #expect(life.state.documents[1]?.isDeleted == true)
    #expect(life.state.documents[1]?.content == [1])
    #expect(
      life.refusal { state throws(Refusal) in try state.delete(1, by: .author) }
        == .documentDeleted(number: 1)
    )
  }

  @Test func `the holder deletes what they wrote themself`() throws {
    var life = try Life.opened()
    try life.addDocument(Life.document(type: "DOCPAT01", class: "90", by: "holder"))
    try life.take { state throws(Refusal) in try state.delete(1, by: .holder) }
    #expect(life.state.documents[1]?.isDeleted == true)
  }

  @Test func `no command finds a document that the record does not have`() throws {
    let life = try Life.opened()
    #expect(
      life.refusal { state throws(Refusal) in try state.archive(7) } == .unknownDocument(number: 7)
    )
  }
}
