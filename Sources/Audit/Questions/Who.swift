package import AuditTrail
package import CarnetCore

/// Question 1: who opened or wrote this record, in a period.
package struct Who: AuditQuestion {
  package typealias Row = AuditTrail.Access

  private let asked: Pseudonym
  private let period: Range<Instant>?
  private let limit: Int

  package init(_ record: Pseudonym, in period: Range<Instant>? = nil, limit: Int = 1000) {
    asked = record
    self.period = period
    self.limit = limit
  }

  package var name: String { "who" }
  package var parameters: [String] { [asked.description] + Parameters.words(period) }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { try $0.accesses(to: asked, in: period, AuditTrail.Page(limit: limit)) }
  }
}
