import AuditTrail
import CarnetCore
import Interop
import MedicalRecord
import RecordService
import Testing

struct HoldersChoicesTests {
  private static let everyTime =
    Instant(milliseconds: 0)..<Instant(milliseconds: 4_000_000_000_000)

  private func patient(_ number: Int) throws -> Caller {
    Caller(
      .patient(try INS(ServingWorld.numbers[number], authority: .nir), name: "PAUL"),
      request: RequestID(rawValue: 70)
    )
  }

  private func person(_ number: Int) throws -> PatientIdentity {
    PatientIdentity(
      ins: try INS(ServingWorld.numbers[number], authority: .nir),
      birthName: ["LEFEVRE", "MARTIN", "DURAND", "PETIT"][number],
      givenNames: ["PAUL"],
      sex: .female,
      birthDate: PartialDate("1979-03-28")
    )
  }

  @Test func `whoever has no record opens one with their two answers and is its holder`()
    async throws
  {
    let world = try await ServingWorld()
    let caller = try patient(1)
    #expect(try await world.desk.holding(of: caller).standing == .none)
    let opened = try await world.desk.openOwn(
      try person(1),
      emergency: false,
      regulation: true,
      by: caller
    )
    let holding = try await world.desk.holding(of: caller)
    #expect(holding.record == opened.record)
    #expect(holding.standing == .active)
    #expect(holding.openedAt != nil)
    let state = try world.service.state(of: opened.record)
    #expect(state.consents[.emergency] == false)
    #expect(state.consents[.regulation] == true)
    #expect(state.traits?.channel == .site)
    await #expect(throws: ServingFailure.refused(.recordExists)) {
      try await world.desk.openOwn(
        try person(1),
        emergency: true,
        regulation: true,
        by: caller
      )
    }
    try world.service.close()
  }

  @Test func `an announced record is known to its holder alone, who accepts or refuses it`()
    async throws
  {
    let world = try await ServingWorld()
    for (number, accepts) in [(1, true), (2, false)] {
      let opening = RecordOpening(try person(number), .announcement(.post))
      let announced = try await world.service.open(opening, ServiceFixture.importer)
      let caller = try patient(number)
      let holding = try await world.desk.holding(of: caller)
      guard case .announced(let until) = holding.standing else {
        Issue.record("not announced: \(holding.standing)")
        continue
      }
      #expect(until != nil)
      #expect(try await world.desk.holding(of: try patient(3)).standing == .none)
      let doctor = try ServingWorld.professional(1)
      await #expect(throws: ServingFailure.notFound) {
        try await world.desk.existence(of: .record(announced.record), for: doctor)
      }
      if accepts {
        _ = try await world.desk.openOwn(nil, emergency: true, regulation: true, by: caller)
        #expect(try await world.desk.holding(of: caller).standing == .active)
      } else {
        _ = try await world.desk.refuseOpening(by: caller)
        #expect(try await world.desk.holding(of: caller).standing == .refused)
      }
    }
    try world.service.close()
  }

  @Test func `a holder closes, asks for erasure, and may change their mind`() async throws {
    let world = try await ServingWorld()
    _ = try await world.desk.close(.ins(world.ins), by: world.holder)
    guard
      case .closed(let reason, let at, let kept, nil) =
        try await world.desk.holding(of: world.holder).standing
    else {
      Issue.record("not closed")
      return
    }
    #expect(reason == .holder)
    #expect(at != nil)
    #expect(kept != nil)
    _ = try await world.desk.requestErasure(of: .ins(world.ins), by: world.holder)
    guard
      case .closed(_, _, _, let due?) = try await world.desk.holding(of: world.holder).standing
    else {
      Issue.record("no erasure is due")
      return
    }
    #expect(due > world.service.clock())
    _ = try await world.desk.reactivate(.ins(world.ins), wording: "oui", by: world.holder)
    #expect(try await world.desk.holding(of: world.holder).standing == .active)
    try world.service.close()
  }

  @Test func `nobody else states, closes, disputes or sees the sheet of rights`() async throws {
    let world = try await ServingWorld()
    let own = RecordReference.record(world.record)
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    for caller in [doctor, try world.stranger(), ServingWorld.auditor()] {
      await #expect(throws: ServingFailure.self) {
        try await world.desk.close(own, by: caller)
      }
      await #expect(throws: ServingFailure.self) {
        try await world.desk.declare(.init(.allergy, "pollen"), in: own, by: caller)
      }
      await #expect(throws: ServingFailure.self) {
        try await world.desk.dispute(1, because: "?", in: own, by: caller)
      }
    }
    let state = try world.service.state(of: world.record)
    #expect(state.status == .active)
    #expect(state.statements.isEmpty)
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.rightsSheet(of: own, for: try world.stranger())
    }
    try world.service.close()
  }

  @Test func `what is stated is listed, replaced and withdrawn, each with its own trace`()
    async throws
  {
    let world = try await ServingWorld()
    let own = RecordReference.ins(world.ins)
    _ = try await world.desk.declare(.init(.allergy, "pollen"), in: own, by: world.holder)
    _ = try await world.desk.declare(
      .init(.allergy, "pénicilline", replaces: 1),
      in: own,
      by: world.holder
    )
    _ = try await world.desk.declare(.init(.bloodGroup, "O+"), in: own, by: world.holder)
    _ = try await world.desk.withdrawStatement(3, in: own, by: world.holder)
    var change = RecordState.ContactChange()
    change.mobile = "06 12 34 56 78"
    _ = try await world.desk.recordContact(change, in: own, by: world.holder)
    let declared = try await world.desk.declared(of: own, for: world.holder)
    #expect(declared.value.entries.filter(\.isCurrent).map(\.statement.value) == ["pénicilline"])
    #expect(declared.value.contact?.mobile == "0612345678")
    guard case .recordAccessed(let trace) = try world.fact(declared.receipt.position).fact else {
      Issue.record("no trace")
      return
    }
    #expect(trace.kind == .statements)
    await #expect(throws: ServingFailure.refused(.statementNotCurrent(number: 3))) {
      try await world.desk.withdrawStatement(3, in: own, by: world.holder)
    }
    try world.service.close()
  }

  @Test func `a disputed access says so in the trail, where nothing tells of what waits`()
    async throws
  {
    let world = try await ServingWorld()
    let own = RecordReference.ins(world.ins)
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    try await world.deposit(
      world.document("1.1", by: doctor, hiddenFrom: [.patient]),
      by: doctor
    )
    _ = try await world.desk.document(.number(1, of: world.record), for: doctor)
    _ = try await world.desk.documents(of: own, for: doctor)
    let before = try await world.desk
      .trailSheet(
        of: own,
        in: Self.everyTime,
        for: world.holder
      )
      .value
    #expect(before.documents.isEmpty)
    #expect(!before.accesses.contains { $0.document == 1 })
    let looked = before.accesses.last { $0.actor.actorKind == .professional && $0.isRead }
    let revision = try #require(looked).revision.rawValue
    _ = try await world.desk.dispute(
      revision,
      because: "je ne connais pas cette personne",
      in: own,
      by: world.holder
    )
    await #expect(throws: ServingFailure.refused(.reasonMissing)) {
      try await world.desk.dispute(revision, because: "", in: own, by: world.holder)
    }
    let after = try await world.desk.trailSheet(of: own, in: Self.everyTime, for: world.holder)
    #expect(after.value.matters[revision]?.disputed != nil)
    try world.service.close()
  }

  @Test func `a preview of a block says what is lost and blocks nobody`() async throws {
    let world = try await ServingWorld()
    let own = RecordReference.ins(world.ins)
    let doctor = try ServingWorld.professional(1)
    let reader = try ServingWorld.professional(2)
    try await world.authorise(doctor)
    try await world.authorise(reader)
    try await world.deposit(world.document("1.1", by: doctor), by: doctor)
    _ = try await world.desk.documents(of: own, for: reader)
    let preview = try await world.desk
      .preview(
        .block(reader.actor, .professional, until: nil),
        for: .init(reader.actor),
        in: own,
        by: world.holder
      )
      .value
    #expect(preview.row.before == .authorisation)
    #expect(preview.row.after == .blocked)
    #expect(preview.row.loses == [1])
    #expect(preview.visible.keys.sorted() == [1])
    let sheet = try await world.desk.rightsSheet(of: own, for: world.holder).value
    #expect(sheet.rights.rights.blocked.isEmpty)
    #expect(
      Set(sheet.known.map(\.actor.identifierText))
        == [doctor.actor.identifierText, reader.actor.identifierText]
    )
    #expect(sheet.professionals.count { $0.standing == .valid } == 2)
    try world.service.close()
  }
}
