/// How a pass over the log comes along.
package struct ProjectionProgress: Hashable, Sendable {
  /// Events read so far in this pass.
  package var done: UInt64
  /// Events that the pass will read, as far as is known now.
  package var total: UInt64
  /// Events a second since the pass began.
  package var perSecond: Double

  /// Seconds to go at this pace; nil before there is a pace.
  package var secondsLeft: Double? {
    perSecond > 0 ? Double(total - min(done, total)) / perSecond : nil
  }
}

/// Counts a pass over the log and tells whoever wants to know, a few times a second.
struct ProgressMeter {
  private let report: (ProjectionProgress) -> Void
  private let began = ContinuousClock.now
  private var reported = ContinuousClock.now
  private var done: UInt64 = 0
  var total: UInt64

  init(total: UInt64, _ report: @escaping (ProjectionProgress) -> Void) {
    self.total = total
    self.report = report
  }

  mutating func add(_ count: Int) {
    done += UInt64(count)
    let now = ContinuousClock.now
    if now - reported >= .milliseconds(100) { tell(now) }
  }

  mutating func finish() { tell(ContinuousClock.now) }

  private mutating func tell(_ now: ContinuousClock.Instant) {
    reported = now
    let seconds = (now - began) / .seconds(1)
    report(
      ProjectionProgress(
        done: done,
        total: max(total, done),
        perSecond: seconds > 0 ? Double(done) / seconds : 0
      )
    )
  }
}
