package import AuditTrail
package import CarnetCore
import MedicalRecord

/// Question 22: was this account shared or stolen? Its days, places and hours.
package struct SessionsOf: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var day: CalendarDay
    package var place: String
    package var structure: AuditActor.Identifier
    package var first: Instant
    package var last: Instant
    package var events: Int
    package var records: Int
    package var denials: Int
    /// Events at night, at the weekend or on a public holiday.
    package var off: Int
    /// Another place or structure of the same account was at work within ten minutes.
    package var isInTwoPlaces: Bool
    package var positions: [Position]
  }

  private let user: String
  private let period: Range<Instant>?
  private let limit: Int

  package init(of user: String, in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.user = user
    self.period = period
    self.limit = limit
  }

  package var name: String { "session" }
  package var parameters: [String] { [user] + Parameters.words(period) }

  package func events(behind row: Row) -> [Position] { row.positions }

  private static let apartMilliseconds: Int64 = 10 * 60_000

  private struct Key: Hashable {
    var day: CalendarDay
    var site: Site
  }

  private struct Site: Hashable {
    var place: String
    var structure: AuditActor.Identifier
  }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let accesses = try ground.trail {
      try $0.accesses(
        by: AuditActor.Identifier(user),
        in: period,
        AuditTrail.Page(limit: .max)
      )
    }
    var time = WorkingTime()
    var rows: [Key: Row] = [:]
    var records: [Key: Set<Pseudonym>] = [:]
    var before: (key: Key, time: Instant)?
    for access in accesses.sorted(by: { $0.time < $1.time }) {
      let key = Key(
        day: time.day(of: access.time),
        site: Site(place: access.place, structure: access.actor.structure)
      )
      var row =
        rows[key]
        ?? Row(
          day: key.day,
          place: access.place,
          structure: access.actor.structure,
          first: access.time,
          last: access.time,
          events: 0,
          records: 0,
          denials: 0,
          off: 0,
          isInTwoPlaces: false,
          positions: []
        )
      row.last = access.time
      row.events += 1
      if access.isRefused { row.denials += 1 }
      if time.isOff(access.time) { row.off += 1 }
      row.positions.append(access.position)
      if let before, before.key.site != key.site,
        access.time.milliseconds - before.time.milliseconds < Self.apartMilliseconds
      {
        row.isInTwoPlaces = true
        rows[before.key]?.isInTwoPlaces = true
      }
      records[key, default: []].insert(access.record)
      rows[key] = row
      before = (key, access.time)
    }
    for (key, records) in records { rows[key]?.records = records.count }
    return Array(
      rows.values.sorted { ($0.day, $0.first, $0.place) < ($1.day, $1.first, $1.place) }
        .prefix(limit)
    )
  }
}
