import CarnetCore
import Foundation
import Testing
import Views

struct ViewRunnerTests {
  @Test func `a view is built when it is missing and follows from there`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<100))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try reader.read { try $0.tally(1)?.events } == 20)
    feed.append(Histories.events(100..<103))
    let outcomes = try runner.catchUp(feed)
    #expect(outcomes.progress("ReasonCount")?.applied == 103)
    let (events, reason) = try #require(try reader.read { try $0.tally(1) })
    #expect(events == 21)
    #expect(reason == "why 100")
    #expect(try reader.read { $0.progress.root } == feed.root(at: 103))
  }

  @Test func `an empty log gives an empty view that follows`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed([])
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    #expect(try runner.catchUp(feed).progress("ReasonCount")?.applied == 0)
    feed.append(Histories.events(0..<5))
    #expect(try runner.catchUp(feed).progress("ReasonCount")?.applied == 5)
  }

  @Test func `many events at once are applied by lanes and committed on the way`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<10), batchSize: 997)
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    feed.append(Histories.events(10..<60_010))
    var reported: [UInt64] = []
    let outcomes = try runner.catchUp(feed) { reported.append($0.done) }
    #expect(outcomes.progress("ReasonCount")?.applied == 60_010)
    #expect(reported.last == 60_000)
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try reader.read { try $0.tally(1)?.events } == 12_002)
  }

  @Test func `two updaters exclude each other`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<10))
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    feed.append(Histories.events(10..<20))
    let lock = try #require(
      try folder.store.fileSystem.lock(
        folder.store.folder.appending("ReasonCount").appending("lock")
      )
    )
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    guard case .beingUpdated? = try runner.catchUp(feed)["ReasonCount"] else {
      Issue.record("the lock of another updater was ignored")
      return
    }
    lock.release()
    #expect(try runner.catchUp(feed).progress("ReasonCount")?.applied == 20)
  }

  @Test func `a second runner goes on where the first one stopped, and the first one notices`()
    throws
  {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<10))
    let first = ViewRunner([ReasonCount.self], in: folder.store)
    let second = ViewRunner([ReasonCount.self], in: folder.store)
    var end = 10
    for round in 0..<6 {
      feed.append(Histories.events(end..<end + 7))
      end += 7
      try (round % 2 == 0 ? first : second).catchUp(feed)
    }
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try reader.read { try $0.tally(1)?.events } == (end + 4) / 5)
    let report = try ViewCheck(ReasonCount.self, in: folder.store).run(feed)
    #expect(report.isSound)
  }

  @Test func `a gap in positions stops the view with the position and changes nothing`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<10))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    feed.append([Histories.event(10), Histories.event(12), Histories.event(13)])
    let failure = try runner.catchUp(feed).failure("ReasonCount")
    #expect(failure == .gap("ReasonCount", expected: Position(11), found: Position(12)))
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try reader.read { $0.progress.applied } == 10)
    #expect(try reader.read { try $0.tally(1)?.events } == 2)
  }

  @Test func `a view of another history or of a longer log asks for a rebuild`() throws {
    let folder = try TemporaryFolder()
    try ViewRunner([ReasonCount.self], in: folder.store)
      .catchUp(
        ListFeed(Histories.events(0..<10))
      )
    let other = ListFeed(Histories.events(0..<20, salt: 1 << 40))
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    #expect(
      try runner.catchUp(other).failure("ReasonCount") == .anotherHistory("ReasonCount", at: 10)
    )
    let shorter = ListFeed(Histories.events(0..<9))
    #expect(
      try runner.catchUp(shorter).failure("ReasonCount")
        == .beyondTheLog("ReasonCount", applied: 10, logSize: 9)
    )
    let reports = try Rebuild([ReasonCount.self], in: folder.store).run(other)
    guard case .unusable? = reports.first?.comparison else {
      Issue.record("a view of another history was compared")
      return
    }
    #expect(try runner.catchUp(other).progress("ReasonCount")?.applied == 20)
  }

  @Test func `a poison event parks its record and nobody else's`() throws {
    let folder = try TemporaryFolder()
    var events = Histories.events(0..<20)
    events[6] = Histories.event(6, reason: "poison")
    let feed = ListFeed(events)
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    try runner.catchUp(feed)
    feed.append(Histories.events(20..<40))
    try runner.catchUp(feed)
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    try reader.read { session in
      #expect(try session.tally(2)?.events == 1)
      #expect(try session.tally(1)?.events == 8)
      let parked = try session.parkedRecords()
      #expect(parked.map(\.record.rawValue) == [2])
      #expect(parked.map(\.position) == [Position(6)])
      #expect(parked.map(\.type) == [32])
      #expect(parked.map(\.reason) == ["it says so"])
    }
    let report = try ViewCheck(ReasonCount.self, in: folder.store).run(feed)
    #expect(report.isSound)
    #expect(report.parked.map(\.position) == [Position(6)])
  }

  @Test func `who asks for an event that is not applied yet is told`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<10))
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try reader.read(atLeast: Position(9)) { try $0.tally(5)?.events } == 2)
    #expect(throws: ViewFailure.behind("ReasonCount", applied: 10, asked: Position(10))) {
      try reader.read(atLeast: Position(10)) { $0.progress }
    }
  }

  @Test func `queries run without blocking a task`() async throws {
    let folder = try TemporaryFolder()
    try ViewRunner([ReasonCount.self], in: folder.store)
      .catchUp(
        ListFeed(Histories.events(0..<10))
      )
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(try await reader.read { try $0.tally(3)?.events } == 2)
    await #expect(throws: ViewFailure.behind("ReasonCount", applied: 10, asked: Position(11))) {
      try await reader.read(atLeast: Position(11)) { $0.progress.applied }
    }
  }

  @Test func `a view that was never built and a damaged pointer are said`() throws {
    let folder = try TemporaryFolder()
    let reader = ViewReader(ReasonCount.self, in: folder.store)
    #expect(throws: ViewFailure.noSuchView("ReasonCount")) { try reader.read { $0.progress } }
    try ViewRunner([ReasonCount.self], in: folder.store)
      .catchUp(
        ListFeed(Histories.events(0..<10))
      )
    for text in ["", "1\n", "00000001", "00000001\nprevious x\n", "00000001\n\nx\n", "../x\n"] {
      try folder.write(text, to: "views/ReasonCount/current")
      let path = folder.store.folder.appending("ReasonCount").appending("current")
      #expect(throws: ViewFailure.malformedPointer(path)) { try reader.read { $0.progress } }
    }
  }

  @Test func `a file that is no view is said to be none`() throws {
    let folder = try TemporaryFolder()
    let feed = ListFeed(Histories.events(0..<10))
    try ViewRunner([ReasonCount.self], in: folder.store).catchUp(feed)
    try folder.write("", to: "views/ReasonCount/00000001.sqlite")
    let runner = ViewRunner([ReasonCount.self], in: folder.store)
    let failure = try runner.catchUp(feed).failure("ReasonCount")
    #expect(
      failure == .notThisView("ReasonCount", found: "something that is not a view")
    )
  }
}

extension [String: ViewRunner.Outcome] {
  func progress(_ name: String) -> ViewProgress? {
    if case .upToDate(let progress)? = self[name] { progress } else { nil }
  }

  func failure(_ name: String) -> ViewFailure? {
    if case .failed(let error)? = self[name] { error as? ViewFailure } else { nil }
  }
}
