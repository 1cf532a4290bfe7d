import CarnetCore
import Foundation
import Testing
import Views

/// Promise 4: what is erased is gone from the views, and from what is rebuilt.
struct ErasureTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `a view that saw the bodies equals one rebuilt without them`(seed: UInt64) throws {
    let history = RandomHistory(seed: seed &+ 1000)
    let folder = try TemporaryFolder()
    let feed = ListFeed(Array(history.events.prefix(150)))
    let runner = ViewRunner(AllViews.projectors, in: folder.store)
    try runner.catchUp(feed)
    feed.append(Array(history.events.dropFirst(150)))
    try runner.catchUp(feed)
    let found = try AllViews.digests(folder)
    #expect(try AllViews.rebuilt(history.events) == found, "seed \(seed), with bodies")
    #expect(try AllViews.rebuilt(history.blinded()) == found, "seed \(seed), without bodies")
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `purged equals rebuilt, before and after the erasure is applied`(seed: UInt64) throws {
    let history = RandomHistory(seed: seed &+ 2000)
    for (index, erasure) in history.erasures.enumerated() where index < 3 {
      let end = Int(erasure.position.rawValue)
      let earlier = Array(history.blinded(erasuresBefore: end).prefix(end))
      let folder = try AllViews.followed(earlier)
      // The keys are destroyed and the views purged before they have come to the event.
      for projector in AllViews.projectors {
        try folder.store.purge(erasure.record, erasure.scope, from: projector)
      }
      var blinded = earlier
      RandomHistory.blind(&blinded, erasure.record, erasure.scope, before: erasure.position)
      let (purged, rebuilt) = (try AllViews.digests(folder), try AllViews.rebuilt(blinded))
      let differing = purged.keys.filter { purged[$0] != rebuilt[$0] }
      #expect(differing.isEmpty, "seed \(seed), at \(end), \(erasure.scope)")
      // Then they follow, and are purged again after it.
      let log = history.blinded()
      try ViewRunner(AllViews.projectors, in: folder.store).catchUp(ListFeed(log))
      for projector in AllViews.projectors {
        try folder.store.purge(
          erasure.record,
          erasure.scope,
          before: erasure.position,
          from: projector
        )
      }
      #expect(
        try AllViews.digests(folder) == AllViews.rebuilt(log),
        "seed \(seed), after \(end)"
      )
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `no byte of a purged record is left in the files`(seed: UInt64) throws {
    var options = RandomHistory.Options()
    options.hasErasures = false
    options.records = 5
    let history = RandomHistory(seed: seed &+ 3000, options)
    let folder = try TemporaryFolder()
    let feed = ListFeed(history.events)
    let runner = ViewRunner(AllViews.projectors, in: folder.store)
    try runner.catchUp(feed)
    // A second generation, so that the one before holds the record too.
    try Rebuild(AllViews.projectors, in: folder.store).run(feed)
    let record = try #require(history.events.first { $0.record != .system }?.record)
    let canary = Data(RandomHistory.canary(of: record).utf8)
    #expect(try occurrences(of: canary, in: folder) > 20)
    for projector in AllViews.projectors { try folder.store.purge(record, from: projector) }
    #expect(try occurrences(of: canary, in: folder) == 0, "seed \(seed)")
    // Others are untouched.
    let other = try #require(
      history.events.first { $0.record != .system && $0.record != record }?.record
    )
    let otherCanary = Data(RandomHistory.canary(of: other).utf8)
    #expect(try occurrences(of: otherCanary, in: folder) > 0)
    // The runner that had the old files open goes on with the new ones.
    var blinded = history.events
    RandomHistory.blind(&blinded, record, .everything, before: Position(UInt64.max))
    let log = ListFeed(blinded)
    try runner.catchUp(log)
    #expect(try AllViews.digests(folder) == AllViews.rebuilt(blinded))
    #expect(try occurrences(of: canary, in: folder) == 0)
  }

  @Test func `a rebuild over bodies that an erasure covers leaves none of their bytes`() throws {
    // The keys of this log were not destroyed yet when the rebuild read it.
    let history = RandomHistory(seed: 77)
    let erasure = try #require(history.erasures.first { $0.scope == .everything })
    let folder = try TemporaryFolder()
    try Rebuild(AllViews.projectors, in: folder.store).run(ListFeed(history.events))
    let canary = Data(RandomHistory.canary(of: erasure.record).utf8)
    #expect(try occurrences(of: canary, in: folder) == 0)
  }

  @Test func `a purge is visible to whoever reads`() throws {
    let history = RandomHistory(seed: 5)
    let folder = try AllViews.followed(history.events)
    let before = try AllViews.digests(folder)
    let record = try #require(history.events.first { $0.record != .system }?.record)
    for projector in AllViews.projectors { try folder.store.purge(record, from: projector) }
    #expect(try AllViews.digests(folder) != before)
  }

  private func occurrences(of canary: Data, in folder: TemporaryFolder) throws -> Int {
    var count = 0
    for bytes in try folder.contents().values {
      var rest = bytes[...]
      while let found = rest.range(of: canary) {
        count += 1
        rest = rest[found.upperBound...]
      }
    }
    return count
  }
}
