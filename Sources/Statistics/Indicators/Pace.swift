package import CarnetCore
import EnrolmentStatistics

/// A number of open records that is aimed at.
package enum Target: Hashable, Sendable {
  case records(Int)
  /// Of the denominator, from 0 to 1.
  case share(Double)
}

extension StatisticsSession {
  /// How fast records are opened, when the target is reached at that pace, and which pace reaches it
  /// by a wished day.
  ///
  /// - Parameters:
  ///   - query: `asOf` is the day from which it is projected; no breakdowns.
  ///   - weeks: over how many weeks the moving pace is taken.
  ///   - target: what is aimed at.
  ///   - wished: by when.
  ///   - name: of the denominator, as for `coverage`.
  /// - Returns: a row a figure; where the number of open records is too small to be shown, none of
  ///   them is.
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  package func pace(
    _ query: StatisticsQuery,
    over weeks: Int = 4,
    to target: Target,
    by wished: CalendarDay? = nil,
    against name: String? = nil
  ) throws -> StatisticsAnswer {
    try query.check([])
    let first = CalendarDay(daysSinceEpoch: query.asOf.daysSinceEpoch - Int32(clamping: weeks * 7))
    let read = try read(EnrolmentStatistics.self) { session in
      (
        try session.totals(asOf: query.asOf).open, try session.totals(asOf: first).open,
        try session.totals(
          asOf: CalendarDay(daysSinceEpoch: query.asOf.daysSinceEpoch - 7)
        )
        .open
      )
    }
    let (open, before, weekBefore) = read.result
    let denominator = try denominators(before: read.progress.applied)
      .denominator(of: query.asOf, named: name)
    let people = denominator.count(in: nil, ageBand: nil, sex: nil) ?? 0
    let wanted =
      switch target {
      case .records(let count): count
      case .share(let share): Int((Double(people) * share).rounded(.up))
      }
    var answer = StatisticsAnswer(
      "pace",
      columns: ["figure", "value"],
      ground: try ground(read.progress, query)
    )
    answer.ground.denominators = [denominator.name]
    // What is shown must not be a small count, nor the difference of two things that are.
    let isShown = [open, open - before, open - weekBefore]
      .allSatisfy { $0 == 0 || abs($0) >= query.threshold }
    func add(_ figure: String, _ value: StatisticsAnswer.Value) {
      answer.add([.term(figure), isShown ? value : .suppressed])
    }
    let projection = Projection(from: first, before, to: query.asOf, open)
    answer.add([.term("as_of"), .day(query.asOf)])
    add("open", .count(open))
    answer.add([.term("denominator"), .count(people)])
    answer.add([.term("counted"), .day(denominator.name.counted)])
    add("coverage", people > 0 ? .share(Double(open) / Double(people)) : .none)
    add("last_week", .count(open - weekBefore))
    answer.add([.term("weeks"), .count(weeks)])
    add("pace_per_week", projection.map { .number($0.pacePerWeek) } ?? .none)
    answer.add([.term("target"), .count(wanted)])
    answer.add([
      .term("target_share"), people > 0 ? .share(Double(wanted) / Double(people)) : .none,
    ])
    add("reached", projection?.day(reaching: wanted).map { .day($0) } ?? .none)
    if let wished {
      answer.add([.term("wished"), .day(wished)])
      add(
        "pace_needed",
        projection?.paceNeeded(toReach: wanted, by: wished).map { .number($0) } ?? .none
      )
    }
    return answer
  }
}
