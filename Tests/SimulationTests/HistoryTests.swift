import CarnetCore
import MedicalRecord
import Simulation
import Testing

/// The shape of the years: how records came to be, what they hold, who should not have looked.
struct HistoryTests {
  private static let simulated = Result { try SimulatedDepartment(people: 3000, seed: 42) }

  private func opened(by day: CalendarDay, _ acts: [Act]) -> Int {
    acts.filter { act in
      act.time < day.start && act.facts.contains { $0.kind == .recordOpened }
    }
    .count
  }

  @Test
  func `openings follow the curve of Seine-Maritime`() throws {
    let simulated = try Self.simulated.get()
    let acts = simulated.acts
    let scale = 3000.0 / 1_100_000
    func stock(_ year: Int, _ month: Int, _ day: Int) throws -> Double {
      Double(opened(by: try #require(CalendarDay(year: year, month: month, day: day)), acts))
    }
    let autumn = try stock(2018, 11, 1)
    #expect((0.75...1.25).contains(autumn / (26_000 * scale)))
    let spring = try stock(2019, 4, 25)
    #expect((0.85...1.15).contains(spring / (100_000 * scale)))
    let onRequest = try stock(2021, 7, 1)
    let pause = try stock(2022, 1, 31)
    #expect(onRequest == pause)
    #expect((0.14...0.19).contains(pause / 3000))
    let announced = try stock(2022, 6, 15)
    #expect(announced / 3000 > 0.85)
  }

  @Test
  func `about one in fifty objects`() throws {
    let acts = try Self.simulated.get().acts
    let kinds = acts.flatMap { $0.facts.map(\.kind) }
    let announced = kinds.filter { $0 == .recordAnnounced }.count
    let refused = kinds.filter { $0 == .openingRefused }.count
    #expect((0.012...0.03).contains(Double(refused) / Double(announced)))
  }

  @Test
  func `each change of the law is published before it is followed`() throws {
    let department = try Self.simulated.get().department
    let published = department.serviceActs().filter { $0.record == .rules }
    #expect(published.map(\.revision) == [0, 1, 2, 3])
    let automatic = try Self.simulated.get().acts
      .first { act in
        act.facts.contains { $0.kind == .recordAnnounced }
      }
    #expect((automatic?.time ?? .init(milliseconds: 0)) >= published[2].time)
    #expect(!department.law.rules(at: published[2].time).opening.byChannel)
    #expect(department.law.rules(at: published[0].time).opening.byChannel)
    #expect(!department.law.rules(at: published[0].time).opening.byAnnouncement)
  }

  @Test
  func `more documents come every year, and as many as were asked for`() throws {
    let simulated = try Self.simulated.get()
    var byYear: [Int: Int] = [:]
    for act in simulated.acts {
      let count = act.facts.filter { $0.kind == .documentAdded }.count
      if count > 0 { byYear[act.time.day.components.year, default: 0] += count }
    }
    #expect(byYear[2022, default: 0] < byYear[2023, default: 0])
    #expect(byYear[2023, default: 0] < byYear[2024, default: 0])
    #expect(byYear[2024, default: 0] < byYear[2025, default: 0])
    let records = simulated.lives.filter { !$0.acts.isEmpty }.count
    let mean = Double(byYear.values.reduce(0, +)) / Double(records)
    #expect((7.5...12).contains(mean))
  }

  /// Records that each professional read with the holder's general consent alone.
  private func unexplained(_ acts: [Act]) -> [(who: String, records: Int)] {
    var records: [String: Set<Pseudonym>] = [:]
    for act in acts {
      for fact in act.facts {
        let relation: Relation
        switch fact {
        case .recordAccessed(let accessed): relation = accessed.relation
        case .documentAccessed(let accessed): relation = accessed.relation
        default: continue
        }
        if relation == .generalConsent {
          records[act.context.actor.identifierText, default: []].insert(act.record)
        }
      }
    }
    return records.map { ($0.key, $0.value.count) }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
  }

  @Test(arguments: [1, 42, 77] as [UInt64])
  func `the curious employee stands on top of those whose reads nothing explains`(
    seed: UInt64
  ) throws {
    let simulated = try SimulatedDepartment(people: 1500, seed: seed)
    let ranking = unexplained(simulated.acts)
    let first = try #require(ranking.first)
    #expect(first.who == simulated.department.cast.snooper.identifier, "seed \(seed)")
    #expect(first.records >= 8, "seed \(seed)")
    #expect(ranking.count > 1, "seed \(seed)")
    #expect(ranking.dropFirst().allSatisfy { $0.records * 2 <= first.records }, "seed \(seed)")
  }

  @Test
  func `the curious employee looks at neighbours and colleagues, often at night`() throws {
    let simulated = try Self.simulated.get()
    let department = simulated.department
    let snooper = department.cast.snooper.identifier
    let reads = simulated.acts.filter { act in
      act.context.actor.identifierText == snooper && act.context.purpose == .care
    }
    let records = Set(reads.map(\.record))
    let people = simulated.lives.filter { records.contains($0.record) }
      .map { department.people[$0.person] }
    let near = people.filter {
      $0.isHospitalEmployee || $0.commune == department.misconduct.snooperCommune
    }
    #expect(near.count * 4 >= people.count * 3)
    let atNight = reads.filter { act in
      let hour = act.time.milliseconds / 3_600_000 % 24
      return hour >= 20 || hour < 4
    }
    #expect(atNight.count * 2 > reads.count)
    #expect(Set(reads.map(\.context.place)).count > 3)
  }

  @Test
  func `one account stands in two towns within a minute`() throws {
    let simulated = try Self.simulated.get()
    let shared = simulated.department.cast.sharedAccount.identifier
    let reads = simulated.acts.filter {
      $0.context.actor.identifierText == shared && $0.context.place.contains("(")
    }
    let pairs = zip(reads, reads.dropFirst())
      .filter { first, second in
        first.context.place != second.context.place
          && second.time.milliseconds - first.time.milliseconds <= 60_000
      }
    #expect(!pairs.isEmpty)
  }

  @Test
  func `one evening many records leave through one account`() throws {
    let simulated = try Self.simulated.get()
    let exporter = simulated.department.cast.exporter.identifier
    let taken = simulated.acts.filter { act in
      act.context.actor.identifierText == exporter
        && act.facts.contains { $0.kind == .recordDisclosed }
    }
    #expect(taken.count >= 10)
    #expect(Set(taken.map(\.time.day)) == [simulated.department.misconduct.exportDay])
  }

  @Test
  func `an occupational physician without express consent is refused again and again`() throws {
    let simulated = try Self.simulated.get()
    let denied = simulated.department.cast.denied.identifier
    let rules = simulated.acts.filter { $0.context.actor.identifierText == denied }
      .flatMap(\.facts)
      .compactMap { fact in
        if case .accessDenied(let denied) = fact { denied.rule } else { nil as UInt32? }
      }
    #expect(rules.count >= 20)
    #expect(rules.contains(AccessRule.expressConsentMissing.rawValue))
  }

  @Test
  func `emergencies have reasons, and some are not reviewed in time`() throws {
    let simulated = try Self.simulated.get()
    var accessed = 0
    var reviewed = 0
    for act in simulated.acts {
      for fact in act.facts {
        switch fact {
        case .emergencyAccessed:
          accessed += 1
          #expect(!act.context.reason.isEmpty)
        case .emergencyReviewed: reviewed += 1
        default: break
        }
      }
    }
    #expect(accessed > 20)
    #expect(reviewed > 0 && reviewed < accessed)
  }

  @Test
  func `a scenario that makes no sense is refused`() {
    #expect(throws: ScenarioFailure.people(min: Scenario.peopleMin)) {
      try Department(Scenario(people: 3, seed: 1))
    }
    var short = Scenario(people: 100, seed: 1)
    short.to = short.from.adding(days: 20)
    #expect(throws: ScenarioFailure.period(daysMin: Scenario.daysMin)) { try Department(short) }
  }

  @Test(arguments: ["2016-01-01", "2021-09-01", "2022-03-20", "2024-05-01"])
  func `a department can begin on any day`(day: String) throws {
    let from = try #require(CalendarDay(day)?.start)
    let simulated = try SimulatedDepartment(people: 300, seed: 9) { scenario in
      scenario.from = from
      scenario.to = from.adding(days: 800)
    }
    let acts = simulated.acts + simulated.department.serviceActs()
    #expect(!acts.isEmpty)
    #expect(acts.allSatisfy { $0.time >= from && $0.time < from.adding(days: 800) })
    let first = simulated.department.serviceActs().first { $0.record == .rules }
    if day > "2018" { #expect(first?.time == from) }
  }
}
