import CarnetCore
import FileSystemSimulation
import SystemPackage
import Testing

struct CrashExplorerTests {
  @Test func `a log without mistakes survives every crash`() async throws {
    var explorer = CrashExplorer(ToyLog.scenario(), seed: 1)
    explorer.imagesPerDamage = 5
    explorer.phases = CrashPoint.Phase.allCases
    let report = try await explorer.run()
    #expect(report.failure == nil, "\(report)")
    #expect(report.divergence == nil)
    #expect(report.calls == 19)
    // Create, folder sync, eight writes and syncs three times, and the end.
    #expect(report.runs == 2 * 2 + 8 * 6 + 1)
    #expect(report.images > 500)
  }

  @Test(arguments: [
    ToyLog.Mistake.forgetsDirectorySync, .acknowledgesBeforeSync, .opensDamagedAsEmpty,
  ])
  func `a planted mistake is found and replayed from one line`(
    mistake: ToyLog.Mistake
  ) async throws {
    let explorer = CrashExplorer(ToyLog.scenario(mistake), seed: 7)
    let report = try await explorer.run()
    let failure = try #require(report.failure, "\(report)")
    #expect(failure.reason.contains("was acknowledged"))
    #expect(!failure.replay.contains("\n"))
    #expect(report.description.contains("replay: \(failure.replay)\n"))
    let again = try #require(try await explorer.replay(failure.replay))
    #expect(again.description == failure.description)
  }

  @Test func `a forgotten folder sync is found when all that is unsynced is lost`() async throws {
    var explorer = CrashExplorer(ToyLog.scenario(.forgetsDirectorySync), seed: 0)
    explorer.damages = [.everythingUnsyncedLost]
    let failure = try #require(try await explorer.run().failure)
    #expect(failure.reason == "record 0 was acknowledged, 0 records are found")
    #expect(failure.image.files.isEmpty)
    #expect(failure.acknowledgedCount == 1)
  }

  @Test func `killing the process alone does not show a missing sync`() async throws {
    for mistake in [ToyLog.Mistake.forgetsDirectorySync, .retriesSync] {
      var explorer = CrashExplorer(ToyLog.scenario(mistake), seed: 0)
      explorer.damages = [.everythingKept]
      #expect(try await explorer.run().failure == nil)
    }
  }

  @Test func `two explorations with one seed do the same`() async throws {
    func reports(seed: UInt64) async throws -> [String] {
      var texts: [String] = []
      for mistake in ToyLog.Mistake.allCases {
        texts.append("\(try await CrashExplorer(ToyLog.scenario(mistake), seed: seed).run())")
      }
      return texts
    }
    #expect(try await reports(seed: 3) == reports(seed: 3))
  }

  @Test func `a sample takes as many crash points as it is told`() async throws {
    var explorer = CrashExplorer(ToyLog.scenario(), seed: 5)
    explorer.crashPointsMax = 6
    #expect(try await explorer.run().runs == 6)
    explorer.crashPointsMax = 0
    #expect(try await explorer.run().runs == 0)
  }

  @Test func `what a dead process says is not heard`() async throws {
    let scenario = Scenario<Int> { fileSystem, acknowledge in
      _ = try? fileSystem.create("/a")
      _ = try? fileSystem.syncDirectory("/")
      acknowledge(1)
    } check: { image, acknowledged in
      if !acknowledged.isEmpty, image.files.isEmpty { throw CheckFailure("lost") }
    }
    let report = try await CrashExplorer(scenario, seed: 0).run()
    #expect(report.failure == nil, "\(report)")
  }

  @Test func `what the setup wrote is durable, and each run begins with it`() async throws {
    let scenario = Scenario<Int> { fileSystem in
      try fileSystem.create("/a").write([1], at: 0)
    } workload: { fileSystem, _ in
      try fileSystem.open("/a", for: .writing).write([2], at: 1)
    } check: { image, _ in
      guard try image.contents(of: "/a").first == 1 else { throw CheckFailure("lost") }
    }
    let report = try await CrashExplorer(scenario, seed: 0).run()
    #expect(report.failure == nil, "\(report)")
    #expect(report.calls == 2)
  }

  @Test func `a scenario may begin with the image of a crash`() async throws {
    let first = SimulatedFileSystem()
    try first.createDirectory("/log")
    let log = try ToyLog(creatingOn: first, nil)
    try first.syncDirectory("/")
    for number in 0..<3 { try log.append(number) { _ in } }
    try log.file.write(ToyLog.record(3), at: UInt64(3 * ToyLog.recordBytes))
    for seed in 0..<10 as Range<UInt64> {
      let image = first.crashImage(damage: .torn, seed: seed)
      // Recovery cuts what is torn, and must not cut more when it dies of it.
      let scenario = Scenario<Int> { fileSystem in
        fileSystem.adopt(image)
      } workload: { fileSystem, acknowledge in
        let count = try ToyLog.count(on: fileSystem, nil)
        let file = try fileSystem.open(ToyLog.path, for: .writing)
        try file.truncate(to: UInt64(count * ToyLog.recordBytes))
        try file.sync()
        acknowledge(count - 1)
      } check: { image, acknowledged in
        let count = try ToyLog.count(on: image, nil)
        if count < max(3, (acknowledged.max() ?? 0) + 1) { throw CheckFailure("\(count) left") }
      }
      let report = try await CrashExplorer(scenario, seed: seed).run()
      #expect(report.failure == nil, "seed \(seed): \(report)")
      #expect(report.runs > 2)
    }
  }

  @Test func `the check may write to its image without spoiling the report`() async throws {
    let scenario = Scenario<Int> { fileSystem, _ in
      _ = try fileSystem.create("/a")
    } check: { image, _ in
      try image.place([9], at: "/by-the-check")
      throw CheckFailure("never content")
    }
    let failure = try #require(try await CrashExplorer(scenario, seed: 0).run().failure)
    #expect(failure.image.files.isEmpty)
  }

  @Test func `work that fails by itself is not explored`() async throws {
    let scenario = Scenario<Int> { fileSystem, _ in
      _ = try fileSystem.open("/nothing", for: .reading)
    } check: { _, _ in
    }
    let error = await #expect(throws: ExplorationError.self) {
      _ = try await CrashExplorer(scenario, seed: 0).run()
    }
    #expect(
      error?.description == """
        the workload fails without any fault: open /nothing: No such file or directory
        """
    )
  }

  @Test func `work that is not repeatable is noticed`() async throws {
    let turn = Turn()
    let scenario = Scenario<Int> { fileSystem, _ in
      for number in 0..<3 {
        _ = try fileSystem.create(FilePath("/").appending("\(turn.next())-\(number)"))
      }
    } check: { _, _ in
    }
    let report = try await CrashExplorer(scenario, seed: 0).run()
    #expect(report.divergence == 0)
    #expect(report.description.contains("not repeatable from call 0 on"))
  }

  @Test(arguments: ["", "before:1", "before:1 torn", "before:1 torn x", "before:1 eaten 3"])
  func `other lines are not replayed`(line: String) async throws {
    await #expect(throws: ExplorationError.self) {
      _ = try await CrashExplorer(ToyLog.scenario(), seed: 0).replay(line)
    }
  }
}
