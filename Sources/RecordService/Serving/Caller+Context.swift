import CarnetCore
import EventLog
package import MedicalRecord

extension Caller {
  /// The caller as events name them.
  package var actor: Actor {
    switch identity {
    case .professional(let professional):
      Actor(
        .professional,
        identifier: professional.identifier.text,
        profession: professional.speciality,
        structure: professional.structure,
        name: professional.name
      )
    case .structure(let identifier, let name):
      Actor(.structure, identifier: identifier, structure: identifier, name: name)
    case .patient(let ins, let name): Actor(.patient, identifier: ins.description, name: name)
    case .representative(let identifier, let name):
      Actor(.representative, identifier: identifier, name: name)
    case .heir(let identifier, let name): Actor(.heir, identifier: identifier, name: name)
    case .auditor(let identifier, let name): Actor(.auditor, identifier: identifier, name: name)
    case .insuranceAgent(let identifier, let structure, let name):
      Actor(.insuranceAgent, identifier: identifier, structure: structure, name: name)
    case .operator(let identifier, let name):
      Actor(.operator, identifier: identifier, name: name)
    }
  }

  /// For what a caller of this kind comes, in this mode.
  package var purpose: Purpose {
    switch identity {
    case .professional, .structure:
      switch mode {
      case .normal: .care
      case .breakGlass: .emergency
      case .regulation: .regulation
      }
    case .patient, .representative, .heir: .patientAccess
    case .auditor: .audit
    case .insuranceAgent, .operator: .administration
    }
  }

  private var statedReason: String {
    if case .breakGlass(let reason) = mode { reason } else { reason }
  }

  /// What stands in every event of the request.
  ///
  /// - Parameter purpose: another purpose than that of a read: feeding, say.
  package func context(_ purpose: Purpose? = nil) -> EventContext {
    var context = EventContext()
    context.actor = actor
    context.purpose = purpose ?? self.purpose
    context.reason = statedReason
    context.request = request.rawValue
    context.secret = isSecret
    context.place = place
    return context
  }

  private var place: String {
    var sector = ""
    if case .professional(let professional) = identity { sector = professional.sector }
    return [client, network, sector].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// What is asked of the policy.
  ///
  /// - Parameters:
  ///   - target: what the caller wants to read.
  ///   - state: the record, to tell whether a patient is its holder.
  package func accessRequest(
    _ target: AccessRequest.Target,
    on state: RecordState
  ) -> AccessRequest {
    var request = AccessRequest(
      actor: actor,
      purpose: purpose,
      reason: statedReason,
      target: target
    )
    request.isHolder = isHolder(of: state)
    if case .professional(let professional) = identity {
      request.isRegulator = professional.mayRegulate
    }
    if case .regulation(let call) = mode { request.call = call }
    return request
  }

  /// Whether a patient is the record's holder: by the matricule and who gave it, as identified
  /// (a key that was mistyped at the opening does not keep them out).
  private func isHolder(of state: RecordState) -> Bool {
    guard case .patient(let ins, _) = identity, let known = state.identity else { return false }
    return known.matricule.prefix(13) == ins.matricule
      && known.authority == ins.authority.oid.description
  }

  /// Why the caller gets no answer about any record, whichever it is: told to them openly, because it
  /// says nothing about a record.
  var refusal: AccessRule? {
    switch identity {
    case .professional: break
    case .structure(let identifier, _), .representative(let identifier, _),
      .heir(let identifier, _):
      if identifier.isEmpty { return .notNamed }
    case .patient: return nil
    case .auditor(let identifier, _), .operator(let identifier, _),
      .insuranceAgent(let identifier, _, _):
      if identifier.isEmpty { return .notNamed }
      if reason.isEmpty { return .reasonMissing }
    }
    switch (mode, identity) {
    case (.breakGlass(let reason), _) where reason.isEmpty: return .reasonMissing
    case (.regulation, .professional(let professional)):
      return professional.mayRegulate ? nil : .notARegulator
    case (.regulation, .structure): return .notARegulator
    default: return nil
    }
  }
}

extension RequestID {
  /// The number of a request that a caller named by itself: its own digits where they are 16
  /// hexadecimal ones, else the beginning of the name's SHA-256.
  package init(naming name: String) {
    if let number = Hex.decodeUInt64(name), number > 0 {
      self.init(rawValue: number)
    } else {
      self.init(rawValue: max(1, SHA256.digest(of: Array(name.utf8)).words.0))
    }
  }
}
