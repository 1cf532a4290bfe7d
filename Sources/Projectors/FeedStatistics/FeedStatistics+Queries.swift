package import CarnetCore
package import MedicalRecord
package import Views

/// A step of who follows a record, and of its syntheses.
package struct FollowUp: Hashable, Sendable {
  package enum Step: Int64, Sendable {
    /// A doctor became "médecin traitant".
    case named = 1
    case ended = 2
    /// A synthesis was deposited, by whomever.
    case synthesis = 3
    case closed = 4
    case reopened = 5
  }

  package var day: CalendarDay
  package var step: Step
  package var doctor: String
}

extension FeedStatistics {
  /// One count of documents, as it stands in the view.
  package struct DocumentCount: Hashable, Sendable {
    package var day: CalendarDay
    /// The type's code; empty when it is not known.
    package var type: String
    /// The code of the depositor's facility type; empty when it is not known.
    package var sector: String
    /// Who deposited; empty when it was not asked for or is not known.
    package var structure = ""
    package var delay: DocumentDelay
    package var count: Int
  }

  /// What came from one software on a day.
  package struct SourceCount: Hashable, Sendable {
    package var day: CalendarDay
    /// The identifier (XDS sourceId) of the software; empty when it is not known.
    package var source: String
    package var submissions = 0
    package var documents = 0
  }

  /// Documents of all records at the end of a day.
  package struct Stock: Hashable, Sendable {
    package var added = 0
    package var deleted = 0
    /// Gone with erased records.
    package var erased = 0
    package var replaced = 0
    /// Hidden now, by from whom.
    package var hidden: [Visibility: Int] = [:]

    /// Added and still there, older versions among them.
    package var kept: Int { added - deleted - erased }
  }
}

extension ViewSession where P == FeedStatistics {
  /// Documents deposited in a period, both days included, by type and sector, in order.
  package func documents(
    from first: CalendarDay,
    through last: CalendarDay
  ) throws -> [FeedStatistics.DocumentCount] {
    try database.rows(
      """
      SELECT day, type, sector, delay, count FROM document_count WHERE day BETWEEN ? AND ?
      ORDER BY day, type, sector, delay
      """,
      [.integer(Int64(first.daysSinceEpoch)), .integer(Int64(last.daysSinceEpoch))]
    ) { row in
      FeedStatistics.DocumentCount(
        day: CalendarDay(daysSinceEpoch: Int32(clamping: row.integer(0))),
        type: row.text(1),
        sector: row.text(2),
        delay: DocumentDelay(rawValue: UInt8(clamping: row.integer(3))) ?? .unknown,
        count: Int(row.integer(4))
      )
    }
  }

  /// Documents deposited in a period, both days included, by structure and sector, in order.
  package func documentsByStructure(
    from first: CalendarDay,
    through last: CalendarDay
  ) throws -> [FeedStatistics.DocumentCount] {
    try database.rows(
      """
      SELECT day, structure, sector, delay, count FROM structure_count WHERE day BETWEEN ? AND ?
      ORDER BY day, structure, sector, delay
      """,
      [.integer(Int64(first.daysSinceEpoch)), .integer(Int64(last.daysSinceEpoch))]
    ) { row in
      FeedStatistics.DocumentCount(
        day: CalendarDay(daysSinceEpoch: Int32(clamping: row.integer(0))),
        type: "",
        sector: row.text(2),
        structure: row.text(1),
        delay: DocumentDelay(rawValue: UInt8(clamping: row.integer(3))) ?? .unknown,
        count: Int(row.integer(4))
      )
    }
  }

  /// What each software sent in a period, both days included, in order.
  package func sources(
    from first: CalendarDay,
    through last: CalendarDay
  ) throws -> [FeedStatistics.SourceCount] {
    var counts: [FeedStatistics.SourceCount] = []
    let rows = try database.rows(
      """
      SELECT day, source, unit, count FROM source_count WHERE day BETWEEN ? AND ?
      ORDER BY day, source, unit
      """,
      [.integer(Int64(first.daysSinceEpoch)), .integer(Int64(last.daysSinceEpoch))]
    ) { row in
      (
        CalendarDay(daysSinceEpoch: Int32(clamping: row.integer(0))), row.text(1), row.integer(2),
        Int(row.integer(3))
      )
    }
    for (day, source, unit, count) in rows {
      if counts.last.map({ ($0.day, $0.source) != (day, source) }) ?? true {
        counts.append(FeedStatistics.SourceCount(day: day, source: source))
      }
      if unit == 0 {
        counts[counts.count - 1].submissions += count
      } else {
        counts[counts.count - 1].documents += count
      }
    }
    return counts
  }

  /// What the records hold at the end of a day.
  package func stock(asOf day: CalendarDay) throws -> FeedStatistics.Stock {
    let until: [SQLValue] = [.integer(Int64(day.daysSinceEpoch))]
    var stock = FeedStatistics.Stock()
    stock.added = Int(
      try database.number("SELECT sum(count) FROM document_count WHERE day <= ?", until) ?? 0
    )
    let changes = try database.rows(
      "SELECT change, visibility, sum(count) FROM change_count WHERE day <= ? GROUP BY 1, 2",
      until
    ) { (UInt8(clamping: $0.integer(0)), Int($0.integer(1)), Int($0.integer(2))) }
    for (change, visibility, count) in changes {
      let visibility = Visibility(rawValue: visibility) ?? .unspecified
      switch change {
      case FeedStatistics.Change.deleted: stock.deleted += count
      case FeedStatistics.Change.erased: stock.erased += count
      case FeedStatistics.Change.replaced: stock.replaced += count
      case FeedStatistics.Change.hiddenMore: stock.hidden[visibility, default: 0] += count
      case FeedStatistics.Change.hiddenLess: stock.hidden[visibility, default: 0] -= count
      default: break
      }
    }
    stock.hidden = stock.hidden.filter { $0.value != 0 }
    return stock
  }

  /// Calls `body` with each record's steps up to and including a day, in the order of events.
  package func followUps(
    through day: CalendarDay,
    _ body: ([FollowUp]) throws -> Void
  ) throws {
    let statement = try database.statement(
      """
      SELECT record, day, step, doctor FROM follow_up WHERE day <= ? ORDER BY record, position
      """
    )
    statement.bind(1, day.daysSinceEpoch)
    defer { statement.reset() }
    var record: Int64?
    var steps: [FollowUp] = []
    while try statement.step() {
      if record != statement.integer(0) {
        if !steps.isEmpty { try body(steps) }
        steps = []
        record = statement.integer(0)
      }
      guard let step = FollowUp.Step(rawValue: statement.integer(2)) else { continue }
      steps.append(
        FollowUp(
          day: CalendarDay(daysSinceEpoch: Int32(clamping: statement.integer(1))),
          step: step,
          doctor: statement.text(3)
        )
      )
    }
    if !steps.isEmpty { try body(steps) }
  }
}
