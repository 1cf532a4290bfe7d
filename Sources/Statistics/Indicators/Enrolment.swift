package import CarnetCore
import EnrolmentStatistics
import Views

extension StatisticsSession {
  /// Openings, reactivations, closures, refusals, their balance, and records open at the end of each
  /// period.
  ///
  /// - Parameter query: breakdowns by what was stated of people.
  /// - Returns: a row a period and group; with a breakdown, the sum of all at each period's end.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func enrolment(_ query: StatisticsQuery) throws -> StatisticsAnswer {
    try query.check(Dimension.ofPeople)
    let (query, counts, progress) = try enrolmentCounts(query)
    let periods = query.calendar
    let tabulation = try Tabulation(
      items(counts, query.dimensions, periods) { counter in
        switch counter {
        case .opened: 0
        case .reopened: 1
        case .refused: 3
        case .announced: 4
        default: counter.isClosure ? 2 : nil
        }
      },
      axes: query.dimensions.map { $0.ancestors(places) },
      kinds: 5,
      periods: periods,
      measures: [
        ("announced", .init([0, 0, 0, 0, 1])), ("refused", .init([0, 0, 0, 1, 0])),
        ("opened", .init([1, 0, 0, 0, 0])), ("reactivated", .init([0, 1, 0, 0, 0])),
        ("closed", .init([0, 0, 1, 0, 0])),
        ("net", .init([1, 1, -1, 0, 0], isProtected: false)),
        ("open", .init([1, 1, -1, 0, 0], isCumulative: true)),
      ],
      threshold: query.threshold
    )
    let shown = ["announced", "refused", "opened", "reactivated", "closed", "net", "open"]
    var answer = StatisticsAnswer(
      "enrolment",
      columns: periodColumns(query) + query.dimensions.map(\.column) + shown,
      ground: try ground(progress, query)
    )
    for row in tabulation.rows {
      answer.add(
        periodValues(query, periods, row.period) + groupValues(query.dimensions, row.keys)
          + shown.map { .init(tabulation.value($0, row)) }
      )
    }
    return answer
  }

  /// The counts of the view, and the query with a first day where rows by period need one.
  func enrolmentCounts(
    _ asked: StatisticsQuery
  ) throws -> (query: StatisticsQuery, counts: [EnrolmentStatistics.Count], progress: ViewProgress)
  {
    let read = try read(EnrolmentStatistics.self) { session in
      try session.counts(
        from: CalendarDay(daysSinceEpoch: .min),
        through: asked.asOf
      )
    }
    var query = asked
    if query.every != nil, query.from == nil {
      query.from = read.result.first?.day ?? query.asOf
    }
    return (query, read.result, read.progress)
  }

  /// The counts of a view as a tabulation takes them.
  func items(
    _ counts: [EnrolmentStatistics.Count],
    _ dimensions: [Dimension],
    _ periods: Periods,
    _ kind: (Counter) -> Int?
  ) -> [Tabulation.Item] {
    var sums: [EnrolmentPlace: Int] = [:]
    for count in counts {
      guard let kind = kind(count.counter) else { continue }
      let place = EnrolmentPlace(
        kind: kind,
        period: periods.number(of: count.day),
        traits: count.traits
      )
      sums[place, default: 0] += count.count
    }
    return sums.map { place, count in
      Tabulation.Item(
        kind: place.kind,
        period: place.period,
        keys: dimensions.map { $0.key(place.traits, places) },
        count: count
      )
    }
  }

  func periodColumns(_ query: StatisticsQuery) -> [String] {
    query.every == nil ? ["as_of"] : ["start", "end"]
  }

  func periodValues(
    _ query: StatisticsQuery,
    _ periods: Periods,
    _ number: Int
  ) -> [StatisticsAnswer.Value] {
    query.every == nil
      ? [.day(periods.ends[number])] : [.day(periods.starts[number]), .day(periods.ends[number])]
  }

  func groupValues(_ dimensions: [Dimension], _ keys: [String?]) -> [StatisticsAnswer.Value] {
    zip(dimensions, keys).map { dimension, key in dimension.value(key, places) }
  }
}

private struct EnrolmentPlace: Hashable {
  var kind: Int
  var period: Int
  var traits: Traits
}
