package import CarnetCore
import EnrolmentStatistics
import MedicalRecord

extension StatisticsSession {
  /// Records open and records fed at least once, and their shares of a dated denominator.
  ///
  /// - Parameters:
  ///   - query: breakdowns by place, age and sex; a denominator knows no channel.
  ///   - name: of the denominator; nil for the insured where they were published, else the
  ///     population.
  /// - Returns: a row a period and group. A share is none where the denominator does not tell the
  ///   group apart.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func coverage(
    _ query: StatisticsQuery,
    against name: String? = nil
  ) throws -> StatisticsAnswer {
    try query.check(Dimension.ofPeople.filter { $0 != .channel })
    let (query, counts, progress) = try enrolmentCounts(query)
    let periods = query.calendar
    let tabulation = try Tabulation(
      items(counts, query.dimensions, periods) { counter in
        switch counter {
        case .opened, .reopened: 0
        case .fed: 2
        case .unfed: 3
        default: counter.isClosure ? 1 : nil
        }
      },
      axes: query.dimensions.map { $0.ancestors(places) },
      kinds: 4,
      periods: periods,
      measures: [
        ("open", .init([1, -1, 0, 0], isCumulative: true)),
        ("fed", .init([0, 0, 1, -1], isCumulative: true)),
        ("never_fed", .init([1, -1, -1, 1], isCumulative: true)),
      ],
      threshold: query.threshold
    )
    let known = try denominators(before: progress.applied)
    var answer = StatisticsAnswer(
      "coverage",
      columns: periodColumns(query) + query.dimensions.map(\.column) + [
        "open", "fed", "fed_of_open", "denominator", "counted", "coverage", "fed_of_denominator",
      ],
      ground: try ground(progress, query)
    )
    // Which communes each group has, looked up once and not for every row.
    let place = query.dimensions.first { $0 != .ageBand && $0 != .sex }
    var communes: [Denominator.Name: [String: [String]]] = [:]
    for row in tabulation.rows {
      let denominator = try known.denominator(of: periods.ends[row.period], named: name)
      if !answer.ground.denominators.contains(denominator.name) {
        answer.ground.denominators.append(denominator.name)
      }
      if let place, communes[denominator.name] == nil {
        communes[denominator.name] = Dictionary(grouping: denominator.communes) {
          places.key($0, at: place)
        }
      }
      let people = count(
        denominator,
        communes[denominator.name] ?? [:],
        query.dimensions,
        row.keys
      )
      let (open, fed) = (tabulation.value("open", row), tabulation.value("fed", row))
      answer.add(
        periodValues(query, periods, row.period) + groupValues(query.dimensions, row.keys) + [
          .init(open), .init(fed), .init(fed, of: open), people.map { .count($0) } ?? .none,
          .day(denominator.name.counted), people.map { .init(open, of: $0) } ?? .none,
          people.map { .init(fed, of: $0) } ?? .none,
        ]
      )
    }
    return answer
  }

  /// How many people of a group a denominator has.
  private func count(
    _ denominator: Denominator,
    _ communes: [String: [String]],
    _ dimensions: [Dimension],
    _ keys: [String?]
  ) -> Int? {
    var group: [String]?
    var ageBand: Carnet_V1_AgeBand?
    var sex: Carnet_V1_Sex?
    for (dimension, key) in zip(dimensions, keys) {
      guard let key else { continue }
      if key.isEmpty { return nil }
      switch dimension {
      case .ageBand: ageBand = DenominatorCSV.ageBands.first { $0.0 == key }?.1 ?? .unknown
      case .sex: sex = [.female, .male, .undetermined].first { $0.term == key } ?? .unknown
      default: group = communes[key] ?? []
      }
    }
    return denominator.count(in: group, ageBand: ageBand, sex: sex)
  }
}
