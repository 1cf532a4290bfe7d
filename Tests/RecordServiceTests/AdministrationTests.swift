import CarnetCore
import EventLog
import FileSystemSimulation
import MedicalRecord
import RecordService
import SystemPackage
import Testing

/// What is done to the service beside its writer, and stands in its log all the same.
struct AdministrationTests {
  private static let done = Instant(milliseconds: BackupFixture.start - 3_600_000)
  private static let acts: FilePath = "/data/carnet/acts"

  private static func act(_ outcome: String = "") -> AdministrativeAct {
    var context = EventContext()
    context.actor = Actor(.operator, identifier: "night")
    context.purpose = .administration
    return AdministrativeAct(.backupMade, ["backup 3"], outcome: outcome, by: context, at: done)
  }

  private static func acts(_ service: RecordService) throws -> [OpenedEvent] {
    var filter = EventFilter()
    filter.types = [FactKind.administrationDone.rawValue]
    var found: [OpenedEvent] = []
    try service.events(filter, upTo: try service.reader.readableSize()) { found += $0 }
    return found
  }

  @Test func `an act beside the writer waits as a note, and the next writer appends it once`()
    async throws
  {
    let fixture = BackupFixture()
    try fixture.create()
    let reader = try fixture.openForReading()
    try await reader.note(Self.act())
    #expect(try reader.pendingActs().acts.count == 1)
    #expect(try reader.lastDone(.backupMade) == Self.done)
    #expect(try reader.lastDone(.restored) == nil)
    try reader.close()

    for _ in 0..<2 {
      let writer = try fixture.openForWriting()
      #expect(try await writer.recordPendingActs().isEmpty)
      let events = try Self.acts(writer)
      #expect(events.count == 1)
      guard case .body(let body)? = events.first?.content,
        case .administrationDone(let done)? = body.fact
      else {
        Issue.record("no body")
        return
      }
      #expect(done.action == .backupMade)
      #expect(done.parameters == ["backup 3"])
      #expect(body.context.actor.identifierText == "night")
      #expect(body.context.occurred == Self.done.milliseconds)
      #expect(try writer.lastDone(.backupMade) == Self.done)
      #expect(try fixture.disk.list(Self.acts).isEmpty)
      try writer.close()
    }
  }

  @Test func `wherever the writer dies between event and note, one event comes of it`() async throws
  {
    let fixture = BackupFixture()
    try fixture.create()
    let reader = try fixture.openForReading()
    try await reader.note(Self.act())
    try reader.close()
    for call in 0..<80 {
      let disk = fixture.disk.clone()
      let world = BackupFixture(disk)
      let writer = try world.openForWriting()
      disk.crashAtCall(disk.callCount + call)
      // Dies here, or is done before.
      _ = try? await writer.recordPendingActs()
      try? writer.close()
      disk.clearFaults()
      disk.restart()
      let next = try world.openForWriting()
      #expect(try await next.recordPendingActs().isEmpty)
      #expect(try Self.acts(next).count == 1, "call \(call)")
      #expect(try disk.list(Self.acts).isEmpty, "call \(call)")
      try next.close()
    }
  }

  @Test func `a note that was changed is no event, is named, and stays`() async throws {
    let fixture = BackupFixture()
    try fixture.create()
    let reader = try fixture.openForReading()
    try await reader.note(Self.act())
    try reader.close()
    let name = try #require(try fixture.disk.list(Self.acts).first)
    let path = Self.acts.appending(name)
    var bytes = try fixture.disk.contents(of: path)
    bytes[bytes.count / 2] ^= 1
    try fixture.disk.place(bytes, at: path)
    // And one that somebody put there without any key.
    let forged = Self.acts.appending("00000000-0000-4000-8000-000000000000.act")
    try fixture.disk.place([UInt8](repeating: 7, count: 64), at: forged)
    let writer = try fixture.openForWriting()
    #expect(Set(try await writer.recordPendingActs()) == [path, forged])
    #expect(try Self.acts(writer).isEmpty)
    #expect(try fixture.disk.list(Self.acts).count == 2)
    try writer.close()
  }

  @Test func `a restored log begins with its restore`() async throws {
    let fixture = BackupFixture()
    try fixture.create()
    let service = try fixture.openForWriting()
    try await fixture.fill(service, records: 3)
    try service.close()
    try fixture.backUp()
    var options = BackupFixture.options()
    options.context = Self.act().context
    let report = try await fixture.restore(options)
    let writer = try fixture.openForWriting(options.target)
    // What was restored is the backup, to the byte; the act comes after it.
    #expect(try writer.tree.root(atSize: report.size) == report.root)
    _ = try await writer.recordPendingActs()
    let event = try #require(try Self.acts(writer).last)
    #expect(event.position.rawValue == report.size)
    guard case .body(let body) = event.content, case .administrationDone(let done)? = body.fact
    else {
      Issue.record("no body")
      return
    }
    #expect(done.action == .restored)
    #expect(done.parameters.first == "backup 1")
    #expect(done.outcome == "erased again 0, without keys 0")
    try writer.close()
  }
}
