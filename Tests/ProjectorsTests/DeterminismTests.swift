import CarnetCore
import Testing
import Views

/// Promise 1: the rows follow from the events, however they came to be applied.
struct DeterminismTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `one pass, many small ones, restarts and a rebuild give the same digests`(
    seed: UInt64
  ) throws {
    let history = RandomHistory(seed: seed)
    let expected = try AllViews.rebuilt(history.events)
    let steps: [(name: String, sizes: ClosedRange<Int>, restarts: Bool)] = [
      ("one by one", 1...1, false), ("small steps", 1...40, false), ("restarts", 5...80, true),
    ]
    for step in steps where step.name != "one by one" || seed <= 3 {
      let folder = try TemporaryFolder()
      let feed = ListFeed([])
      var generator = SplitMix64(seed: seed)
      var runner = ViewRunner(AllViews.projectors, in: folder.store)
      var done = 0
      while done < history.events.count {
        let next = min(
          history.events.count,
          done + Int.random(in: step.sizes, using: &generator)
        )
        feed.append(Array(history.events[done..<next]))
        done = next
        for (name, outcome) in try runner.catchUp(feed) {
          guard case .upToDate(let progress) = outcome else {
            Issue.record("seed \(seed), \(step.name), \(name): \(outcome)")
            return
          }
          #expect(progress.applied == UInt64(done))
        }
        if step.restarts { runner = ViewRunner(AllViews.projectors, in: folder.store) }
      }
      let found = try AllViews.digests(folder)
      #expect(found == expected, "seed \(seed), \(step.name)")
    }
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `a check finds a followed view sound`(seed: UInt64) throws {
    let history = RandomHistory(seed: seed &+ 100)
    let folder = try TemporaryFolder()
    let feed = ListFeed(Array(history.events.prefix(100)))
    let runner = ViewRunner(AllViews.projectors, in: folder.store)
    try runner.catchUp(feed)
    feed.append(Array(history.events.dropFirst(100)))
    try runner.catchUp(feed)
    for projector in AllViews.projectors {
      let report = try ViewCheck(projector, in: folder.store).run(feed)
      #expect(report.isSound, "seed \(seed), \(projector.name): \(report.differences)")
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `a build that cannot hold its rows gives the same digests`(seed: UInt64) throws {
    let history = RandomHistory(seed: seed &+ 200)
    let folder = try TemporaryFolder()
    let feed = ListFeed(history.events, batchSize: 7)
    try Rebuild(AllViews.spilling, in: folder.store).run(feed)
    #expect(
      try AllViews.digests(folder) == AllViews.rebuilt(history.events),
      "seed \(seed)"
    )
  }

  @Test func `a rebuild compares all of them with what served`() throws {
    let history = RandomHistory(seed: 7)
    let folder = try AllViews.followed(history.events)
    let reports = try Rebuild(AllViews.projectors, in: folder.store)
      .run(
        ListFeed(history.events)
      )
    #expect(reports.count == AllViews.projectors.count)
    for report in reports {
      guard case .same = report.comparison else {
        Issue.record("\(report)")
        continue
      }
    }
  }
}
