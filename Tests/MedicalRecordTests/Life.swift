import CarnetCore
import MedicalRecord
import Testing

/// A record whose life a test tells, decision by decision, as the commands would take them.
struct Life {
  typealias Decide = (RecordState) throws(Refusal) -> [Fact]

  private(set) var state = RecordState()
  private(set) var facts: [Fact] = []
  var rules = Rules()
  var now = Life.day(2026, 3, 2)

  static func day(_ year: Int, _ month: Int, _ day: Int) -> Instant {
    guard let day = CalendarDay(year: year, month: month, day: day) else {
      preconditionFailure("no such day")
    }
    return day.start
  }

  /// Takes a decision and lives on with what it makes.
  @discardableResult
  mutating func take(by actor: Actor = .holder, _ decide: Decide) throws(Refusal) -> [Fact] {
    let made = try decide(state)
    add(made, by: actor)
    return made
  }

  /// What happened, without a decision.
  mutating func add(_ made: [Fact], by actor: Actor = .holder) {
    var context = EventContext()
    context.actor = actor
    for fact in made {
      let next = state.revision?.next ?? .zero
      state.evolve(EventBody(fact, context: context), at: next)
      facts.append(fact)
    }
  }

  /// Why a decision on the record as it stands is refused; nil when it is not.
  func refusal(_ decide: Decide) -> Refusal? {
    do throws(Refusal) {
      _ = try decide(state)
      return nil
    } catch {
      return error
    }
  }

  /// Lets a deadline come.
  @discardableResult
  mutating func fallDue(_ key: Deadline.Key) throws(Refusal) -> [Fact] {
    guard let due = state.deadlines[key] else { throw .noSuchDeadline }
    if due > now { now = due }
    let (rules, now) = (rules, now)
    return try take(by: Actor(.system)) { state throws(Refusal) in
      try state.fallDue(key, rules: rules, now: now)
    }
  }

  /// By which rule a read is decided.
  func rule(
    _ actor: Actor,
    _ target: AccessRequest.Target,
    purpose: Purpose = .care,
    reason: String = "",
    isRegulator: Bool = false
  ) -> AccessRule {
    decision(actor, target, purpose: purpose, reason: reason, isRegulator: isRegulator).rule
  }

  func decision(
    _ actor: Actor,
    _ target: AccessRequest.Target,
    purpose: Purpose = .care,
    reason: String = "",
    isRegulator: Bool = false
  ) -> AccessDecision {
    var request = AccessRequest(actor: actor, purpose: purpose, reason: reason, target: target)
    request.isRegulator = isRegulator
    request.now = now
    return AccessPolicy.decide(request, on: state, rules: rules)
  }
}

extension Life {
  static func identity(born birthDate: String = "1961-05-04") -> IdentityRecorded {
    var identity = IdentityRecorded()
    identity.birthName = "LEFEVRE"
    identity.birthDate = birthDate
    return identity
  }

  static func opening(_ channel: Channel = .pharmacy) -> RecordOpened {
    var opening = RecordOpened()
    opening.channel = channel
    return opening
  }

  /// Opened at a pharmacy, with the holder's consent.
  static func opened(born birthDate: String = "1961-05-04") throws(Refusal) -> Life {
    var life = Life()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.open(opening(), identity: identity(born: birthDate), consentGiven: true, now: now)
    }
    return life
  }

  static func announced(born birthDate: String = "1961-05-04") throws(Refusal) -> Life {
    var life = Life()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.announce(.init(), identity: identity(born: birthDate), rules: Rules(), now: now)
    }
    return life
  }

  static func refused() throws(Refusal) -> Life {
    var life = try announced()
    try life.take { state throws(Refusal) in try state.refuseOpening(through: .site) }
    return life
  }

  static func suspended() throws(Refusal) -> Life {
    var life = try opened()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.suspend(.fraud, rules: Rules(), now: now)
    }
    return life
  }

  static func closed() throws(Refusal) -> Life {
    var life = try opened()
    try life.close()
    return life
  }

  static func dead() throws(Refusal) -> Life {
    var life = try opened()
    try life.addDocument()
    let now = life.now
    try life.take { state throws(Refusal) in
      try state.recordDeath(on: nil, rules: Rules(), now: now)
    }
    return life
  }

  static func erased() throws(Refusal) -> Life {
    var life = try closed()
    life.add([.recordErased(.init())])
    return life
  }

  static func inStatus(_ status: RecordState.Status) throws(Refusal) -> Life {
    switch status {
    case .none: Life()
    case .announced: try announced()
    case .refused: try refused()
    case .active: try opened()
    case .suspended: try suspended()
    case .closed: try closed()
    case .erased: try erased()
    }
  }

  mutating func close(_ reason: ClosureReason = .holder) throws(Refusal) {
    let (rules, now) = (rules, now)
    try take { state throws(Refusal) in try state.close(reason, rules: rules, now: now) }
  }

  mutating func reactivate() throws(Refusal) {
    try take { state throws(Refusal) in
      try state.reactivate(through: .site, wording: "1", consentGiven: true)
    }
  }

  /// A discharge letter by Dr Author, unless said otherwise.
  static func document(
    _ uniqueID: String = "1.1",
    type: String = "11490-0",
    class documentClass: String = "10",
    by author: String = Actor.author.identifierText,
    replaces: String = "",
    content: UInt8 = 1
  ) -> DocumentAdded {
    var document = DocumentAdded()
    document.uniqueID = uniqueID
    document.type.code = type
    document.documentClass.code = documentClass
    document.contentBytes = 10
    document.content.append(content)
    document.replaces = replaces
    var wrote = Carnet_V1_Author()
    wrote.text = author
    wrote.structureText = Actor.author.structureIdentifier
    document.authors = [wrote]
    return document
  }

  @discardableResult
  mutating func addDocument(
    _ document: DocumentAdded = Life.document(),
    hiddenFrom labels: Set<Visibility> = []
  ) throws(Refusal) -> UInt32 {
    var deposit = RecordState.Deposit()
    deposit.labels = labels
    deposit.rules = rules
    deposit.now = now
    let number = state.nextDocument
    try take(by: .author) { state throws(Refusal) in try state.add(document, deposit) }
    return number
  }

  mutating func authorise(
    _ professional: Actor,
    asTreatingDoctor: Bool = false,
    express: Bool = false
  ) throws(Refusal) {
    let (rules, now) = (rules, now)
    try take { state throws(Refusal) in
      try state.authorise(
        professional,
        asTreatingDoctor: asTreatingDoctor,
        express: express,
        rules: rules,
        now: now
      )
    }
  }
}

/// The people of these tests; made up.
extension Actor {
  static let holder = Actor(.patient, identifier: "holder")
  static let author = Actor(
    .professional,
    identifier: "author",
    profession: "G15_10/SM04",
    structure: "hospital"
  )
  static let doctor = Actor(
    .professional,
    identifier: "doctor",
    profession: "G15_10/SM26",
    structure: "practice"
  )
  static let pharmacist = Actor(
    .professional,
    identifier: "pharmacist",
    profession: "G15_21",
    structure: "pharmacy"
  )
  static let occupational = Actor(
    .professional,
    identifier: "occupational",
    profession: "G15_10/SM25",
    structure: "factory"
  )
  static let mother = Actor(.representative, identifier: "mother")
  static let heir = Actor(.heir, identifier: "heir")
  static let hospital = Actor(.structure, identifier: "hospital")
}
