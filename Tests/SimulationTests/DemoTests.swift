import CarnetCommands
import CarnetCore
import Foundation
import MedicalRecord
import RecordService
import Simulation
import SystemPackage
import Testing
import Views

/// The whole way: lives, log, contents, views.
struct DemoTests {
  private struct Made {
    var digests: [String: Digest]
    var lines: [String]
    var report: DemoRun.Report
    var personas: Data
  }

  private func make(
    _ contents: DemoContents,
    seed: UInt64 = 4,
    workers: Int
  ) async throws -> Made {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-demo-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let directory = DataDirectory(FilePath(folder.appendingPathComponent("data").path))
    var scenario = Scenario(people: 150, seed: seed)
    scenario.documentsPerPerson = 4
    var run = DemoRun(directory, scenario)
    run.contents = contents
    run.workers = workers
    let report = try await run.run()
    let service = try RecordService.openForReading(directory)
    var digests: [String: Digest] = [:]
    for projector in AllViews.projectors {
      digests[projector.name] = try AllViews.digest(of: projector, in: service.directory.views)
    }
    var lines: [String] = []
    try service.events(EventFilter(), upTo: try service.reader.readableSize()) { events in
      for event in events {
        lines.append(try EventLine(event).encoded())
        guard contents == .short, case .body(let body) = event.content,
          case .documentAdded(let added)? = body.fact
        else { continue }
        let name = try #require(Digest(bytes: added.content))
        let page = try service.contents.get(name, record: event.record)
        #expect(page.count == Int(added.contentBytes))
      }
    }
    try service.close()
    let personas = try DemoPersonas(report).encoded()
    return Made(digests: digests, lines: lines, report: report, personas: personas)
  }

  @Test
  func `the same seed gives the same export and the same views, on however many cores`()
    async throws
  {
    let one = try await make(.short, workers: 1)
    let many = try await make(.short, workers: 5)
    #expect(one.lines == many.lines)
    #expect(one.digests == many.digests)
    #expect(one.digests.count == AllViews.projectors.count)
    #expect(one.personas == many.personas)
    #expect(one.report.events == UInt64(one.lines.count))
  }

  @Test
  func `another seed gives another department`() async throws {
    let one = try await make(.none, workers: 2)
    let other = try await make(.none, seed: 5, workers: 2)
    #expect(one.lines != other.lines)
  }
}
