import CarnetCore
import Foundation
import GRDB
import Testing
import Views

struct RecordRebuildTests {
  private static func tamper(_ folder: TemporaryFolder, _ sql: String) throws {
    let pointer = try #require(try folder.store.folder(of: ReasonCount.self).pointer())
    let file = folder.store.folder.appending("ReasonCount").appending("\(pointer.current).sqlite")
    let queue = try DatabaseQueue(path: file.string)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }

  private static func events(_ feed: [ProjectedEvent], of record: UInt64) -> [ProjectedEvent] {
    feed.filter { $0.record.rawValue == record }
  }

  @Test func `rows that differ are shown for one record and replaced, and nothing else changes`()
    throws
  {
    let folder = try TemporaryFolder()
    let all = Histories.events(0..<200)
    let feed = ListFeed(all)
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    let rebuild = RecordRebuild(ReasonCount.self, in: folder.store)
    let record = Pseudonym(rawValue: 3)
    let mine = Self.events(all, of: 3)
    #expect(try rebuild.run(record, mine, repairs: false).differences.isEmpty)
    try Self.tamper(folder, "UPDATE tally SET events = 7, reason = 1 WHERE record = 3")
    try Self.tamper(folder, "UPDATE tally SET events = 9 WHERE record = 4")
    let found = try rebuild.run(record, mine, repairs: false)
    #expect(found.differences.map(\.kind) == [.columns(["events", "reason"])])
    #expect(!found.isRepaired)
    let repaired = try rebuild.run(record, mine, repairs: true)
    #expect(repaired.isRepaired)
    #expect(try rebuild.run(record, mine, repairs: false).differences.isEmpty)
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    let (events, reason) = try #require(try reader.read { try $0.tally(3) })
    #expect(events == 40)
    #expect(reason == "why 197")
    #expect(try reader.read { try $0.tally(4)?.events } == 9)

    try Self.tamper(folder, "DELETE FROM tally WHERE record = 4")
    let four = Self.events(all, of: 4)
    #expect(
      try rebuild.run(Pseudonym(rawValue: 4), four, repairs: true).differences.map(\.kind)
        == [.missingRow]
    )
    #expect(try ViewCheck(ReasonCount.self, in: folder.store).run(feed).isSound)
  }

  @Test func `a parked record stays aside while its event is poison, and comes back after`()
    throws
  {
    let folder = try TemporaryFolder()
    var all = Histories.events(0..<20)
    all[7] = Histories.event(7, reason: "poison")
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(ListFeed(all))
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try reader.read { try $0.parkedRecords() }.map(\.position) == [Position(7)])
    let rebuild = RecordRebuild(ReasonCount.self, in: folder.store)
    let record = Pseudonym(rawValue: 3)
    let still = try rebuild.run(record, Self.events(all, of: 3), repairs: true)
    #expect(still.stillParked?.position == Position(7))
    #expect(!still.isRepaired)
    // As after an update of the projector: the event can be applied.
    let mended = Histories.events(0..<20)
    let retried = try rebuild.run(record, Self.events(mended, of: 3), repairs: true)
    #expect(retried.parked?.position == Position(7))
    #expect(retried.stillParked == nil)
    #expect(retried.isRepaired)
    #expect(try reader.read { try $0.parkedRecords() }.isEmpty)
    let feed = ListFeed(mended)
    #expect(try ViewCheck(ReasonCount.self, in: folder.store).run(feed).isSound)
    // The runner that held its rows in memory goes on from the new ones.
    feed.append(Histories.events(20..<40))
    try runner.catchUp(feed)
    #expect(try ViewCheck(ReasonCount.self, in: folder.store).run(feed).isSound)
  }
}

struct ViewSnapshotTests {
  @Test func `a snapshot serves elsewhere, follows, and holds nothing of what was erased since`()
    throws
  {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    let copy = folder.path.appending("copy.sqlite")
    let snapshot = try folder.store.snapshot(ReasonCount.self, to: copy)
    #expect(snapshot.progress.applied == 100)

    let other = try TemporaryFolder()
    let generation = try other.store.install(
      ReasonCount.self,
      from: copy,
      expecting: snapshot,
      erased: []
    )
    #expect(generation.number == 1)
    feed.append(Histories.events(100..<150))
    try ViewRunner([ReasonCount.self], in: other.store).catchUp(feed)
    #expect(try ViewCheck(ReasonCount.self, in: other.store).run(feed).isSound)

    let third = try TemporaryFolder()
    _ = try third.store.install(
      ReasonCount.self,
      from: copy,
      expecting: snapshot,
      erased: [(Pseudonym(rawValue: 2), .everything)]
    )
    let reader = ViewReader(ReasonCount.self, in: third.store)
    #expect(try reader.read { try $0.tally(2) == nil })
    for (name, bytes) in try third.contents() {
      #expect(bytes.range(of: Data("why 96".utf8)) == nil, "\(name)")
    }

    var another = snapshot
    another.digest = .zero
    #expect(throws: ViewFailure.self) {
      try other.store.install(ReasonCount.self, from: copy, expecting: another, erased: [])
    }
    #expect(try ViewCheck(ReasonCount.self, in: other.store).run(feed).isSound)
  }
}
