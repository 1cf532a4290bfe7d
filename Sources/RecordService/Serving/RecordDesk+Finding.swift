package import CarnetCore
import EventLog
package import MedicalRecord
import RecordDirectory
import Views

/// How a caller names a record.
package enum RecordReference: Sendable, Hashable {
  case record(Pseudonym)
  case ins(INS)
  /// A number as people read it aloud or copy it, whoever gave it.
  case number(INS)
  /// An identifier as FHIR and XDS write it: system (`urn:oid:1.2.250.1.213.1.4.8` or the OID alone)
  /// and value.
  case identifier(system: String, value: String)
}

/// How a caller names a document.
package enum DocumentReference: Sendable, Hashable {
  case number(UInt32, of: Pseudonym)
  /// logicalId or entryUUID; an entryUUID that was left behind by a change names nothing any more.
  case identifier(EventID)
  case uniqueID(String, of: RecordReference)
}

/// The answer to TD0.2.
package struct Existence: Sendable {
  package enum Status: Sendable, Hashable {
    case active
    case suspended
    case closed
  }

  /// As others see a professional's right to read: NON_EXISTE, VALIDE, EXPIRE, INTERDIT.
  package enum Authorisation: Sendable, Hashable {
    case none
    case valid(until: Instant?)
    case expired
    case forbidden
  }

  package var record: Pseudonym
  package var status: Status
  package var closedAt: Instant?
  package var closureReason: ClosureReason?
  package var authorisation: Authorisation
  /// Whether the caller is a "médecin traitant" of this record.
  package var isTreatingDoctor: Bool
  package var opposesEmergency: Bool
  package var opposesRegulation: Bool
  /// Whose record it is: for those who may read it, and the holder's side.
  package var identity: IdentityRecorded?
}

extension RecordDesk {
  /// The record of that name.
  ///
  /// This alone shows nothing: what is done with the record is decided and traced when it is done.
  ///
  /// - Parameters:
  ///   - reference: pseudonym, INS or identifier.
  ///   - caller: who asks; asking for nobody leaves a trace too.
  ///   - position: an event that must be seen.
  /// - Returns: its pseudonym.
  /// - Throws: `.notFound`; `.ambiguous`.
  package func find(
    _ reference: RecordReference,
    for caller: Caller,
    atLeast position: Position? = nil
  ) async throws(ServingFailure) -> Pseudonym {
    let ins: INS
    var isOfAnyAuthority = false
    switch reference {
    case .record(let record):
      if record.isOfARecord, service.index.head(of: record) != nil { return record }
      throw try await nothingThere(for: caller)
    case .ins(let number): ins = number
    case .number(let number):
      ins = number
      isOfAnyAuthority = true
    case .identifier(let system, let value):
      guard let number = Self.ins(system: system, value: value) else {
        throw try await nothingThere(for: caller, ["identifier"])
      }
      ins = number
    }
    let entries: [RecordDirectory.Entry]
    do {
      let needed = max(
        service.identitiesEnd.load(ordering: .relaxed),
        position.map { $0.rawValue + 1 } ?? 0
      )
      if needed > 0 { try await views.reach(Position(needed - 1)) }
      if !(try hasDirectory()) { try await views.bringUp() }
      let matricule = ins.matricule
      entries = try await directory.read { try $0.entries(matricule: matricule) }
    } catch {
      throw ServingFailure(error)
    }
    let authority = ins.authority.oid.description
    let found = entries.filter { entry in
      guard isOfAnyAuthority || entry.identity?.authority == authority else { return false }
      switch entry.status {
      case .active, .provisional, .suspended, .closed: return true
      case .unopened, .announced, .refused, .erased: return false
      }
    }
    // A record that was closed as somebody's second one does not hide the one that lives.
    let living = found.filter { $0.status != .closed }
    let candidates = living.isEmpty ? found : living
    guard let first = candidates.first else {
      throw try await nothingThere(for: caller, ["matricule"])
    }
    guard candidates.count == 1 else {
      if let rule = caller.refusal { throw .forbidden(rule) }
      throw .ambiguous(candidates.count)
    }
    return first.record
  }

  private func hasDirectory() throws -> Bool {
    try service.directory.views.folder(of: RecordDirectory.self).pointer() != nil
  }

  /// An INS as identifiers write it; nil for any other system or form.
  private static func ins(system: String, value: String) -> INS? {
    let text = system.hasPrefix("urn:oid:") ? String(system.dropFirst(8)) : system
    guard text.utf8.count <= 64, value.utf8.count <= 64, let oid = try? OID(text) else {
      return nil
    }
    let authority = INS.Authority(oid)
    if case .unknown = authority { return nil }
    return try? INS(value, authority: authority)
  }

  /// TD0.2: whether there is a record, and whether the caller may read it.
  ///
  /// Nobody who may not know learns that there is one: they get `.notFound`, as for a number that
  /// nobody carries.
  package func existence(
    of reference: RecordReference,
    for caller: Caller,
    atLeast position: Position? = nil
  ) async throws(ServingFailure) -> Traced<Existence> {
    let record = try await find(reference, for: caller, atLeast: position)
    return try await read(record, by: caller, asking: { _ in .record(.existence) }) { ground in
      Shown(Self.existence(record, ground))
    }
  }

  private static func existence(_ record: Pseudonym, _ ground: ReadGround) -> Existence {
    let state = ground.dossier.state
    let actor = ground.caller.actor
    var request = ground.caller.accessRequest(.record(.list), on: state)
    // What a test asks is the right to read as such, not in an emergency.
    if request.purpose != .patientAccess { request.purpose = .care }
    let rule = AccessPolicy.decide(request, on: state, rules: ground.rules).rule
    var until: Instant?
    if case .valid(let end, _)? = state.rights.authorisations[actor.identifierText] { until = end }
    let authorisation: Existence.Authorisation =
      switch rule {
      case _ where rule.allows: .valid(until: until)
      case .authorisationExpired: .expired
      case .blocked, .authorisationRevoked, .episodeRefused: .forbidden
      default: .none
      }
    return Existence(
      record: record,
      status: state.status == .closed ? .closed : state.status == .suspended ? .suspended : .active,
      closedAt: state.status == .closed ? ground.dossier.closure?.at : nil,
      closureReason: state.status == .closed ? ground.dossier.closure?.reason : nil,
      authorisation: authorisation,
      isTreatingDoctor: state.rights.isTreatingDoctor(actor),
      opposesEmergency: state.consents[.emergency] == false,
      opposesRegulation: state.consents[.regulation] == false,
      identity: rule.allows ? state.identity : nil
    )
  }

  /// Whose record it is.
  package func identity(
    of reference: RecordReference,
    for caller: Caller,
    atLeast position: Position? = nil
  ) async throws(ServingFailure) -> Traced<IdentityRecorded> {
    let record = try await find(reference, for: caller, atLeast: position)
    let traced = try await read(record, by: caller, asking: { _ in .record(.identity) }) {
      Shown($0.dossier.state.identity)
    }
    guard let identity = traced.value else { throw .notFound }
    return Traced(
      value: identity,
      receipt: traced.receipt,
      asOf: traced.asOf,
      rule: traced.rule,
      relation: traced.relation
    )
  }

  /// TD0.5: people by traits, where nobody knows the INS; for professionals in an emergency and for
  /// desks, traced in each record that is found.
  package func people(
    _ criteria: PatientSearch.Criteria,
    for caller: Caller
  ) async throws(ServingFailure) -> [PatientSearch.Match] {
    if let rule = caller.refusal { throw .forbidden(rule) }
    switch (caller.identity, caller.mode) {
    case (.professional, .breakGlass), (.professional, .regulation), (.insuranceAgent, _),
      (.operator, _):
      break
    default: throw .forbidden(.noConsent)
    }
    do {
      return try await PatientSearch(service).run(criteria, caller.context())
    } catch {
      throw ServingFailure(error)
    }
  }

  /// TD0.4: the records on which a professional is authorised.
  package func authorisedRecords(
    for caller: Caller,
    limit: Int = 100
  ) async throws(ServingFailure) -> [AuthorisedRecords.Row] {
    guard case .professional = caller.identity else { throw .forbidden(.notNamed) }
    guard (1...1000).contains(limit) else { throw .badParameter("limit") }
    do {
      return try await AuthorisedRecords(service).run(caller.context(), limit: limit)
    } catch {
      throw ServingFailure(error)
    }
  }
}
