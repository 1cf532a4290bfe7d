import CarnetCore
import MedicalRecord

/// One person's life as far as their record is concerned.
///
/// Whatever is done goes through the domain's own decisions: what they refuse is counted and not
/// written, so no state can come about that the service itself would not allow.
struct Life {
  let department: Department
  let person: Person
  let keep: ContentKeeper
  var random: SeededRandom
  var agenda = Agenda()
  private(set) var record: LifeRecord
  private(set) var now: Instant
  /// Joins what is done in one go.
  private var request: UInt64 = 0

  // Who takes care of this person.
  var generalist: Professional
  let pharmacist: Professional
  let biologist: Professional
  let radiologist: Professional
  let nurse: Professional
  let hospital: Int

  init(_ department: Department, _ person: Person, _ keep: @escaping ContentKeeper) {
    self.department = department
    self.person = person
    self.keep = keep
    var random = SeededRandom(
      seed: department.scenario.seed,
      .life,
      UInt64(person.number)
    )
    let cast = department.cast
    generalist = cast.generalist(in: person.commune, &random)
    pharmacist = cast.pharmacist(in: person.commune, &random)
    biologist = random.pick(cast.biologists)
    radiologist = random.pick(cast.radiologists)
    nurse = random.pick(cast.nurses)
    // A victim of curiosity was never a patient of the curious: that is what makes it curiosity.
    let isVictim = department.misconduct.victims.contains(person.number)
    let home = department.commune(person.commune).arrondissement
    hospital = isVictim ? 2 : home == "Le Havre" ? 1 : random.chance(0.75) ? 0 : 2
    self.random = random
    record = LifeRecord(person: person.number, record: department.pseudonym(of: person.number))
    now = department.scenario.from
  }

  var state: RecordState { record.state }
  var cast: Cast { department.cast }
  var end: Instant { department.scenario.to }
  var isActive: Bool { record.state.status == .active }

  /// Whether what is planned begins a record in time.
  mutating func hasRecord() -> Bool {
    plan()
    while let next = agenda.next(), next.time < end {
      switch next.errand {
      case .opening, .announcement, .takeover: return true
      default: continue
      }
    }
    return false
  }

  mutating func live() throws {
    plan()
    while let next = agenda.next(), next.time < end {
      passTime(to: next.time)
      now = max(now, next.time)
      request = random.next()
      try perform(next.errand)
    }
    passTime(to: end)
  }

  /// Lets some time go by between two things that are done in one go.
  mutating func wait(seconds: Int) { passTime(to: now.adding(seconds: seconds)) }

  /// Turns what falls due until then into events, as the clock process does four times an hour.
  private mutating func passTime(to moment: Instant) {
    var stuck: Set<Deadline.Key> = []
    while let deadline = earliestDeadline(but: stuck) {
      let quarter: Int64 = 900_000
      let run = Instant(milliseconds: (deadline.due.milliseconds / quarter + 1) * quarter)
      if run > moment || run >= end { break }
      now = max(now, run)
      request = 0
      let isDone = act(Actor(.system), .administration) { state, rules, now throws(Refusal) in
        try state.fallDue(deadline.key, rules: rules, now: now)
      }
      if !isDone { stuck.insert(deadline.key) }
    }
    now = max(now, moment)
  }

  private func earliestDeadline(but stuck: Set<Deadline.Key>) -> Deadline? {
    func order(_ deadline: Deadline) -> (Instant, Int, String) {
      (deadline.due, deadline.key.kind.rawValue, deadline.key.subject)
    }
    var earliest: Deadline?
    for (key, due) in record.state.deadlines where stuck.isEmpty || !stuck.contains(key) {
      let deadline = Deadline(key.kind, key.subject, due: due)
      if earliest.map({ order(deadline) < order($0) }) ?? true { earliest = deadline }
    }
    return earliest
  }

  /// How something is done.
  struct Circumstances {
    var reason = ""
    var place = ""
    var isSecret = false
    var isRegulator = false
    var call = ""

    init(reason: String = "", place: String = "") {
      self.reason = reason
      self.place = place
    }
  }

  /// Takes a decision and writes down what it makes; false when the domain refuses it.
  @discardableResult
  mutating func act(
    _ actor: Actor,
    _ purpose: Purpose,
    _ circumstances: Circumstances = Circumstances(),
    _ decide: (RecordState, Rules, Instant) throws(Refusal) -> [Fact]
  ) -> Bool {
    guard now < end else { return false }
    let rules = department.law.rules(at: now)
    do throws(Refusal) {
      let facts = try decide(record.state, rules, now)
      write(facts, actor, purpose, circumstances)
      return true
    } catch {
      record.refusals += 1
      return false
    }
  }

  /// Asks to read, and writes down what was said to it; nil where there is no record to ask of.
  @discardableResult
  mutating func read(
    _ actor: Actor,
    _ purpose: Purpose,
    _ target: AccessRequest.Target,
    _ circumstances: Circumstances = Circumstances()
  ) -> AccessDecision? {
    guard now < end, record.state.status != .none, record.state.status != .erased else {
      return nil
    }
    var request = AccessRequest(
      actor: actor,
      purpose: purpose,
      reason: circumstances.reason,
      target: target
    )
    request.isRegulator = circumstances.isRegulator
    request.call = circumstances.call
    request.now = now
    let rules = department.law.rules(at: now)
    let decision = AccessPolicy.decide(request, on: record.state, rules: rules)
    write(decision.trace, actor, purpose, circumstances)
    return decision
  }

  private mutating func write(
    _ facts: [Fact],
    _ actor: Actor,
    _ purpose: Purpose,
    _ circumstances: Circumstances
  ) {
    if facts.isEmpty { return }
    var context = EventContext()
    context.actor = actor
    context.purpose = purpose
    context.reason = circumstances.reason
    context.place = circumstances.place
    context.secret = circumstances.isSecret
    context.request = request
    let first = record.state.revision?.next ?? .zero
    var revision = first
    for fact in facts {
      record.state.evolve(EventBody(fact, context: context), at: revision)
      revision = revision.next
    }
    record.acts.append(
      Act(
        record: record.record,
        revision: first.rawValue,
        time: now,
        context: context,
        facts: facts
      )
    )
  }

  /// The name of somebody who is no professional, and who acts for the holder where they are a
  /// child.
  var holderOrParent: Actor {
    guard state.isMinor, let parent = state.rights.representatives.min() else {
      return person.holder
    }
    return Actor(.representative, identifier: parent)
  }
}
