package import AuditTrail
package import CarnetCore

extension AuditSession {
  /// Question 3: every access to a document.
  package func document(
    _ number: UInt32,
    of record: Pseudonym,
    in period: Range<Instant>?,
    limit: Int
  ) async throws -> Answer<AuditTrail.Access> {
    try await askTrail(
      "document",
      [record.description, String(number)] + Self.words(period),
      about: record
    ) {
      try $0.accesses(to: number, of: record, in: period, AuditTrail.Page(limit: limit))
    }
  }
}
