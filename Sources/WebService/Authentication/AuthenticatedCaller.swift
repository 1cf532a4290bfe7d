import CarnetCore
package import MedicalRecord
package import RecordService

/// Who sent a request, as a token or a certificate proves it, and why they send it.
package struct AuthenticatedCaller: Sendable {
  package var caller: Caller
  /// How strongly they were authenticated: `eidas2`, `certificate`.
  package var level = ""
  /// The issuer of the token, or `certificate`.
  package var issuer: String

  package init(_ identity: Caller.Identity, issuer: String, request: RequestName) {
    caller = Caller(identity, request: RequestID(rawValue: request.number))
    self.issuer = issuer
  }

  /// Whose rate is limited: stable within the process, and no identifier in clear.
  var rateKey: Int {
    var hasher = Hasher()
    hasher.combine(issuer)
    hasher.combine(caller.actor.kind.rawValue)
    hasher.combine(caller.actor.identifierText)
    hasher.combine(caller.actor.structureIdentifier)
    return hasher.finalize()
  }

  /// The word of the diagnostic log and of metrics.
  var kind: String {
    switch caller.identity {
    case .professional: "professional"
    case .structure: "structure"
    case .patient: "patient"
    case .representative: "representative"
    case .heir: "heir"
    case .auditor: "auditor"
    case .insuranceAgent: "cpam"
    case .operator: "operator"
    }
  }

  /// Agents, auditors and operators: whoever runs the service or watches over it.
  var isStaff: Bool {
    switch caller.identity {
    case .auditor, .insuranceAgent, .operator: true
    case .professional, .structure, .patient, .representative, .heir: false
    }
  }
}
