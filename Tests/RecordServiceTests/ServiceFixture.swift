import CarnetCore
import EventLog
import Foundation
import MedicalRecord
import RecordService
import Synchronization
import SystemPackage
import Views

/// Where the repository's own files stand.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let samples = root.appendingPathComponent("Snapshots/Samples/cda")

  static func snapshot(_ version: Int) -> URL {
    root.appendingPathComponent("Snapshots/v\(version)")
  }

  /// Official documents, which a checkout may have beside it.
  static let officialDocuments = root.appendingPathComponent("../shared/data/cda")

  static func documents(in folder: URL) throws -> [DocumentImport.Source] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".xml") }.sorted()
      .map { name in
        DocumentImport.Source(
          name: name,
          bytes: Array(try Data(contentsOf: folder.appendingPathComponent(name)))
        )
      }
  }
}

/// A data directory of a test's own, under a clock that the test winds.
final class ServiceFixture: Sendable {
  let folder: URL
  let directory: DataDirectory
  private let now: Mutex<Int64>

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    directory = DataDirectory(FilePath(folder.appendingPathComponent("data").path))
    now = Mutex(1_795_420_800_000)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var clock: @Sendable () -> Instant {
    { [self] in
      now.withLock { now in
        now += 1000
        return Instant(milliseconds: now)
      }
    }
  }

  /// Puts the clock forward.
  func wind(days: Int) { now.withLock { $0 += Int64(days) * 86_400_000 } }

  func wind(minutes: Int) { now.withLock { $0 += Int64(minutes) * 60_000 } }

  @discardableResult
  func create() throws -> LogIdentity {
    try RecordService.create(directory, origin: "carnet.example/test", clock: clock)
  }

  func open() throws -> RecordService {
    try RecordService.openForWriting(directory, clock: clock)
  }

  static let importer: EventContext = {
    var context = EventContext()
    context.actor = Actor(.operator, identifier: "test")
    context.purpose = .feeding
    return context
  }()

  static let auditor: EventContext = {
    var context = EventContext()
    context.actor = Actor(.auditor, identifier: "auditor")
    context.purpose = .audit
    context.reason = "test"
    return context
  }()

  func importAll(
    _ sources: [DocumentImport.Source],
    into service: RecordService
  ) async throws -> [ImportEntry] {
    try service.runner.catchUp(LogFeed(service))
    let documents = try DocumentImport(service, context: Self.importer, channel: .takeover)
    var entries: [ImportEntry] = []
    for start in stride(from: 0, to: sources.count, by: 8) {
      entries += try await documents.run(Array(sources[start..<min(start + 8, sources.count)]))
    }
    try service.runner.catchUp(LogFeed(service))
    return entries
  }

  /// The digests of all views, brought to the log's end.
  static func digests(_ service: RecordService) throws -> [String: Digest] {
    try service.runner.catchUp(LogFeed(service))
    var digests: [String: Digest] = [:]
    for projector in AllViews.projectors {
      digests[projector.name] = try AllViews.digest(
        of: projector,
        in: service.directory.views
      )
    }
    return digests
  }

  /// All events as interchange lines.
  static func lines(_ service: RecordService) throws -> [String] {
    var lines: [String] = []
    try service.events(EventFilter(), upTo: try service.reader.readableSize()) { events in
      for event in events { lines.append(try EventLine(event).encoded()) }
    }
    return lines
  }
}
