package import AuditTrail
package import CarnetCore

extension AuditSession {
  /// Question 7: all emergency accesses, with the reason that was typed.
  package func emergency(
    in period: Range<Instant>?,
    limit: Int
  ) async throws -> Answer<AuditTrail.Access> {
    try await askTrail("emergency", Self.words(period)) {
      try $0.emergencies(in: period, AuditTrail.Page(limit: limit))
    }
  }
}
