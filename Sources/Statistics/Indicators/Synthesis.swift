package import CarnetCore
import FeedStatistics
import Views

extension StatisticsSession {
  /// How fresh the yearly synthesis is (CSP L1111-15): patients who have a « médecin traitant » in
  /// their open record, with a synthesis of the last year, an older one, or none.
  ///
  /// Any professional's synthesis counts; a patient of two « médecins traitants » counts for each.
  ///
  /// - Parameter query: as of its day alone; by doctor.
  /// - Returns: a row a doctor.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func synthesis(_ query: StatisticsQuery) throws -> StatisticsAnswer {
    try query.check([.doctor])
    var asked = query
    asked.every = nil
    asked.from = nil
    let day = query.asOf
    let isByDoctor = query.dimensions.contains(.doctor)
    let read = try read(FeedStatistics.self) { session in
      var items: [Tabulation.Item] = []
      try session.followUps(through: day) { steps in
        let state = FollowUpState(steps)
        guard state.isOpen else { return }
        for doctor in state.doctors.sorted() {
          items.append(
            Tabulation.Item(
              kind: Self.freshness(state.synthesis, on: day),
              period: 0,
              keys: isByDoctor ? [doctor] : [],
              count: 1
            )
          )
        }
      }
      return items
    }
    let tabulation = try Tabulation(
      summed(read.result),
      axes: isByDoctor ? [{ _ in [] }] : [],
      kinds: 3,
      periods: asked.calendar,
      measures: [
        ("patients", .init([1, 1, 1])), ("fresh", .init([1, 0, 0])), ("stale", .init([0, 1, 0])),
        ("never", .init([0, 0, 1])),
      ],
      threshold: query.threshold
    )
    let shown = ["patients", "fresh", "stale", "never"]
    var answer = StatisticsAnswer(
      "synthesis",
      columns: ["as_of"] + query.dimensions.map(\.column) + shown + ["fresh_share"],
      ground: try ground(read.progress, query)
    )
    for row in tabulation.rows {
      answer.add(
        [.day(day)]
          + row.keys.map { key in
            key.map { $0.isEmpty ? .term("") : .code($0, label: nil) } ?? .all
          } + shown.map { .init(tabulation.value($0, row)) }
          + [.init(tabulation.value("fresh", row), of: tabulation.value("patients", row))]
      )
    }
    return answer
  }

  /// 0 for a synthesis of the last year, 1 for an older one, 2 for none.
  private static func freshness(_ synthesis: CalendarDay?, on day: CalendarDay) -> Int {
    guard let synthesis else { return 2 }
    let (year, month, dayOfMonth) = day.components
    // A year before 29 February is the 28th.
    let start =
      CalendarDay(year: year - 1, month: month, day: dayOfMonth)
      ?? CalendarDay(daysSinceEpoch: day.daysSinceEpoch - 366)
    return synthesis >= start ? 0 : 1
  }
}

/// Who follows a record after some steps.
struct FollowUpState {
  private(set) var doctors: Set<String> = []
  private(set) var synthesis: CalendarDay?
  private(set) var isOpen = true

  init(_ steps: [FollowUp]) {
    for step in steps {
      switch step.step {
      case .named: doctors.insert(step.doctor)
      case .ended: doctors.remove(step.doctor)
      case .synthesis: synthesis = step.day
      case .closed: isOpen = false
      case .reopened: isOpen = true
      }
    }
  }
}
