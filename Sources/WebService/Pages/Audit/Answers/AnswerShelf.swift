import Audit
import CarnetCore
import MedicalRecord
import RecordService
import Synchronization

/// The questions that one session asked, with their answers: the last ones, in memory alone.
final class AnswerShelf: Sendable {
  static let name = "audit.answers"
  private static let countMax = 16
  /// Questions of one session that run at the same time.
  private static let runningMax = 3

  private let entries = Mutex<[KeptAnswer]>([])

  /// The newest first.
  var all: [KeptAnswer] { entries.withLock { $0.reversed() } }

  func answer(_ id: String) -> KeptAnswer? {
    entries.withLock { $0.first { $0.id == id } }
  }

  /// - Returns: false when too many questions are still running.
  func add(_ answer: KeptAnswer) -> Bool {
    entries.withLock { entries in
      guard entries.count(where: { $0.isRunning }) < Self.runningMax else { return false }
      entries.append(answer)
      if entries.count > Self.countMax { entries.removeFirst(entries.count - Self.countMax) }
      return true
    }
  }
}

extension PageSession {
  /// What this session has asked.
  var answers: AnswerShelf {
    if let shelf = shelved(AnswerShelf.name, as: AnswerShelf.self) { return shelf }
    let shelf = AnswerShelf()
    shelve(AnswerShelf.name, shelf)
    // Of two requests at once the one that came last is kept, and both must get that one.
    return shelved(AnswerShelf.name, as: AnswerShelf.self) ?? shelf
  }
}

/// A question that was asked, and its answer once there is one.
final class KeptAnswer: Sendable {
  /// Stands in addresses: random, and of this session alone.
  let id = PageToken.random(bytes: 9)
  let call: QuestionCall
  /// As the event of the question names it.
  let name: String
  let parameters: [String]
  let asked: Instant
  let started = ContinuousClock.now
  private let state = Mutex(State.running)
  private let package = Mutex<Packed?>(nil)

  private enum State {
    case running
    case given(AskedQuestion.Given)
    case failed(any Error)
  }

  /// An evidence package that was made of it.
  struct Packed: Sendable {
    var digest: String
    var bytes: Int
    var trace: Position
  }

  init(_ call: QuestionCall, _ question: AskedQuestion, asked: Instant) {
    self.call = call
    name = question.name
    parameters = question.parameters
    self.asked = asked
  }

  var isRunning: Bool {
    state.withLock { state in
      if case .running = state { true } else { false }
    }
  }

  /// The answer; nil while the question runs.
  ///
  /// - Throws: what the question threw.
  func given() throws -> AskedQuestion.Given? {
    try state.withLock { state in
      switch state {
      case .running: return nil
      case .given(let given): return given
      case .failed(let error): throw error
      }
    }
  }

  func finish(_ result: Result<AskedQuestion.Given, any Error>) {
    state.withLock { state in
      switch result {
      case .success(let given): state = .given(given)
      case .failure(let error): state = .failed(error)
      }
    }
  }

  var packed: Packed? {
    get { package.withLock { $0 } }
    set { package.withLock { $0 = newValue } }
  }

  /// Waits for the answer, but not for long: who asked is shown a page meanwhile.
  func wait(atMost duration: Duration) async throws {
    let end = ContinuousClock.now + duration
    while isRunning, .now < end { try await Task.sleep(for: .milliseconds(10)) }
  }
}
