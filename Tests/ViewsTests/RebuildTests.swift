import CarnetCore
import Foundation
import GRDB
import Synchronization
import Testing
import Views

struct RebuildTests {
  @Test func `a rebuild takes the place of the serving view and says that both are the same`()
    throws
  {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<500))
    let first = try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    guard case .noServingView? = first.first?.comparison else {
      Issue.record("there was no view to compare with")
      return
    }
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    let digest = try reader.read { try $0.digest() }
    let second = try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    guard case .same? = second.first?.comparison else {
      Issue.record("\(second)")
      return
    }
    #expect(second.first?.digest == digest)
    #expect(second.first?.generation.number == 2)
    #expect(try reader.read { try $0.digest() } == digest)
    #expect(try pointer(folder) == "00000002\nprevious 00000001\n")
  }

  @Test func `a reader and a follower notice that another file serves`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<50))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    _ = try reader.read { $0.progress }
    try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    try folder.store.prune(ReasonCount.self)
    feed.append(Histories.events(50..<60))
    #expect(try runner.catchUp(feed).progress("ReasonCount")?.applied == 60)
    #expect(try reader.read { try $0.tally(1)?.events } == 12)
    let names = try folder.contents().keys.filter { $0.contains(".sqlite") }
    #expect(names.allSatisfy { $0.contains("00000002") })
  }

  @Test func `a rebuild while the log grows loses nothing`() throws {
    let folder = try TemporaryFolder()
    let grown = Mutex(1000)
    let feed = ListFeed(Histories.events(0..<1000), batchSize: 100) { feed in
      let (from, to) = grown.withLock { size in
        defer { size = min(size + 60, 30_000) }
        return (size, min(size + 60, 30_000))
      }
      if from < to { feed.append(Histories.events(from..<to)) }
    }
    let reports = try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    let size = feed.size()
    #expect(reports.first?.progress.applied == size || size > 1000)
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    let still = ListFeed(Histories.events(0..<Int(feed.size())))
    #expect(try ViewCheck(ReasonCount.self, in: folder.store).run(still).isSound)
  }

  @Test func `a follower goes on while a rebuild runs, and what it saw is in the new file`() throws
  {
    let folder = try TemporaryFolder()
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(ListFeed(Histories.events(0..<300)))
    // What is appended at each batch of the rebuild's pass; empty while the follower makes its own.
    let later = Mutex([300..<310, 310..<320, 320..<330, 330..<340])
    let feed = ListFeed(Histories.events(0..<300), batchSize: 50) { feed in
      let rest = later.withLock { rest in
        defer { rest = [] }
        return rest
      }
      guard let next = rest.first else { return }
      feed.append(Histories.events(next))
      let outcome = try? runner.catchUp(feed).progress("ReasonCount")
      #expect(outcome?.applied == UInt64(next.upperBound))
      later.withLock { $0 = Array(rest.dropFirst()) }
    }
    let reports = try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    guard case .same? = reports.first?.comparison else {
      Issue.record("\(reports)")
      return
    }
    #expect(reports.first?.progress.applied == feed.size())
    #expect(feed.size() == 340)
  }

  @Test func `a cancelled rebuild leaves every file as it was`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<2000))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    try runner.close()
    let before = try folder.contents()
    for polls in [0, 1, 5, 31, 32, 33] {
      let left = Mutex(polls)
      let rebuild = Rebuild([ReasonCount.self], in: folder.store) {
        left.withLock {
          $0 -= 1
          return $0 < 0
        }
      }
      #expect(throws: ViewFailure.cancelled) { try rebuild.run(feed) }
      #expect(try folder.contents() == before, "cancelled at poll \(polls)")
    }
  }

  @Test func `a task that is cancelled stops its rebuild`() async throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<2000)) { _ in
      withUnsafeCurrentTask { $0?.cancel() }
    }
    let store = folder.store
    let task = Task { try Rebuild([ReasonCount.self], in: store).run(feed) }
    await #expect(throws: ViewFailure.cancelled) { try await task.value }
    #expect(try folder.contents().keys.filter { $0.contains("0000") } == [])
  }

  @Test func `what a killed rebuild left is removed by the next one`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    // Killed while it loaded; killed between giving the file its name and the swap; and while the
    // pointer was written.
    try folder.write("half a file", to: "views/ReasonCount/00000002.building")
    try folder.write("half a log", to: "views/ReasonCount/00000002.building-wal")
    try folder.write("whole, never swapped in", to: "views/ReasonCount/00000003.sqlite")
    try folder.write("0000", to: "views/ReasonCount/current.tmp")
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try reader.read { try $0.tally(1)?.events } == 20)
    try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    let names = try folder.contents().keys.filter { $0.contains("0000") }
    #expect(names.allSatisfy { $0.contains("00000001.sqlite") || $0.contains("00000002.sqlite") })
    #expect(try pointer(folder) == "00000002\nprevious 00000001\n")
    #expect(try reader.read { try $0.tally(1)?.events } == 20)
  }

  @Test func `two rebuilds of one view exclude each other`() throws {
    let folder = try TemporaryFolder()
    let store = folder.store
    let attempts = Mutex<[ViewFailure?]>([])
    let feed = ListFeed(Histories.events(0..<100)) { _ in
      let failure: ViewFailure?
      do {
        try Rebuild([ReasonCount.self], in: store).run(ListFeed([]))
        failure = nil
      } catch {
        failure = error as? ViewFailure
      }
      attempts.withLock { $0.append(failure) }
    }
    try Rebuild([ReasonCount.self], in: store).run(feed)
    let found = attempts.withLock { $0 }
    #expect(!found.isEmpty)
    #expect(found.allSatisfy { $0 == .beingRebuilt("ReasonCount") })
  }

  @Test func `a rebuild waits for another one as long as it is told to, and says so once`() throws {
    let folder = try TemporaryFolder()
    let store = folder.store
    let events = Histories.events(0..<100)
    let second = Second()
    let feed = ListFeed(events) { _ in
      // A thread of its own: the pool's may all be waiting here.
      let isFirst = second.start {
        let rebuild = Rebuild([ReasonCount.self], in: store, waitSecondsMax: 60) {
          false
        } waiting: { _ in
          second.count()
        }
        return try rebuild.run(ListFeed(events)).first?.generation.description
      }
      // Until the other has met the lock, or never does.
      let deadline = ContinuousClock.now + .seconds(30)
      while isFirst, second.times == 0, ContinuousClock.now < deadline {
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
    try Rebuild([ReasonCount.self], in: store).run(feed)
    #expect(try second.generation() == "00000002")
    #expect(second.times == 1)
    let impatient = Mutex<ViewFailure?>(nil)
    let again = ListFeed(events) { _ in
      do {
        try Rebuild([ReasonCount.self], in: store, waitSecondsMax: 0.1).run(ListFeed(events))
      } catch {
        impatient.withLock { $0 = error as? ViewFailure }
      }
    }
    try Rebuild([ReasonCount.self], in: store).run(again)
    #expect(impatient.withLock { $0 } == .beingRebuilt("ReasonCount"))
  }

  @Test func `who needs a view that another process is building waits for it`() async throws {
    let folder = try TemporaryFolder()
    let store = folder.store
    let events = Histories.events(0..<100)
    let waiting = Mutex<Task<Bool, any Error>?>(nil)
    let feed = ListFeed(events) { _ in
      waiting.withLock { task in
        if task != nil { return }
        task = Task.detached {
          let runner = ViewRunner([ReasonCount.self], in: store)
          defer { try? runner.close() }
          let outcome = try runner.catchUp(ListFeed(events))["ReasonCount"]
          if case .upToDate(let progress)? = outcome { return progress.applied == 100 }
          return false
        }
      }
    }
    try Rebuild([ReasonCount.self], in: store).run(feed)
    let task = try #require(waiting.withLock { $0 })
    #expect(try await task.value)
  }

  @Test func `a serving view that was changed by hand is reported and replaced`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    try runner.close()
    try tamper(folder, "UPDATE tally SET events = events + 1 WHERE record = 3")
    let check = try ViewCheck(ReasonCount.self, in: folder.store).run(feed)
    #expect(!check.isSound)
    let difference = try #require(check.differences.first)
    #expect(check.differences.count == 1)
    #expect(difference.table == "tally" && difference.row == 2 && difference.key == "record 3")
    #expect(difference.kind == .columns(["events"]))
    let reports = try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    guard case .differs(let differences)? = reports.first?.comparison else {
      Issue.record("\(reports)")
      return
    }
    #expect(differences == check.differences)
    #expect(try ViewCheck(ReasonCount.self, in: folder.store).run(feed).isSound)
  }

  @Test(arguments: [
    ("DELETE FROM tally WHERE record = 2", TableDifference.Kind.missingRow, "record 2"),
    ("INSERT INTO tally VALUES (9, 1, 1)", .extraRow, "record 9"),
    ("INSERT INTO tally VALUES (-9, 1, 1)", .extraRow, "record 1"),
    ("UPDATE reason SET text = 'x' WHERE text = 'why 96'", .columns(["reason"]), "record 2"),
  ])
  func `a check names the first row that differs`(
    sql: String,
    kind: TableDifference.Kind,
    key: String
  ) throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    try runner.close()
    try tamper(folder, sql)
    let report = try ViewCheck(ReasonCount.self, in: folder.store).run(feed)
    #expect(report.differences.map(\.kind) == [kind])
    #expect(report.differences.map(\.key) == [key])
    #expect(try folder.contents().keys.allSatisfy { !$0.contains("building") })
  }

  @Test func `a check is made at the view's own position`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    feed.append(Histories.events(100..<200))
    let report = try ViewCheck(ReasonCount.self, in: folder.store).run(feed)
    #expect(report.isSound)
    #expect(report.progress.applied == 100)
  }

  @Test func `another version of the projector asks for a rebuild and gets one`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    let runner = ViewRunner([ReasonCountNext.self], in: folder.store)
    #expect(
      try runner.catchUp(feed).failure("ReasonCount")
        == .anotherVersion("ReasonCount", found: 1, expected: 2)
    )
    let reports = try Rebuild([ReasonCountNext.self], in: folder.store).run(feed)
    guard case .anotherVersion(1)? = reports.first?.comparison else {
      Issue.record("\(reports)")
      return
    }
    #expect(try runner.catchUp(feed).progress("ReasonCount")?.applied == 100)
    #expect(throws: ViewFailure.anotherVersion("ReasonCount", found: 1, expected: 2)) {
      try folder.store.rollback(ReasonCountNext.self)
    }
    try folder.store.rollback(ReasonCount.self)
    let old = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try old.read { try $0.tally(1)?.events } == 20)
  }

  @Test func `a rollback lets the generation before serve, and prune ends that`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    #expect(throws: ViewFailure.noPreviousGeneration("ReasonCount")) {
      try folder.store.rollback(ReasonCount.self)
    }
    feed.append(Histories.events(100..<150))
    try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    #expect(try folder.store.rollback(ReasonCount.self).number == 1)
    #expect(try pointer(folder) == "00000001\nprevious 00000002\n")
    #expect(try runner.catchUp(feed).progress("ReasonCount")?.applied == 150)
    try folder.store.prune(ReasonCount.self)
    #expect(try pointer(folder) == "00000001\n")
    #expect(throws: ViewFailure.noPreviousGeneration("ReasonCount")) {
      try folder.store.rollback(ReasonCount.self)
    }
  }

  @Test func `a log that breaks off fails the rebuild and leaves no file`() throws {
    let folder = try TemporaryFolder()
    struct BrokenFeed: EventFeed {
      struct Broken: Error {}
      let inner = ListFeed(Histories.events(0..<200))
      func size() -> UInt64 { 200 }
      func root(at size: UInt64) -> Digest { .zero }
      func read(
        from start: Position,
        to end: Position,
        _ consume: (borrowing [ProjectedEvent]) throws -> Void
      ) throws {
        try inner.read(from: start, to: Position(128), consume)
        throw Broken()
      }
    }
    #expect(throws: BrokenFeed.Broken.self) {
      try Rebuild([ReasonCount.self], in: folder.store).run(BrokenFeed())
    }
    #expect(try folder.contents().keys.filter { $0.contains("0000") } == [])
  }

  @Test func `a rebuild stops at a gap in the feed`() throws {
    let folder = try TemporaryFolder()
    var events = Histories.events(0..<200)
    events.remove(at: 150)
    let feed = ListFeed(events)
    #expect(throws: ViewFailure.gap("ReasonCount", expected: Position(150), found: Position(151))) {
      try Rebuild([ReasonCount.self], in: folder.store).run(feed)
    }
    #expect(try folder.contents().keys.filter { $0.contains("0000") } == [])
  }

  private func pointer(_ folder: TemporaryFolder) throws -> String {
    let data = try folder.contents()["ReasonCount/current"] ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  private func tamper(_ folder: TemporaryFolder, _ sql: String) throws {
    let path = folder.path.appending("views/ReasonCount/00000001.sqlite").string
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }
}

/// Another process that rebuilds: what came of it, and how often it was told that it waits.
private final class Second: Sendable {
  private let number = Mutex(0)
  private let wasStarted = Mutex(false)
  private let outcome = Mutex<Result<String?, any Error>?>(nil)

  var times: Int { number.withLock { $0 } }

  func count() { number.withLock { $0 += 1 } }

  /// Runs it on a thread, once; false when it was started before.
  func start(_ body: @escaping @Sendable () throws -> String?) -> Bool {
    let isFirst = wasStarted.withLock { wasStarted in
      defer { wasStarted = true }
      return !wasStarted
    }
    guard isFirst else { return false }
    Thread.detachNewThread { [self] in
      let result = Result { try body() }
      outcome.withLock { $0 = result }
    }
    return true
  }

  /// Waits for its end.
  func generation() throws -> String? {
    let deadline = ContinuousClock.now + .seconds(90)
    while ContinuousClock.now < deadline {
      if let result = outcome.withLock({ $0 }) { return try result.get() }
      Thread.sleep(forTimeInterval: 0.01)
    }
    return nil
  }
}
