/// Crashes a piece of work at every call it makes, and checks what every kind of damage leaves.
///
/// The work is run once to count its calls. Then it is run again for each of them and dies there;
/// the machine that is left gives images, and the scenario's check is put to each.
///
///     let report = try await CrashExplorer(scenario, seed: 1).run()
///     #expect(report.failure == nil, "\(report)")
///
/// A failure names the crash in one line, which `replay` takes.
package struct CrashExplorer<Acknowledgement: Sendable>: Sendable {
  package var scenario: Scenario<Acknowledgement>

  /// Decides all that is random: which crash points are sampled and what each image loses.
  package var seed: UInt64

  package var damages = Damage.allCases

  /// Images for each crash point and damage; those that nothing random decides are made once.
  package var imagesPerDamage = 1

  /// At most so many crash points, evenly drawn; all if nil.
  package var crashPointsMax: Int?

  /// A crash after a call leaves what a crash before the next one leaves, with fewer things
  /// acknowledged, so it finds nothing more unless the check asks for what must not be there.
  package var phases: [CrashPoint.Phase] = [.before, .during]

  package var names = NameOrdering.anySubset

  package init(_ scenario: Scenario<Acknowledgement>, seed: UInt64) {
    self.scenario = scenario
    self.seed = seed
  }

  /// Explores until the first failure or the end.
  ///
  /// - Returns: what was done and found.
  /// - Throws: what the setup throws, `ExplorationError.workloadFailed` if the undisturbed work
  ///   fails, and `CancellationError`.
  package func run() async throws -> ExplorationReport {
    let prepared = try await scenario.prepare()
    let journal = try await scenario.runUndisturbed(on: prepared).fileSystem.journal
    var report = ExplorationReport(calls: journal.count)
    for point in crashPoints(in: journal) {
      try Task.checkCancellation()
      let run = await crash(prepared, at: point)
      report.runs += 1
      report.noteDivergence(of: run.fileSystem.journal, from: journal, at: point.call)
      for (damage, imageSeed) in images(of: run.fileSystem, at: point) {
        let image = run.fileSystem.crashImage(damage: damage, names: names, seed: imageSeed)
        report.images += 1
        if let reason = await scenario.objection(to: image, run.acknowledged) {
          let crash = Crash(point: point, damage: damage, seed: imageSeed)
          report.failure = ExplorationFailure(crash.description, reason, run, point.call, image)
          return report
        }
      }
    }
    return report
  }

  /// Does one crash again.
  ///
  /// - Parameter line: the `replay` of a failure.
  /// - Returns: the failure; nil if the image holds now.
  /// - Throws: as `run`, and `ExplorationError.unreadableReplay`.
  package func replay(_ line: String) async throws -> ExplorationFailure? {
    guard let crash = Crash(line) else { throw ExplorationError.unreadableReplay(line) }
    let run = await self.crash(try await scenario.prepare(), at: crash.point)
    let image = run.fileSystem.crashImage(damage: crash.damage, names: names, seed: crash.seed)
    guard let reason = await scenario.objection(to: image, run.acknowledged) else { return nil }
    return ExplorationFailure(crash.description, reason, run, crash.point.call, image)
  }

  /// Every moment to crash at, or a sample of them, in order.
  ///
  /// The last is the end of the work.
  private func crashPoints(in journal: Journal) -> [CrashPoint] {
    var points: [CrashPoint] = []
    for record in journal.calls where record.operation.changesDisk {
      for phase in phases where phase != .during || record.operation.isDivisible {
        points.append(CrashPoint(call: record.index, phase: phase))
      }
    }
    points.append(CrashPoint(call: journal.count))
    guard let crashPointsMax, crashPointsMax < points.count else { return points }
    var generator = SplitMix64(seed: seed)
    let sample = Array(points.indices).shuffled(using: &generator).prefix(max(0, crashPointsMax))
    return sample.sorted().map { points[$0] }
  }

  private func crash(
    _ prepared: SimulatedFileSystem,
    at point: CrashPoint
  ) async -> ScenarioRun<Acknowledgement> {
    let run = await scenario.run(on: prepared) { $0.crash(at: point) }
    // A thread that the work left behind must not write while the images are taken.
    run.fileSystem.crash()
    return run
  }

  private func images(
    of fileSystem: SimulatedFileSystem,
    at point: CrashPoint
  ) -> [(damage: Damage, seed: UInt64)] {
    // With nothing unsynced they would all be the same.
    if fileSystem.isDurable { return [(.everythingUnsyncedLost, 0)] }
    var images: [(Damage, UInt64)] = []
    for damage in damages {
      for variant in 0..<(damage.isDetermined ? 1 : imagesPerDamage) {
        let seed = SplitMix64.seed(
          seed,
          UInt64(point.call),
          point.phase.ordinal,
          damage.ordinal,
          UInt64(variant)
        )
        images.append((damage, seed))
      }
    }
    return images
  }
}

/// One image: where the process died, what was damaged, and the seed that decided the rest.
private struct Crash: LosslessStringConvertible {
  var point: CrashPoint
  var damage: Damage
  var seed: UInt64

  init(point: CrashPoint, damage: Damage, seed: UInt64) {
    self.point = point
    self.damage = damage
    self.seed = seed
  }

  init?(_ description: String) {
    let words = description.split(separator: " ").map(String.init)
    guard words.count == 3, let point = CrashPoint(words[0]),
      let damage = Damage(rawValue: words[1]),
      let seed = UInt64(words[2])
    else { return nil }
    self.init(point: point, damage: damage, seed: seed)
  }

  var description: String { "\(point) \(damage.rawValue) \(seed)" }
}

extension CaseIterable where Self: Equatable {
  /// The place of a case among all, for seeds.
  var ordinal: UInt64 {
    Self.allCases.enumerated().first { $0.element == self }.map { UInt64($0.offset) } ?? 0
  }
}

extension ExplorationReport {
  mutating func noteDivergence(of journal: Journal, from reference: Journal, at call: Int) {
    guard divergence == nil, call < reference.count else { return }
    if call < journal.count, journal.calls[call].isSameCall(as: reference.calls[call]) { return }
    divergence = call
  }
}

extension ExplorationFailure {
  init(
    _ replay: String,
    _ reason: String,
    _ run: ScenarioRun<some Sendable>,
    _ call: Int,
    _ image: SimulatedFileSystem
  ) {
    let journal = run.fileSystem.journal
    self.init(
      replay: replay,
      reason: reason,
      call: call < journal.count ? journal.calls[call] : nil,
      acknowledgedCount: run.acknowledged.count,
      image: image,
      journal: journal
    )
  }
}
