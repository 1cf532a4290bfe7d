import Audit
import CarnetCore
import EventLog
import Foundation
import Ledger
import MedicalRecord
import RecordService
import Testing

struct EvidenceTests {
  @Test func `a package holds proofs that check, and its digest stands in the log`() async throws {
    let scene = try await QuestionTests.Scene()
    let record = scene.records[0]
    try await scene.document(record, by: QuestionTests.doctor)
    // A head that is newer than the answer is not needed: a new one is signed.
    let session = AuditFixture.auditor(scene.service)
    let question = Who(record)
    let answer = try await session.ask(question) { found in
      try EvidencePackage(
        found,
        to: question,
        asked: session,
        EvidencePackage.Presentation(csv: "c", json: "[]", page: "<html>", readme: "r")
      )
    }
    let package = try #require(answer.evidence)
    guard
      case .auditAsked(let asked)? =
        try scene.service.event(at: answer.coverage.trace).body?.fact
    else {
      Issue.record("the question is not in the log")
      return
    }
    #expect(Array(asked.evidence) == package.digest.bytes)
    let text = String(decoding: package.bytes, as: UTF8.self)
    #expect(text.contains("proofs/\(answer.rows[0].position).tlog-proof"))
    // What a document says never leaves by an audit.
    #expect(!text.contains("the secret title") && !text.contains("MARTIN"))
    #expect(text.contains("\"withheld\":true"))
    let verifier = try NoteVerifier(scene.service.identity.verifierKey)
    for row in answer.rows {
      let proof = try scene.service.proof(of: row.position, under: answer.coverage.checkpoint)
      let envelope = try scene.service.reader.envelope(at: row.position)
      let head = try proof.verify(entry: envelope.bytes, verifier: verifier)
      #expect(head.size >= answer.coverage.size)
    }
  }

  @Test func `the head of an answer covers it`() async throws {
    let scene = try await QuestionTests.Scene()
    let answer = try await AuditFixture.auditor(scene.service).ask(Who(scene.records[0]))
    let head = try Checkpoint(parsing: answer.coverage.checkpoint.text)
    #expect(head.size >= answer.coverage.size)
    #expect(try scene.service.tree.root(atSize: answer.coverage.size) == answer.coverage.root)
    #expect(answer.coverage.trace.rawValue >= answer.coverage.size)
  }
}
