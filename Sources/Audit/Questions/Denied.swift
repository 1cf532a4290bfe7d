package import AuditTrail
package import CarnetCore

/// Question 9: refused attempts, one by one.
package struct Denied: AuditQuestion {
  package typealias Row = AuditTrail.Access

  private let period: Range<Instant>?
  private let limit: Int

  package init(in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.period = period
    self.limit = limit
  }

  package var name: String { "denied" }
  package var parameters: [String] { Parameters.words(period) }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { try $0.refusals(in: period, AuditTrail.Page(limit: limit)) }
  }
}

/// Question 9 with `--top`: who was refused how often.
package struct DeniedByActor: AuditQuestion {
  package typealias Row = AuditTrail.Refusals

  private let period: Range<Instant>?
  private let limit: Int

  package init(in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.period = period
    self.limit = limit
  }

  package var name: String { "denied --top" }
  package var parameters: [String] { Parameters.words(period) }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { try $0.refusalsByActor(in: period, limit: limit) }
  }
}
