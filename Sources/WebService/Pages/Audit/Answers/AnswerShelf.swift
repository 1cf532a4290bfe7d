import Audit
import CarnetCore
import MedicalRecord
import Pages
import RecordService
import Synchronization

/// The questions that one session asked, with their answers: the last ones, in memory alone.
final class AnswerShelf: Sendable {
  static let name = "audit.answers"
  private static let countMax = 16
  /// Rows of all of them; the newest answer stays, however long.
  private static let rowsMax = 60_000
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
      while entries.count > Self.countMax
        || (entries.count > 1 && entries.reduce(0) { $0 + $1.rowCount } > Self.rowsMax)
      { entries.removeFirst() }
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
  /// The rows in words, by language: making them of many rows takes a while.
  private let sheets = Mutex<[PageLanguage: AnswerSheet]>([:])

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

  var rowCount: Int { sheets.withLock { $0.values.map(\.rows.count).max() ?? 0 } }

  func sheet(_ given: AskedQuestion.Given, _ words: AnswerWords) -> AnswerSheet {
    if let known = sheets.withLock({ $0[words.language] }) { return known }
    let sheet = given.sheet(words)
    sheets.withLock { $0[words.language] = sheet }
    return sheet
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
