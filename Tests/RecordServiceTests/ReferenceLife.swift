import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService

/// The people and years that a reference log tells: every type of event of the catalogue, and every
/// field of every message at least once.
///
/// What has a decision in the domain is decided by it, at simulated times; only what the service
/// itself writes is made by hand. Everybody is made up.
struct ReferenceLife {
  let service: RecordService
  var now: Instant
  private var requests: UInt64 = 0x5eed_0000

  typealias Decide = (DecisionGround) throws(Refusal) -> [Fact]

  init(_ service: RecordService) {
    self.service = service
    now = Instant(milliseconds: 1_772_442_000_000)  // 2 March 2026, 10 in the morning in Paris
  }

  mutating func tell() async throws {
    try await publishRules()
    let holder = try await announcedAndOpened()
    try await feed(holder)
    try await label(holder)
    try await grantRights(holder)
    try await readHolder(holder)
    try await declare(holder)
    try await minor()
    try await refused()
    try await suspendedAndBack()
    try await dead()
    try await doubted(with: holder)
    try await endRights(holder)
    try await erased()
    try await aboutItself()
  }

  // Moving on and writing down

  mutating func pass(days: Int = 0, minutes: Int = 3) {
    now = now.adding(days: days).adding(minutes: minutes)
  }

  mutating func makeContext(
    _ actor: Actor,
    _ purpose: Purpose,
    _ reason: String
  ) -> EventContext {
    var context = EventContext()
    context.actor = actor
    context.purpose = purpose
    context.reason = reason
    requests += 1
    context.request = requests
    return context
  }

  @discardableResult
  mutating func take(
    _ record: Pseudonym,
    by actor: Actor,
    _ purpose: Purpose = .patientAccess,
    reason: String = "",
    change: (inout EventContext) -> Void = { _ in },
    _ decide: Decide
  ) async throws -> AppendReceipt? {
    pass()
    var context = makeContext(actor, purpose, reason)
    change(&context)
    return try await service.perform(on: record, context, at: now, decide)
  }

  /// What no decision makes.
  @discardableResult
  mutating func note(
    _ record: Pseudonym,
    _ fact: Fact,
    by actor: Actor,
    _ purpose: Purpose = .administration,
    reason: String = ""
  ) async throws -> AppendReceipt {
    pass()
    let context = makeContext(actor, purpose, reason)
    return try await service.append(record, [fact], context, time: now)
  }

  /// The clock comes by when a deadline is due, and writes what follows.
  mutating func clock(_ record: Pseudonym, _ key: Deadline.Key) async throws {
    guard let due = try service.state(of: record).deadlines[key] else {
      throw ServiceFailure.refused(.noSuchDeadline)
    }
    if due > now { now = due }
    try await take(record, by: .clock, .administration) { context in
      context.occurred = due.milliseconds
    } _: { ground throws(Refusal) in
      try ground.state.fallDue(key, rules: ground.rules, now: ground.now)
    }
  }

  /// Asks for a read, and leaves the trace of what was decided.
  @discardableResult
  mutating func read(
    _ record: Pseudonym,
    _ target: AccessRequest.Target,
    by actor: Actor,
    _ purpose: Purpose = .care,
    reason: String = "",
    change: (inout AccessRequest) -> Void = { _ in }
  ) async throws -> AppendReceipt? {
    var request = AccessRequest(actor: actor, purpose: purpose, reason: reason, target: target)
    change(&request)
    let asked = request
    return try await take(record, by: actor, purpose, reason: reason) { context in
      context.place = "poste 12, urgences"
    } _: { ground in
      var request = asked
      request.now = ground.now
      return AccessPolicy.decide(request, on: ground.state, rules: ground.rules).trace
    }
  }

  mutating func open(
    _ channel: Channel,
    _ identity: IdentityRecorded,
    _ band: Carnet_V1_AgeBand,
    _ sex: Carnet_V1_Sex
  ) async throws -> Pseudonym {
    let record = try service.drawPseudonym()
    var opening = RecordOpened()
    opening.channel = channel
    opening.commune = "76217"
    opening.ageBand = band
    opening.sex = sex
    let opened = opening
    try await take(record, by: .pharmacist, .administration) { ground throws(Refusal) in
      try ground.state.open(
        opened,
        identity: identity,
        consentGiven: true,
        rules: ground.rules,
        now: ground.now
      )
    }
    return record
  }
}
