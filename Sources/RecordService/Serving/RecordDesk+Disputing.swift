package import AuditTrail
package import CarnetCore
package import MedicalRecord
import Views

/// All that happened to a record in a period, and what was said of it since.
package struct TrailSheet: Sendable {
  /// What became of an access that somebody spoke up about.
  package struct Matter: Sendable, Hashable {
    /// When the holder disputed it last; nil where it was reviewed alone.
    package var disputed: Instant?
    /// What a second person found at the review of an emergency access, and when.
    package var verdict: Carnet_V1_Verdict?
    package var reviewed: Instant?
  }

  /// In the order of the log.
  package var accesses: [AuditTrail.Access]
  /// By the revision of the access.
  package var matters: [UInt32: Matter]
  /// Titles and types of the documents that the reader may see, by number.
  package var documents: [UInt32: DocumentView]
  /// Whether there are more in the period than may be shown at once: a shorter one shows them.
  package var isCut: Bool
  package var openedAt: Instant?
}

extension RecordDesk {
  /// Accesses that one period shows at most.
  package static let trailSheetMax = 5000

  /// A record's trail of a period as its holder reads it, in one read with one trace.
  ///
  /// What `trail` leaves out is left out here too: traces of what the reader may not see, and, for
  /// representatives, a minor's secret connections (R1111-50).
  package func trailSheet(
    of reference: RecordReference,
    in period: Range<Instant>,
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<TrailSheet> {
    guard !period.isEmpty else { throw .badParameter("date") }
    let record = try await find(reference, for: caller)
    let (found, said) = try await accessesAndMatters(of: record, in: period)
    return try await read(record, by: caller, asking: { _ in .record(.trail) }) { ground in
      let shown = found.prefix(Self.trailSheetMax).filter { Self.shows($0, ground) }
      let sheet = TrailSheet(
        accesses: Array(shown),
        matters: Self.matters(said.filter { Self.shows($0, ground) }),
        documents: ground.dossier.documents.filter { ground.allows($0.key) },
        isCut: found.count > Self.trailSheetMax,
        openedAt: ground.dossier.openedAt
      )
      return Shown(sheet)
    }
  }

  private func accessesAndMatters(
    of record: Pseudonym,
    in period: Range<Instant>
  ) async throws(ServingFailure) -> ([AuditTrail.Access], [AuditTrail.Access]) {
    do {
      try await views.bringUp()
      return try await trail.read { session in
        var filter = AuditTrail.Filter()
        filter.record = record
        let found = try session.accesses(
          matching: filter,
          in: period,
          AuditTrail.Page(limit: Self.trailSheetMax + 1)
        )
        filter.types = [FactKind.accessDisputed.rawValue, FactKind.emergencyReviewed.rawValue]
        let since = period.lowerBound..<Instant(milliseconds: .max)
        return (
          found,
          try session.accesses(
            matching: filter,
            in: since,
            AuditTrail.Page(limit: Self.trailSheetMax)
          )
        )
      }
    } catch {
      throw ServingFailure(error)
    }
  }

  private static func matters(_ said: [AuditTrail.Access]) -> [UInt32: TrailSheet.Matter] {
    var matters: [UInt32: TrailSheet.Matter] = [:]
    for access in said {
      guard let about = access.about else { continue }
      var matter = matters[about] ?? TrailSheet.Matter()
      if access.kind == .accessDisputed { matter.disputed = access.time }
      if access.kind == .emergencyReviewed {
        matter.verdict = access.detail.flatMap { Carnet_V1_Verdict(rawValue: $0) }
        matter.reviewed = access.time
      }
      matters[about] = matter
    }
    return matters
  }

  /// The holder disputes an access of their trail, by its revision, and says why.
  ///
  /// - Throws: `.refused` for what is no access of this record, or without a reason.
  package func dispute(
    _ revision: UInt32,
    because text: String,
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.dispute(revision, text: text)
    }
  }
}
