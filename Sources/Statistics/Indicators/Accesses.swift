import AccessStatistics
package import CarnetCore
import EnrolmentStatistics
import MedicalRecord

extension AccessMode {
  /// The word that machine formats write; empty for one that is not known.
  package var term: String {
    switch self {
    case .normal: "normal"
    case .breakGlass: "break-glass"
    case .regulation: "regulation"
    case .unknown: ""
    }
  }
}

extension FirstWait {
  /// The word that machine formats write: days.
  package var term: String {
    switch self {
    case .sameDay: "0"
    case .withinWeek: "1-7"
    case .withinMonth: "8-30"
    case .withinQuarter: "31-90"
    case .withinYear: "91-365"
    case .later: "366+"
    }
  }
}

extension Audience {
  /// The word that machine formats write.
  package var term: String {
    switch self {
    case .anybody: "anybody"
    case .professional: "professional"
    case .holder: "holder"
    }
  }
}

extension StatisticsSession {
  /// Reads, refusals, emergencies, searches and other traces.
  ///
  /// - Parameter query: breakdowns by mode, profession and kind of actor.
  /// - Returns: a row a period and group.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func accesses(_ query: StatisticsQuery) throws -> StatisticsAnswer {
    let dimensions = query.dimensions
    try query.check([.mode, .profession, .actor])
    let read = try read(AccessStatistics.self) { session in
      try session.accesses(from: CalendarDay(daysSinceEpoch: .min), through: query.asOf)
    }
    let asked = dated(query, read.result.first?.day)
    let periods = asked.calendar
    let items = summed(
      read.result.map { count in
        Tabulation.Item(
          kind: Self.kind(count.type),
          period: periods.number(of: count.day),
          keys: dimensions.map { dimension in
            switch dimension {
            case .mode: count.mode.term
            case .profession: count.profession
            default: Self.term(count.actor)
            }
          },
          count: count.count
        )
      }
    )
    let shown = ["read", "denied", "emergencies", "searches", "other", "all"]
    let tabulation = try Tabulation(
      items,
      axes: dimensions.map { _ in { _ in [] } },
      kinds: 5,
      periods: periods,
      measures: shown.enumerated()
        .map { index, name in
          (name, .init((0..<5).map { index == 5 || $0 == index ? 1 : 0 }))
        },
      threshold: query.threshold
    )
    var answer = StatisticsAnswer(
      "accesses",
      columns: periodColumns(asked) + dimensions.map(\.column) + shown,
      ground: try ground(read.progress, query)
    )
    for row in tabulation.rows {
      answer.add(
        periodValues(asked, periods, row.period)
          + row.keys.map { $0.map { .term($0) } ?? .all }
          + shown.map { .init(tabulation.value($0, row)) }
      )
    }
    return answer
  }

  private static func kind(_ type: UInt16) -> Int {
    switch FactKind(rawValue: type) {
    case .recordAccessed, .documentAccessed: 0
    case .accessDenied: 1
    case .emergencyAccessed: 2
    case .recordFound: 3
    default: 4
    }
  }

  private static func term(_ actor: Carnet_V1_ActorKind) -> String {
    switch actor {
    case .professional: "professional"
    case .patient: "holder"
    case .representative: "representative"
    case .structure: "structure"
    case .insuranceAgent: "insurance-agent"
    case .operator: "operator"
    case .auditor: "auditor"
    case .system: "system"
    case .device: "device"
    case .heir: "heir"
    case .unspecified, .UNRECOGNIZED: ""
    }
  }

  /// How long records were open before they were first read, by whom: anybody, a professional, the
  /// holder or who represents them.
  ///
  /// Who first read a record whose traces were destroyed is known no more, that somebody did is.
  ///
  /// - Parameter query: as of its day alone.
  /// - Returns: a row an audience and wait, with those whom nobody of the audience has read yet; the
  ///   audiences overlap.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func firstAccess(_ query: StatisticsQuery) throws -> StatisticsAnswer {
    try query.check([])
    var asked = query
    asked.every = nil
    asked.from = nil
    let (firsts, opened, progress) = try read(
      AccessStatistics.self,
      EnrolmentStatistics.self,
      { try $0.firstAccesses(from: CalendarDay(daysSinceEpoch: .min), through: query.asOf) },
      { try $0.totals(asOf: query.asOf).opened }
    )
    var answer = StatisticsAnswer(
      "first-access",
      columns: ["as_of", "audience", "days", "records", "share"],
      ground: try ground(progress, query)
    )
    for audience in Audience.allCases {
      var counts = Array(repeating: 0, count: FirstWait.allCases.count + 1)
      for count in firsts where count.audience == audience {
        counts[Int(count.wait.rawValue)] += count.count
      }
      counts[counts.count - 1] = max(0, opened - counts.reduce(0, +))
      let terms = FirstWait.allCases.map(\.term) + ["never"]
      // Keys by number keep the order of waits.
      let tabulation = try Tabulation(
        counts.enumerated()
          .map { Tabulation.Item(kind: 0, period: 0, keys: ["\($0.offset)"], count: $0.element) },
        axes: [{ _ in [] }],
        kinds: 1,
        periods: asked.calendar,
        measures: [("records", .init([1]))],
        threshold: query.threshold
      )
      for row in tabulation.rows {
        let records = tabulation.value("records", row)
        let wait = row.keys[0].flatMap { Int($0) }.map { StatisticsAnswer.Value.term(terms[$0]) }
        answer.add([
          .day(query.asOf), .term(audience.term), wait ?? .all, .init(records),
          .init(records, of: opened),
        ])
      }
    }
    return answer
  }
}
