import AuditTrail
import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordDirectory
import RecordService
import Testing
import Views

struct InterchangeTests {
  @Test func `export, then import into a new log, gives the same views`() async throws {
    let first = try ServiceFixture()
    try first.create()
    let source = try first.open()
    _ = try await first.importAll(try Repository.documents(in: Repository.samples), into: source)
    _ = try await source.traceExport("", from: .zero, to: .zero, ServiceFixture.auditor)
    let lines = try ServiceFixture.lines(source)
    let expected = try ServiceFixture.digests(source)
    try source.close()

    let second = try ServiceFixture()
    try second.create()
    let target = try second.open()
    let events = EventImport(target)
    try await events.run(lines.map { Array($0.utf8) }, first: 1)
    #expect(events.added == lines.count)
    #expect(try ServiceFixture.digests(target) == expected)
    #expect(try ServiceFixture.lines(target) == lines)

    let again = EventImport(target)
    try await again.run(lines.map { Array($0.utf8) }, first: 1)
    #expect(again.added == 0)
    #expect(again.alreadyThere == lines.count)
    try target.close()
  }

  @Test func `views that were deleted come back with the same digests`() async throws {
    let fixture = try ServiceFixture()
    try fixture.create()
    var service = try fixture.open()
    _ = try await fixture.importAll(
      try Repository.documents(in: Repository.samples),
      into: service
    )
    let expected = try ServiceFixture.digests(service)
    try service.close()
    try FileManager.default.removeItem(atPath: fixture.directory.viewsFolder.string)
    service = try fixture.open()
    #expect(try ServiceFixture.digests(service) == expected)
    let reports = try Rebuild(AllViews.projectors, in: fixture.directory.views)
      .run(LogFeed(service))
    for report in reports {
      guard case .same = report.comparison else {
        Issue.record("\(report.name): \(report.comparison)")
        continue
      }
    }
    try service.close()
  }

  @Test(
    arguments: [
      ("", "not a JSON object"), ("[]", "not a JSON object"),
      ("{}", "position is missing"),
      (#"{"position":1.5}"#, "position is missing or malformed"),
      (#"{"position":0,"id":"x"}"#, "id is missing or malformed"),
      (
        #"{"position":0,"id":"0cf9cad7-256f-8e07-acd5-3bad06dcc0d0","type":"Nonsense"}"#,
        "unknown event type Nonsense"
      ),
      (
        #"{"position":0,"id":"0cf9cad7-256f-8e07-acd5-3bad06dcc0d0","type":"RecordOpened","record":"r-1"}"#,
        "record is missing or malformed"
      ),
      (
        #"{"position":0,"id":"0cf9cad7-256f-8e07-acd5-3bad06dcc0d0","type":"RecordOpened","record":"r-7db440bc456d3477","revision":0,"time":"2026-11-23T09:39:41.573Z","body":{"channel":7.5}}"#,
        "the body does not fit its type"
      ),
    ])
  func `a line that is not an event is refused with what would be accepted`(
    line: String,
    reason: String
  ) {
    do {
      _ = try EventLine(decoding: Array(line.utf8))
      Issue.record("accepted: \(line)")
    } catch {
      #expect(error.description.contains(reason), "\(error)")
    }
  }

  @Test func `a log that has a system stream of its own takes another log over`() async throws {
    let first = try ServiceFixture()
    try first.create()
    let source = try first.open()
    _ = try await first.importAll(
      Array(try Repository.documents(in: Repository.samples).prefix(2)),
      into: source
    )
    for _ in 0..<3 {
      _ = try await source.traceExport("", from: .zero, to: .zero, ServiceFixture.auditor)
    }
    let lines = try ServiceFixture.lines(source).map { Array($0.utf8) }
    try source.close()
    let second = try ServiceFixture()
    try second.create()
    let target = try second.open()
    _ = try await target.traceExport("", from: .zero, to: .zero, ServiceFixture.auditor)
    let events = EventImport(target)
    try await events.run(lines, first: 1)
    #expect(events.added == lines.count)
    let again = EventImport(target)
    try await again.run(lines, first: 1)
    #expect(again.alreadyThere == lines.count)
    try target.close()
  }

  @Test func `events of a later version park their record, are refused to deciders, and travel`()
    async throws
  {
    let fixture = try ServiceFixture()
    try fixture.create()
    let service = try fixture.open()
    let entries = try await fixture.importAll(
      Array(try Repository.documents(in: Repository.samples).prefix(1)),
      into: service
    )
    guard case .added(let record, _)? = entries.first?.outcome else {
      Issue.record("\(entries)")
      return
    }
    let view = ViewReader(RecordDirectory.self, in: service.directory.views)
    let before = try #require(try await view.read { try $0.entry(of: record) })
    for (number, type) in [UInt16(28), 47].enumerated() {
      let event = NewEvent(
        id: EventID(high: 9, low: UInt64(number)),
        type: EventType(rawValue: type),
        key: type == 47 ? .trace : .content,
        time: service.clock(),
        body: [1, 2, 3]
      )
      _ = try await service.append(Write(record: record, expecting: .any, events: [event]))
    }
    try service.runner.catchUp(LogFeed(service))
    let after = try #require(try await view.read { try $0.entry(of: record) })
    #expect(after.identity == before.identity)
    #expect(after.status == before.status)
    let parked = try await view.read { try $0.parkedRecords() }
    #expect(parked.map(\.record) == [record])
    let trail = ViewReader(AuditTrail.self, in: service.directory.views)
    #expect(try await trail.read { try $0.parkedRecords() }.isEmpty)
    #expect(throws: ServiceFailure.self) { try service.state(of: record) }

    let lines = try ServiceFixture.lines(service)
    #expect(
      lines.contains { $0.contains("\"type\":\"Type47\"") && $0.contains("\"bytes\":\"010203\"") }
    )
    let second = try ServiceFixture()
    try second.create()
    let target = try second.open()
    try await EventImport(target).run(lines.map { Array($0.utf8) }, first: 1)
    #expect(try ServiceFixture.lines(target) == lines)
    #expect(try ServiceFixture.digests(target) == ServiceFixture.digests(service))
    try service.close()
    try target.close()
  }

  @Test func `lines before a refused one are in, and it is named by its number`() async throws {
    let first = try ServiceFixture()
    try first.create()
    let source = try first.open()
    _ = try await first.importAll(
      Array(try Repository.documents(in: Repository.samples).prefix(2)),
      into: source
    )
    var lines = try ServiceFixture.lines(source).map { Array($0.utf8) }
    try source.close()
    lines.insert(Array("nonsense".utf8), at: 2)
    let second = try ServiceFixture()
    try second.create()
    let target = try second.open()
    let events = EventImport(target)
    do {
      try await events.run(lines, first: 1)
      Issue.record("nonsense was accepted")
    } catch let refusal as EventImport.Refusal {
      #expect(refusal.line == 3)
    }
    #expect(try target.reader.readableSize() == 2)
    try target.close()
  }
}
