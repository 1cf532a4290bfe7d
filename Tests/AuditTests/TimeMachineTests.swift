import Audit
import CarnetCore
import EventLog
import MedicalRecord
import RecordService
import Testing

struct TimeMachineTests {
  /// Every decision of a random life is taken again from the log, and comes out as its trace says.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func `replaying to any position gives the decision that was taken then`(
    seed: UInt64
  ) async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    let written = try await WrittenLife(seed: seed, events: 150, in: fixture, service)
    let replay = try AccessReplay(of: written.record, in: service)
    var decisions = 0
    for event in replay.history.events {
      guard let outcome = try replay.outcome(of: event) else { continue }
      decisions += 1
      #expect(
        outcome.agrees,
        "seed \(seed), position \(event.position): \(outcome.recorded) / \(outcome.replayed)"
      )
    }
    #expect(decisions > 15, "seed \(seed)")
    try service.close()
  }

  @Test(arguments: 21...24 as ClosedRange<UInt64>)
  func `what as-of says is what the traces show was served`(seed: UInt64) async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    let written = try await WrittenLife(seed: seed, events: 150, in: fixture, service)
    let replay = try AccessReplay(of: written.record, in: service)
    let lists = written.served.filter { $0.request.target == .record(.list) }
    #expect(!lists.isEmpty, "seed \(seed)")
    for (position, request, shown) in lists {
      let reader = SupposedReader(actor: request.actor, purpose: request.purpose)
      let rows = AsOf.rows(replay, try replay.scene(before: position), reader)
      let said = rows.filter { $0.isShown && ($0.isCurrent || request.listsEverything) }
      // Management is told of everything but shown nothing: lists are refused to it before.
      #expect(said.map(\.number) == shown, "seed \(seed), position \(position)")
      guard case .recordAccessed(let trace)? = try service.event(at: position).body?.fact else {
        Issue.record("seed \(seed): no trace at \(position)")
        continue
      }
      #expect(trace.documents == shown, "seed \(seed), position \(position)")
      #expect(Set(said.map(\.policy)).isSubset(of: [trace.policy]), "seed \(seed)")
    }
    try service.close()
  }

  @Test(arguments: 31...32 as ClosedRange<UInt64>)
  func `steps end where the state ends, and say what each event changed`(
    seed: UInt64
  ) async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    let written = try await WrittenLife(seed: seed, events: 120, in: fixture, service)
    let replay = try AccessReplay(of: written.record, in: service)
    let reader = SupposedReader(actor: written.life.people.professionals[0], purpose: .care)
    let steps = try AsOfSteps.rows(replay, reader, count: replay.history.events.count)
    #expect(steps.count == replay.history.events.count)
    var shown: Set<UInt32> = []
    for step in steps {
      shown.formUnion(step.appeared)
      shown.subtract(step.vanished)
      #expect(shown.count == step.shown, "seed \(seed), position \(step.position)")
    }
    #expect(steps.last?.status == written.life.state.status)
    let state = try replay.history.state(after: replay.history.events.count)
    #expect(state == written.life.state, "seed \(seed)")
    try service.close()
  }

  @Test func `the state at a moment is the fold of what had been written`() async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    let written = try await WrittenLife(seed: 41, events: 60, in: fixture, service)
    let history = try service.history(of: written.record)
    for (index, event) in history.events.enumerated() {
      #expect(history.count(before: event.position) == index)
      #expect(history.count(at: event.time) > index)
      let before = Instant(milliseconds: event.time.milliseconds - 1)
      #expect(history.count(at: before) <= index)
    }
    #expect(history.count(at: Instant(milliseconds: 0)) == 0)
    try service.close()
  }
}
