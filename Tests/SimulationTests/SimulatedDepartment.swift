import CarnetCore
import MedicalRecord
import Simulation

/// A small department, lived without a disk: contents get names that follow from their bytes.
struct SimulatedDepartment {
  let department: Department
  let lives: [LifeRecord]

  init(people: Int, seed: UInt64, change: (inout Scenario) -> Void = { _ in }) throws {
    var scenario = Scenario(people: people, seed: seed)
    change(&scenario)
    let department = try Department(scenario)
    self.department = department
    lives = try department.people.indices.map { person in
      try department.life(of: person, keeping: Self.keep)
    }
  }

  static func keep(_ record: Pseudonym, _ bytes: [UInt8]) -> KeptContent {
    var sum = record.rawValue
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let name = (0..<32).map { UInt8(truncatingIfNeeded: sum >> (UInt64($0 % 8) * 8)) }
    return KeptContent(name: name, sha1: Array(name.prefix(20)))
  }

  /// The acts of all lives, in the order of time.
  var acts: [Act] {
    lives.flatMap(\.acts)
      .sorted { ($0.time, $0.record, $0.revision) < ($1.time, $1.record, $1.revision) }
  }
}
