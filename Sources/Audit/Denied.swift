package import AuditTrail
package import CarnetCore
import Views

extension AuditSession {
  /// Question 9: refused attempts, one by one.
  package func denied(
    in period: Range<Instant>?,
    limit: Int
  ) async throws -> Answer<AuditTrail.Access> {
    try await askTrail("denied", Self.words(period)) {
      try $0.refusals(in: period, AuditTrail.Page(limit: limit))
    }
  }

  /// Question 9 with `--top`: who was refused how often.
  package func deniedByActor(
    in period: Range<Instant>?,
    limit: Int
  ) async throws -> Answer<AuditTrail.Refusals> {
    let reader = ViewReader(AuditTrail.self, in: service.directory.views)
    return try await ask("denied --top", Self.words(period)) {
      try reader.read { try $0.refusalsByActor(in: period, limit: limit) }
    }
  }
}
