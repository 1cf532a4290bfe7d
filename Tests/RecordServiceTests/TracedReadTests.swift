import Audit
import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import Testing
import Views

struct TracedReadTests {
  private func opened() async throws -> (ServiceFixture, RecordService, Pseudonym) {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let entries = try await fixture.importAll(
      Array(try Repository.documents(in: Repository.samples).prefix(1)),
      into: service
    )
    guard case .added(let record, _) = entries[0].outcome else {
      throw ServiceFailure.unknownRecord(.system)
    }
    return (fixture, service, record)
  }

  @Test func `a question stands in the trail before its answer is given`() async throws {
    let (_, service, record) = try await opened()
    let session = AuditSession(service, actor: Actor(.auditor, identifier: "a1"), reason: "why")
    let answer = try await session.ask(Who(record))
    #expect(answer.rows.contains { $0.kind == .recordAccessed && $0.reason == "why" })
    let again = try await session.ask(By("a1"))
    #expect(again.rows.contains { $0.kind == .auditAsked })
    #expect(answer.coverage.trace.rawValue >= answer.coverage.size)
    try service.close()
  }

  @Test func `without a reason nothing is shown, and the refusal is traced`() async throws {
    let (_, service, record) = try await opened()
    let session = AuditSession(service, actor: Actor(.auditor, identifier: "a1"), reason: "")
    await #expect(throws: ServiceFailure.accessDenied(.reasonMissing)) {
      try await session.ask(Who(record))
    }
    let asked = AuditSession(service, actor: Actor(.auditor, identifier: "a2"), reason: "review")
    let denied = try await asked.ask(Denied())
    #expect(denied.rows.count == 1)
    #expect(denied.rows.first?.actor.identifier.description == "a1")
    try service.close()
  }

  @Test func `a process that cannot leave a trace shows nothing`() async throws {
    let (fixture, service, record) = try await opened()
    try service.close()
    let reading = try RecordService.openForReading(fixture.directory)
    let session = AuditSession(reading, actor: Actor(.auditor, identifier: "a1"), reason: "why")
    await #expect(throws: ServiceFailure.openedForReading) {
      try await session.ask(Who(record))
    }
  }

  @Test func `an operator never reads what a document says`() async throws {
    let (_, service, record) = try await opened()
    await #expect(throws: ServiceFailure.accessDenied(.contentNotForManagement)) {
      try await service.authorise(
        AccessRequest(
          actor: Actor(.operator, identifier: "o1"),
          purpose: .administration,
          reason: "look",
          target: .document(1)
        ),
        on: record
      )
    }
    try service.close()
  }
}
