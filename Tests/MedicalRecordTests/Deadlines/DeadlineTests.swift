import CarnetCore
import Testing

@testable import MedicalRecord

/// What each fact sets and lifts, and what follows when a deadline has come.
struct DeadlineTests {
  private static let due = Life.day(2026, 5, 1)
  private static let revision = Revision(9)

  private static func set(_ kind: DeadlineKind, _ subject: String = "") -> DeadlineChange {
    .set(Deadline(kind, subject, due: due))
  }

  private static func lift(_ kind: DeadlineKind, _ subject: String = "") -> DeadlineChange {
    .lift(Deadline.Key(kind, subject))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var fact: Fact
    var changes: [DeadlineChange]

    init(_ fact: Fact, _ changes: [DeadlineChange]) {
      self.fact = fact
      self.changes = changes
    }

    var testDescription: String { fact.kind.name }
  }

  private static func make<Message>(
    _ fact: (Message) -> Fact,
    _ message: Message,
    _ change: (inout Message) -> Void
  ) -> Fact {
    var message = message
    change(&message)
    return fact(message)
  }

  static let cases: [Case] = {
    let time = due.milliseconds
    return [
      Case(make(Fact.recordAnnounced, .init()) { $0.objectionUntil = time }, [set(.objection)]),
      Case(
        make(Fact.openingRefused, .init()) { _ in },
        [lift(.objection), lift(.majority)]
      ),
      Case(make(Fact.recordSuspended, .init()) { $0.objectionUntil = time }, [set(.suspension)]),
      Case(.recordResumed(.init()), [lift(.suspension)]),
      Case(make(Fact.erasureRequested, .init()) { $0.due = time }, [set(.erasure)]),
      Case(.recordErased(.init()), [.liftAll]),
      Case(
        make(Fact.legalHoldPlaced, .init()) {
          $0.reference = "26/1"
          $0.until = time
        },
        [set(.legalHold, "26/1")]
      ),
      Case(
        make(Fact.legalHoldLifted, .init()) { $0.reference = "26/1" },
        [lift(.legalHold, "26/1")]
      ),
      Case(
        make(Fact.deadlineReached, .init()) {
          $0.kind = .directives
          $0.subject = "3"
          $0.next = time
        },
        [lift(.directives, "3"), set(.directives, "3")]
      ),
      Case(
        make(Fact.authorisationGranted, .init()) {
          $0.professional = .doctor
          $0.until = time
        },
        [set(.authorisation, "doctor")]
      ),
      Case(
        make(Fact.consentCollected, .init()) {
          $0.structure = .hospital
          $0.until = time
        },
        [lift(.episode, "hospital"), set(.episode, "hospital")]
      ),
      Case(
        make(Fact.authorisationRevoked, .init()) { $0.professional = .doctor },
        [lift(.authorisation, "doctor")]
      ),
      Case(
        make(Fact.authorisationExpired, .init()) { $0.professional = .doctor },
        [lift(.authorisation, "doctor")]
      ),
      Case(
        make(Fact.careTeamJoined, .init()) {
          $0.member = .hospital
          $0.episode = "stay"
          $0.until = time
        },
        [set(.careTeam, "hospital|stay")]
      ),
      Case(
        make(Fact.careTeamLeft, .init()) {
          $0.member = .hospital
          $0.episode = "stay"
        },
        [lift(.careTeam, "hospital|stay")]
      ),
      Case(
        make(Fact.actorBlocked, .init()) {
          $0.target = .pharmacist
          $0.scope = .structure
          $0.until = time
        },
        [set(.block, "2|pharmacy")]
      ),
      Case(
        make(Fact.actorUnblocked, .init()) {
          $0.target = .pharmacist
          $0.scope = .profession
        },
        [lift(.block, "3|21")]
      ),
      Case(
        make(Fact.representativeNamed, .init()) {
          $0.representative = .mother
          $0.until = time
        },
        [set(.representative, "mother")]
      ),
      Case(
        make(Fact.representativeEnded, .init()) { $0.representative = .mother },
        [lift(.representative, "mother")]
      ),
      Case(
        make(Fact.heirAdmitted, .init()) {
          $0.heir = .heir
          $0.until = time
        },
        [set(.heir, "heir")]
      ),
      Case(make(Fact.heirEnded, .init()) { $0.heir = .heir }, [lift(.heir, "heir")]),
      Case(
        make(Fact.documentAdded, .init()) {
          $0.number = 4
          $0.reminderDue = time
        },
        [set(.directives, "4")]
      ),
      Case(make(Fact.documentReplaced, .init()) { $0.number = 4 }, [lift(.directives, "4")]),
      Case(
        make(Fact.documentHidden, .init()) {
          $0.number = 4
          $0.visibility = .patient
          $0.noticeDue = time
          $0.releaseDue = time
        },
        [set(.announcementNotice, "4"), set(.announcementRelease, "4")]
      ),
      Case(
        make(Fact.documentHidden, .init()) {
          $0.number = 4
          $0.visibility = .professionals
        },
        []
      ),
      Case(
        make(Fact.documentRevealed, .init()) {
          $0.number = 4
          $0.visibility = .patient
        },
        [lift(.announcementNotice, "4"), lift(.announcementRelease, "4")]
      ),
      Case(
        make(Fact.documentDeleted, .init()) { $0.number = 4 },
        [
          lift(.announcementNotice, "4"), lift(.announcementRelease, "4"), lift(.directives, "4"),
        ]
      ),
      Case(
        make(Fact.statementMade, .init()) {
          $0.number = 2
          $0.replaces = 1
          $0.reminderDue = time
        },
        [lift(.directives, "s1"), set(.directives, "s2")]
      ),
      Case(make(Fact.statementWithdrawn, .init()) { $0.number = 2 }, [lift(.directives, "s2")]),
      Case(
        make(Fact.emergencyAccessed, .init()) { $0.reviewDue = time },
        [set(.emergencyReview, "9")]
      ),
      Case(
        make(Fact.emergencyReviewed, .init()) { $0.access = 9 },
        [lift(.emergencyReview, "9")]
      ),
      Case(.documentAccessed(.init()), []),
      Case(.recordAnnounced(.init()), []),
    ]
  }()

  @Test(arguments: cases)
  func `each fact sets and lifts what it should`(_ one: Case) {
    #expect(DeadlineChange.changes(of: one.fact, at: Self.revision) == one.changes)
  }

  @Test func `an opening settles what came before it`() throws {
    var opened = RecordOpened()
    opened.majorityDue = Self.due.milliseconds
    let changes = DeadlineChange.changes(of: .recordOpened(opened), at: Self.revision)
    #expect(
      changes == [Self.lift(.objection), Self.lift(.erasure), Self.set(.majority)]
    )
  }

  @Test func `a closed record keeps what was begun, and is kept for ten years`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor)
    try life.addDocument(Life.document("1.9", type: "EXPPAT_3", class: "90"))
    #expect(life.state.deadlines[Deadline.Key(.directives, "1")] == life.now.adding(months: 12))
    try life.close()
    #expect(
      life.state.deadlines == [
        Deadline.Key(.authorisation, "doctor"): life.now.adding(months: 12),
        Deadline.Key(.retention): life.now.adding(years: 10),
      ]
    )
  }

  @Test func `nothing follows from a deadline that has not come, or that is not there`() throws {
    let life = try Life.announced()
    let now = life.now
    #expect(
      life.refusal { state throws(Refusal) in
        try state.fallDue(Deadline.Key(.objection), rules: Rules(), now: now)
      } == .deadlineNotDue
    )
    #expect(
      life.refusal { state throws(Refusal) in
        try state.fallDue(Deadline.Key(.retention), rules: Rules(), now: now)
      } == .noSuchDeadline
    )
  }

  @Test func `what waits for its announcement is told after two weeks and shown after a month`()
    throws
  {
    var life = try Life.opened()
    try life.addDocument(hiddenFrom: [.patient])
    let start = life.now
    #expect(
      life.state.deadlines[Deadline.Key(.announcementNotice, "1")] == start.adding(days: 14)
    )
    #expect(
      life.state.deadlines[Deadline.Key(.announcementRelease, "1")] == start.adding(months: 1)
    )
    try life.fallDue(Deadline.Key(.announcementNotice, "1"))
    #expect(life.rule(.holder, .document(1)) == .waitsForAnnouncement)
    try life.fallDue(Deadline.Key(.announcementRelease, "1"))
    #expect(life.rule(.holder, .document(1)) == .holder)
    #expect(life.state.deadlines.isEmpty)
  }

  @Test func `an authorisation expires after a year`() throws {
    var life = try Life.opened()
    try life.authorise(.doctor)
    let start = life.now
    try life.fallDue(Deadline.Key(.authorisation, "doctor"))
    #expect(life.now == start.adding(months: 12))
    #expect(life.rule(.doctor, .record(.list)) == .authorisationExpired)
    try life.authorise(.doctor)
    #expect(life.rule(.doctor, .record(.list)) == .authorisation)
  }

  @Test func `reminders of directives come again and again`() throws {
    var life = try Life.opened()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.declare(.init(.directivesPlace, "at home"), rules: Rules(), now: now)
    }
    for year in 1...3 {
      try life.fallDue(Deadline.Key(.directives, "s1"))
      #expect(
        life.state.deadlines[Deadline.Key(.directives, "s1")] == now.adding(months: 12 * (year + 1))
      )
    }
  }

  @Test func `coming of age ends whoever spoke for the minor, and their deadlines`() throws {
    var life = try Life.opened(born: "2012-05-01")
    let later = life.now.adding(years: 10)
    try life.take { state throws(Refusal) in
      try state.nameRepresentative(.mother, relation: "MTH", until: later)
    }
    #expect(life.state.isMinor)
    try life.fallDue(Deadline.Key(.majority))
    #expect(life.now == Life.day(2030, 5, 1).adding(hours: -2))
    #expect(life.rule(.mother, .record(.list)) == .unknownRepresentative)
    #expect(life.state.deadlines.isEmpty)
  }

  @Test func `a team, a block, a hold and a representative end by themselves`() throws {
    var life = try Life.opened(born: "2012-05-01")
    let until = life.now.adding(days: 30)
    try life.take { state throws(Refusal) in
      try state.join(.hospital, episode: "stay", until: until)
    }
    for scope in [BlockScope.professional, .structure, .profession] {
      try life.take { state throws(Refusal) in
        try state.block(.pharmacist, scope, until: until)
      }
    }
    try life.take { state throws(Refusal) in try state.placeHold("26/1", until: until) }
    try life.take { state throws(Refusal) in
      try state.nameRepresentative(.mother, relation: "MTH", until: until)
    }
    for key in life.state.deadlines.keys where key.kind != .majority {
      try life.fallDue(key)
    }
    #expect(life.state.rights == Rights())
    #expect(life.state.legalHolds.isEmpty)
    #expect(life.state.deadlines.keys.map(\.kind) == [.majority])
  }
}
