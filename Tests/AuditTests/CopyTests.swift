import Audit
import CarnetCore
import EventLog
import Foundation
import Ledger
import MedicalRecord
import RecordService
import Testing

/// What people take away: a record, a receipt.
struct CopyTests {
  private static let holder = Actor(.patient, identifier: "279035121518989")

  private static let presentation = EvidencePackage.Presentation(
    csv: "number\n",
    json: "[]",
    page: "<p>",
    readme: "read me"
  )

  private func context(_ actor: Actor) -> EventContext {
    var context = EventContext()
    context.actor = actor
    context.purpose = .patientAccess
    return context
  }

  private func deposit(_ text: String, _ scene: QuestionTests.Scene) async throws {
    let record = scene.records[0]
    let reference = try scene.service.contents.put([(record, Array(text.utf8))])[0]
    var added = DocumentAdded()
    added.uniqueID = "1.2.\(text.utf8.count)"
    added.title = text
    added.mediaType = "text/plain"
    added.content = Data(reference.name.bytes)
    added.contentBytes = UInt32(reference.bytes)
    let ready = added
    try await scene.change(record, QuestionTests.doctor) { state throws(Refusal) in
      try state.add(ready)
    }
  }

  @Test func `a holder takes the whole record away, and the copy stands in the trail`()
    async throws
  {
    let scene = try await QuestionTests.Scene()
    let record = scene.records[0]
    try await deposit("lettre de sortie", scene)
    let bundle = try await RecordBundle.take(
      record,
      context(Self.holder),
      from: scene.service
    ) { contents in
      #expect(contents.documents.map(\.file) == ["documents/1.txt"])
      #expect(contents.state.identity?.birthName == "MARTIN")
      return (Self.presentation, [("rights.csv", [0x61])])
    }
    let bytes = bundle.package.bytes
    #expect(bytes.contains(Array("documents/1.txt".utf8)))
    #expect(bytes.contains(Array("lettre de sortie".utf8)))
    #expect(bytes.contains(Array("carnet-evidence/1".utf8)))
    // Each event of the record up to the read that the copy began with.
    let events = try scene.service.history(of: record).events
    #expect(bundle.contents.events == events.count - 1)
    guard case .recordDisclosed(let disclosed)? = events.last?.body?.fact else {
      Issue.record("no trace of the copy")
      return
    }
    #expect(Array(disclosed.digest) == bundle.package.digest.bytes)
    #expect(disclosed.documents == [1] && disclosed.form == "bundle")
    #expect(events.last?.position == bundle.trace)
    try scene.service.close()
  }

  @Test func `nobody but the holder's side takes a record away, and a stranger gets nothing`()
    async throws
  {
    let scene = try await QuestionTests.Scene()
    let record = scene.records[0]
    for actor in [QuestionTests.doctor, Actor(.operator, identifier: "o1")] {
      await #expect(throws: RecordBundle.Failure.notForThisReader) {
        try await RecordBundle.take(record, context(actor), from: scene.service) { _ in
          (Self.presentation, [])
        }
      }
    }
    let stranger = Actor(.representative, identifier: "nobody")
    await #expect(throws: ServiceFailure.accessDenied(.unknownRepresentative)) {
      try await RecordBundle.take(record, context(stranger), from: scene.service) { _ in
        (Self.presentation, [])
      }
    }
    try scene.service.close()
  }

  @Test func `a receipt proves the opening with what was answered then`() async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    var opening = RecordOpening(
      PatientIdentity(birthName: "MARTIN", givenNames: ["Anne"], sex: .female),
      .channel(.pharmacy)
    )
    opening.consentGiven = true
    opening.regulation = false
    let opened = try await service.open(opening, context(Actor(.insuranceAgent, identifier: "c")))
    // What comes later does not change what the receipt says.
    try await service.perform(on: opened.record, context(Self.holder)) { ground throws(Refusal) in
      try ground.state.grant(.reading)
    }
    let receipt = try RecordReceipt(for: .opening, of: opened.record, in: service)
    #expect(receipt.event.position == opened.receipt.positions.first)
    #expect(receipt.state.identity?.birthName == "MARTIN")
    #expect(receipt.state.consents[.regulation] == false)
    #expect(receipt.state.consents[.reading] == nil)
    let head = try Checkpoint(
      note: Array(receipt.proof.checkpoint.utf8),
      verifier: NoteVerifier(receipt.verifierKey)
    )
    try InclusionProof(index: receipt.proof.index, size: head.size, path: receipt.proof.path)
      .verify(leaf: TreeHash.leaf(receipt.envelope.bytes), root: head.root)
    #expect(throws: RecordReceipt.Failure.nothingToShow(.objection)) {
      try RecordReceipt(for: .objection, of: opened.record, in: service)
    }
    try service.close()
  }

  @Test func `a receipt proves an objection`() async throws {
    let fixture = try AuditFixture()
    let service = try fixture.create()
    let announced = try await service.open(
      RecordOpening(
        PatientIdentity(birthName: "MARTIN", givenNames: ["Anne"], sex: .female),
        .announcement(.mail)
      ),
      context(Actor(.insuranceAgent, identifier: "c"))
    )
    try await service.perform(on: announced.record, context(Self.holder)) {
      ground throws(Refusal) in try ground.state.refuseOpening(through: .site)
    }
    let receipt = try RecordReceipt(for: .objection, of: announced.record, in: service)
    #expect(receipt.state.status == .refused)
    let traced = try await receipt.trace(.zero, context(Self.holder), in: service)
    #expect(traced?.positions.count == 1)
    try service.close()
  }
}
