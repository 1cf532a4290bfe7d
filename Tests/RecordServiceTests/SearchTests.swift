import CarnetCore
import EventLog
import MedicalRecord
import RecordService
import Testing

/// Whose record (TD0.5), and the records of a professional (TD0.4): each traced where it is found.
struct SearchTests {
  private static let doctor = Actor(
    .professional,
    identifier: "899700218896",
    profession: "G15_10/SM26",
    structure: "1760780239"
  )

  private func context(_ actor: Actor, _ purpose: Purpose = .care) -> EventContext {
    var context = EventContext()
    context.actor = actor
    context.purpose = purpose
    context.reason = "test"
    return context
  }

  private func open(
    _ name: String,
    given: String = "Anne",
    born: String = "1979-03-28",
    emergency: Bool = true,
    _ service: RecordService
  ) async throws -> Pseudonym {
    var opening = RecordOpening(
      PatientIdentity(
        birthName: name,
        givenNames: [given],
        firstGivenName: given,
        sex: .female,
        birthDate: PartialDate(born)
      ),
      .channel(.pharmacy)
    )
    opening.consentGiven = true
    opening.emergency = emergency
    let desk = context(Actor(.insuranceAgent, identifier: "a1"), .administration)
    return try await service.open(opening, desk).record
  }

  private func traces(_ record: Pseudonym, _ service: RecordService) throws -> Int {
    try service.history(of: record).events.count { $0.type.rawValue == 36 }
  }

  @Test func `a person is found by traits, with their oppositions, and the search is traced`()
    async throws
  {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let martin = try await open("MARTIN", emergency: false, service)
    let other = try await open("MARTIN", given: "Paule", service)
    let born = try #require(PartialDate("1979-03-28"))
    let found = try await PatientSearch(service)
      .run(
        .traits(birthName: "martin", birthDate: born, sex: .female, givenName: "anne"),
        context(Self.doctor)
      )
    #expect(found.map(\.record) == [martin])
    #expect(found.first?.opposesEmergency == true && found.first?.opposesRegulation == false)
    #expect(try traces(martin, service) == 1 && traces(other, service) == 0)
    // Nobody is found: the search itself stays written down, without what was searched for.
    let nobody = try await PatientSearch(service)
      .run(
        .traits(birthName: "DURAND", birthDate: born, sex: nil, givenName: nil),
        context(Self.doctor)
      )
    #expect(nobody.isEmpty)
    await #expect(throws: PatientSearch.Failure.actorWithoutIdentifier) {
      try await PatientSearch(service).run(.matricule("1"), context(Actor(.professional)))
    }
    try service.close()
  }

  @Test func `a search that would browse shows nothing`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    var records: [Pseudonym] = []
    for number in 0...PatientSearch.matchesMax {
      let given = String(repeating: "A", count: number + 1)
      records.append(try await open("MARTIN", given: given, service))
    }
    let born = try #require(PartialDate("1979-03-28"))
    let asked = context(Self.doctor)
    await #expect(throws: PatientSearch.Failure.tooMany(records.count)) {
      try await PatientSearch(service)
        .run(.traits(birthName: "MARTIN", birthDate: born, sex: nil, givenName: nil), asked)
    }
    for record in records { #expect(try traces(record, service) == 0) }
    try service.close()
  }

  @Test func `a professional lists the records they may read, not those that block them`()
    async throws
  {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let doctor = Self.doctor
    let holder = context(Actor(.patient), .patientAccess)
    let (first, second) = (try await open("MARTIN", service), try await open("DURAND", service))
    let stranger = try await open("PETIT", service)
    for record in [first, second] {
      try await service.perform(on: record, holder) { ground throws(Refusal) in
        try ground.state.authorise(
          doctor,
          asTreatingDoctor: record == first,
          rules: ground.rules,
          now: ground.now
        )
      }
    }
    let all = try await AuthorisedRecords(service).run(context(doctor), limit: 10)
    #expect(Set(all.map(\.record)) == [first, second])
    #expect(all.first { $0.record == first }?.isTreatingDoctor == true)
    #expect(all.allSatisfy { $0.until != nil })
    #expect(try traces(first, service) == 1 && traces(stranger, service) == 0)
    try await service.perform(on: second, holder) { ground throws(Refusal) in
      try ground.state.block(doctor, .professional, until: nil)
    }
    let left = try await AuthorisedRecords(service).run(context(doctor), limit: 10)
    #expect(left.map(\.record) == [first])
    try service.close()
  }
}
