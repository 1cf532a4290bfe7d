/// What an exploration did, and the first image that did not hold.
package struct ExplorationReport: Sendable {
  /// How many calls the undisturbed work makes.
  package var calls: Int

  /// How many times the work was run and disturbed.
  package var runs = 0

  /// How many images were checked.
  package var images = 0

  /// The exploration ends at the first one.
  package var failure: ExplorationFailure?

  /// The first call that was another one than in the undisturbed run: the work is not repeatable,
  /// and a replay may not show what was found.
  package var divergence: Int?

  init(calls: Int) { self.calls = calls }
}

extension ExplorationReport: CustomStringConvertible {
  package var description: String {
    var text = "\(images) images of \(runs) disturbed runs of \(calls) calls"
    if let divergence { text += "; not repeatable from call \(divergence) on" }
    return text + (failure.map { ": \($0)" } ?? ": all hold")
  }
}

/// An image that does not hold what was acknowledged.
package struct ExplorationFailure: Sendable {
  /// What was done to the run, in one line that the explorer's `replay` takes.
  package var replay: String

  /// What the check said.
  package var reason: String

  /// The call that was disturbed; nil if the work had come to its end.
  package var call: CallRecord?

  /// How many acknowledgements had been heard.
  package var acknowledgedCount: Int

  /// The disk as the check found it.
  package var image: SimulatedFileSystem

  /// The calls that led there, oldest first.
  package var journal: Journal
}

extension ExplorationFailure: CustomStringConvertible {
  package var description: String {
    let lastCalls = journal.calls.suffix(12).map { "  \($0)" }.joined(separator: "\n")
    let listing = image.dump().split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    return """
      \(reason)
      replay: \(replay)
      disturbed: \(call.map(\.description) ?? "nothing, the work was done")
      acknowledged: \(acknowledgedCount)
      last calls:
      \(lastCalls)
      disk:
      \(listing)
      """
  }
}
