package import AuditTrail
package import CarnetCore

/// Question 11: who looked at very many records in a day.
package struct Bulk: AuditQuestion {
  package struct Row: Hashable, Sendable {
    package var person: AuditActor.Identifier
    package var profession: String
    package var structure: AuditActor.Identifier
    package var day: CalendarDay
    package var records: Int
    package var reads: Int
    /// To the median of the thirty days before it; 0 where there were too few.
    package var surge: Double
    /// More than 99 in 100 days of the same profession.
    package var isAbovePeers: Bool
  }

  private let minimum: Int
  private let period: Range<Instant>?
  private let limit: Int

  package init(min minimum: Int, in period: Range<Instant>? = nil, limit: Int = 1000) {
    self.minimum = minimum
    self.period = period
    self.limit = limit
  }

  package var name: String { "bulk" }
  package var parameters: [String] { ["min \(minimum)"] + Parameters.words(period) }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let days = try ground.trail { try $0.daysOfReading(in: period) }
    // What 99 in 100 days of a profession stay below.
    let usual = Dictionary(grouping: days, by: \.profession)
      .mapValues { days in
        let counts = days.map(\.records).sorted()
        return counts[min(counts.count - 1, counts.count * 99 / 100)]
      }
    var rows: [Row] = []
    var start = 0
    while start < days.count {
      let first = days[start]
      var end = start
      while end < days.count, days[end].person == first.person,
        days[end].profession == first.profession, days[end].structure == first.structure
      { end += 1 }
      let own = days[start..<end]
      start = end
      guard own.contains(where: { $0.records >= minimum }) else { continue }
      let surges = Conduct.surges(own.map { ($0.day, $0.records) })
      for (day, surge) in zip(own, surges) where day.records >= minimum {
        rows.append(
          Row(
            person: day.person,
            profession: day.profession,
            structure: day.structure,
            day: day.day,
            records: day.records,
            reads: day.reads,
            surge: surge.ratio,
            isAbovePeers: day.records > usual[day.profession] ?? .max
          )
        )
      }
    }
    return Array(
      rows.sorted {
        ($0.records, $1.day, $1.person.description)
          > ($1.records, $0.day, $0.person.description)
      }
      .prefix(limit)
    )
  }
}
