package import AuditTrail
package import CarnetCore
package import MedicalRecord

/// Question 8: accesses against a holder's opposition, or to documents that were masked.
package struct Conflicts: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// Somebody tried what the holder does not want, and was refused.
      case refused
      /// A masked document was read by one of the few who may.
      case masked
      /// The rules of that day do not allow what was done.
      case contradicted(AccessRule)
    }

    package var access: AuditTrail.Access
    package var kind: Kind
  }

  private let replays: Bool
  private let period: Range<Instant>?
  private let limit: Int

  /// - Parameters:
  ///   - replays: also takes each decision again, on the record and by the rules of that day.
  ///   - period: when.
  ///   - limit: rows at most.
  package init(replays: Bool = false, in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.replays = replays
    self.period = period
    self.limit = limit
  }

  package var name: String { replays ? "conflicts --replay" : "conflicts" }
  package var parameters: [String] { Parameters.words(period) }

  /// What a holder decides.
  private static let ownDecisions: [AccessRule] = [
    .noConsent, .hiddenFromProfessionals, .emergencyOpposed, .blocked, .authorisationRevoked,
    .hiddenFromRepresentatives, .episodeRefused,
  ]

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let page = AuditTrail.Page(limit: limit)
    let (refused, masked) = try ground.trail { trail in
      (
        try trail.refusals(byRules: Self.ownDecisions, in: period, page),
        try trail.readsOfMaskedDocuments(in: period, page)
      )
    }
    let rows =
      refused.map { Row(access: $0, kind: .refused) }
      + (try masked.map { Row(access: $0, kind: try kind(of: $0, ground)) })
    return Array(rows.sorted { $0.access.position < $1.access.position }.prefix(limit))
  }

  private func kind(of access: AuditTrail.Access, _ ground: AuditGround) throws -> Row.Kind {
    guard replays else { return .masked }
    let replay = try AccessReplay(of: access.record, in: ground.service)
    let event = try ground.service.event(at: access.position)
    guard let outcome = try replay.outcome(of: event), !outcome.replayed.rule.allows else {
      return .masked
    }
    return .contradicted(outcome.replayed.rule)
  }

  package func events(behind row: Row) -> [Position] { [row.access.position] }
}
