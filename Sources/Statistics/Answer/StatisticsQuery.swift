package import CarnetCore
package import EnrolmentStatistics

package typealias Interval = EnrolmentStatistics.Interval

/// What a figure can be broken down by.
package enum Dimension: String, CaseIterable, Sendable {
  case channel, commune, epci, arrondissement
  case ageBand, sex
  case type, feeder, structure, software, delay
  case mode, profession, actor
  case doctor
}

/// What is asked of an indicator.
package struct StatisticsQuery: Hashable, Sendable {
  /// The field's usual rule: what is published from the national health data (SNDS) shows no count
  /// below 11.
  package static let usualThreshold = 11

  /// The last day that counts.
  package var asOf: CalendarDay
  /// The first day of flows; from the beginning where it is nil.
  package var from: CalendarDay?
  /// Rows by day, week or month.
  package var every: Interval?
  package var dimensions: [Dimension]
  /// Counts below it are not shown.
  package var threshold: Int

  package init(
    asOf: CalendarDay,
    from: CalendarDay? = nil,
    every: Interval? = nil,
    by dimensions: [Dimension] = [],
    threshold: Int = Self.usualThreshold
  ) {
    self.asOf = asOf
    self.from = from
    self.every = every
    self.dimensions = dimensions
    self.threshold = threshold
  }
}

/// Why an indicator cannot be had.
package enum StatisticsFailure: Error, Hashable, Sendable {
  /// An indicator that has no such breakdown.
  case dimension(Dimension, accepted: [Dimension])
  /// Two breakdowns that are not counted together.
  case together(Dimension, Dimension)
  case dimensionTwice(Dimension)
  /// More cells than an answer may have.
  case tooFine(cells: Int, max: Int)
  /// The first day is after the last.
  case backwards(from: CalendarDay, asOf: CalendarDay)
  /// Nothing of that name was published.
  case noDenominator(String, known: [String])
  /// The views moved on while they were read, time and again.
  case viewsMove
}

extension StatisticsQuery {
  /// Holds the breakdowns against those of an indicator.
  func check(_ accepted: [Dimension]) throws(StatisticsFailure) {
    if let from, from > asOf { throw .backwards(from: from, asOf: asOf) }
    var seen: Set<Dimension> = []
    for dimension in dimensions {
      guard accepted.contains(dimension) else { throw .dimension(dimension, accepted: accepted) }
      guard seen.insert(dimension).inserted else { throw .dimensionTwice(dimension) }
    }
    let places = dimensions.filter { [.commune, .epci, .arrondissement].contains($0) }
    if places.count > 1 { throw .together(places[0], places[1]) }
  }

  /// The periods of the answer, in order.
  var calendar: Periods { Periods(self) }
}

/// The days of an answer put together: all before the first day, then each day, week or month.
struct Periods: Sendable {
  /// The first day of each that is shown.
  let starts: [CalendarDay]
  /// Its last day.
  let ends: [CalendarDay]
  /// Whether one that is not shown stands before them.
  let hasBefore: Bool
  private let first: CalendarDay?
  private let every: Interval?
  private let places: [CalendarDay: Int]

  init(_ query: StatisticsQuery) {
    first = query.from
    every = query.every
    hasBefore = query.from != nil
    guard let every = query.every, let from = query.from else {
      starts = [query.from ?? CalendarDay(daysSinceEpoch: .min)]
      ends = [query.asOf]
      places = [:]
      return
    }
    var starts: [CalendarDay] = []
    var places: [CalendarDay: Int] = [:]
    for day in from.daysSinceEpoch...query.asOf.daysSinceEpoch {
      let start = every.start(of: CalendarDay(daysSinceEpoch: day))
      if places[start] == nil {
        places[start] = starts.count
        starts.append(start)
      }
    }
    self.starts = starts
    self.places = places
    ends = starts.indices.map { index in
      index + 1 < starts.count
        ? CalendarDay(daysSinceEpoch: starts[index + 1].daysSinceEpoch - 1) : query.asOf
    }
  }

  /// How many there are, with the one that is not shown.
  var count: Int { starts.count + (hasBefore ? 1 : 0) }

  /// The number of the first that is shown.
  var firstShown: Int { hasBefore ? 1 : 0 }

  func number(of day: CalendarDay) -> Int {
    guard let first else { return 0 }
    if day < first { return 0 }
    guard let every else { return 1 }
    return 1 + (places[every.start(of: day)] ?? 0)
  }
}
