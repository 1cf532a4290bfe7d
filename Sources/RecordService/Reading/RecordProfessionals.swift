package import CarnetCore
package import MedicalRecord

/// Who may read a record, and who is kept out (TD1.6), each with when that came about and by whom.
///
/// Folded from the record's events, because names and dates stand there alone; what holds is the
/// same as the record's state says.
package struct RecordProfessionals: Sendable {
  /// "VALIDE", "EXPIRE" and "INTERDIT", as TD0.2 says them.
  package enum Standing: Hashable, Sendable {
    case valid
    case expired
    case forbidden
  }

  package struct Row: Hashable, Sendable {
    package var scope: BlockScope
    package var identifier: String
    package var name = ""
    package var profession = ""
    package var structure = ""
    package var standing = Standing.valid
    package var isTreatingDoctor = false
    /// Since when this holds.
    package var since: Instant
    /// When something was last done about it, and by whom.
    package var acted: Instant
    package var by: Carnet_V1_ActorKind
    package var until: Instant?
    package var position: Position
  }

  private struct Person {
    var row: Row
    var authorisation: Standing?
    var isBlocked = false

    /// Nil where nothing is left to tell.
    var told: Row? {
      guard isBlocked || authorisation != nil || row.isTreatingDoctor else { return nil }
      var row = row
      row.standing = isBlocked ? .forbidden : authorisation ?? .valid
      if row.standing != .valid { row.until = isBlocked ? row.until : nil }
      return row
    }
  }

  private struct Key: Hashable {
    var scope: BlockScope
    var identifier: String
  }

  package let rows: [Row]

  package init(_ history: RecordHistory) {
    var people: [Key: Person] = [:]
    for event in history.events {
      guard let body = event.body, let fact = body.fact else { continue }
      Self.evolve(&people, fact, event, by: body.context.actor.kind)
    }
    rows = people.values.compactMap(\.told)
      .sorted { ($0.scope.rawValue, $0.identifier) < ($1.scope.rawValue, $1.identifier) }
  }

  private static func evolve(
    _ people: inout [Key: Person],
    _ fact: Fact,
    _ event: OpenedEvent,
    by kind: Carnet_V1_ActorKind
  ) {
    func change(
      _ actor: Actor,
      _ scope: BlockScope = .professional,
      starts: Bool = true,
      _ body: (inout Person) -> Void
    ) {
      let key = Key(scope: scope, identifier: BlockedActor(actor, scope).identifier)
      if key.identifier.isEmpty { return }
      var person =
        people[key]
        ?? Person(
          row: Row(
            scope: scope,
            identifier: key.identifier,
            since: event.time,
            acted: event.time,
            by: kind,
            position: event.position
          )
        )
      let before = person.told?.standing
      if !actor.name.isEmpty { person.row.name = actor.name }
      if !actor.profession.isEmpty { person.row.profession = actor.profession }
      if !actor.structureIdentifier.isEmpty { person.row.structure = actor.structureIdentifier }
      body(&person)
      person.row.acted = event.time
      person.row.by = kind
      person.row.position = event.position
      if person.told?.standing != before { person.row.since = event.time }
      people[key] = person
    }
    switch fact {
    case .authorisationGranted(let granted):
      change(granted.professional) {
        $0.authorisation = .valid
        $0.row.until = granted.until > 0 ? Instant(milliseconds: granted.until) : nil
      }
    case .authorisationRevoked(let revoked):
      change(revoked.professional) { $0.authorisation = .forbidden }
    case .authorisationExpired(let expired):
      change(expired.professional) { $0.authorisation = .expired }
    case .treatingDoctorNamed(let named):
      change(named.professional) { $0.row.isTreatingDoctor = true }
    case .treatingDoctorEnded(let ended):
      change(ended.professional) { $0.row.isTreatingDoctor = false }
    case .actorBlocked(let blocked):
      change(blocked.target, blocked.scope) {
        $0.isBlocked = true
        if blocked.until > 0 { $0.row.until = Instant(milliseconds: blocked.until) }
      }
    case .actorUnblocked(let unblocked):
      change(unblocked.target, unblocked.scope) { $0.isBlocked = false }
    default: break
    }
  }
}
