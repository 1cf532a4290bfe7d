import Audit
import CarnetCore
import MedicalRecord
import RecordService
import Synchronization

/// A record through somebody's eyes, with the instant that is looked at: kept while a session steps
/// through it.
final class PastView: Sendable {
  /// One instant: what was shown, and what the answer rests on.
  struct Scene: Sendable {
    /// How many of the record's events had been written.
    var count: Int
    var rows: [AsOf.Row]
    var coverage: Coverage
  }

  /// Another instant beside it.
  struct Comparison: Sendable {
    var scene: Scene
    var changes: [Diff.Row]
  }

  struct State: Sendable {
    var scene: Scene
    var comparison: Comparison?
  }

  let id = PageToken.random(bytes: 9)
  let values: [String: String]
  let form: PastForm
  /// The record's events as they were when the view was opened, each with what it changed.
  let steps: [AsOfSteps.Row]
  private let state: Mutex<State>

  init(_ values: [String: String], _ form: PastForm, _ steps: [AsOfSteps.Row], _ scene: Scene) {
    self.values = values
    self.form = form
    self.steps = steps
    state = Mutex(State(scene: scene))
  }

  var now: State { state.withLock { $0 } }

  func move(to scene: Scene) {
    state.withLock { state in
      state.scene = scene
      state.comparison = nil
    }
  }

  func compare(with comparison: Comparison?) { state.withLock { $0.comparison = comparison } }

  // MARK: Places

  /// The point after so many events.
  func point(after count: Int) -> PastPoint {
    if count < steps.count { return .before(steps[count].position) }
    return .before(steps.last?.position.advanced(by: 1) ?? .zero)
  }

  /// How many events had been written at a point.
  func count(at point: PastPoint) -> Int {
    switch point {
    case .moment(let moment): steps.lastIndex { $0.time <= moment }.map { $0 + 1 } ?? 0
    case .before(let position): steps.firstIndex { $0.position >= position } ?? steps.count
    }
  }

  /// The next event, after so many, from which this reader sees other documents.
  func change(after count: Int) -> Int? {
    steps.indices.dropFirst(count).first { steps[$0].changesSomething }.map { $0 + 1 }
  }

  /// The last such event before.
  func change(before count: Int) -> Int? {
    steps.indices.prefix(max(0, count - 1)).last { steps[$0].changesSomething }.map { $0 + 1 }
  }
}

extension AsOfSteps.Row {
  /// Whether the reader sees other documents from here on.
  var changesSomething: Bool { !appeared.isEmpty || !vanished.isEmpty }
}

/// The views of one session: the last ones, in memory alone.
final class PastShelf: Sendable {
  static let name = "audit.past"
  private static let countMax = 4

  private let views = Mutex<[PastView]>([])

  func view(_ id: String) -> PastView? { views.withLock { $0.first { $0.id == id } } }

  func add(_ view: PastView) {
    views.withLock { views in
      views.append(view)
      if views.count > Self.countMax { views.removeFirst(views.count - Self.countMax) }
    }
  }
}

extension PageSession {
  var past: PastShelf {
    if let shelf = shelved(PastShelf.name, as: PastShelf.self) { return shelf }
    let shelf = PastShelf()
    shelve(PastShelf.name, shelf)
    return shelved(PastShelf.name, as: PastShelf.self) ?? shelf
  }
}
