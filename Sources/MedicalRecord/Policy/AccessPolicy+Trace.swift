import CarnetCore

extension AccessPolicy {
  /// The events that say who asked for what and what was decided; durable before any answer.
  static func trace(
    _ request: AccessRequest,
    _ decision: AccessDecision,
    _ state: RecordState,
    _ rules: Rules
  ) -> [Fact] {
    guard decision.rule.allows else {
      var denied = Carnet_V1_AccessDenied()
      denied.rule = decision.rule.rawValue
      denied.policy = decision.policy
      switch request.target {
      case .record(let kind): denied.kind = kind
      case .document(let number): denied.number = number
      }
      return [.accessDenied(denied)]
    }
    var facts: [Fact] = []
    if decision.rule == .breakGlass || decision.rule == .regulation {
      let emergency = emergency(request, decision, rules)
      // A session is written, told of and reviewed once; each read in it has its own trace.
      let session = RecordState.EmergencySession(request.actor, emergency.mode)
      let isOpen = request.now.map { $0 < state.sessions[session] ?? $0 } ?? false
      if !isOpen { facts.append(.emergencyAccessed(emergency)) }
    }
    switch request.target {
    case .record(let kind):
      var accessed = Carnet_V1_RecordAccessed()
      accessed.kind = kind
      accessed.rule = decision.rule.rawValue
      accessed.policy = decision.policy
      accessed.relation = decision.relation
      accessed.documents = decision.shown
      facts.append(.recordAccessed(accessed))
    case .document(let number):
      var accessed = Carnet_V1_DocumentAccessed()
      accessed.number = number
      accessed.rule = decision.rule.rawValue
      accessed.policy = decision.policy
      accessed.relation = decision.relation
      facts.append(.documentAccessed(accessed))
    }
    return facts
  }

  private static func emergency(
    _ request: AccessRequest,
    _ decision: AccessDecision,
    _ rules: Rules
  ) -> Carnet_V1_EmergencyAccessed {
    var emergency = Carnet_V1_EmergencyAccessed()
    emergency.mode = decision.rule == .breakGlass ? .breakGlass : .regulation
    emergency.rule = decision.rule.rawValue
    emergency.policy = decision.policy
    emergency.call = request.call
    if let now = request.now {
      let timers = rules.timers
      emergency.until = now.adding(minutes: timers.emergencySessionMinutes).milliseconds
      emergency.reviewDue = now.adding(hours: timers.emergencyReviewHours).milliseconds
    }
    return emergency
  }
}
