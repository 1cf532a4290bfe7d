import CarnetCore
import EventLog
import Foundation
import MedicalRecord
package import RecordService
package import Simulation
import SystemPackage
import Views

/// Fills a new data directory with a simulated department.
///
/// The same scenario gives the same events under the same identities, and so the same export and
/// the same views; what is sealed differs, because nonces are drawn anew.
package struct DemoRun: Sendable {
  package let directory: DataDirectory
  package let scenario: Scenario
  package var contents = DemoContents.short
  /// Lives that are lived at once; nil for as many as there are processors.
  package var workers: Int?
  package var origin = "carnet.example/demo"

  package init(_ directory: DataDirectory, _ scenario: Scenario) {
    self.directory = directory
    self.scenario = scenario
  }

  /// What the run made.
  package struct Report: Sendable {
    package var department: Department
    package var people = 0
    package var records = 0
    package var events: UInt64 = 0
    package var documents = 0
    package var reads = 0
    package var denials = 0
    package var emergencies = 0
    /// Commands that the domain refused while lives were lived: none left a trace.
    package var refusals = 0
    package var patient: DemoPatient?
    package var emergencyPatient: DemoPatient?
  }

  /// A step of the run and how far it is.
  package enum Phase: Sendable, CaseIterable {
    case lives
    case events
    case views
  }

  private static let chunk = 64
  private static let writesMax = 4096

  /// - Parameter progress: what is being done, how much of it is done, and of how much.
  package func run(
    _ progress: (Phase, UInt64, UInt64) -> Void = { _, _, _ in }
  ) async throws -> Report {
    let department = try Department(scenario)
    _ = try RecordService.create(directory, origin: origin)
    let service = try RecordService.openForWriting(directory)
    var report = Report(department: department)
    do {
      try addKeys(department, service)
      let spill = try ActSpill(
        folder: directory.root.appending("demo-in-the-making"),
        from: scenario.from,
        to: scenario.to
      )
      try await live(department, service, spill, &report, progress)
      try spill.add(department.serviceActs())
      try await append(service, spill, progress)
      try spill.remove()
      report.events = try service.reader.readableSize()
    } catch {
      // The first error is the one to tell.
      try? service.close()
      throw error
    }
    try service.close()
    try buildViews(progress)
    return report
  }

  /// Makes the keys of the simulated records, which follow from the seed.
  ///
  /// The names of contents are digests under those keys, and so follow from it too. Nobody in these
  /// records exists; a record that is opened later has random keys.
  private func addKeys(_ department: Department, _ service: RecordService) throws {
    var records: [Pseudonym] = []
    for person in department.people.indices where department.hasRecord(person) {
      records.append(department.pseudonym(of: person))
    }
    var random = SeededRandom(seed: scenario.seed, .keys)
    try service.keys.add(records, using: &random)
  }

  fileprivate struct Chunk: Sendable {
    var people = 0
    var records = 0
    var documents = 0
    var reads = 0
    var denials = 0
    var emergencies = 0
    var refusals = 0
    var patient: DemoPatient?
    var emergencyPatient: DemoPatient?
  }

  private func live(
    _ department: Department,
    _ service: RecordService,
    _ spill: ActSpill,
    _ report: inout Report,
    _ progress: (Phase, UInt64, UInt64) -> Void
  ) async throws {
    let total = department.people.count
    let workers = workers ?? ProcessInfo.processInfo.activeProcessorCount
    let contents = contents
    try await withThrowingTaskGroup(of: Chunk.self) { group in
      var next = 0
      func begin() {
        let people = next..<min(next + Self.chunk, total)
        next = people.upperBound
        if people.isEmpty { return }
        group.addTask { try Self.live(people, department, service, spill, contents) }
      }
      for _ in 0..<max(1, workers) { begin() }
      while let chunk = try await group.next() {
        begin()
        report.add(chunk)
        progress(.lives, UInt64(report.people), UInt64(total))
      }
    }
  }

  private static func live(
    _ people: Range<Int>,
    _ department: Department,
    _ service: RecordService,
    _ spill: ActSpill,
    _ contents: DemoContents
  ) throws -> Chunk {
    let collector = ContentCollector(service, contents)
    var chunk = Chunk(people: people.count)
    var acts: [Act] = []
    for person in people where department.hasRecord(person) {
      let life = try department.life(of: person) { record, bytes in
        try collector.keep(bytes, of: record)
      }
      chunk.count(life)
      chunk.patient = DemoPatient.better(
        chunk.patient,
        DemoPatient(life, department, .followed)
      )
      chunk.emergencyPatient = DemoPatient.better(
        chunk.emergencyPatient,
        DemoPatient(life, department, .emergency)
      )
      acts += life.acts
    }
    try collector.settle()
    try spill.add(acts)
    return chunk
  }

  private func append(
    _ service: RecordService,
    _ spill: ActSpill,
    _ progress: (Phase, UInt64, UInt64) -> Void
  ) async throws {
    for week in 0..<spill.weekCount {
      let writes = try spill.writes(of: week, seed: scenario.seed)
      for start in stride(from: 0, to: writes.count, by: Self.writesMax) {
        let part = Array(writes[start..<min(start + Self.writesMax, writes.count)])
        for outcome in try await service.append(part) { _ = try outcome.get() }
      }
      progress(.events, UInt64(week + 1), UInt64(spill.weekCount))
    }
  }

  private func buildViews(_ progress: (Phase, UInt64, UInt64) -> Void) throws {
    let service = try RecordService.openForReading(directory)
    let built = Result {
      _ = try Rebuild(AllViews.projectors, in: directory.views)
        .run(LogFeed(service)) { progress(.views, $0.done, $0.total) }
    }
    try service.close()
    try built.get()
  }
}

extension DemoRun.Chunk {
  fileprivate mutating func count(_ life: LifeRecord) {
    if life.acts.isEmpty { return }
    records += 1
    refusals += life.refusals
    documents += life.state.documents.count
    emergencies += life.state.emergencies.count
    for act in life.acts {
      for fact in act.facts {
        switch fact.kind {
        case .recordAccessed, .documentAccessed: reads += 1
        case .accessDenied: denials += 1
        default: break
        }
      }
    }
  }
}

extension DemoRun.Report {
  fileprivate mutating func add(_ chunk: DemoRun.Chunk) {
    people += chunk.people
    records += chunk.records
    documents += chunk.documents
    reads += chunk.reads
    denials += chunk.denials
    emergencies += chunk.emergencies
    refusals += chunk.refusals
    patient = DemoPatient.better(patient, chunk.patient)
    emergencyPatient = DemoPatient.better(emergencyPatient, chunk.emergencyPatient)
  }
}
