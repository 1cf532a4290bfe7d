import AuditTrail
import CarnetCore
import EventLog
import Interop
import Ledger
import MedicalRecord
import RecordService
import Testing

struct ServedFeedsTests {
  private static let always =
    Instant(milliseconds: 0)..<Instant(milliseconds: 4_000_000_000_000)

  @Test
  func `since my last visit: no change is missed, none comes twice, what is hidden is not there`()
    async throws
  {
    let world = try await ServingWorld()
    let (doctor, author) = (try ServingWorld.professional(1), try ServingWorld.professional(2))
    try await world.authorise(doctor)
    let start = try await world.desk
      .changes(
        after: nil,
        in: .records([world.record]),
        for: doctor
      )
      .cursor
    try await world.deposit(
      world.document("1.1", by: author),
      world.document("1.2", by: author, hiddenFrom: [.professionals]),
      world.document("1.3", by: author),
      by: author
    )
    var items: [ChangeItem] = []
    var cursor = start
    repeat {
      let page = try await world.desk.changes(
        after: cursor,
        in: .authorised,
        limit: 1,
        for: doctor
      )
      items += page.items
      cursor = page.cursor
      #expect(page.receipts.count == (page.items.isEmpty ? 0 : 1))
      if page.items.isEmpty { break }
    } while true
    #expect(items.compactMap(\.document) == [1, 3])
    #expect(items.allSatisfy { $0.kind == .documentAdded(replaces: nil) })
    let stranger = try world.stranger()
    // Whoever may not know that there is a record hears what they hear of one that is not there, and
    // the attempt is traced.
    let before = try world.service.reader.readableSize()
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.changes(after: start, in: .records([world.record]), for: stranger)
    }
    #expect(try world.service.reader.readableSize() == before + 1)
    try world.service.close()
  }

  @Test func `whoever waits is told of a change when it comes, and of nothing when it does not`()
    async throws
  {
    let world = try await ServingWorld()
    let (doctor, author) = (try ServingWorld.professional(1), try ServingWorld.professional(2))
    try await world.authorise(doctor)
    let start = try await world.desk
      .changes(
        after: nil,
        in: .records([world.record]),
        for: doctor
      )
      .cursor
    let nothing = try await world.desk.waitForChanges(
      after: start,
      in: .records([world.record]),
      timeout: .milliseconds(200),
      for: doctor
    )
    #expect(nothing.items.isEmpty)
    async let waited = world.desk.waitForChanges(
      after: nothing.cursor,
      in: .records([world.record]),
      timeout: .seconds(60),
      for: doctor
    )
    try await Task.sleep(for: .milliseconds(100))
    try await world.deposit(world.document("1.1", by: author), by: author)
    let page = try await waited
    #expect(page.items.map(\.document) == [1])
    try world.service.close()
  }

  @Test func `the holder reads their trail, without what would tell them of a hidden document`()
    async throws
  {
    let world = try await ServingWorld()
    let author = try ServingWorld.professional(1)
    try await world.deposit(
      world.document("1.1", by: author),
      world.document("1.2", by: author, hiddenFrom: [.patient]),
      by: author
    )
    _ = try await world.desk.content(.number(2, of: world.record), for: author)
    let search = TrailSearch(Self.always)
    let own = try await world.desk.trail(of: .ins(world.ins), search, for: world.holder)
    #expect(!own.value.accesses.isEmpty)
    #expect(!own.value.accesses.contains { $0.document == 2 })
    #expect(own.value.accesses.contains { $0.document == 1 })
    await #expect(throws: ServingFailure.forbidden(.noConsent)) {
      try await world.desk.trail(of: .ins(world.ins), search, for: author)
    }
    try await world.authorise(author)
    await #expect(throws: ServingFailure.forbidden(.trailNotForThisReader)) {
      try await world.desk.trail(of: .ins(world.ins), search, for: author)
    }
    await #expect(throws: ServingFailure.badParameter("limit")) {
      try await world.desk.trail(
        of: .ins(world.ins),
        TrailSearch(Self.always, limit: 0),
        for: world.holder
      )
    }
    try world.service.close()
  }

  @Test
  func `auditors search all trails by agent, type and outcome, in pages; each look is an event`()
    async throws
  {
    let world = try await ServingWorld()
    let (doctor, other) = (try ServingWorld.professional(1), try ServingWorld.professional(2))
    try await world.authorise(doctor)
    for _ in 0..<5 {
      _ = try await world.desk.documents(of: .ins(world.ins), for: doctor)
      _ = try? await world.desk.documents(of: .ins(world.ins), for: other)
    }
    var filter = AuditTrail.Filter()
    filter.agent = AuditActor.Identifier(doctor.actor.identifierText)
    var found: [AuditTrail.Access] = []
    var search = TrailSearch(Self.always, filter, limit: 2)
    let before = try world.service.reader.readableSize()
    repeat {
      let page = try await world.desk.trail(search, for: ServingWorld.auditor())
      found += page.value.accesses
      search.after = page.value.next
    } while search.after != nil
    #expect(found.count == 5)
    #expect(try world.service.reader.readableSize() == before + 3)
    filter = AuditTrail.Filter()
    filter.outcome = .refused
    let refused = try await world.desk.trail(
      TrailSearch(Self.always, filter),
      for: ServingWorld.auditor()
    )
    #expect(refused.value.accesses.count == 5)
    #expect(refused.value.accesses.allSatisfy { $0.isRefused })
    await #expect(throws: ServingFailure.forbidden(.trailNotForThisReader)) {
      try await world.desk.trail(TrailSearch(Self.always), for: doctor)
    }
    try world.service.close()
  }

  @Test func `an export traces itself and each record before it gives it`() async throws {
    let world = try await ServingWorld()
    let author = try ServingWorld.professional(1)
    try await world.deposit(
      world.document("1.1", by: author),
      world.document("1.2", by: author, hiddenFrom: [.patient]),
      by: author
    )
    let own = try await world.desk.export(BulkExport(.record(world.record)), for: world.holder)
    var records: [ExportedRecord] = []
    for try await record in own { records.append(record) }
    #expect(records.map { $0.documents.map(\.number) } == [[1]])
    #expect(records.first?.identity?.birthName == "LEFEVRE")
    guard case .eventsExported(let exported) = try world.fact(own.receipt.position).fact else {
      Issue.record("no trace of the export")
      return
    }
    #expect(exported.to == own.size)
    let management = Caller(
      .operator(identifier: "op", name: ""),
      reason: "takeover",
      request: RequestID(rawValue: 3)
    )
    var count = 0
    for try await record in try await world.desk.export(BulkExport(.system), for: management) {
      count += 1
      // Those who run the service see no document.
      #expect(record.documents.isEmpty)
    }
    #expect(count == 1)
    await #expect(throws: ServingFailure.forbidden(.noConsent)) {
      try await world.desk.export(BulkExport(.system), for: author)
    }
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.export(BulkExport(.record(world.record)), for: try world.stranger())
    }
    try world.service.close()
  }

  @Test func `a receipt is proven under a signed head, and many who ask share one`() async throws {
    let world = try await ServingWorld()
    let author = try ServingWorld.professional(1)
    let written = try await world.deposit(world.document("1.1", by: author), by: author)
    let position = written.receipt.position
    let note = try await world.desk.checkpoint(covering: written.receipt)
    #expect(try Checkpoint(parsing: note.text).size > position.rawValue)
    let sizes = try await withThrowingTaskGroup(of: UInt64.self) { group in
      for _ in 0..<8 {
        group.addTask { try await world.desk.proof(of: position).index }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(sizes == Array(repeating: position.rawValue, count: 8))
    await #expect(throws: ServingFailure.notFound) {
      try await world.desk.proof(of: Position(1_000_000))
    }
    try world.service.close()
  }
}
