package import CarnetCore
package import MedicalRecord
package import Views

extension EnrolmentStatistics {
  /// What a figure can be broken down by.
  package enum Dimension: String, CaseIterable, Sendable {
    case channel, commune, ageBand, sex

    fileprivate var column: String { self == .ageBand ? "age_band" : rawValue }
  }

  /// The values that a figure is for; nil in a dimension that was not asked for.
  package struct Group: Hashable, Sendable {
    package var channel: Channel?
    /// The INSEE code; empty when it is not known.
    package var commune: String?
    /// From the caller's table of communes.
    package var communeName: String?
    package var ageBand: Carnet_V1_AgeBand?
    package var sex: Carnet_V1_Sex?
  }

  /// How days are put together.
  package enum Interval: Sendable {
    case day
    /// Weeks begin on Monday.
    case week
    case month

    package func start(of day: CalendarDay) -> CalendarDay {
      switch self {
      case .day: return day
      case .week:
        // 1970-01-01 was a Thursday.
        let weekday = ((Int(day.daysSinceEpoch) + 3) % 7 + 7) % 7
        return CalendarDay(daysSinceEpoch: day.daysSinceEpoch - Int32(weekday))
      case .month:
        let (_, _, dayOfMonth) = day.components
        return CalendarDay(daysSinceEpoch: day.daysSinceEpoch - Int32(dayOfMonth) + 1)
      }
    }
  }

  /// One count, as it stands in the view.
  package struct Count: Hashable, Sendable {
    package var day: CalendarDay
    package var counter: Counter
    package var traits: Traits
    package var count: Int
  }

  /// Open records of a group at the end of a day.
  package struct Stock: Hashable, Sendable {
    package var group: Group
    package var open: Int
  }

  /// What happened in a group in a day, a week or a month.
  package struct Flow: Hashable, Sendable {
    package var start: CalendarDay
    package var group: Group
    package var counts: [Counter: Int]

    package var opened: Int { counts[.opened, default: 0] }
    package var reopened: Int { counts[.reopened, default: 0] }
    package var closed: Int { counts.filter { $0.key.isClosure }.values.reduce(0, +) }
    package var erased: Int { counts[.erased, default: 0] }
    package var announced: Int { counts[.announced, default: 0] }
    package var refused: Int { counts[.refused, default: 0] }
    /// Consents withdrawn, whatever their subject.
    package var withdrawn: Int {
      counts.filter { $0.key.withoutDetail == .withdrawn(subject: 0) }.values.reduce(0, +)
    }
    /// What it adds to the number of open records.
    package var net: Int { opened + reopened - closed }
  }

  /// All records up to the end of a day.
  package struct Totals: Hashable, Sendable {
    package var open = 0
    package var opened = 0
    package var reopened = 0
    package var closed = 0
    package var erased = 0
    package var announced = 0
    package var refused = 0
    /// Open, and fed at least once.
    package var fed = 0
  }
}

extension ViewSession where P == EnrolmentStatistics {
  /// How many records are open at the end of a day, by any breakdown; groups without any are left
  /// out.
  package func enrolment(
    asOf day: CalendarDay,
    by dimensions: Set<EnrolmentStatistics.Dimension> = [],
    communeNames: [String: String] = [:]
  ) throws -> [EnrolmentStatistics.Stock] {
    let columns = Columns(dimensions)
    var stock: [EnrolmentStatistics.Group: Int64] = [:]
    var order: [EnrolmentStatistics.Group] = []
    let rows = try database.rows(
      """
      SELECT \(columns.list)counter, sum(count) FROM count WHERE day <= ?
      GROUP BY \(columns.list)counter ORDER BY \(columns.list)counter
      """,
      [.integer(Int64(day.daysSinceEpoch))]
    ) { row in
      let next = Int32(columns.count)
      return (
        columns.group(row, from: 0, communeNames),
        Counter(rawValue: UInt8(truncatingIfNeeded: row.integer(next))), row.integer(next + 1)
      )
    }
    for (group, counter, count) in rows where counter.stockStep != 0 {
      if stock[group] == nil { order.append(group) }
      stock[group, default: 0] += counter.stockStep * count
    }
    return order.compactMap { group in
      guard let open = stock[group], open != 0 else { return nil }
      return EnrolmentStatistics.Stock(group: group, open: Int(open))
    }
  }

  /// What happened from a day to another, both included, by day, week or month and any breakdown.
  package func flow(
    from first: CalendarDay,
    through last: CalendarDay,
    every interval: EnrolmentStatistics.Interval,
    by dimensions: Set<EnrolmentStatistics.Dimension> = [],
    communeNames: [String: String] = [:]
  ) throws -> [EnrolmentStatistics.Flow] {
    let columns = Columns(dimensions)
    let rows = try database.rows(
      """
      SELECT day, \(columns.list)counter, sum(count) FROM count WHERE day BETWEEN ? AND ?
      GROUP BY day, \(columns.list)counter ORDER BY day, \(columns.list)counter
      """,
      Self.values(first, last)
    ) { row in
      let next = Int32(columns.count) + 1
      return (
        interval.start(of: row.day(0)), columns.group(row, from: 1, communeNames),
        Counter(rawValue: UInt8(truncatingIfNeeded: row.integer(next))), Int(row.integer(next + 1))
      )
    }
    var flows: [EnrolmentStatistics.Flow] = []
    var places: [Place: Int] = [:]
    for (start, group, counter, count) in rows {
      let place = Place(start: start, group: group)
      let index = places[place] ?? flows.count
      if index == flows.count {
        places[place] = index
        flows.append(EnrolmentStatistics.Flow(start: start, group: group, counts: [:]))
      }
      flows[index].counts[counter, default: 0] += count
    }
    return flows
  }

  /// Every count of a period, both days included, as it stands: by day and all traits, in order.
  package func counts(
    from first: CalendarDay,
    through last: CalendarDay
  ) throws -> [EnrolmentStatistics.Count] {
    try database.rows(
      """
      SELECT day, counter, channel, commune, age_band, sex, count FROM count
      WHERE day BETWEEN ? AND ? ORDER BY day, counter, channel, commune, age_band, sex
      """,
      Self.values(first, last)
    ) { row in
      EnrolmentStatistics.Count(
        day: row.day(0),
        counter: Counter(rawValue: UInt8(truncatingIfNeeded: row.integer(1))),
        traits: Traits(row, from: 2),
        count: Int(row.integer(6))
      )
    }
  }

  /// The sum of each counter up to and including a day, by all traits, in order.
  package func counts(through last: CalendarDay) throws -> [EnrolmentStatistics.Count] {
    try database.rows(
      """
      SELECT counter, channel, commune, age_band, sex, sum(count) FROM count
      WHERE day <= ? GROUP BY counter, channel, commune, age_band, sex
      ORDER BY counter, channel, commune, age_band, sex
      """,
      [.integer(Int64(last.daysSinceEpoch))]
    ) { row in
      EnrolmentStatistics.Count(
        day: last,
        counter: Counter(rawValue: UInt8(truncatingIfNeeded: row.integer(0))),
        traits: Traits(row, from: 1),
        count: Int(row.integer(5))
      )
    }
  }

  /// Everything up to the end of a day.
  package func totals(asOf day: CalendarDay) throws -> EnrolmentStatistics.Totals {
    let until: [SQLValue] = [.integer(Int64(day.daysSinceEpoch))]
    var totals = EnrolmentStatistics.Totals()
    let counts = try database.rows(
      "SELECT counter, sum(count) FROM count WHERE day <= ? GROUP BY counter",
      until
    ) { (Counter(rawValue: UInt8(truncatingIfNeeded: $0.integer(0))), Int($0.integer(1))) }
    for (counter, count) in counts {
      switch counter {
      case .opened: totals.opened += count
      case .reopened: totals.reopened += count
      case .erased: totals.erased += count
      case .announced: totals.announced += count
      case .refused: totals.refused += count
      case .fed: totals.fed += count
      case .unfed: totals.fed -= count
      case _ where counter.isClosure: totals.closed += count
      default: break
      }
    }
    totals.open = totals.opened + totals.reopened - totals.closed
    return totals
  }

  private static func values(_ first: CalendarDay, _ last: CalendarDay) -> [SQLValue] {
    [.integer(Int64(first.daysSinceEpoch)), .integer(Int64(last.daysSinceEpoch))]
  }
}

private struct Place: Hashable {
  var start: CalendarDay
  var group: EnrolmentStatistics.Group
}

/// The columns of a breakdown, in the order of `Dimension`.
private struct Columns {
  private let dimensions: [EnrolmentStatistics.Dimension]

  init(_ dimensions: Set<EnrolmentStatistics.Dimension>) {
    self.dimensions = EnrolmentStatistics.Dimension.allCases.filter(dimensions.contains)
  }

  var count: Int { dimensions.count }

  /// `channel, commune, `, to stand before what always follows.
  var list: String { dimensions.map { "\($0.column), " }.joined() }

  func group(
    _ row: Statement,
    from first: Int32,
    _ communeNames: [String: String]
  ) -> EnrolmentStatistics.Group {
    var group = EnrolmentStatistics.Group()
    for (index, dimension) in dimensions.enumerated() {
      let column = first + Int32(index)
      switch dimension {
      case .channel: group.channel = Channel(rawValue: Int(row.integer(column))) ?? .unspecified
      case .commune:
        let code = row.text(column)
        group.commune = code
        group.communeName = communeNames[code]
      case .ageBand:
        group.ageBand = Carnet_V1_AgeBand(rawValue: Int(row.integer(column))) ?? .unknown
      case .sex: group.sex = Carnet_V1_Sex(rawValue: Int(row.integer(column))) ?? .unknown
      }
    }
    return group
  }
}

extension Statement {
  fileprivate func day(_ column: Int32) -> CalendarDay {
    CalendarDay(daysSinceEpoch: Int32(clamping: integer(column)))
  }
}
