import Audit
import CarnetCore
import MedicalRecord
import RecordService
import Testing

/// TD1.6: who is authorised and who is kept out.
struct ProfessionalsTests {
  @Test(arguments: 501...504 as ClosedRange<UInt64>)
  func `the list of professionals says what the record's state says`(seed: UInt64) async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    let written = try await WrittenLife(seed: seed, events: 150, in: fixture, service)
    let history = try service.history(of: written.record)
    for count in stride(from: 1, through: history.events.count, by: 7) {
      let part = RecordHistory(
        record: history.record,
        events: Array(history.events.prefix(count))
      )
      let rights = try part.state(after: count).rights
      let rows = RecordProfessionals(part).rows
      let people = rows.filter { $0.scope == .professional }
      #expect(
        Set(people.filter(\.isTreatingDoctor).map(\.identifier)) == rights.treatingDoctors,
        "seed \(seed), event \(count)"
      )
      let blocked = Set(
        rights.blocked.filter { $0.scope == .professional }.map(\.identifier)
      )
      var valid: Set<String> = []
      for (person, authorisation) in rights.authorisations {
        if case .valid = authorisation { valid.insert(person) }
      }
      #expect(
        Set(people.filter { $0.standing == .valid && !$0.isTreatingDoctor }.map(\.identifier))
          == valid.subtracting(blocked).subtracting(rights.treatingDoctors),
        "seed \(seed), event \(count)"
      )
      #expect(
        Set(rows.filter { $0.scope != .professional }.map(\.identifier))
          == Set(rights.blocked.filter { $0.scope != .professional }.map(\.identifier)),
        "seed \(seed), event \(count)"
      )
      for row in rows {
        #expect(row.since <= row.acted, "seed \(seed)")
      }
    }
    try service.close()
  }
}
