package import AuditTrail
package import CarnetCore

/// Question 10: who searched for people and opened nothing.
package struct Searches: AuditQuestion {
  package typealias Row = AuditTrail.Access

  private let asked: Pseudonym?
  private let hours: Int?
  private let period: Range<Instant>?
  private let limit: Int

  /// - Parameters:
  ///   - record: one record only.
  ///   - hours: how long the searcher had to open it; nil for all searches, opened or not.
  ///   - period: when.
  ///   - limit: rows at most.
  package init(
    of record: Pseudonym? = nil,
    withoutOpeningWithin hours: Int? = 24,
    in period: Range<Instant>? = nil,
    limit: Int = 1000
  ) {
    asked = record
    self.hours = hours
    self.period = period
    self.limit = limit
  }

  package var name: String { hours == nil ? "searches --all" : "searches" }
  package var parameters: [String] {
    [asked?.description, hours.map { "\($0) hours" }].compactMap { $0 } + Parameters.words(period)
  }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    try ground.trail { trail in
      let page = AuditTrail.Page(limit: limit)
      if let hours {
        return try trail.searchesWithoutOpening(of: asked, in: period, hours: hours, page)
      }
      if let asked { return try trail.searches(of: asked, in: period, page) }
      return try trail.accesses(ofTypes: [.recordFound], in: period, page)
    }
  }
}
