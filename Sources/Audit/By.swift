package import AuditTrail
package import CarnetCore

extension AuditSession {
  /// Question 2: what this professional saw and did, in a period.
  ///
  /// The extract that is due within seven working days (EX_AIR-120).
  package func by(
    _ identifier: String,
    in period: Range<Instant>?,
    limit: Int
  ) async throws -> Answer<AuditTrail.Access> {
    try await askTrail("by", [identifier] + Self.words(period)) {
      try $0.accesses(
        by: AuditActor.Identifier(identifier),
        in: period,
        AuditTrail.Page(limit: limit)
      )
    }
  }
}
