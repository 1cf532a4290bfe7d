import CarnetCore
import Foundation
import MedicalRecord

/// The life of one record that follows from its seed: commands are drawn at random and decided by the
/// domain, so whatever it reaches is reachable; reads by all sorts of people come between.
struct RandomLife {
  enum Act {
    /// What a command made.
    case change([Fact], EventContext)
    case rules(RulesPublished)
    case read(AccessRequest)
  }

  /// Who appears in it.
  struct People {
    let professionals = [
      Actor(
        .professional,
        identifier: "810000000001",
        profession: "G15_10/SM26",
        structure: "760000166"
      ),
      Actor(
        .professional,
        identifier: "810000000002",
        profession: "G15_10/SM26",
        structure: "760000174"
      ),
      Actor(
        .professional,
        identifier: "810000000003",
        profession: "G15_60",
        structure: "760000166"
      ),
      Actor(
        .professional,
        identifier: "810000000004",
        profession: "G15_21",
        structure: "760000182"
      ),
      Actor(
        .professional,
        identifier: "810000000005",
        profession: "G15_10/SM25",
        structure: "760000190"
      ),
      Actor(.professional, identifier: "010000003", profession: "G15_40"),
    ]
    let holder = Actor(.patient, identifier: "279035121518989")
    let representatives = [
      Actor(.representative, identifier: "mother"), Actor(.representative, identifier: "father"),
    ]
    let heir = Actor(.heir, identifier: "daughter")
    let management = [
      Actor(.operator, identifier: "o1"), Actor(.auditor, identifier: "a1"),
      Actor(.insuranceAgent, identifier: "c1"),
    ]

    var all: [Actor] { professionals + [holder, heir] + representatives + management }
  }

  let seed: UInt64
  let people = People()
  private(set) var state = RecordState()
  private(set) var rules = RulesHistory()
  private(set) var time = Instant(milliseconds: 1_795_420_800_000)
  private var generator: SplitMix64
  private var contents: UInt64 = 0
  private var position: UInt64 = 0

  init(seed: UInt64) {
    self.seed = seed
    generator = SplitMix64(seed: seed)
  }

  var rulesInForce: Rules { rules.rules(at: time) }

  /// The next act; a command that the domain refuses is none.
  mutating func next() -> Act? {
    time.milliseconds += Int64.random(in: 1000...20_000_000, using: &generator)
    if chance(45) { return .read(request()) }
    if chance(2) { return .rules(publication()) }
    if chance(5) { time.milliseconds += 40 * Instant.millisecondsPerDay }
    var context = EventContext()
    context.actor = pick(people.all)
    context.purpose = .care
    do {
      let facts = try decide(&context)
      return facts.isEmpty ? nil : .change(facts, context)
    } catch {
      return nil
    }
  }

  /// Takes what an act appended into the state.
  mutating func apply(_ facts: [Fact], _ context: EventContext) {
    for fact in facts {
      state.evolve(EventBody(fact, context: context), at: state.revision?.next ?? .zero)
    }
  }

  mutating func apply(_ published: RulesPublished) {
    position += 1
    rules.publish(published, at: Position(position))
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  private mutating func pick<T>(_ values: [T]) -> T {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }

  private mutating func number() -> UInt32 {
    UInt32.random(in: 1...max(1, UInt32(state.documents.count + 1)), using: &generator)
  }

  private mutating func request() -> AccessRequest {
    var request = AccessRequest(
      actor: chance(60) ? pick(people.professionals) : pick(people.all),
      purpose: pick([.care, .care, .care, .emergency, .regulation]),
      reason: chance(80) ? "reason" : "",
      target: chance(50)
        ? .record(.list)
        : chance(70) ? .document(number()) : .record(pick([.existence, .trail, .statements]))
    )
    request.isRegulator = chance(50)
    request.listsEverything = chance(20)
    request.now = time
    return request
  }

  private mutating func publication() -> RulesPublished {
    var published = RulesPublished()
    published.effective = time.milliseconds
    published.title = "another matrix"
    var row = Carnet_V1_MatrixRow()
    row.allow = chance(50)
    row.except = chance(50) ? ["34112-3", "class:11"] : ["57833-6"]
    published.matrix.rows = [row]
    if chance(30) {
      published.functions.labelsCumulate = chance(50)
      published.functions.minors = true
    }
    return published
  }

  private mutating func decide(_ context: inout EventContext) throws -> [Fact] {
    let rules = rulesInForce
    switch state.status {
    case .none, .announced, .refused: return try decideOpening(rules)
    case .suspended:
      return try chance(50) ? state.resume() : state.close(.fraud, rules: rules, now: time)
    case .closed: return try decideClosed(rules, &context)
    case .erased: return []
    case .active: break
    }
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<28: return try deposit(rules, &context)
    case 28..<60: return try decideRights(rules, &context)
    case 60..<90: return try decideDocuments(rules, &context)
    case 90..<96:
      guard let key = state.deadlines.keys.sorted(by: { "\($0)" < "\($1)" }).first else {
        return []
      }
      return try state.fallDue(key, rules: rules, now: time)
    case 96: return try state.suspend(.malfunction, rules: rules, now: time)
    case 97: return try state.close(.holder, rules: rules, now: time)
    case 98: return try state.recordDeath(on: nil, rules: rules, now: time)
    default:
      guard let access = state.emergencies.keys.min() else { return [] }
      return try state.review(
        access,
        pick([.justified, .toClarify]),
        remark: "seen",
        by: context.actor,
        accessor: "810000000001"
      )
    }
  }

  private mutating func decideOpening(_ rules: Rules) throws -> [Fact] {
    var identity = IdentityRecorded()
    identity.birthDate = chance(30) ? "2015-05-05" : "1979-03-05"
    if chance(30), state.status == .none {
      return try state.announce(.init(), identity: identity, rules: rules, now: time)
    }
    if state.status == .announced, chance(40) { return try state.refuseOpening(through: .site) }
    var opening = RecordOpened()
    opening.channel = .pharmacy
    return try state.open(
      opening,
      identity: identity,
      consentGiven: true,
      rules: rules,
      now: time
    )
  }

  private mutating func decideClosed(
    _ rules: Rules,
    _ context: inout EventContext
  ) throws -> [Fact] {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return try state.requestErasure(rules: rules, now: time)
    case 1:
      return try state.admitHeir(
        people.heir,
        motive: .memory,
        documents: chance(50) ? [1] : [],
        rules: rules,
        now: time
      )
    default: return try state.reactivate(through: .site, wording: "again", consentGiven: true)
    }
  }

  private mutating func deposit(
    _ rules: Rules,
    _ context: inout EventContext
  ) throws -> [Fact] {
    let author = pick(people.professionals)
    context.actor = author
    context.purpose = .feeding
    contents += 1
    var added = DocumentAdded()
    added.uniqueID = "1.2.250.9.\(contents)"
    added.type.code = pick(["34112-3", "57833-6", "60591-5", "EXPPAT_1"])
    added.documentClass.code = pick(["10", "11", "90"])
    added.title = "title \(contents)"
    added.created = time.milliseconds
    var written = Carnet_V1_Author()
    written.text = author.identifierText
    added.authors = [written]
    added.contentBytes = 10
    added.content = Data([UInt8(truncatingIfNeeded: contents)])
    if chance(25), let parent = state.documents.values.map(\.uniqueID).sorted().last {
      added.replaces = parent
    }
    var deposit = RecordState.Deposit()
    deposit.actor = author
    deposit.rules = rules
    deposit.now = time
    if chance(30) { deposit.labels = [pick([.professionals, .patient, .representatives])] }
    if chance(15) {
      deposit.isSecret = true
      deposit.labels = [.representatives]
      context.secret = true
    }
    return try state.add(added, deposit)
  }

  private mutating func decideRights(
    _ rules: Rules,
    _ context: inout EventContext
  ) throws -> [Fact] {
    let who = pick(people.professionals)
    context.actor = chance(60) ? people.holder : pick(people.professionals)
    switch Int.random(in: 0..<13, using: &generator) {
    case 0: return try state.grant(pick([.reading, .feeding, .emergency, .regulation]))
    case 1: return try state.withdraw(pick([.reading, .emergency, .regulation]), reason: "no")
    case 2, 3:
      return try state.authorise(
        who,
        asTreatingDoctor: chance(40),
        express: chance(50),
        rules: rules,
        now: time
      )
    case 4: return try state.revoke(who, byHolder: true)
    case 5: return try state.endTreatingDoctor(who)
    case 6: return try state.join(who, episode: "e1", until: nil)
    case 7: return try state.leave(who, episode: "e1")
    case 8: return try state.block(who, pick([.professional, .structure, .profession]), until: nil)
    case 9: return try state.unblock(who, pick([.professional, .structure, .profession]))
    case 10:
      return try state.nameRepresentative(
        pick(people.representatives),
        relation: "MTH",
        until: nil
      )
    case 11: return try state.endRepresentative(pick(people.representatives))
    default:
      var collected = Carnet_V1_ConsentCollected()
      collected.episode = "e2"
      collected.structure = Actor(.structure, identifier: "760000166")
      collected.reading = pick([.agreed, .refused, .notCollected])
      collected.feeding = .notOpposed
      return try state.collect(collected, rules: rules, now: time)
    }
  }

  private mutating func decideDocuments(
    _ rules: Rules,
    _ context: inout EventContext
  ) throws -> [Fact] {
    let label: Visibility = pick([.professionals, .patient, .representatives])
    switch Int.random(in: 0..<7, using: &generator) {
    case 0, 1, 2:
      return try state.hide(number(), from: label, by: context.actor, rules: rules, now: time)
    case 3: return try state.reveal(number(), to: label, by: context.actor)
    case 4: return try state.archive(number())
    case 5: return try state.unarchive(number())
    default: return try state.delete(number(), by: context.actor)
    }
  }
}
