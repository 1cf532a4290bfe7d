package import CarnetCore

/// What the auditors should find: who looks where they have no business, and when.
///
/// Planned before any life is lived, because one curious person enters many records; each life then
/// receives its visits, which the same policy decides as any other read.
package struct Misconduct: Sendable {
  /// Somebody opens somebody's record.
  struct Visit: Sendable {
    var time: Instant
    var visitor: Professional
    var place: String
    var conduct: Conduct
  }

  enum Conduct: Sendable {
    /// Nothing but the holder's general consent, and curiosity.
    case snoop
    /// In the care team, under a name that several use at once.
    case sharedName
    /// In the care team, and away with the whole record.
    case export
    /// Without the consent that this profession needs.
    case withoutConsent
  }

  /// When the curious employee looks.
  package private(set) var snooping: Range<Instant>
  /// The commune of the curious employee, whose neighbours are looked up.
  package private(set) var snooperCommune: Int
  /// Somebody whom everybody knows.
  package private(set) var celebrity: Int
  /// The evening on which records leave.
  package private(set) var exportDay: CalendarDay

  private var visits: [Int: [Visit]] = [:]
  /// Whose records the curious employee opens.
  private(set) var victims: Set<Int> = []

  func visits(to person: Int) -> [Visit] { visits[person] ?? [] }

  init(_ scenario: Scenario, _ population: Population, _ cast: Cast) {
    var random = SeededRandom(seed: scenario.seed, .misconduct)
    // Five months of 2025, or the middle of what is simulated.
    var start = Instant.of(2025, 3, 3)
    if scenario.from.adding(days: 120) > start || scenario.to.adding(days: -240) < start {
      let half = (scenario.to.milliseconds - scenario.from.milliseconds) / 2
      start = Instant(milliseconds: scenario.from.milliseconds + half).day.start
    }
    snooping = start..<start.adding(days: 150)
    exportDay = start.adding(days: 88).day
    snooperCommune =
      population.communes.indices
      .max { population.communes[$0].population < population.communes[$1].population } ?? 0

    let day = start.day
    let adults = population.people.filter { (25...80).contains($0.age(on: day)) }.map(\.number)
    celebrity = adults.isEmpty ? 0 : random.pick(adults)
    planSnooping(scenario, population, cast, adults, &random)
    planSharedName(cast, adults, &random)
    planExport(scenario, cast, adults, &random)
    planRefusals(cast, adults, &random)
  }

  private mutating func add(_ visit: Visit, to person: Int) {
    visits[person, default: []].append(visit)
  }

  private mutating func planSnooping(
    _ scenario: Scenario,
    _ population: Population,
    _ cast: Cast,
    _ adults: [Int],
    _ random: inout SeededRandom
  ) {
    let wanted = max(14, min(150, 10 + scenario.people / 700))
    var colleagues = adults.filter { population.people[$0].isHospitalEmployee }
    var neighbours = adults.filter { population.people[$0].commune == snooperCommune }
    colleagues.shuffle(using: &random)
    neighbours.shuffle(using: &random)
    var chosen = Array(colleagues.prefix(wanted * 2 / 5))
    chosen += neighbours.filter { !chosen.contains($0) }.prefix(wanted - chosen.count)
    chosen += adults.shuffled(using: &random)
      .filter { !chosen.contains($0) }.prefix(max(0, wanted - chosen.count))
    victims = Set(chosen + [celebrity])
    for person in victims.sorted() {
      let times = person == celebrity ? 6 : random.weighted([(1, 0.7), (2, 0.2), (3, 0.1)])
      for _ in 0..<times {
        let day = random.moment(from: snooping.lowerBound, to: snooping.upperBound).day
        let visit = Visit(
          time: random.quietMoment(on: day),
          visitor: cast.snooper,
          place: "\(random.pick(Cast.services))-0\(random.within(1...4))",
          conduct: .snoop
        )
        add(visit, to: person)
      }
    }
  }

  /// The same name in two towns within a minute.
  private mutating func planSharedName(
    _ cast: Cast,
    _ adults: [Int],
    _ random: inout SeededRandom
  ) {
    let people = adults.shuffled(using: &random).filter { !victims.contains($0) }.prefix(24)
    for (first, second) in zip(people.prefix(12), people.dropFirst(12)) {
      let day = random.moment(from: snooping.lowerBound, to: snooping.upperBound).day
      let time = day.at(minuteOfDay: random.within(9 * 60...17 * 60))
      for (person, place, seconds) in [
        (first, "URGENCES-02 (Rouen)", 0), (second, "PEDIATRIE-07 (Le Havre)", 40),
      ] {
        let visit = Visit(
          time: time.adding(seconds: seconds),
          visitor: cast.sharedAccount,
          place: place,
          conduct: .sharedName
        )
        add(visit, to: person)
      }
    }
  }

  private mutating func planExport(
    _ scenario: Scenario,
    _ cast: Cast,
    _ adults: [Int],
    _ random: inout SeededRandom
  ) {
    let wanted = min(80, 12 + scenario.people / 2000)
    let people = adults.shuffled(using: &random).filter { !victims.contains($0) }.prefix(wanted)
    var time = exportDay.at(minuteOfDay: 21 * 60 + 12)
    for person in people {
      let visit = Visit(
        time: time,
        visitor: cast.exporter,
        place: cast.exporter.place,
        conduct: .export
      )
      add(visit, to: person)
      time = time.adding(seconds: random.within(12...28))
    }
  }

  private mutating func planRefusals(
    _ cast: Cast,
    _ adults: [Int],
    _ random: inout SeededRandom
  ) {
    let people = adults.shuffled(using: &random).filter { !victims.contains($0) }.prefix(25)
    for person in people {
      for _ in 0..<random.within(1...3) {
        let visit = Visit(
          time: random.workingMoment(from: snooping.lowerBound, to: snooping.upperBound),
          visitor: cast.denied,
          place: cast.denied.place,
          conduct: .withoutConsent
        )
        add(visit, to: person)
      }
    }
  }
}
