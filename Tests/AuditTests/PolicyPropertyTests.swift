import CarnetCore
import MedicalRecord
import Testing

/// Properties of every state that a life can reach.
struct PolicyPropertyTests {
  private static let transitions: [RecordState.Status: Set<RecordState.Status>] = [
    .none: [.announced, .active], .announced: [.refused, .active],
    .refused: [.announced, .active], .active: [.suspended, .closed],
    .suspended: [.active, .closed], .closed: [.active], .erased: [],
  ]

  /// Lives a life and looks at each state on the way.
  private func live(
    _ seed: UInt64,
    _ look: (RandomLife) throws -> Void
  ) rethrows {
    var life = RandomLife(seed: seed)
    for _ in 0..<600 {
      switch life.next() {
      case .change(let facts, let context): life.apply(facts, context)
      case .rules(let parts):
        var parts = parts
        parts.version = life.rules.nextVersion
        life.apply(parts)
      case .read(let request):
        guard life.state.revision != nil else { continue }
        var context = EventContext()
        context.actor = request.actor
        let decision = AccessPolicy.decide(
          request,
          on: life.state,
          rules: life.rulesInForce
        )
        life.apply(decision.trace, context)
      case nil: continue
      }
      try look(life)
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `no forbidden state is reachable`(seed: UInt64) {
    var before = RecordState.Status.none
    var mayCumulate = false
    live(seed) { life in
      let state = life.state
      if state.status != before {
        #expect(
          Self.transitions[before]?.contains(state.status) == true,
          "seed \(seed): \(before) → \(state.status)"
        )
        before = state.status
      }
      mayCumulate = mayCumulate || life.rulesInForce.functions.labelsCumulate
      for document in state.documents.values {
        if let by = document.replacedBy {
          #expect(state.documents[by] != nil, "seed \(seed)")
        }
        if !mayCumulate {
          #expect(
            !document.hiddenFrom.isSuperset(of: [.professionals, .patient]),
            "seed \(seed)"
          )
        }
      }
      for doctor in state.rights.treatingDoctors {
        let actor = Actor(.professional, identifier: doctor)
        #expect(
          !state.rights.blocked.contains(BlockedActor(actor, .professional)),
          "seed \(seed): the médecin traitant is blocked"
        )
      }
      if state.deadlines[Deadline.Key(.retention)] != nil {
        #expect(state.status == .closed, "seed \(seed)")
      }
      #expect(state.rights.heirs.isEmpty || state.isDead, "seed \(seed)")
    }
  }

  @Test(arguments: 101...125 as ClosedRange<UInt64>)
  func `a blocked professional never reads`(seed: UInt64) {
    live(seed) { life in
      for actor in life.people.professionals where life.state.rights.isBlocked(actor) {
        for target in targets(life) {
          for purpose in [Purpose.care, .emergency, .regulation] {
            var request = AccessRequest(
              actor: actor,
              purpose: purpose,
              reason: "r",
              target: target
            )
            request.isRegulator = true
            let decision = AccessPolicy.decide(
              request,
              on: life.state,
              rules: life.rulesInForce
            )
            #expect(!decision.isAllowed, "seed \(seed): \(decision.rule)")
          }
        }
      }
    }
  }

  @Test(arguments: 201...225 as ClosedRange<UInt64>)
  func `a masked document is shown to the holder's side, its author and the médecin traitant only`(
    seed: UInt64
  ) {
    live(seed) { life in
      let masked = life.state.documents.values
        .filter { $0.hiddenFrom.contains(.professionals) }
      for document in masked {
        for actor in life.people.professionals {
          if document.authors.contains(actor.identifierText) { continue }
          if life.state.rights.isTreatingDoctor(actor) { continue }
          for purpose in [Purpose.care, .emergency, .regulation] {
            var request = AccessRequest(
              actor: actor,
              purpose: purpose,
              reason: "r",
              target: .document(document.number)
            )
            request.isRegulator = true
            let rules = life.rulesInForce
            #expect(
              !AccessPolicy.decide(request, on: life.state, rules: rules).isAllowed,
              "seed \(seed), document \(document.number)"
            )
            request.target = .record(.list)
            #expect(
              !AccessPolicy.decide(request, on: life.state, rules: rules).shown
                .contains(document.number),
              "seed \(seed), document \(document.number)"
            )
          }
        }
      }
    }
  }

  @Test func `lives reach all that the properties are about`() {
    var statuses: Set<RecordState.Status> = []
    var blocked = 0
    var masked = 0
    var doctors = 0
    var heirs = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      live(seed) { life in
        statuses.insert(life.state.status)
        if !life.state.rights.blocked.isEmpty { blocked += 1 }
        if !life.state.rights.treatingDoctors.isEmpty { doctors += 1 }
        if !life.state.rights.heirs.isEmpty { heirs += 1 }
        if life.state.documents.values.contains(where: { !$0.hiddenFrom.isEmpty }) { masked += 1 }
      }
    }
    #expect(statuses.isSuperset(of: [.announced, .refused, .active, .suspended, .closed]))
    #expect(blocked > 100 && masked > 100 && doctors > 100 && heirs > 10)
  }

  private func targets(_ life: RandomLife) -> [AccessRequest.Target] {
    [.record(.list), .record(.emergencyCard), .record(.trail), .record(.statements)]
      + life.state.documents.keys.sorted().prefix(6).map { .document($0) }
  }
}
