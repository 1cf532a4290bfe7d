import CarnetCore

/// The rules by which a read is allowed or refused, version 1.
///
/// A trace keeps the number of the rule that decided, so a number is never reused.
package enum AccessRule: UInt32, CaseIterable, Sendable {
  /// The holder reads their own record, except what waits for the announcement (R1111-53).
  case holder = 1
  /// A professional reads with the holder's consent (R1111-46).
  case consent = 2
  /// Whoever wrote a document may read it (R1111-49).
  case author = 3
  /// Danger and no way to ask: break the glass (L1111-17 I).
  case breakGlass = 4
  /// The regulating doctor of an emergency call (L1111-17 I).
  case regulation = 5
  /// Those who run the service see traces and management data, each time with a reason.
  case management = 6

  case recordNotActive = 100
  case noConsent = 101
  case hiddenFromProfessionals = 102
  case waitsForAnnouncement = 103
  case emergencyOpposed = 104
  case unknownDocument = 105
  /// Agents, auditors and operators never see what a document says.
  case contentNotForManagement = 106
  case reasonMissing = 107

  package var allows: Bool { rawValue < 100 }
}

/// What a read asks for.
package struct AccessRequest: Sendable {
  package enum Target: Hashable, Sendable {
    case record(AccessKind)
    case document(UInt32)
  }

  package var actor: Actor
  package var purpose: Purpose
  package var reason: String
  package var target: Target

  package init(actor: Actor, purpose: Purpose, reason: String, target: Target) {
    self.actor = actor
    self.purpose = purpose
    self.reason = reason
    self.target = target
  }
}

/// What the policy says to a read: the rule that decided, and the trace that must be durable before
/// anything is answered, also when the answer is no.
package struct AccessDecision: Sendable {
  package var rule: AccessRule
  package var trace: [Fact]

  package var isAllowed: Bool { rule.allows }
}

/// One function for every read of a record.
package enum AccessPolicy {
  package static func decide(_ request: AccessRequest, on state: RecordState) -> AccessDecision {
    let rule = rule(for: request, on: state)
    return AccessDecision(rule: rule, trace: trace(request, rule))
  }

  private static func rule(for request: AccessRequest, on state: RecordState) -> AccessRule {
    switch request.actor.kind {
    case .operator, .auditor, .insuranceAgent, .system:
      return managementRule(request)
    case .patient, .representative:
      return holderRule(request, state)
    case .professional, .structure, .device, .unspecified, .UNRECOGNIZED:
      return professionalRule(request, state)
    }
  }

  private static func managementRule(_ request: AccessRequest) -> AccessRule {
    if request.reason.isEmpty { return .reasonMissing }
    if case .document = request.target { return .contentNotForManagement }
    return .management
  }

  private static func holderRule(_ request: AccessRequest, _ state: RecordState) -> AccessRule {
    guard state.status == .active || state.status == .closed else { return .recordNotActive }
    guard case .document(let number) = request.target else { return .holder }
    guard let document = state.documents[number] else { return .unknownDocument }
    if document.hiddenFrom.contains(.patient) { return .waitsForAnnouncement }
    if request.actor.kind == .representative, document.hiddenFrom.contains(.representatives) {
      return .waitsForAnnouncement
    }
    return .holder
  }

  private static func professionalRule(
    _ request: AccessRequest,
    _ state: RecordState
  ) -> AccessRule {
    guard state.status == .active else { return .recordNotActive }
    var document: RecordState.Document?
    if case .document(let number) = request.target {
      guard let found = state.documents[number] else { return .unknownDocument }
      document = found
      let reader = request.actor.identifierText
      if !reader.isEmpty, found.authors.contains(reader) { return .author }
    }
    let entry: AccessRule
    switch request.purpose {
    case .emergency:
      if state.consents[.emergency] == false { return .emergencyOpposed }
      if request.reason.isEmpty { return .reasonMissing }
      entry = .breakGlass
    case .regulation:
      if state.consents[.regulation] == false { return .emergencyOpposed }
      entry = .regulation
    case .care, .unspecified, .feeding, .patientAccess, .administration, .audit, .UNRECOGNIZED:
      guard state.consents[.reading] == true else { return .noConsent }
      entry = .consent
    }
    if let document, document.hiddenFrom.contains(.professionals) {
      return .hiddenFromProfessionals
    }
    return entry
  }

  private static func trace(_ request: AccessRequest, _ rule: AccessRule) -> [Fact] {
    guard rule.allows else {
      var denied = Carnet_V1_AccessDenied()
      denied.rule = rule.rawValue
      switch request.target {
      case .record(let kind): denied.kind = kind
      case .document(let number): denied.number = number
      }
      return [.accessDenied(denied)]
    }
    var facts: [Fact] = []
    if rule == .breakGlass || rule == .regulation {
      var emergency = Carnet_V1_EmergencyAccessed()
      emergency.mode = rule == .breakGlass ? .breakGlass : .regulation
      emergency.rule = rule.rawValue
      facts.append(.emergencyAccessed(emergency))
    }
    switch request.target {
    case .record(let kind):
      var accessed = Carnet_V1_RecordAccessed()
      accessed.kind = kind
      accessed.rule = rule.rawValue
      facts.append(.recordAccessed(accessed))
    case .document(let number):
      var accessed = Carnet_V1_DocumentAccessed()
      accessed.number = number
      accessed.rule = rule.rawValue
      facts.append(.documentAccessed(accessed))
    }
    return facts
  }
}
