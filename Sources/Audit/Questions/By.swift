package import AuditTrail
package import CarnetCore

/// Question 2: what did this professional see and do, in a period.
///
/// The extract that is due within seven working days (EX_AIR-120).
package struct By: AuditQuestion {
  package typealias Row = AuditTrail.Access

  private let user: String
  private let period: Range<Instant>?
  private let limit: Int?

  /// - Parameters:
  ///   - user: an identifier.
  ///   - period: when.
  ///   - limit: rows at most; nil for the whole trail, as the legal extract wants it.
  package init(_ user: String, in period: Range<Instant>? = nil, limit: Int? = 1000) {
    self.user = user
    self.period = period
    self.limit = limit
  }

  package var name: String { limit == nil ? "by --export" : "by" }
  package var parameters: [String] { [user] + Parameters.words(period) }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail {
      try $0.accesses(
        by: AuditActor.Identifier(user),
        in: period,
        AuditTrail.Page(limit: limit ?? .max)
      )
    }
  }
}
