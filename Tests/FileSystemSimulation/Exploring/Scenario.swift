import Synchronization

/// What an exploration repeats: a disk to begin with, work that is cut short or disturbed, and the
/// question whether all that was acknowledged is still there.
///
/// The work must make the same calls each time: time, identities and random numbers come from the
/// scenario itself, and threads wait for each other.
package struct Scenario<Acknowledgement: Sendable>: Sendable {
  /// Says that something is durable from now on.
  ///
  /// What a dead process says is not heard.
  package typealias Acknowledge = @Sendable (Acknowledgement) -> Void

  /// Prepares the disk, once.
  ///
  /// Everything it wrote is made durable before the work begins.
  package var setup: @Sendable (SimulatedFileSystem) async throws -> Void

  /// The work.
  ///
  /// It runs on a copy of the prepared disk, as a process of its own.
  package var workload: @Sendable (SimulatedFileSystem, @escaping Acknowledge) async throws -> Void

  /// Opens what is left, as the next process would, and throws if something that was acknowledged
  /// is missing or something is there that should not be.
  package var check: @Sendable (SimulatedFileSystem, [Acknowledgement]) async throws -> Void

  package init(
    setup: @escaping @Sendable (SimulatedFileSystem) async throws -> Void = { _ in },
    workload:
      @escaping @Sendable (SimulatedFileSystem, @escaping Acknowledge) async throws -> Void,
    check: @escaping @Sendable (SimulatedFileSystem, [Acknowledgement]) async throws -> Void
  ) {
    self.setup = setup
    self.workload = workload
    self.check = check
  }
}

/// What one run of the work left.
struct ScenarioRun<Acknowledgement: Sendable>: Sendable {
  var fileSystem: SimulatedFileSystem
  var acknowledged: [Acknowledgement]
  /// Why the work gave up, if it did.
  var failure: (any Error)?
}

extension Scenario {
  func prepare() async throws -> SimulatedFileSystem {
    let fileSystem = SimulatedFileSystem()
    try await setup(fileSystem)
    let prepared = fileSystem.clone()
    prepared.settle()
    return prepared
  }

  /// Runs the work on a copy of the prepared disk.
  ///
  /// - Parameters:
  ///   - prepared: what `prepare` gave.
  ///   - arrange: lays out the faults on the copy.
  /// - Returns: the copy as the work left it, and what it acknowledged.
  func run(
    on prepared: SimulatedFileSystem,
    _ arrange: (SimulatedFileSystem) -> Void = { _ in }
  ) async -> ScenarioRun<Acknowledgement> {
    let fileSystem = prepared.clone()
    arrange(fileSystem)
    let heard = Acknowledgements<Acknowledgement>()
    do {
      try await workload(fileSystem) { acknowledgement in
        if !fileSystem.hasCrashed { heard.append(acknowledgement) }
      }
      return ScenarioRun(fileSystem: fileSystem, acknowledged: heard.all)
    } catch {
      return ScenarioRun(fileSystem: fileSystem, acknowledged: heard.all, failure: error)
    }
  }

  /// The undisturbed run that the others are counted by.
  func runUndisturbed(
    on prepared: SimulatedFileSystem
  ) async throws -> ScenarioRun<Acknowledgement> {
    let run = await run(on: prepared)
    if let failure = run.failure { throw ExplorationError.workloadFailed(failure) }
    return run
  }

  /// Why an image does not hold what was acknowledged; nil if it does.
  func objection(
    to image: SimulatedFileSystem,
    _ acknowledged: [Acknowledgement]
  ) async -> String? {
    do {
      // The check recovers on a copy, so that a failure shows the image as the crash left it.
      try await check(image.clone(), acknowledged)
      return nil
    } catch {
      return String(describing: error)
    }
  }
}

private final class Acknowledgements<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])

  var all: [Element] { elements.withLock { $0 } }

  func append(_ element: Element) { elements.withLock { $0.append(element) } }
}

/// A check that failed, in words.
package struct CheckFailure: Error, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}

/// Why an exploration could not be done.
package enum ExplorationError: Error, CustomStringConvertible {
  /// The work fails even when nothing disturbs it.
  case workloadFailed(any Error)
  /// A replay line that no explorer of this kind has written.
  case unreadableReplay(String)

  package var description: String {
    switch self {
    case .workloadFailed(let error): "the workload fails without any fault: \(error)"
    case .unreadableReplay(let line): "not a replay line of this explorer: '\(line)'"
    }
  }
}
