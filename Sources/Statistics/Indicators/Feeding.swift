package import CarnetCore
import FeedStatistics
import Interop
import MedicalRecord

extension DocumentDelay {
  /// The word that machine formats write; its beginning puts rows in order.
  package var term: String {
    switch self {
    case .sameDay: "0"
    case .nextDay: "1"
    case .withinWeek: "2-7"
    case .withinMonth: "8-30"
    case .later: "31+"
    case .unknown: ""
    }
  }
}

extension StatisticsSession {
  /// Documents deposited, and how many of them on the day of the act (CSP R1111-42).
  ///
  /// Undated documents say no day of the act, or are of an erased record; they are left out of the
  /// share.
  ///
  /// - Parameter query: breakdowns by type, kind of feeder, structure, software, delay. Type and
  ///   structure are not counted together; software stands alone.
  /// - Returns: a row a period and group.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func feeding(_ query: StatisticsQuery) throws -> StatisticsAnswer {
    try query.check([.type, .feeder, .structure, .software, .delay])
    let dimensions = query.dimensions
    if dimensions.contains(.type), dimensions.contains(.structure) {
      throw StatisticsFailure.together(.type, .structure)
    }
    if dimensions.contains(.software) {
      if let other = dimensions.first(where: { $0 != .software }) {
        throw StatisticsFailure.together(.software, other)
      }
      return try software(query)
    }
    let last = query.asOf
    let begin = CalendarDay(daysSinceEpoch: .min)
    let read = try read(FeedStatistics.self) { session in
      dimensions.contains(.structure)
        ? try session.documentsByStructure(from: begin, through: last)
        : try session.documents(from: begin, through: last)
    }
    let asked = dated(query, read.result.first?.day)
    let periods = asked.calendar
    let tables = try CodeTables.standard()
    let items = summed(
      read.result.map { count in
        Tabulation.Item(
          kind: count.delay == .sameDay ? 0 : count.delay == .unknown ? 2 : 1,
          period: periods.number(of: count.day),
          keys: dimensions.map { dimension in
            switch dimension {
            case .type: count.type
            case .feeder: count.sector
            case .structure: count.structure
            default: count.delay.term
            }
          },
          count: count.count
        )
      }
    )
    let tabulation = try Tabulation(
      items,
      axes: dimensions.map { _ in { _ in [] } },
      kinds: 3,
      periods: periods,
      measures: [
        ("documents", .init([1, 1, 1])), ("same_day", .init([1, 0, 0])),
        ("later", .init([0, 1, 0])), ("undated", .init([0, 0, 1])),
        ("dated", .init([1, 1, 0])),
      ],
      threshold: query.threshold
    )
    let isByDelay = dimensions.contains(.delay)
    let shown = isByDelay ? ["documents"] : ["documents", "same_day", "later", "undated"]
    var answer = StatisticsAnswer(
      "feeding",
      columns: periodColumns(asked) + dimensions.map(\.column) + shown
        + (isByDelay ? [] : ["same_day_share"]),
      ground: try ground(read.progress, query)
    )
    for row in tabulation.rows {
      answer.add(
        periodValues(asked, periods, row.period)
          + zip(dimensions, row.keys).map { feedValue($0, $1, tables) }
          + shown.map { .init(tabulation.value($0, row)) }
          + (isByDelay
            ? [] : [.init(tabulation.value("same_day", row), of: tabulation.value("dated", row))])
      )
    }
    return answer
  }

  private func feedValue(
    _ dimension: Dimension,
    _ key: String?,
    _ tables: CodeTables
  ) -> StatisticsAnswer.Value {
    guard let key else { return .all }
    if key.isEmpty { return .term("") }
    switch dimension {
    case .type:
      let systems = ["2.16.840.1.113883.6.1", "1.2.250.1.213.1.1.4.12"]
      let label = systems.lazy.compactMap { tables.label(ofType: Code(system: $0, code: key)) }
        .first
      return .code(key, label: label)
    case .feeder:
      let systems = ["1.2.250.1.71.4.2.4", "1.2.250.1.213.1.1.4.6"]
      let label = systems.lazy
        .compactMap { tables.label(ofFacilityType: Code(system: $0, code: key)) }.first
      return .code(key, label: label)
    case .structure: return .code(key, label: nil)
    default: return .term(key)
    }
  }

  /// What each software sent; only submission sets say which it is.
  private func software(_ query: StatisticsQuery) throws -> StatisticsAnswer {
    let read = try read(FeedStatistics.self) { session in
      try session.sources(from: CalendarDay(daysSinceEpoch: .min), through: query.asOf)
    }
    let asked = dated(query, read.result.first?.day)
    let periods = asked.calendar
    let items = summed(
      read.result.flatMap { count in
        [count.submissions, count.documents].enumerated()
          .map { kind, number in
            Tabulation.Item(
              kind: kind,
              period: periods.number(of: count.day),
              keys: [count.source],
              count: number
            )
          }
      }
    )
    let tabulation = try Tabulation(
      items,
      axes: [{ _ in [] }],
      kinds: 2,
      periods: periods,
      measures: [("submissions", .init([1, 0])), ("documents", .init([0, 1]))],
      threshold: query.threshold
    )
    var answer = StatisticsAnswer(
      "feeding",
      columns: periodColumns(asked) + ["software", "submissions", "documents"],
      ground: try ground(read.progress, query)
    )
    for row in tabulation.rows {
      let key = row.keys[0]
      answer.add(
        periodValues(asked, periods, row.period) + [
          key.map { $0.isEmpty ? .term("") : .code($0, label: nil) } ?? .all,
          .init(tabulation.value("submissions", row)), .init(tabulation.value("documents", row)),
        ]
      )
    }
    return answer
  }

  /// The query with a first day where rows by period need one.
  func dated(_ query: StatisticsQuery, _ first: CalendarDay?) -> StatisticsQuery {
    var asked = query
    if asked.every != nil, asked.from == nil { asked.from = first ?? asked.asOf }
    return asked
  }

  /// Items of one place put together.
  func summed(_ items: [Tabulation.Item]) -> [Tabulation.Item] {
    struct Place: Hashable {
      var kind: Int
      var period: Int
      var keys: [String]
    }
    var sums: [Place: Int] = [:]
    for item in items {
      sums[Place(kind: item.kind, period: item.period, keys: item.keys), default: 0] += item.count
    }
    return sums.map {
      Tabulation.Item(kind: $0.kind, period: $0.period, keys: $0.keys, count: $1)
    }
  }
}
