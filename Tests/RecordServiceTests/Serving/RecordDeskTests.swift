import CarnetCore
import EventLog
import Interop
import MedicalRecord
import RecordService
import Testing

struct RecordDeskTests {
  @Test func `a request's number, purpose and place stand in every event that it caused`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    try await world.authorise(doctor)
    try await world.deposit(world.document("1.1", by: doctor), by: doctor)
    let read = try await world.desk.documents(of: .ins(world.ins), for: doctor)
    let (fact, context) = try world.fact(read.receipt.position)
    #expect(context?.request == 1001)
    #expect(context?.purpose == .care)
    #expect(context?.place == "test internet SA07")
    #expect(context?.actor.profession == "G15_10/SM26")
    guard case .recordAccessed(let accessed) = fact else {
      Issue.record("not a trace of a list: \(String(describing: fact))")
      return
    }
    #expect(accessed.kind == .list)
    #expect(accessed.documents == [1])
    try world.service.close()
  }

  @Test func `what a caller may not know looks like what is not there`() async throws {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    try await world.deposit(
      world.document("1.1", by: doctor, hiddenFrom: [.professionals]),
      by: doctor
    )
    let other = try ServingWorld.professional(2)
    try await world.authorise(other)
    let stranger = try world.stranger()
    for reference in [
      DocumentReference.number(1, of: world.record), .number(99, of: world.record),
      .uniqueID("1.1", of: .ins(world.ins)), .uniqueID("9.9", of: .ins(world.ins)),
      .identifier(EventID(high: 1, low: 2)),
    ] {
      await #expect(throws: ServingFailure.notFound) {
        try await world.desk.content(reference, for: other)
      }
      await #expect(throws: ServingFailure.notFound) {
        try await world.desk.document(reference, for: stranger)
      }
    }
    let nobody = try INS(ServingWorld.numbers[2], authority: .nir)
    for ins in [world.ins, nobody] {
      await #expect(throws: ServingFailure.notFound) {
        try await world.desk.existence(of: .ins(ins), for: stranger)
      }
      await #expect(throws: ServingFailure.notFound) {
        try await world.desk.documents(of: .ins(ins), for: stranger)
      }
      await #expect(throws: ServingFailure.notFound) {
        try await world.desk.choose(
          .withdraw(.reading, reason: ""),
          in: .ins(ins),
          by: stranger
        )
      }
    }
    // A number of another authority names somebody else.
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.existence(
        of: .identifier(system: "urn:oid:1.2.250.1.213.1.4.10", value: ServingWorld.numbers[0]),
        for: other
      )
    }
    try world.service.close()
  }

  @Test func `a number that two records carry finds neither, and whoever reads one is told`()
    async throws
  {
    let world = try await ServingWorld()
    let second = try await ServingWorld.open(
      world.service,
      world.ins,
      name: "DURAND",
      birthDate: "1990-01-01"
    )
    let doctor = try ServingWorld.professional(1)
    await #expect(throws: ServingFailure.ambiguous(2)) {
      try await world.desk.existence(of: .ins(world.ins), for: doctor)
    }
    for (record, isInDoubt) in [(world.record, false), (second, true)] {
      try await world.service.perform(on: record, ServiceFixture.importer) {
        ground throws(Refusal) in
        try ground.state.authorise(doctor.actor, rules: ground.rules, now: ground.now)
      }
      // The doubt shuts out nobody who takes care of the person.
      let read = try await world.desk.overview(of: .record(record), for: doctor)
      #expect(read.value.isInDoubt == isInDoubt)
    }
    try world.service.close()
  }

  @Test func `asking for nobody leaves a trace too`() async throws {
    let world = try await ServingWorld()
    let before = try world.service.reader.readableSize()
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.existence(
        of: .ins(try INS(ServingWorld.numbers[2], authority: .nir)),
        for: try ServingWorld.professional(1)
      )
    }
    let size = try world.service.reader.readableSize()
    #expect(size == before + 1)
    guard case .administrationDone(let done) = try world.fact(Position(before)).fact else {
      Issue.record("no trace in the system's stream")
      return
    }
    #expect(done.action == .directorySearched)
    #expect(done.parameters == ["matricule"])
    try world.service.close()
  }

  @Test func `TD0.2 says state, authorisation and role, and whose record only to who may read`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    var answer = try await world.desk.existence(of: .ins(world.ins), for: doctor).value
    #expect(answer.status == .active)
    #expect(answer.authorisation == .none)
    #expect(answer.identity == nil)
    try await world.authorise(doctor, asTreatingDoctor: true)
    answer = try await world.desk.existence(of: .ins(world.ins), for: doctor).value
    #expect(answer.isTreatingDoctor)
    #expect(answer.identity?.birthName == "LEFEVRE")
    if case .valid(let until) = answer.authorisation {
      #expect(until != nil)
    } else {
      Issue.record("authorisation: \(answer.authorisation)")
    }
    let other = try ServingWorld.professional(2)
    _ = try await world.desk.choose(
      .block(other.actor, .professional, until: nil),
      in: .ins(world.ins),
      by: world.holder
    )
    answer = try await world.desk.existence(of: .ins(world.ins), for: other).value
    #expect(answer.authorisation == .forbidden)
    await #expect(throws: ServingFailure.forbidden(.blocked)) {
      try await world.desk.documents(of: .ins(world.ins), for: other)
    }
    try world.service.close()
  }

  @Test func `who runs the service says why, and gets the same answer for any record`()
    async throws
  {
    let world = try await ServingWorld()
    let silent = ServingWorld.auditor(reason: "")
    let nobody = try INS(ServingWorld.numbers[2], authority: .nir)
    for ins in [world.ins, nobody] {
      await #expect(throws: ServingFailure.forbidden(.reasonMissing)) {
        try await world.desk.existence(of: .ins(ins), for: silent)
      }
    }
    await #expect(throws: ServingFailure.forbidden(.contentNotForManagement)) {
      try await world.desk.documents(of: .ins(world.ins), for: ServingWorld.auditor())
    }
    try world.service.close()
  }

  @Test func `a record that was opened a moment ago is found at once`() async throws {
    let world = try await ServingWorld()
    let ins = try INS(ServingWorld.numbers[1], authority: .nir)
    let record = try await ServingWorld.open(world.service, ins, name: "MARTIN")
    let found = try await world.desk.find(.ins(ins), for: try ServingWorld.professional(1))
    #expect(found == record)
    try world.service.close()
  }

  @Test func `who entered in an emergency may leave before time, and enters anew`()
    async throws
  {
    let world = try await ServingWorld()
    let author = try ServingWorld.professional(1)
    try await world.deposit(world.document("1.1", by: author), by: author)
    let medic = try ServingWorld.professional(3, mode: .breakGlass(reason: "coma"))
    await #expect(throws: ServingFailure.refused(.noEmergencySession)) {
      try await world.desk.endEmergency(in: .ins(world.ins), by: author)
    }
    _ = try await world.desk.openEmergency(in: .ins(world.ins), by: medic)
    let colleague = try ServingWorld.professional(4, mode: .breakGlass(reason: "coma"))
    _ = try await world.desk.openEmergency(in: .ins(world.ins), by: colleague)
    let left = try await world.desk.endEmergency(in: .ins(world.ins), by: medic)
    #expect(left.receipt.positions.count == 1)
    #expect(try world.desk.emergencySession(in: world.record, of: medic) == nil)
    #expect(try world.desk.emergencySession(in: world.record, of: colleague) != nil)
    await #expect(throws: ServingFailure.self) {
      try await world.desk.endEmergency(in: .ins(world.ins), by: medic)
    }
    let again = try await world.desk.documents(of: .ins(world.ins), for: medic)
    #expect(again.receipt.positions.count == 2, "another session, with its own review")
    // The first one's review is still due.
    let emergencies = try world.service.state(of: world.record).emergencies
    #expect(emergencies.values.count { $0 == .unspecified } == 3)
  }

  @Test func `an emergency session is written once, lasts its time and opposes the holder's no`()
    async throws
  {
    let world = try await ServingWorld()
    let author = try ServingWorld.professional(1)
    try await world.deposit(world.document("1.1", by: author), by: author)
    let medic = try ServingWorld.professional(3, mode: .breakGlass(reason: "coma"))
    let session = try await world.desk.openEmergency(in: .ins(world.ins), by: medic)
    #expect(session.rule == .breakGlass)
    #expect(
      try world.desk.emergencySession(in: world.record, of: medic)?.until == session.value.until
    )
    let read = try await world.desk.documents(of: .ins(world.ins), for: medic)
    #expect(read.value.documents.count == 1)
    #expect(read.receipt.positions.count == 1, "the session is not written twice")
    world.fixture.wind(days: 1)
    #expect(try world.desk.emergencySession(in: world.record, of: medic) == nil)
    let later = try await world.desk.documents(of: .ins(world.ins), for: medic)
    #expect(later.receipt.positions.count == 2, "another session, with its own review")
    _ = try await world.desk.choose(
      .withdraw(.emergency, reason: ""),
      in: .ins(world.ins),
      by: world.holder
    )
    await #expect(throws: ServingFailure.forbidden(.emergencyOpposed)) {
      try await world.desk.openEmergency(in: .ins(world.ins), by: medic)
    }
    await #expect(throws: ServingFailure.forbidden(.reasonMissing)) {
      try await world.desk.documents(
        of: .ins(world.ins),
        for: try ServingWorld.professional(3, mode: .breakGlass(reason: ""))
      )
    }
    await #expect(throws: ServingFailure.forbidden(.notARegulator)) {
      try await world.desk.documents(
        of: .ins(world.ins),
        for: try ServingWorld.professional(3, mode: .regulation(call: "1"))
      )
    }
    try world.service.close()
  }

  @Test func `TD0.3 authorises, names and takes back, and the list of rights is traced`()
    async throws
  {
    let world = try await ServingWorld()
    let doctor = try ServingWorld.professional(1)
    _ = try await world.desk.authorise(
      .add(for: nil, asTreatingDoctor: true, express: false),
      in: .ins(world.ins),
      by: doctor
    )
    let rights = try await world.desk.rights(of: .ins(world.ins), for: world.holder)
    #expect(rights.value.rights.treatingDoctors == [doctor.actor.identifierText])
    guard case .recordAccessed(let accessed) = try world.fact(rights.receipt.position).fact else {
      Issue.record("no trace")
      return
    }
    #expect(accessed.kind == .rights)
    await #expect(throws: ServingFailure.refused(.isTreatingDoctor)) {
      try await world.desk.choose(.revoke(doctor.actor), in: .ins(world.ins), by: world.holder)
    }
    _ = try await world.desk.authorise(
      .remove(onlyTreatingDoctor: true),
      in: .ins(world.ins),
      by: doctor
    )
    _ = try await world.desk.choose(.revoke(doctor.actor), in: .ins(world.ins), by: world.holder)
    await #expect(throws: ServingFailure.forbidden(.authorisationRevoked)) {
      try await world.desk.documents(of: .ins(world.ins), for: doctor)
    }
    await #expect(throws: ServingFailure.forbidden(.notTheHolder)) {
      try await world.desk.choose(
        .grant(.reading, wording: ""),
        in: .ins(world.ins),
        by: doctor
      )
    }
    try world.service.close()
  }
}
