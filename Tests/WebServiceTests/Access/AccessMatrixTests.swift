import CarnetCore
import FileSystemSimulation
import HTTPTypes
import Interop
import MedicalRecord
import RecordService
import Testing

@testable import WebService

/// Every kind of actor × relation to a record × endpoint × class of parameters: each answer over HTTP
/// is what the policy says of the record as its events tell it.
///
/// The expectation is made by another way than the service's: the record's history is folded here,
/// the policy is asked with a request that is put together here, and what is shown is that filter of an
/// administrator's view.
@Suite("Access matrix")
struct AccessMatrixTests {
  @Test(arguments: [
    (UInt64.random(in: 0...UInt64.max), End.drawn), (1, .active), (2, .closed), (3, .suspended),
  ])
  fileprivate func `each answer is what the policy says, and nothing else tells of what is hidden`(
    seed: UInt64,
    end: End
  ) async throws {
    var random = SplitMix64(seed: seed)
    let world = try await ServiceWorld()
    let department = Department(world)
    let holder = try Department.ins(0)
    let people = Persona.all(holder: holder, other: try Department.ins(1))
    let record = try await department.open(0)
    // Somebody else has one too; and one number is nobody's.
    _ = try await department.open(1)
    for _ in 0..<45 { await Self.live(department, people, &random) }
    let ends: [End] = [.closed, .suspended, .active, .active, .active, .active]
    try await Self.end(department, record, end == .drawn ? ends[Int(random.next() % 6)] : end)
    let matrix = try AccessMatrix(world, record, holder, "seed \(seed), \(end)")
    try await world.serving { client in
      for persona in people { try await matrix.check(persona, client) }
    }
    try world.close()
  }

  /// One thing happens; what the domain refuses does not.
  private static func live(
    _ department: Department,
    _ people: [Persona],
    _ random: inout SplitMix64
  ) async {
    let professionals = people.filter { $0.subject.kind == .professional }
    guard let somebody = professionals.randomElement(using: &random) else { return }
    let labels =
      [Set<Visibility>(), [], [.professionals], [.patient], [.representatives]]
      .randomElement(using: &random) ?? []
    let type =
      ["11490-0", "68599-0", "60591-5", "34112-3"].randomElement(using: &random) ?? "11490-0"
    let number = Int.random(in: 1...9, using: &random)
    do {
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<4:
        try await department.file(
          "1.\(number)",
          type: type,
          by: somebody,
          in: 0,
          hiddenFrom: labels,
          day: number
        )
      case 4:
        try await department.file(
          "2.\(number)",
          by: somebody,
          in: 0,
          replaces: "1.\(number)",
          day: number
        )
      case 5..<7:
        let archives = Bool.random(using: &random)
        let deletes = Int.random(in: 0..<5, using: &random) == 0
        _ = try await department.desk.change(
          .uniqueID("1.\(number)", of: .ins(try Department.ins(0))),
          MetadataChange(labels: labels, isArchived: archives, deletes: deletes),
          by: somebody.caller
        )
      default:
        let actor = somebody.actor
        let choices: [RightsChoice] = [
          .grant(.reading, wording: ""), .withdraw(.reading, reason: ""),
          .withdraw(.emergency, reason: ""), .grant(.emergency, wording: ""),
          .withdraw(.regulation, reason: ""), .grant(.regulation, wording: ""),
          .authorise(actor, asTreatingDoctor: false, express: false),
          .authorise(actor, asTreatingDoctor: true, express: false), .revoke(actor),
          .block(actor, .professional, until: nil), .unblock(actor, .professional),
          .block(actor, .structure, until: nil), .unblock(actor, .structure),
        ]
        guard let choice = choices.randomElement(using: &random) else { return }
        try await department.choose(choice, in: 0)
      }
    } catch {
      // The domain refused: nothing happened.
    }
  }

  /// Half of the records are no longer active.
  private static func end(
    _ department: Department,
    _ record: Pseudonym,
    _ end: End
  ) async throws {
    _ = try await department.world.service.perform(on: record, Department.importer) {
      ground throws(Refusal) in
      switch end {
      case .closed: try ground.state.close(.holder, now: ground.now)
      case .suspended: try ground.state.suspend(.fraud, rules: ground.rules, now: ground.now)
      case .active, .drawn: []
      }
    }
  }
}

/// How it stands with the record when it is asked for.
private enum End: Sendable {
  case active
  case closed
  case suspended
  /// One of these, by the seed.
  case drawn
}
