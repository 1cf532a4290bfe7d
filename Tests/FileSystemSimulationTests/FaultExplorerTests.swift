import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing

struct FaultExplorerTests {
  @Test func `a log without mistakes acknowledges nothing that a fault took`() async throws {
    let report = try await FaultExplorer(ToyLog.scenario(), seed: 1).run()
    #expect(report.failure == nil, "\(report)")
    #expect(report.divergence == nil)
    // Create and folder sync, eight writes and syncs, the closing; each once and for ever.
    #expect(report.runs == 2 * (3 + 2 + 8 * 3 + 8 * 3 + 2))
    #expect(report.images == 3 * report.runs)
  }

  @Test(arguments: [
    ToyLog.Mistake.acknowledgesBeforeSync, .retriesSync, .ignoresFailures,
    .forgetsDirectorySync,
  ])
  func `a planted mistake is found and replayed from one line`(
    mistake: ToyLog.Mistake
  ) async throws {
    let explorer = FaultExplorer(ToyLog.scenario(mistake), seed: 7)
    let report = try await explorer.run()
    let failure = try #require(report.failure, "\(report)")
    #expect(failure.reason.contains("was acknowledged"))
    let again = try #require(try await explorer.replay(failure.replay))
    #expect(again.description == failure.description)
  }

  @Test func `believing the second sync is found only where pages count as clean`() async throws {
    var explorer = FaultExplorer(ToyLog.scenario(.retriesSync), seed: 0)
    explorer.kinds = [.ioError, .noSpace, .errorAfterDone]
    #expect(try await explorer.run().failure == nil)
    explorer.kinds = [.syncLosesPages]
    let failure = try #require(try await explorer.run().failure)
    #expect(failure.call?.operation == .sync)
    #expect(failure.replay.hasSuffix("syncLosesPages once everythingUnsyncedLost 0"))
  }

  @Test(arguments: Operation.allCases)
  func `every call can fail in at least one way`(operation: Operation) {
    #expect(FaultKind.allCases.contains { $0.fault(for: operation) != nil })
  }

  @Test(arguments: [
    "", "3 ioError once everythingKept", "x ioError once everythingKept 1",
    "999 ioError once everythingKept 1", "-1 ioError once everythingKept 1",
    "0 syncLosesPages once everythingKept 1", "0 ioError twice everythingKept 1",
  ])
  func `other lines are not replayed`(line: String) async throws {
    await #expect(throws: ExplorationError.self) {
      _ = try await FaultExplorer(ToyLog.scenario(), seed: 0).replay(line)
    }
  }
}
