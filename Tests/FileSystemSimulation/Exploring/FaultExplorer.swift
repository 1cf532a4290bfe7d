import SystemPackage

/// The ways in which the `FaultExplorer` lets a call fail.
package enum FaultKind: String, CaseIterable, Hashable, Sendable {
  /// `EIO`, and nothing was done.
  case ioError

  /// `ENOSPC`, and nothing was done.
  case noSpace

  /// `EIO`, and yet all was done.
  case errorAfterDone

  /// A write of which half went through before the disk was full.
  case shortWrite

  /// A failed sync after which the pages read well until a crash (ext4, XFS).
  case syncLosesPages

  /// As `syncLosesPages`, with the oldest write on the disk and the others not.
  case syncInPart

  /// A failed sync after which readers see the old bytes (Btrfs).
  case syncRevertsPages

  /// The fault for a call; nil where this kind does not happen.
  package func fault(for operation: Operation) -> Fault? {
    switch self {
    case .ioError: operation == .sync ? nil : .refused(.ioError)
    case .noSpace: operation.takesRoom && operation != .sync ? .refused(.noSpace) : nil
    case .errorAfterDone:
      switch operation {
      case .create, .createDirectory, .rename, .remove, .truncate, .syncDirectory, .close:
        .doneButFailed(.ioError)
      case .open, .list, .exists, .availableBytes, .lock, .read, .write, .sync, .size, .map: nil
      }
    case .shortWrite: operation == .write ? .shortWrite(.noSpace) : nil
    case .syncLosesPages:
      operation == .sync ? .failedSync(.ioError, .readableUntilCrash) : nil
    case .syncInPart:
      operation == .sync ? .failedSync(.ioError, .readableUntilCrash, reached: 1) : nil
    case .syncRevertsPages: operation == .sync ? .failedSync(.ioError, .revertedAtOnce) : nil
    }
  }
}

/// Lets every call of a piece of work fail, in every way, once and for ever, and checks that
/// nothing was acknowledged that is not there.
///
/// The work goes on after the fault as it sees fit. What it leaves is checked as the next process
/// would find it, and as a power cut a moment later would leave it.
package struct FaultExplorer<Acknowledgement: Sendable>: Sendable {
  package var scenario: Scenario<Acknowledgement>

  /// Decides what the images of random damages lose.
  package var seed: UInt64

  package var kinds = FaultKind.allCases

  package var durations = FaultDuration.allCases

  /// What happens to the machine after the work has ended.
  package var damages: [Damage] = [.everythingKept, .everythingUnsyncedLost, .randomSubset]

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
    for disturbance in disturbances(in: journal) {
      try Task.checkCancellation()
      let run = await disturb(prepared, disturbance)
      report.runs += 1
      report.noteDivergence(of: run.fileSystem.journal, from: journal, at: disturbance.call)
      for damage in damages {
        report.images += 1
        if let failure = await failure(of: run, disturbance, damage) {
          report.failure = failure
          return report
        }
      }
    }
    return report
  }

  /// Does one fault again.
  ///
  /// - Parameter line: the `replay` of a failure.
  /// - Returns: the failure; nil if the image holds now.
  /// - Throws: as `run`, and `ExplorationError.unreadableReplay`.
  package func replay(_ line: String) async throws -> ExplorationFailure? {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 5, let call = Int(words[0]), let kind = FaultKind(rawValue: words[1]),
      let duration = FaultDuration(rawValue: words[2]), let damage = Damage(rawValue: words[3]),
      let seed = UInt64(words[4])
    else { throw ExplorationError.unreadableReplay(line) }
    var explorer = self
    explorer.seed = seed
    let prepared = try await scenario.prepare()
    let journal = try await scenario.runUndisturbed(on: prepared).fileSystem.journal
    guard call >= 0, call < journal.count,
      let fault = kind.fault(for: journal.calls[call].operation)
    else { throw ExplorationError.unreadableReplay(line) }
    let disturbance = Disturbance(call: call, kind: kind, fault: fault, duration: duration)
    return await explorer.failure(
      of: explorer.disturb(prepared, disturbance),
      disturbance,
      damage
    )
  }

  private struct Disturbance: Sendable {
    var call: Int
    var kind: FaultKind
    var fault: Fault
    var duration: FaultDuration
  }

  private func disturbances(in journal: Journal) -> [Disturbance] {
    var all: [Disturbance] = []
    for record in journal.calls {
      for kind in kinds {
        guard let fault = kind.fault(for: record.operation) else { continue }
        for duration in durations {
          all.append(
            Disturbance(call: record.index, kind: kind, fault: fault, duration: duration)
          )
        }
      }
    }
    return all
  }

  private func disturb(
    _ prepared: SimulatedFileSystem,
    _ disturbance: Disturbance
  ) async -> ScenarioRun<Acknowledgement> {
    let run = await scenario.run(on: prepared) {
      $0.failCall(disturbance.call, with: disturbance.fault, disturbance.duration)
    }
    run.fileSystem.crash()
    return run
  }

  private func failure(
    of run: ScenarioRun<Acknowledgement>,
    _ disturbance: Disturbance,
    _ damage: Damage
  ) async -> ExplorationFailure? {
    let imageSeed = SplitMix64.seed(seed, UInt64(disturbance.call), damage.ordinal)
    let image = run.fileSystem.crashImage(damage: damage, seed: imageSeed)
    guard let reason = await scenario.objection(to: image, run.acknowledged) else { return nil }
    let replay = [
      String(disturbance.call), disturbance.kind.rawValue, disturbance.duration.rawValue,
      damage.rawValue, String(seed),
    ]
    .joined(separator: " ")
    return ExplorationFailure(replay, reason, run, disturbance.call, image)
  }
}
