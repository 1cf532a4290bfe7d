import CarnetCore
import Dispatch
import RecordService
import Statistics
import Synchronization

/// The figures of the department's pages: each computed once at a position of the log, beside the
/// threads that answer requests, and kept while it is fresh.
///
/// A log that is at work grows with every read of a record. A figure is therefore kept for a minute
/// even when events came since; each says how many events it was computed over. Those of today are
/// computed again before that minute is over, so that who opens a page finds them ready; where they
/// cost too much for that, who asks waits.
final class DepartmentFigures: Sendable {
  enum Indicator: String, CaseIterable, Sendable {
    case enrolment
    case coverage
    case pace
    case feeding
    case synthesis
    case accesses
    case firstAccess = "first-access"
    case rights
  }

  struct Question: Hashable, Sendable {
    var indicator: Indicator
    var query: StatisticsQuery

    init(_ indicator: Indicator, _ query: StatisticsQuery) {
      self.indicator = indicator
      self.query = query
    }
  }

  private struct Kept {
    var number: UInt64
    var answer: Task<StatisticsAnswer, any Error>
    /// How many events the log had when it was asked for.
    var size: UInt64
    var began: ContinuousClock.Instant
  }

  /// Of the insured (domain: 80 % of those who are registered with the fund).
  static let target = Target.share(0.8)
  private static let fresh = Duration.seconds(60)
  private static let keptMax = 128
  /// From when on a figure that is still fresh is computed again beforehand.
  private static let aging = Duration.seconds(35)
  /// Of the time that passes so much at most goes into that: a twentieth.
  private static let restFactor = 19

  private let service: RecordService
  private let kept = Mutex<(next: UInt64, answers: [Question: Kept])>((0, [:]))
  // One at a time: figures must not take the processor from those who treat patients.
  private let queue = DispatchQueue(label: "carnet.figures", qos: .utility)

  private let rest = Mutex(ContinuousClock.now)

  init(_ service: RecordService) { self.service = service }

  /// Computes the figures of today's pages anew where they are about to get too old, unless the last
  /// time took too long to do so again.
  ///
  /// - Throws: what reading the views throws.
  func keepReady() async throws {
    let began = ContinuousClock.now
    guard rest.withLock({ $0 <= began }) else { return }
    let today = StatisticsDay.of(service.clock())
    for figure in DepartmentFigure.allCases {
      try Task.checkCancellation()
      try await keepReady(figure.question(on: today))
    }
    let end = ContinuousClock.now
    rest.withLock { $0 = end + (end - began) * Self.restFactor }
  }

  private func keepReady(_ question: Question) async throws {
    let size = try service.reader.readableSize()
    let began = ContinuousClock.now
    let isReady = kept.withLock { kept in
      kept.answers[question].map { $0.size == size || began - $0.began < Self.aging } ?? false
    }
    if isReady { return }
    // Computed beside the one that is kept, which is given away meanwhile.
    let answer = try await computed(question)
    kept.withLock { kept in
      _ = Self.keep(Task { answer }, to: question, size: size, began: began, in: &kept)
    }
  }

  private typealias State = (next: UInt64, answers: [Question: Kept])

  private static func keep(
    _ answer: Task<StatisticsAnswer, any Error>,
    to question: Question,
    size: UInt64,
    began: ContinuousClock.Instant,
    in kept: inout State
  ) -> Kept {
    if kept.answers[question] == nil, kept.answers.count >= keptMax,
      let oldest = kept.answers.min(by: { $0.value.began < $1.value.began })
    {
      kept.answers[oldest.key] = nil
    }
    kept.next += 1
    let new = Kept(number: kept.next, answer: answer, size: size, began: began)
    kept.answers[question] = new
    return new
  }

  /// The answer at the log's end or at most a minute before; two who ask at once share it.
  ///
  /// - Throws: `StatisticsFailure`; what reading the views throws.
  func answer(_ question: Question) async throws -> StatisticsAnswer {
    let size = try service.reader.readableSize()
    let found = kept.withLock { kept in
      if let known = kept.answers[question],
        known.size == size || ContinuousClock.now - known.began < Self.fresh
      {
        return known
      }
      return Self.keep(
        Task { try await self.computed(question) },
        to: question,
        size: size,
        began: .now,
        in: &kept
      )
    }
    do {
      return try await found.answer.value
    } catch {
      // The next one tries again.
      kept.withLock { kept in
        if kept.answers[question]?.number == found.number { kept.answers[question] = nil }
      }
      throw error
    }
  }

  private func computed(_ question: Question) async throws -> StatisticsAnswer {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try self.compute(question) }) }
    }
  }

  private func compute(_ question: Question) throws -> StatisticsAnswer {
    let session = try StatisticsSession(service)
    let query = question.query
    return switch question.indicator {
    case .enrolment: try session.enrolment(query)
    case .coverage: try session.coverage(query)
    case .pace: try session.pace(query, to: Self.target)
    case .feeding: try session.feeding(query)
    case .synthesis: try session.synthesis(query)
    case .accesses: try session.accesses(query)
    case .firstAccess: try session.firstAccess(query)
    case .rights: try session.rights(query)
    }
  }
}
