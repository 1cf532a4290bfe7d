import CarnetCore
import EventLog
import Interop
import MedicalRecord
import RecordService
import Testing

@Suite("What pages read of a record, and what they leave as traces")
struct SightTests {
  @Test("A document comes with its other versions, and the trace names each that is shown")
  func versions() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    try await world.deposit(world.document("1.1", by: doctor), by: doctor)
    try await world.deposit(world.document("1.2", by: doctor, replaces: "1.1"), by: doctor)
    try await world.deposit(
      world.document("2.1", by: doctor),
      world.document("2.2", by: doctor),
      by: doctor,
      set: "9.9"
    )
    let sight = try await world.desk.sight(of: .number(2, of: world.record), for: doctor)
    #expect(sight.value.versions.map(\.number) == [1])
    #expect(try sight.value.content.get() == Array("content1.2".utf8))
    let positions = sight.receipt.positions
    #expect(positions.count == 2)
    guard case .documentAccessed(let read) = try world.fact(positions[0]).0,
      case .recordAccessed(let list) = try world.fact(positions[1]).0
    else {
      Issue.record("not the traces of a document and of what stands beside it")
      return
    }
    #expect(read.number == 2)
    #expect(list.documents == [1])
    let together = try await world.desk.sight(of: .number(3, of: world.record), for: doctor)
    #expect(together.value.companions.map(\.number) == [4])
    try world.service.close()
  }

  @Test("A hidden version does not stand beside the one that is read")
  func hiddenVersion() async throws {
    let world = try await ServingWorld()
    let author = try ServingWorld.professional(1)
    let other = try ServingWorld.professional(2)
    try await world.authorise(author)
    try await world.authorise(other)
    try await world.deposit(
      world.document("1.1", by: author, hiddenFrom: [.professionals]),
      by: author
    )
    try await world.deposit(world.document("1.2", by: author, replaces: "1.1"), by: author)
    let sight = try await world.desk.sight(of: .number(2, of: world.record), for: other)
    #expect(sight.value.versions.isEmpty)
    #expect(sight.receipt.positions.count == 1)
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.sight(of: .number(1, of: world.record), for: other)
    }
    try world.service.close()
  }

  @Test func `the card and the documents of a record leave a trace each`() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    await #expect(throws: ServingFailure.forbidden(.noConsent)) {
      try await world.desk.overview(of: .record(world.record), for: doctor)
    }
    try await world.authorise(doctor)
    try await world.deposit(world.document("1.1", by: doctor), by: doctor)
    let read = try await world.desk.overview(of: .record(world.record), for: doctor)
    #expect(read.value.documents.documents.map(\.number) == [1])
    #expect(read.value.visible == 1)
    #expect(read.value.authorisedUntil != nil)
    let kinds = try read.receipt.positions.map { position -> AccessKind? in
      guard case .recordAccessed(let accessed) = try world.fact(position).0 else { return nil }
      return accessed.kind
    }
    #expect(kinds == [.list, .emergencyCard])
    try world.service.close()
  }

  @Test("The last visit is the caller's own, and asking for it leaves nothing")
  func lastVisit() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    let later = world.service.clock().adding(days: 1)
    try await world.desk.views.bringUp()
    #expect(try await world.desk.lastVisit(to: world.record, by: doctor, before: later) == nil)
    let read = try await world.desk.documents(of: .record(world.record), for: doctor)
    try await world.desk.views.bringUp()
    let size = try world.service.reader.readableSize()
    let visit = try await world.desk.lastVisit(to: world.record, by: doctor, before: later)
    #expect(visit?.position == read.receipt.positions.last)
    let other = try ServingWorld.professional(2)
    #expect(try await world.desk.lastVisit(to: world.record, by: other, before: later) == nil)
    #expect(try world.service.reader.readableSize() == size)
    try world.service.close()
  }

  @Test("A number as people type it finds its record whoever gave the number")
  func anyAuthority() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    let typed = try INS(world.ins.description, authority: .test)
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.find(.ins(typed), for: doctor)
    }
    #expect(try await world.desk.find(.number(typed), for: doctor) == world.record)
    try world.service.close()
  }
}

@Suite("Records that desks open")
struct DeskOpeningTests {
  private func opening(_ world: ServingWorld, consent: Bool = true) throws -> RecordOpening {
    let identity = PatientIdentity(
      ins: try INS(ServingWorld.numbers[1], authority: .nir),
      birthName: "MARTIN",
      givenNames: ["ANNE"],
      sex: .female,
      birthDate: PartialDate("1979-03-28")
    )
    var opening = RecordOpening(identity, .channel(.site))
    opening.consentGiven = consent
    return opening
  }

  @Test("The channel is that of who sits at the desk, whatever the form says")
  func channel() async throws {
    let world = try await ServingWorld()
    let pharmacist = try ServingWorld.professional(3, profession: "21")
    let opened = try await world.desk.open(opening(world), by: pharmacist)
    let state = try world.service.state(of: opened.value.record)
    #expect(state.traits?.channel == .pharmacy)
    #expect(state.status == .active)
    try world.service.close()
  }

  @Test("Whoever opens no records, and a desk without its reason, opens none")
  func refused() async throws {
    let world = try await ServingWorld()
    let nurse = try ServingWorld.professional(4, profession: "60")
    await #expect(throws: ServingFailure.forbidden(.notInMatrix)) {
      try await world.desk.open(opening(world), by: nurse)
    }
    let agent = Caller(
      .insuranceAgent(identifier: "cpam-1", structure: "1", name: ""),
      request: RequestID(rawValue: 1)
    )
    await #expect(throws: ServingFailure.forbidden(.reasonMissing)) {
      try await world.desk.open(opening(world), by: agent)
    }
    let doctor = try ServingWorld.professional(1)
    await #expect(throws: ServingFailure.refused(.consentMissing(.opening))) {
      try await world.desk.open(opening(world, consent: false), by: doctor)
    }
    try world.service.close()
  }

  @Test("A second opening is refused, and that the person was looked up stands in their record")
  func second() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    let opened = try await world.desk.open(opening(world), by: doctor)
    await #expect(throws: ServingFailure.refused(.recordExists)) {
      try await world.desk.open(opening(world), by: doctor)
    }
    let last = try world.service.history(of: opened.value.record).events.last
    guard case .recordFound(let found)? = last?.body?.fact else {
      Issue.record("the look-up left no trace")
      return
    }
    #expect(found.criteria == ["matricule"])
    try world.service.close()
  }

  @Test("Nobody objects to what was not announced")
  func objection() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    let identity = try opening(world).identity
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.objectToOpening(identity, by: doctor)
    }
    try world.service.close()
  }
}
