import Audit
import CarnetCore
import MedicalRecord
import RecordService
import Testing

/// Past decisions under rules that nobody published.
struct WhatIfTests {
  private static func denying(_ exception: String) -> RulesPublished {
    var row = Carnet_V1_MatrixRow()
    row.allow = true
    row.except = [exception]
    var parts = RulesPublished()
    parts.matrix.rows = [row]
    return parts
  }

  /// Each row is what both rules say of that read; every read that is in no row comes out the same.
  @Test(arguments: 401...403 as ClosedRange<UInt64>)
  func `a new matrix is told by the decisions that it would have changed`(
    seed: UInt64
  ) async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    let written = try await WrittenLife(seed: seed, events: 120, in: fixture, service)
    let parts = Self.denying("class:10")
    let answer = try await AuditFixture.auditor(service).ask(WhatIf(parts))
    let rows = Dictionary(uniqueKeysWithValues: answer.rows.map { ($0.position, $0) })
    let replay = try AccessReplay(of: written.record, in: service)
    for event in replay.history.events {
      guard let then = try replay.outcome(of: event) else { continue }
      if case .emergencyAccessed? = event.body?.fact { continue }
      var scene = then.scene
      scene.rules = scene.rules.applying(parts)
      let now = scene.decision(for: then.request)
      let isSame = now.rule == then.replayed.rule && now.shown == then.replayed.shown
      let row = rows[event.position]
      #expect((row == nil) == isSame, "seed \(seed), position \(event.position)")
      guard let row else { continue }
      #expect(row.before == then.replayed.rule && row.after == now.rule, "seed \(seed)")
      #expect(Set(row.loses).isDisjoint(with: now.shown), "seed \(seed)")
      #expect(Set(row.gains).isSubset(of: now.shown), "seed \(seed)")
    }
    #expect(answer.coverage.trace.rawValue > 0)
    try service.close()
  }

  @Test func `the rules in force change nothing`() async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    _ = try await WrittenLife(seed: 411, events: 60, in: fixture, service)
    let answer = try await AuditFixture.auditor(service).ask(WhatIf(RulesPublished()))
    #expect(answer.rows.isEmpty)
    try service.close()
  }
}
