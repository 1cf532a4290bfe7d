import CarnetCore
import MedicalRecord
import Simulation
import Testing

/// What must hold for every life that is lived.
struct LifeTests {
  private static let seeds: [UInt64] = [1, 20_260_930]

  @Test(arguments: seeds)
  func `the events of a record fold to its state, one revision after the other`(
    seed: UInt64
  ) throws {
    let simulated = try SimulatedDepartment(people: 400, seed: seed)
    for life in simulated.lives {
      var state = RecordState()
      var next: UInt32 = 0
      var time = simulated.department.scenario.from
      for act in life.acts {
        #expect(act.revision == next, "seed \(seed), \(life.record)")
        #expect(act.time >= time && act.time < simulated.department.scenario.to)
        time = act.time
        for fact in act.facts {
          state.evolve(EventBody(fact, context: act.context), at: Revision(next))
          next += 1
        }
      }
      #expect(state == life.state, "seed \(seed), \(life.record)")
    }
  }

  @Test(arguments: seeds)
  func `every change of status is one that the life cycle knows`(seed: UInt64) throws {
    let allowed: [RecordState.Status: Set<RecordState.Status>] = [
      .none: [.announced, .active], .announced: [.refused, .active], .refused: [],
      .active: [.suspended, .closed], .suspended: [.active, .closed], .closed: [.active],
    ]
    var seen: Set<RecordState.Status> = []
    for life in try SimulatedDepartment(people: 400, seed: seed).lives {
      var state = RecordState()
      var revision = Revision.zero
      for act in life.acts {
        for fact in act.facts {
          let before = state.status
          state.evolve(EventBody(fact, context: act.context), at: revision)
          revision = revision.next
          guard state.status != before else { continue }
          #expect(allowed[before]?.contains(state.status) == true, "seed \(seed), \(life.record)")
          seen.insert(state.status)
        }
      }
    }
    #expect(seen.isSuperset(of: [.announced, .refused, .active, .closed]))
  }

  @Test(arguments: seeds)
  func `every trace of a read is what the policy says of the record as it was`(
    seed: UInt64
  ) throws {
    let simulated = try SimulatedDepartment(people: 400, seed: seed)
    var reads = 0
    var refusals = 0
    for life in simulated.lives {
      var state = RecordState()
      var revision = Revision.zero
      for act in life.acts {
        if let request = Self.request(act) {
          let rules = simulated.department.law.rules(at: act.time)
          let decision = AccessPolicy.decide(request, on: state, rules: rules)
          #expect(decision.trace == act.facts, "seed \(seed), \(life.record) \(act.revision)")
          reads += 1
          if !decision.isAllowed { refusals += 1 }
        }
        for fact in act.facts {
          state.evolve(EventBody(fact, context: act.context), at: revision)
          revision = revision.next
        }
      }
    }
    #expect(reads > 500)
    #expect(refusals > 10)
  }

  /// The question that a trace answers; nil for an act that is no read.
  private static func request(_ act: Act) -> AccessRequest? {
    guard let fact = act.facts.last else { return nil }
    let target: AccessRequest.Target
    var isRegulator = act.context.purpose == .regulation
    switch fact {
    case .recordAccessed(let accessed): target = .record(accessed.kind)
    case .documentAccessed(let accessed): target = .document(accessed.number)
    case .accessDenied(let denied):
      target = denied.number > 0 ? .document(denied.number) : .record(denied.kind)
      if denied.rule == AccessRule.notARegulator.rawValue { isRegulator = false }
    default: return nil
    }
    var request = AccessRequest(
      actor: act.context.actor,
      purpose: act.context.purpose,
      reason: act.context.reason,
      target: target
    )
    request.isRegulator = isRegulator
    request.now = act.time
    if case .emergencyAccessed(let emergency)? = act.facts.first { request.call = emergency.call }
    return request
  }

  @Test
  func `a life does not depend on who lived before`() throws {
    let department = try Department(Scenario(people: 200, seed: 5))
    for person in [3, 150, 199] {
      let first = try department.life(of: person, keeping: SimulatedDepartment.keep)
      _ = try department.life(of: person - 1, keeping: SimulatedDepartment.keep)
      let second = try department.life(of: person, keeping: SimulatedDepartment.keep)
      #expect(first.state == second.state)
      #expect(first.acts.map(\.facts) == second.acts.map(\.facts))
      #expect(first.acts.map(\.time) == second.acts.map(\.time))
    }
  }

  @Test
  func `whoever has a record has keys, and nobody else`() throws {
    let simulated = try SimulatedDepartment(people: 600, seed: 11)
    for life in simulated.lives where !life.acts.isEmpty {
      #expect(simulated.department.hasRecord(life.person))
    }
    let without = simulated.lives.filter {
      $0.acts.isEmpty && simulated.department.hasRecord($0.person)
    }
    #expect(without.count <= 1)
  }
}
