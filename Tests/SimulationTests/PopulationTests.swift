import CarnetCore
import MedicalRecord
import Simulation
import Testing

/// Who lives in the department, and who takes care of them.
struct PopulationTests {
  @Test
  func `every number of a person is a valid one of the authority for tests, and is theirs alone`()
    throws
  {
    let department = try Department(Scenario(people: 5000, seed: 3))
    var seen: Set<String> = []
    for person in department.people {
      let ins = try INS(person.matricule, authority: .test, strictness: .strict)
      #expect(ins.findings.isEmpty)
      #expect(ins.authority.population == .test)
      #expect(seen.insert(person.matricule).inserted)
    }
  }

  @Test
  func `professionals and structures have right check digits in ranges that name nobody`() throws {
    let cast = try Department(Scenario(people: 5000, seed: 3)).cast
    let all =
      cast.generalists + cast.emergencyPhysicians + cast.regulators
      + [cast.snooper, cast.exporter, cast.denied, cast.sharedAccount, cast.reviewer]
    for who in all {
      let identifier = try IDNPS(who.identifier, strictness: .strict)
      #expect(identifier.number.hasPrefix("997"))
      let structure = try IDNST(who.structure.identifier, strictness: .strict)
      #expect(structure.number.hasPrefix("769"))
    }
    #expect(Set(all.map(\.identifier)).count == all.count)
  }

  @Test
  func `communes have people as they have in reality`() throws {
    let department = try Department(Scenario(people: 20_000, seed: 3))
    var counts: [String: Int] = [:]
    for person in department.people {
      counts[department.commune(person.commune).code.description, default: 0] += 1
    }
    // Le Havre 13 %, Rouen 9 %, and more than half of the 700 communes have somebody.
    #expect((0.11...0.16).contains(Double(counts["76351"] ?? 0) / 20_000))
    #expect((0.07...0.12).contains(Double(counts["76540"] ?? 0) / 20_000))
    #expect(counts.count > 400)
  }

  @Test
  func `children have a mother of the right age`() throws {
    let department = try Department(Scenario(people: 5000, seed: 3))
    let children = department.people.filter { $0.age(on: CalendarDay(daysSinceEpoch: 20_000)) < 15 }
    let withMother = children.filter { child in
      child.mother.map { department.people[$0].age(on: child.birth) >= 16 } ?? false
    }
    #expect(withMother.count * 10 > children.count * 9)
  }
}
