import AuditTrail
package import CarnetCore
package import MedicalRecord
import Views

/// The records that a professional is authorised on (TD0.4).
package struct AuthorisedRecords: Sendable {
  package struct Row: Hashable, Sendable {
    package var record: Pseudonym
    package var until: Instant?
    package var isTreatingDoctor: Bool
    package var documents: Int
    package var changed: Revision?
    /// Whose it is.
    package var identity: IdentityRecorded?
  }

  private let service: RecordService

  package init(_ service: RecordService) { self.service = service }

  /// Those that hold now, by record; that they were listed is traced in each.
  package func run(_ context: EventContext, limit: Int) async throws -> [Row] {
    let actor = context.actor
    guard !actor.identifierText.isEmpty else { throw PatientSearch.Failure.actorWithoutIdentifier }
    try service.runner.requireUpToDate(LogFeed(service))
    let name = actor.identifierText
    let trail = ViewReader(AuditTrail.self, in: service.directory.views)
    let records = try await trail.read { try $0.records(authorising: name) }
    var rows: [Row] = []
    for record in records where rows.count < limit {
      let state = try service.state(of: record)
      guard state.status == .active, !state.rights.isBlocked(actor) else { continue }
      var until: Instant?
      let isTreatingDoctor = state.rights.isTreatingDoctor(actor)
      if case .valid(let end, _)? = state.rights.authorisations[actor.identifierText] {
        until = end
      } else if !isTreatingDoctor {
        continue
      }
      var found = Carnet_V1_RecordFound()
      found.criteria = ["authorised"]
      _ = try await service.append(record, [.recordFound(found)], context)
      rows.append(
        Row(
          record: record,
          until: until,
          isTreatingDoctor: isTreatingDoctor,
          documents: state.documents.values.filter(\.isCurrent).count,
          changed: state.revision,
          identity: state.identity
        )
      )
    }
    return rows
  }
}
