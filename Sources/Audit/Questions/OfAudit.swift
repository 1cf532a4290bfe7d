package import AuditTrail
package import CarnetCore

/// Question 12: who read the trail, and what did they ask.
package struct OfAudit: AuditQuestion {
  package typealias Row = AuditTrail.Question

  private let period: Range<Instant>?
  private let limit: Int

  package init(in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.period = period
    self.limit = limit
  }

  package var name: String { "of-audit" }
  package var parameters: [String] { Parameters.words(period) }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { try $0.questions(in: period, AuditTrail.Page(limit: limit)) }
  }

  package func events(behind row: Row) -> [Position] { [row.access.position] }
}
