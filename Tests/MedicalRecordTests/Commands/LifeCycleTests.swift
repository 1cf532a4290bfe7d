import CarnetCore
import Testing

@testable import MedicalRecord

/// The life of a record as domain 1.2 tells it: what leads where, and what is refused on the way.
struct LifeCycleTests {
  /// The life cycle's commands, each as it would be given on any record.
  enum Command: CaseIterable, Sendable {
    case open, announce, refuse, suspend, resume, close, die, reactivate, requestErasure

    func decide(_ state: RecordState, rules: Rules, now: Instant) throws(Refusal) -> [Fact] {
      switch self {
      case .open:
        try state.open(
          Life.opening(),
          identity: Life.identity(),
          consentGiven: true,
          rules: rules,
          now: now
        )
      case .announce:
        try state.announce(.init(), identity: Life.identity(), rules: rules, now: now)
      case .refuse: try state.refuseOpening(through: .site)
      case .suspend: try state.suspend(.malfunction, rules: rules, now: now)
      case .resume: try state.resume()
      case .close: try state.close(.holder, rules: rules, now: now)
      case .die: try state.recordDeath(on: PartialDate("2026-03"), rules: rules, now: now)
      case .reactivate:
        try state.reactivate(through: .site, wording: "1", consentGiven: true)
      case .requestErasure: try state.requestErasure(rules: rules, now: now)
      }
    }

    /// Where it leads from each state; what is not here is refused.
    var leads: [RecordState.Status: RecordState.Status] {
      switch self {
      case .open: [.none: .active, .announced: .active, .refused: .active]
      case .announce: [.none: .announced]
      case .refuse: [.announced: .refused]
      case .suspend: [.active: .suspended]
      case .resume: [.suspended: .active]
      case .close: [.active: .closed, .suspended: .closed]
      case .die:
        [
          .announced: .refused, .refused: .refused, .active: .closed, .suspended: .closed,
          .closed: .closed,
        ]
      case .reactivate: [.closed: .active]
      case .requestErasure: [.refused: .refused, .closed: .closed]
      }
    }
  }

  @Test(arguments: Command.allCases, RecordState.Status.allCases)
  func `each command leads where domain 1.2 says, and nowhere from anywhere else`(
    _ command: Command,
    _ status: RecordState.Status
  ) throws {
    var life = try Life.inStatus(status)
    let (rules, now) = (life.rules, life.now)
    if let leads = command.leads[status] {
      try life.take { state throws(Refusal) in
        try command.decide(state, rules: rules, now: now)
      }
      #expect(life.state.status == leads)
    } else {
      let refusal = life.refusal { state throws(Refusal) in
        try command.decide(state, rules: rules, now: now)
      }
      #expect(refusal != nil)
      #expect(life.state.status == status)
    }
  }

  @Test(arguments: [
    (RecordState.Status.none, Refusal.recordDoesNotExist), (.announced, .recordIsAnnounced),
    (.refused, .openingWasRefused), (.suspended, .recordIsSuspended), (.closed, .recordIsClosed),
    (.erased, .recordWasErased),
  ])
  func `a record that is not active says in what state it is`(
    _ status: RecordState.Status,
    _ refusal: Refusal
  ) throws {
    let life = try Life.inStatus(status)
    #expect(life.refusal { state throws(Refusal) in try state.grant(.reading) } == refusal)
    #expect(
      life.refusal { state throws(Refusal) in try state.add(Life.document()) } == refusal
    )
  }

  @Test func `an active record says what a command would have needed`() throws {
    let life = try Life.opened()
    #expect(
      life.refusal { state throws(Refusal) in try state.resume() }
        == .wrongStatus(.active, needed: [.suspended])
    )
  }

  @Test func `nothing is opened twice, nor after it was erased`() throws {
    for status in [RecordState.Status.active, .suspended, .closed, .erased] {
      let life = try Life.inStatus(status)
      let expected: Refusal = status == .erased ? .recordWasErased : .recordExists
      for command in [Command.open, .announce] {
        let (rules, now) = (life.rules, life.now)
        #expect(
          life.refusal { state throws(Refusal) in
            try command.decide(state, rules: rules, now: now)
          } == expected
        )
      }
    }
  }

  @Test func `no record is opened without the holder's consent, but by law or a takeover`() throws {
    func refusal(_ channel: Channel, _ rules: Rules = Rules()) -> Refusal? {
      Life()
        .refusal { state throws(Refusal) in
          try state.open(
            Life.opening(channel),
            identity: Life.identity(),
            consentGiven: false,
            rules: rules
          )
        }
    }
    for channel in [Channel.site, .pharmacy, .insuranceDesk, .generalPractitioner, .hospital] {
      #expect(refusal(channel) == .consentMissing(.opening))
    }
    #expect(refusal(.takeover) == nil)
    // Six weeks after the announcement, and by the clock alone.
    #expect(refusal(.automatic) == .openingNotInForce(.automatic))
  }

  @Test func `the rules of the day say which way records are opened`() throws {
    var rules = Rules()
    rules.opening.byChannel = false
    rules.opening.byAnnouncement = false
    let (life, now) = (Life(), Life().now)
    let closed = rules
    #expect(
      life.refusal { state throws(Refusal) in
        try Command.open.decide(state, rules: closed, now: now)
      } == .openingNotInForce(.pharmacy)
    )
    #expect(
      life.refusal { state throws(Refusal) in
        try Command.announce.decide(state, rules: closed, now: now)
      } == .openingNotInForce(.automatic)
    )
  }

  @Test func `who objected once is not announced again`() throws {
    let life = try Life.refused()
    let now = life.now
    #expect(
      life.refusal { state throws(Refusal) in
        try Command.announce.decide(state, rules: Rules(), now: now)
      } == .openingWasRefused
    )
  }

  @Test func `closing and suspending need a reason`() throws {
    let life = try Life.opened()
    let now = life.now
    #expect(
      life.refusal { state throws(Refusal) in try state.close(.unspecified) } == .reasonMissing
    )
    #expect(
      life.refusal { state throws(Refusal) in
        try state.suspend(.holder, rules: Rules(), now: now)
      } == .reasonMissing
    )
  }

  @Test func `six weeks without objection open an announced record`() throws {
    var life = try Life.announced()
    let key = Deadline.Key(.objection)
    #expect(life.state.deadlines[key] == life.now.adding(days: 42))
    try life.fallDue(key)
    #expect(life.state.status == .active)
    #expect(life.state.traits?.channel == .automatic)
    #expect(life.state.deadlines[key] == nil)
  }

  @Test func `six weeks without objection close a suspended record`() throws {
    var life = try Life.suspended()
    try life.fallDue(Deadline.Key(.suspension))
    #expect(life.state.status == .closed)
    #expect(life.state.deadlines[Deadline.Key(.retention)] == life.now.adding(years: 10))
  }

  @Test func `a reactivated record is the same, with all it held`() throws {
    var life = try Life.opened()
    try life.addDocument()
    try life.authorise(.doctor)
    let before = life.state
    try life.close()
    try life.reactivate()
    #expect(life.state.documents == before.documents)
    #expect(life.state.rights == before.rights)
    #expect(life.state.identity == before.identity)
    #expect(life.state.revision == Revision(UInt32(life.facts.count - 1)))
    #expect(life.state.deadlines[Deadline.Key(.retention)] == nil)
  }

  @Test func `what runs out goes on running out while a record is closed`() throws {
    var life = try Life.opened(born: "2012-05-01")
    try life.authorise(.doctor)
    try life.addDocument(hiddenFrom: [.patient])
    let (rules, now) = (life.rules, life.now)
    try life.take { state throws(Refusal) in
      try state.join(.hospital, episode: "e1", until: now.adding(days: 5))
    }
    try life.take { state throws(Refusal) in
      try state.block(.pharmacist, .professional, until: now.adding(days: 5))
    }
    try life.take { state throws(Refusal) in
      try state.nameRepresentative(.mother, relation: "MTH", until: now.adding(days: 5))
    }
    _ = rules
    try life.close()
    for key in [
      Deadline.Key(.careTeam, "hospital|e1"), Deadline.Key(.block, "1|pharmacist"),
      Deadline.Key(.representative, "mother"), Deadline.Key(.announcementRelease, "1"),
      Deadline.Key(.authorisation, "doctor"), Deadline.Key(.majority),
    ] {
      try life.fallDue(key)
    }
    try life.reactivate()
    #expect(life.state.rights.careTeam.isEmpty)
    #expect(life.state.rights.blocked.isEmpty)
    #expect(life.state.rights.representatives.isEmpty)
    #expect(life.state.rights.authorisations["doctor"] == .expired)
    #expect(life.state.documents[1]?.hiddenFrom == [])
    let isMinor = life.state.isMinor
    #expect(!isMinor)
  }

  @Test func `reactivating needs a new consent, and a living holder`() throws {
    let closed = try Life.closed()
    #expect(
      closed.refusal { state throws(Refusal) in
        try state.reactivate(through: .site, wording: "1", consentGiven: false)
      } == .consentMissing(.opening)
    )
    let dead = try Life.dead()
    #expect(
      dead.refusal { state throws(Refusal) in
        try state.reactivate(through: .site, wording: "1", consentGiven: true)
      } == .wrongStatus(.closed, needed: [])
    )
  }

  @Test func `a death is recorded once`() throws {
    let life = try Life.dead()
    let now = life.now
    #expect(
      life.refusal { state throws(Refusal) in
        try state.recordDeath(on: nil, rules: Rules(), now: now)
      } == .wrongStatus(.closed, needed: [.active])
    )
  }

  @Test func `an erasure is asked for once, and carried out only when it was`() throws {
    var life = try Life.closed()
    let now = life.now
    func check(_ ground: Carnet_V1_ErasureGround, at moment: Instant) -> Refusal? {
      life.refusal { state throws(Refusal) in
        try state.checkMayBeErased(ground, now: moment)
        return []
      }
    }
    #expect(check(.request, at: now) == .erasureNotRequested)
    try life.take { state throws(Refusal) in
      try state.requestErasure(rules: Rules(), now: now)
    }
    #expect(life.state.deadlines[Deadline.Key(.erasure)] == now.adding(months: 3))
    #expect(check(.request, at: now) == nil)
    #expect(
      life.refusal { state throws(Refusal) in
        try state.requestErasure(rules: Rules(), now: now)
      } == .erasureAlreadyRequested
    )
    #expect(check(.retention, at: now) == .deadlineNotDue)
    #expect(check(.retention, at: now.adding(years: 10)) == nil)
  }

  @Test func `an opening after all takes back the request to erase`() throws {
    var life = try Life.refused()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.requestErasure(rules: Rules(), now: now)
    }
    try life.take { state throws(Refusal) in
      try state.open(Life.opening(), identity: Life.identity(), consentGiven: true, now: now)
    }
    #expect(life.state.deadlines[Deadline.Key(.erasure)] == nil)
    #expect(
      life.refusal { state throws(Refusal) in
        try state.checkMayBeErased(.request, now: now)
        return []
      } == .erasureNotRequested
    )
  }

  @Test func `a mistaken opening is erased only while it holds no document`() throws {
    var life = try Life.opened()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.checkMayBeErased(.mistake, now: now)
      return []
    }
    try life.addDocument()
    #expect(
      life.refusal { state throws(Refusal) in
        try state.checkMayBeErased(.mistake, now: now)
        return []
      } == .wrongStatus(.active, needed: [.announced, .refused])
    )
  }

  @Test func `nothing is erased while a hold stands`() throws {
    var life = try Life.closed()
    let later = life.now.adding(years: 11)
    func hold(_ reference: String) -> Refusal? {
      life.refusal { state throws(Refusal) in try state.placeHold(reference, until: nil) }
    }
    #expect(hold("") == .reasonMissing)
    try life.take { state throws(Refusal) in try state.placeHold("26/123", until: nil) }
    #expect(hold("26/123") == .holdExists)
    for ground in [Carnet_V1_ErasureGround.request, .retention, .mistake] {
      #expect(
        life.refusal { state throws(Refusal) in
          try state.checkMayBeErased(ground, now: later)
          return []
        } == .legalHold
      )
    }
    #expect(
      life.refusal { state throws(Refusal) in try state.liftHold("26/124") } == .noSuchHold
    )
    try life.take { state throws(Refusal) in try state.liftHold("26/123") }
    try life.take { state throws(Refusal) in
      try state.checkMayBeErased(.retention, now: later)
      return []
    }
  }

  @Test func `an erased record has forgotten everything but its revision`() throws {
    let life = try Life.erased()
    var empty = RecordState()
    empty.status = .erased
    empty.revision = life.state.revision
    #expect(life.state == empty)
  }

  @Test func `an event whose key is gone counts as a revision and changes nothing else`() throws {
    var state = try Life.opened().state
    let before = state
    let revision = try #require(before.revision?.next)
    state.evolve(nil, at: revision)
    var expected = before
    expected.revision = revision
    #expect(state == expected)
  }
}
