package import CarnetCore
import EventLog
package import MedicalRecord
package import RecordService

/// Decides reads of the past as they were decided then: on the state of the record, and by the rules
/// that were in force.
package struct AccessReplay: Sendable {
  package let history: RecordHistory
  package let rules: RulesHistory

  package init(_ history: RecordHistory, _ rules: RulesHistory) {
    self.history = history
    self.rules = rules
  }

  package init(of record: Pseudonym, in service: RecordService) throws {
    self.init(try service.history(of: record), try service.rulesHistory())
  }

  /// What a record was, and by what it was read, at one place of its history.
  package struct Scene: Sendable {
    package var state: RecordState
    package var rules: Rules
    /// How many events of the record had been written.
    package var count: Int

    package func decision(for request: AccessRequest) -> AccessDecision {
      AccessPolicy.decide(request, on: state, rules: rules)
    }
  }

  /// At a moment: all that had been written by then counts.
  package func scene(at moment: Instant) throws -> Scene {
    let count = history.count(at: moment)
    let next = count < history.events.count ? history.events[count].position : nil
    return Scene(
      state: try history.state(after: count),
      rules: rules.rules(at: moment, before: next),
      count: count
    )
  }

  /// Before the event at a position, and by that event's time when it is of this record.
  package func scene(before position: Position) throws -> Scene {
    let count = history.count(before: position)
    let time: Instant? =
      count < history.events.count && history.events[count].position == position
      ? history.events[count].time : count > 0 ? history.events[count - 1].time : nil
    return Scene(
      state: try history.state(after: count),
      rules: rules.rules(at: time ?? Instant(milliseconds: .min), before: position),
      count: count
    )
  }
}

extension AccessReplay {
  /// A read that was traced, asked again.
  package struct Outcome: Sendable {
    package var request: AccessRequest
    /// As the trace has it.
    package var recorded: Decided
    /// As it comes out again.
    package var replayed: Decided
    package var scene: Scene

    /// Whether both are the same: rule, relation, policy, and what was shown.
    package var agrees: Bool { recorded == replayed }
  }

  /// A decision without its traces.
  package struct Decided: Hashable, Sendable {
    package var rule: AccessRule
    package var relation: Relation
    package var policy: UInt32
    package var shown: [UInt32]
  }

  /// Takes the decision of a trace again.
  ///
  /// - Returns: nil for an event that is no trace of a read, or whose rule this version does not
  ///   know.
  package func outcome(of event: OpenedEvent) throws -> Outcome? {
    guard let body = event.body, let fact = body.fact,
      let recorded = Decided(recordedBy: fact)
    else { return nil }
    return outcome(recorded, body, fact, event.time, in: try scene(before: event.position))
  }

  /// The same for a reader who goes through the history once and has the scene at hand.
  func outcome(of event: OpenedEvent, in scene: Scene) -> Outcome? {
    guard let body = event.body, let fact = body.fact,
      let recorded = Decided(recordedBy: fact)
    else { return nil }
    return outcome(recorded, body, fact, event.time, in: scene)
  }

  private func outcome(
    _ recorded: Decided,
    _ body: EventBody,
    _ fact: Fact,
    _ time: Instant,
    in scene: Scene
  ) -> Outcome {
    var request = AccessRequest(
      actor: body.context.actor,
      purpose: body.context.purpose,
      reason: body.context.reason,
      target: AccessRequest.Target(of: fact)
    )
    // What the token said stands in no trace; that regulation was refused for want of it does.
    request.isRegulator =
      body.context.purpose == .regulation && recorded.rule != .notARegulator
    request.now = time
    var replayed = Decided(scene.decision(for: request))
    if replayed.shown != recorded.shown {
      request.listsEverything = true
      let everything = Decided(scene.decision(for: request))
      if everything.shown == recorded.shown { replayed = everything }
    }
    // An emergency's own event says nothing of what was then shown.
    if case .emergencyAccessed = fact { replayed.shown = [] }
    return Outcome(request: request, recorded: recorded, replayed: replayed, scene: scene)
  }
}

extension AccessReplay.Decided {
  package init(_ decision: AccessDecision) {
    self.init(
      rule: decision.rule,
      relation: decision.relation,
      policy: decision.policy,
      shown: decision.shown
    )
  }

  /// What a trace says was decided.
  init?(recordedBy fact: Fact) {
    let (rule, policy, relation, shown): (UInt32, UInt32, Relation, [UInt32])
    switch fact {
    case .recordAccessed(let trace):
      (rule, policy, relation, shown) =
        (trace.rule, trace.policy, trace.relation, trace.documents)
    case .documentAccessed(let trace):
      (rule, policy, relation, shown) = (trace.rule, trace.policy, trace.relation, [])
    case .accessDenied(let trace):
      (rule, policy, relation, shown) = (trace.rule, trace.policy, .unspecified, [])
    case .emergencyAccessed(let trace):
      (rule, policy, shown) = (trace.rule, trace.policy, [])
      relation = trace.mode == .regulation ? .regulation : .emergency
    default: return nil
    }
    guard let rule = AccessRule(rawValue: rule) else { return nil }
    self.init(rule: rule, relation: relation, policy: policy, shown: shown)
  }
}

extension AccessRequest.Target {
  init(of fact: Fact) {
    switch fact {
    case .recordAccessed(let trace): self = .record(trace.kind)
    case .documentAccessed(let trace): self = .document(trace.number)
    case .accessDenied(let trace) where trace.kind == .unspecified: self = .document(trace.number)
    case .accessDenied(let trace): self = .record(trace.kind)
    default: self = .record(.list)
    }
  }
}
