import CarnetCore
import EventLog
import RecordService

/// How the service is: at work, behind, or without its right to write.
struct Health: Sendable {
  /// Views further behind than this answer with what is too old to be relied on.
  static let eventsBehindMax: UInt64 = 100_000
  static let secondsBehindMax = 60.0

  enum State: String, Sendable {
    case ready
    /// Views are behind or one of them stopped: what is traced is safe, answers may wait.
    case lagging
    /// A view is of another version of its projector or of another log: waiting does not help, it
    /// must be rebuilt (`carnet views rebuild`).
    case needsRebuild = "needs-rebuild"
    /// The log takes no event any more: the process must be started again.
    case dead
  }

  var state: State
  var size: UInt64
  var behind: [String: UInt64]
  var failures: [String: String]
  /// Views that must be rebuilt, by name.
  var outdated: Set<String>
  var secondsBehind: Double

  init(_ service: RecordService, _ following: ViewFollowing) {
    let standing = following.now
    // A log whose length cannot be read is not at work, however well its views stand.
    let readable = try? service.reader.readableSize()
    let size = readable ?? 0
    self.size = size
    behind = standing.applied.mapValues { size > $0 ? size - $0 : 0 }
    failures = standing.failures
    outdated = standing.outdated
    let isBehind = behind.values.contains { $0 > 0 } || !failures.isEmpty
    secondsBehind = isBehind ? (ContinuousClock.now - standing.caughtUp) / .seconds(1) : 0
    if service.writerFailure != nil || readable == nil {
      state = .dead
    } else if !outdated.isEmpty {
      state = .needsRebuild
    } else if !failures.isEmpty || behind.values.contains(where: { $0 > Self.eventsBehindMax })
      || secondsBehind > Self.secondsBehindMax
    {
      state = .lagging
    } else {
      state = .ready
    }
  }

  var json: String {
    JSONText.object([
      ("status", JSONText.string(state.rawValue)), ("events", "\(size)"),
      (
        "writable", state == .dead ? "false" : "true"
      ),
      (
        "views",
        JSONText.array(
          // A view that never went on since the start has no position, yet has a failure.
          Set(behind.keys).union(failures.keys).sorted()
            .map { name in
              JSONText.object([
                ("name", JSONText.string(name)), ("behind", behind[name].map { "\($0)" } ?? "null"),
                ("stopped", failures[name] == nil ? "false" : "true"),
                ("needsRebuild", outdated.contains(name) ? "true" : "false"),
              ])
            }
        )
      ), ("secondsBehind", "\(Int(secondsBehind))"),
    ])
  }
}
