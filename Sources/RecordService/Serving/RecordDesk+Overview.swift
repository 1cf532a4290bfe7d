import AuditTrail
package import CarnetCore
package import MedicalRecord
import RecordDirectory
import Views

/// A record as whoever enters it first sees it: what counts in an emergency, then its documents.
package struct RecordOverview: Sendable {
  package var record: Pseudonym
  package var identity: IdentityRecorded?
  package var contact: ContactRecorded?
  /// What the holder declared and what holds, by kind and number.
  package var statements: [RecordState.Statement]
  package var documents: DocumentPage
  /// The types of all current documents that the caller may see, with how many there are of each.
  package var types: [Code: Int]
  /// How many current ones the caller may see, whatever was searched for.
  package var visible: Int
  /// Until when the caller's authorisation lasts; nil for none or one without end.
  package var authorisedUntil: Instant?
  package var isTreatingDoctor: Bool
  /// Whether somebody still has to settle whose record it is (DICAH): whoever reads it is told.
  package var isInDoubt = false
}

extension RecordDesk {
  /// The emergency card and the documents of a record, in one read with one write of its traces.
  ///
  /// - Parameters:
  ///   - search: which documents; the card is given whatever it says.
  ///   - reference: the record.
  ///   - caller: who reads.
  package func overview(
    of reference: RecordReference,
    _ search: DocumentSearch = DocumentSearch(),
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<RecordOverview> {
    guard (1...DocumentSearch.limitMax).contains(search.limit) else { throw .badParameter("limit") }
    let record = try await find(reference, for: caller)
    var traced = try await read(
      record,
      by: caller,
      asking: { _ in .record(.list) },
      everything: true
    ) { ground in
      let page = Self.page(search, ground, nil)
      let overview = Self.overview(record, page, ground)
      return Shown(overview, documents: page.documents.map(\.number), parts: [.emergencyCard])
    }
    do {
      let entry = try await directory.read { try $0.entry(of: record) }
      traced.value.isInDoubt = entry?.status == .provisional
    } catch {
      throw ServingFailure(error)
    }
    return traced
  }

  private static func overview(
    _ record: Pseudonym,
    _ page: DocumentPage,
    _ ground: ReadGround
  ) -> RecordOverview {
    let state = ground.dossier.state
    let actor = ground.caller.actor
    let visible = ground.decision.shown.compactMap { ground.dossier.documents[$0] }
      .filter(\.isCurrent)
    var until: Instant?
    if case .valid(let end, _)? = state.rights.authorisations[actor.identifierText] { until = end }
    return RecordOverview(
      record: record,
      identity: state.identity,
      contact: state.contact,
      statements: state.statements.values.filter(\.isCurrent)
        .sorted { ($0.kind.rawValue, $0.number) < ($1.kind.rawValue, $1.number) },
      documents: page,
      types: Dictionary(visible.map { ($0.type, 1) }, uniquingKeysWith: +),
      visible: visible.count,
      authorisedUntil: until,
      isTreatingDoctor: state.rights.isTreatingDoctor(actor)
    )
  }

  /// When a caller last read a record before a moment: what "new" is reckoned from.
  ///
  /// Tells the caller of their own deeds and nothing of the record, so it leaves no trace.
  package func lastVisit(
    to record: Pseudonym,
    by caller: Caller,
    before moment: Instant
  ) async throws(ServingFailure) -> (position: Position, time: Instant)? {
    let identifier = AuditActor.Identifier(caller.actor.identifierText)
    guard identifier != .none else { return nil }
    do {
      return try await trail.read { session in
        try session.lastVisit(by: identifier, to: record, before: moment)
      }
    } catch {
      throw ServingFailure(error)
    }
  }
}
