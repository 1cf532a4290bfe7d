package import AuditTrail
package import CarnetCore
package import MedicalRecord

/// Question 7: all emergency accesses, their reasons, and what was said of them at the review.
package struct Emergency: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var access: AuditTrail.Access
    /// The last review; nil where nobody has.
    package var review: AuditTrail.Access?
    package var disputes: Int
    /// Where whoever entered left before the session's time was over.
    package var end: AuditTrail.Access?

    package var verdict: Carnet_V1_Verdict {
      review?.detail.flatMap { Carnet_V1_Verdict(rawValue: $0) } ?? .unspecified
    }
  }

  private let unreviewedOnly: Bool
  private let period: Range<Instant>?
  private let limit: Int
  private let structure: String?

  /// - Parameters:
  ///   - unreviewedOnly: only those that nobody has reviewed.
  ///   - structure: only accesses of people who worked there; nil for all.
  ///   - period: when they took place.
  ///   - limit: rows at most.
  package init(
    unreviewedOnly: Bool = false,
    of structure: String? = nil,
    in period: Range<Instant>? = nil,
    limit: Int = 1000
  ) {
    self.unreviewedOnly = unreviewedOnly
    self.structure = structure
    self.period = period
    self.limit = limit
  }

  package var name: String { unreviewedOnly ? "emergency --unreviewed" : "emergency" }
  package var parameters: [String] {
    (structure.map { ["structure \($0)"] } ?? []) + Parameters.words(period)
  }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { trail in
      let page = AuditTrail.Page(limit: structure == nil ? limit : .max)
      let accesses =
        try unreviewedOnly
        ? trail.unreviewedEmergencies(in: period, page) : trail.emergencies(in: period, page)
      let place = structure.map { AuditActor.Identifier($0) }
      let own = accesses.filter { place == nil || $0.actor.structure == place }
      return try own.prefix(limit)
        .map { access in
          let remarks = try trail.remarks(about: access.revision, of: access.record)
          return Row(
            access: access,
            review: remarks.last { $0.kind == .emergencyReviewed },
            disputes: remarks.count { $0.kind == .accessDisputed },
            end: remarks.first { $0.kind == .emergencyEnded }
          )
        }
    }
  }

  package func events(behind row: Row) -> [Position] {
    [row.access.position] + [row.review, row.end].compactMap { $0?.position }
  }
}
