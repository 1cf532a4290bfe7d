import CarnetCommands
import CarnetCore
import Foundation
import MedicalRecord
import RecordService
import Simulation
import Statistics
import SystemPackage
import Testing
import Views

/// The figures of a simulated department, as its analyst sees them.
struct StatisticsAnswerTests {
  /// A department on disk, and its events as a scan finds them.
  private final class World {
    let folder: URL
    let directory: DataDirectory
    let service: RecordService
    var events: [OpenedEvent] = []

    init(people: Int, seed: UInt64) async throws {
      folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("carnet-stats-test-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      directory = DataDirectory(FilePath(folder.appendingPathComponent("data").path))
      var scenario = Scenario(people: people, seed: seed)
      scenario.documentsPerPerson = 4
      var run = DemoRun(directory, scenario)
      run.contents = .none
      _ = try await run.run()
      service = try RecordService.openForReading(directory)
      var found: [OpenedEvent] = []
      try service.events(EventFilter(), upTo: try service.reader.readableSize()) { found += $0 }
      events = found
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func bodies(through day: CalendarDay) -> [(event: OpenedEvent, body: EventBody)] {
      events.compactMap { event in
        guard LegalDay.day(event.time) <= day, case .body(let body) = event.content else {
          return nil
        }
        return (event, body)
      }
    }
  }

  private enum LegalDay {
    static func day(_ time: Instant) -> CalendarDay {
      var days = LegalDays()
      return days.day(of: time)
    }
  }

  private func queries(_ day: CalendarDay, _ threshold: Int) throws -> [Asked] {
    let from = try #require(CalendarDay("2025-01-01"))
    func query(_ dimensions: [Statistics.Dimension] = [], every: Interval? = nil) -> StatisticsQuery
    {
      StatisticsQuery(
        asOf: day,
        from: every == nil ? nil : from,
        every: every,
        by: dimensions,
        threshold: threshold
      )
    }
    return [
      Asked("enrolment") { try $0.enrolment(query()) },
      Asked("enrolment by place and sex") { try $0.enrolment(query([.commune, .sex])) },
      Asked("enrolment by channel and month") {
        try $0.enrolment(query([.channel], every: .month))
      },
      Asked("coverage by epci") { try $0.coverage(query([.epci])) },
      Asked("coverage by age") { try $0.coverage(query([.ageBand, .arrondissement])) },
      Asked("feeding by type") { try $0.feeding(query([.type, .feeder], every: .month)) },
      Asked("feeding by structure") { try $0.feeding(query([.structure, .delay])) },
      Asked("feeding by software") { try $0.feeding(query([.software])) },
      Asked("accesses") { try $0.accesses(query([.mode, .profession], every: .month)) },
      Asked("synthesis") { try $0.synthesis(query([.doctor])) },
      Asked("first access") { try $0.firstAccess(query()) },
      Asked("rights") { try $0.rights(query()) },
      Asked("pace") { try $0.pace(query(), over: 25, to: .share(0.8)) },
    ]
  }

  private struct Asked {
    var name: String
    var ask: (StatisticsSession) throws -> StatisticsAnswer

    init(_ name: String, _ ask: @escaping (StatisticsSession) throws -> StatisticsAnswer) {
      self.name = name
      self.ask = ask
    }
  }

  @Test func `figures are those of a scan, and the same bytes from views built anew`() async throws
  {
    let world = try await World(people: 300, seed: 7)
    let session = try StatisticsSession(world.service)
    let day = try #require(CalendarDay("2026-06-30"))
    try scan(world, session, day)
    try smallCounts(session, day)

    let formats: [RowFormat] = [.table, .csv, .json]
    func texts() throws -> [String] {
      let session = try StatisticsSession(world.service)
      return try queries(day, StatisticsQuery.usualThreshold)
        .flatMap { asked in
          let answer = try asked.ask(session)
          return try formats.map { format in
            let (rows, notes) = try StatsPage.text(answer, format)
            return rows + notes.joined(separator: "\n")
          }
        }
    }
    let first = try texts()
    for _ in 0..<2 {
      _ = try Rebuild(AllViews.projectors, in: world.service.directory.views)
        .run(LogFeed(world.service))
      #expect(try texts() == first)
    }
    try world.service.close()
  }

  private func scan(
    _ world: World,
    _ session: StatisticsSession,
    _ day: CalendarDay
  ) throws {
    let bodies = world.bodies(through: day)
    func count(_ kind: FactKind) -> Int { bodies.count { $0.body.fact?.kind == kind } }
    func sum(_ answer: StatisticsAnswer, _ column: String) throws -> Int {
      let place = try #require(answer.columns.firstIndex(of: column))
      // The last row of a breakdown is the sum of all.
      return try answer.rows.filter { !$0.contains(.all) }
        .reduce(0) { sum, row in
          guard case .count(let count) = row[place] else {
            Issue.record("\(column) is not shown")
            return sum
          }
          return sum + count
        }
    }
    let all = StatisticsQuery(asOf: day, by: [.commune, .sex], threshold: 0)
    let enrolment = try session.enrolment(all)
    let erased = world.events.contains { $0.type.rawValue == FactKind.recordErased.rawValue }
    if !erased {
      #expect(try sum(enrolment, "opened") == count(.recordOpened))
      #expect(try sum(enrolment, "refused") == count(.openingRefused))
    }
    #expect(
      try sum(enrolment, "opened")
        == world.events.count {
          LegalDay.day($0.time) <= day && $0.type.rawValue == FactKind.recordOpened.rawValue
        }
    )
    let feeding = try session.feeding(StatisticsQuery(asOf: day, by: [.type], threshold: 0))
    #expect(
      try sum(feeding, "documents")
        == world.events.count {
          LegalDay.day($0.time) <= day && $0.type.rawValue == FactKind.documentAdded.rawValue
        }
    )
    let accesses = try session.accesses(
      StatisticsQuery(asOf: day, by: [.mode, .profession], threshold: 0)
    )
    #expect(
      try sum(accesses, "all")
        == world.events.count {
          LegalDay.day($0.time) <= day && FactKind.isTrace($0.type.rawValue)
        }
    )
    // Weeks add up to the whole.
    let weekly = try session.enrolment(
      StatisticsQuery(asOf: day, every: .week, by: [], threshold: 0)
    )
    #expect(try sum(weekly, "opened") == sum(enrolment, "opened"))
  }

  /// What is shown with the usual threshold is what stands without, and no count is small.
  private func smallCounts(_ session: StatisticsSession, _ day: CalendarDay) throws {
    let shown = try queries(day, StatisticsQuery.usualThreshold)
    let protected = Set(["announced", "refused", "opened", "reactivated", "closed", "open", "fed"])
    for asked in shown {
      let answer = try asked.ask(session)
      for row in answer.rows {
        for (column, value) in zip(answer.columns, row) where protected.contains(column) {
          if case .count(let count) = value {
            #expect(count == 0 || count >= 11, "\(asked.name): \(column) shows \(count)")
          }
        }
      }
    }
  }
}
