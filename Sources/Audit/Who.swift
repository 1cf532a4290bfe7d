package import AuditTrail
package import CarnetCore

extension AuditSession {
  /// Question 1: who opened this record, in a period.
  package func who(
    _ record: Pseudonym,
    in period: Range<Instant>?,
    limit: Int
  ) async throws -> Answer<AuditTrail.Access> {
    try await askTrail("who", [record.description] + Self.words(period), about: record) {
      try $0.accesses(to: record, in: period, AuditTrail.Page(limit: limit))
    }
  }

  static func words(_ period: Range<Instant>?) -> [String] {
    period.map { ["from \($0.lowerBound)", "to \($0.upperBound)"] } ?? []
  }
}
