package import CarnetCore
import EventLog
package import MedicalRecord
import RecordDirectory
import Views

/// How it stands with somebody's own record.
package struct Holding: Sendable {
  package enum Standing: Sendable, Hashable {
    /// Nobody has opened one.
    case none
    /// Told to the holder, who may object until then (R1111-28).
    case announced(objectionUntil: Instant?)
    /// The holder objected.
    case refused
    case active
    /// Closed by itself on that day, where nobody settles it before.
    case suspended(ClosureReason?, until: Instant?)
    /// Archived until then; to be erased by `erasureDue`, where the holder asked for it.
    case closed(ClosureReason, at: Instant?, retainedUntil: Instant?, erasureDue: Instant?)
  }

  package var record: Pseudonym?
  package var standing: Standing
  package var openedAt: Instant?
  package var isMinor: Bool
  /// Documents that the holder may see, archived and replaced ones too.
  package var documents: Int
  /// Directives among documents and declarations: what nobody finds when the record is closed.
  package var directives: Int

  static let none = Holding(standing: .none, isMinor: false, documents: 0, directives: 0)
}

/// What holders do with their record as a whole, from their own pages.
extension RecordDesk {
  /// Whether a patient has a record, and how it stands; announced and refused ones too, which nobody
  /// else is told of.
  ///
  /// - Parameter caller: a patient.
  package func holding(of caller: Caller) async throws(ServingFailure) -> Holding {
    guard let record = try await ownRecord(of: caller) else {
      // That they asked is written down, as for whoever asks for nobody.
      _ = try await nothingThere(for: caller, ["matricule"])
      return .none
    }
    return try await read(record, by: caller, asking: { _ in .record(.existence) }) { ground in
      Shown(Self.holding(record, ground))
    }
    .value
  }

  private static func holding(_ record: Pseudonym, _ ground: ReadGround) -> Holding {
    let (state, dossier) = (ground.dossier.state, ground.dossier)
    let standing: Holding.Standing =
      switch state.status {
      case .none, .erased: .none
      case .announced: .announced(objectionUntil: state.deadlines[.init(.objection)])
      case .refused: .refused
      case .active: .active
      case .suspended: .suspended(state.suspension, until: state.deadlines[.init(.suspension)])
      case .closed:
        .closed(
          dossier.closure?.reason ?? .unspecified,
          at: dossier.closure?.at,
          retainedUntil: state.deadlines[.init(.retention)],
          erasureDue: state.deadlines[.init(.erasure)]
        )
      }
    let visible = state.documents.keys.filter { ground.allows($0) }
    let directives = visible.filter {
      state.documents[$0]?.isCurrent == true
        && RecordState.directiveTypes.contains(state.documents[$0]?.type.code ?? "")
    }
    let places = state.statements.values.filter { $0.kind == .directivesPlace && $0.isCurrent }
    return Holding(
      record: record,
      standing: standing,
      openedAt: dossier.openedAt,
      isMinor: state.isMinor,
      documents: visible.count,
      directives: directives.count + places.count
    )
  }

  /// The patient's own record, whatever became of it but erasure.
  private func ownRecord(of caller: Caller) async throws(ServingFailure) -> Pseudonym? {
    guard case .patient(let ins, _) = caller.identity else { throw .forbidden(.notTheHolder) }
    do {
      try await views.bringUp()
      let entries = try await directory.read { try $0.entries(matricule: ins.matricule) }
      let authority = ins.authority.oid.description
      let own = entries.filter {
        $0.identity?.authority == authority && $0.status != .erased && $0.status != .unopened
      }
      // A record that lives goes before one that was closed as somebody's second one.
      let living = own.filter { $0.status != .closed && $0.status != .refused }
      let candidates = living.isEmpty ? own : living
      guard candidates.count < 2 else { throw ServingFailure.ambiguous(candidates.count) }
      return candidates.first?.record
    } catch {
      throw ServingFailure(error)
    }
  }

  /// TD1.1 by the holder: opens their record, or accepts the one that was announced to them.
  ///
  /// - Parameters:
  ///   - identity: who they are; the number is the one that they signed in with. Nil to accept what was
  ///     announced, whose identity stands.
  ///   - emergency: whether the glass may be broken.
  ///   - regulation: whether the doctor of an emergency call may look.
  ///   - commune: INSEE code of where they live; empty for unknown.
  /// - Throws: `.refused(.recordExists)`, `.notFound` where nothing was announced; nothing was opened.
  package func openOwn(
    _ identity: PatientIdentity?,
    emergency: Bool,
    regulation: Bool,
    commune: String = "",
    by caller: Caller
  ) async throws(ServingFailure) -> OpenedRecord {
    guard case .patient(let ins, _) = caller.identity else { throw .forbidden(.notTheHolder) }
    var person: PatientIdentity
    if let identity {
      person = identity
      person.ins = ins
    } else {
      guard let record = try await ownRecord(of: caller) else {
        throw try await nothingThere(for: caller, ["matricule"])
      }
      do {
        guard let known = try service.state(of: record).identity else {
          throw ServingFailure.notFound
        }
        person = known.patientIdentity
      } catch {
        throw ServingFailure(error)
      }
    }
    var opening = RecordOpening(person, .channel(.site))
    opening.consentGiven = true
    opening.emergency = emergency
    opening.regulation = regulation
    opening.commune = commune
    do {
      try await views.bringUp()
      return try await service.open(opening, caller.context())
    } catch {
      throw ServingFailure(error)
    }
  }

  /// The holder objects to the opening that was announced to them (R1111-28).
  package func refuseOpening(
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    guard let record = try await ownRecord(of: caller) else {
      throw try await nothingThere(for: caller, ["matricule"])
    }
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.refuseOpening(through: .site)
    }
  }

  /// TD1.4: the holder closes their record; it is archived for ten years (R1111-36).
  package func close(
    _ reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.close(.holder, rules: ground.rules, now: ground.now)
    }
  }

  /// TD1.2: the holder asks for their closed record again, with a new consent (BB#123).
  package func reactivate(
    _ reference: RecordReference,
    wording: String,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.reactivate(through: .site, wording: wording, consentGiven: true)
    }
  }

  /// The holder asks that their closed record be erased, within three months (R1111-36).
  package func requestErasure(
    of reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
  }

  /// What only the holder's side does: decided by the domain, refused and traced for anybody else.
  func actAsHolder(
    on record: Pseudonym,
    by caller: Caller,
    _ facts: (DecisionGround) throws(Refusal) -> [Fact]
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    try await act(on: record, by: caller) { ground throws(Refusal) in
      if let rule = caller.refusal(to: .holdersChoice, on: ground.state) {
        return .denied(rule, document: 0)
      }
      let facts = try facts(ground)
      return facts.isEmpty ? .unchanged(record) : .write(Draft(facts), record)
    }
  }
}
