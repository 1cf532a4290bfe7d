package import CarnetCore

/// What a simulation is to be: everything it gives follows from these.
package struct Scenario: Sendable {
  package var people: Int
  package var seed: UInt64
  package var from = Scenario.begin
  package var to = Scenario.end
  /// The mean number of documents in a record at the end; about 20 in reality (domain.md §7).
  package var documentsPerPerson = 10.0

  package init(people: Int, seed: UInt64) {
    self.people = people
    self.seed = seed
  }

  /// From opening on request to the autumn of 2026.
  package static let begin = Instant.of(2018, 7, 1)
  package static let end = Instant.of(2026, 10, 1)
}

/// Why a simulation cannot be had.
package enum ScenarioFailure: Error, Hashable, Sendable {
  case people(min: Int)
  /// The period must be of at least a year.
  case period(daysMin: Int)
  case documents(max: Int)
}

extension Scenario {
  package static let peopleMin = 50
  package static let daysMin = 365
  package static let documentsMax = 200

  func check() throws(ScenarioFailure) {
    guard people >= Self.peopleMin else { throw .people(min: Self.peopleMin) }
    guard from.adding(days: Self.daysMin) <= to else { throw .period(daysMin: Self.daysMin) }
    guard documentsPerPerson >= 0, documentsPerPerson <= Double(Self.documentsMax) else {
      throw .documents(max: Self.documentsMax)
    }
  }
}
