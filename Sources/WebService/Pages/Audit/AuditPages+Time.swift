import Audit
import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

extension AuditPages {
  var timeRoutes: [Route] {
    [
      site.get("/audit/time", .audit) { visit in
        let again = visit.call.query["again"] ?? ""
        let kept = visit.session.answers.answer(again)?.call.values
        let values = visit.session.past.view(again)?.values ?? kept ?? [:]
        return try timeForm(values, nil, visit)
      },
      site.post("/audit/time", .audit, open),
      site.get("/audit/time/{view}", .audit, show),
      site.post("/audit/time/{view}/move", .audit, move),
      site.post("/audit/time/{view}/compare", .audit, compare),
    ]
  }

  private func timeForm(
    _ values: [String: String],
    _ problem: QuestionInput.Problem?,
    _ visit: Visit
  ) throws -> Response {
    let model = QuestionFormPage(
      name: visit.say("Remonter le temps", "Back in time"),
      words: visit.say(
        "Ce qu'un dossier montrait à une personne à un instant : chaque document, montré ou non, avec la règle qui en décide et sa version. Les règles sont celles de ce jour-là.",
        "What a record showed to a person at an instant: each document, shown or not, with the rule that decides and its version. The rules are those of that day."
      ),
      action: "/audit/time",
      fields: Self.fields(PastForm.fields, values, problem, visit),
      problem: problem.map { _ in
        visit.say(
          "Un champ est à corriger ; rien n'a été demandé ni inscrit.",
          "A field needs correcting; nothing was asked or written down."
        )
      },
      button: visit.say("Regarder", "Look")
    )
    return try visit.page(
      visit.say("Remonter le temps", "Back in time"),
      model,
      status: problem == nil ? .ok : .unprocessableContent
    )
  }

  @Sendable private func open(_ visit: Visit) async throws -> Response {
    let values = Self.values(of: PastForm.fields, visit.form)
    let session = visit.auditSession()
    do {
      let view = try await AuditQueue.run {
        try visit.service.runner.requireUpToDate(LogFeed(visit.service))
        let form = try PastForm(QuestionInput(values, in: visit.service))
        let steps = try await session.ask(
          AsOfSteps(form.record, form.reader, through: .moment(visit.service.clock()))
        )
        let answer = try await session.ask(form.question(at: form.point))
        let scene = PastView.Scene(count: 0, rows: answer.rows, coverage: answer.coverage)
        let view = PastView(values, form, steps.rows, scene)
        view.move(
          to: PastView.Scene(
            count: view.count(at: form.point),
            rows: answer.rows,
            coverage: answer.coverage
          )
        )
        return view
      }
      visit.session.past.add(view)
      return visit.go("/audit/time/\(view.id)")
    } catch let problem as QuestionInput.Problem {
      return try timeForm(values, problem, visit)
    } catch {
      guard let words = visit.auditWords(error) else { throw error }
      return visit.go("/audit/time", PageFrame.Notice(words, isError: true))
    }
  }

  private static func view(_ visit: Visit) throws(WebRefusal) -> PastView {
    guard let view = visit.session.past.view(visit.call.value("view")) else { throw .answerGone }
    return view
  }

  @Sendable private func show(_ visit: Visit) throws -> Response {
    let view = try Self.view(visit)
    return try visit.page(
      visit.say("Remonter le temps", "Back in time"),
      PastBuilding(view, visit).page,
      isWide: true
    )
  }

  /// To the instant after so many events; each is a question of its own.
  @Sendable private func move(_ visit: Visit) async throws -> Response {
    let view = try Self.view(visit)
    guard let count = visit.form["at"].flatMap({ Int($0) }), (0...view.steps.count).contains(count)
    else { throw WebRefusal.notFound }
    let session = visit.auditSession()
    view.move(to: try await Self.scene(of: view, after: count, session))
    return visit.go("/audit/time/\(view.id)")
  }

  private static func scene(
    of view: PastView,
    after count: Int,
    _ session: AuditSession
  ) async throws -> PastView.Scene {
    try await AuditQueue.run {
      let answer = try await session.ask(view.form.question(at: view.point(after: count)))
      return PastView.Scene(count: count, rows: answer.rows, coverage: answer.coverage)
    }
  }

  /// With another instant: what this reader sees otherwise, and who changed what between them.
  @Sendable private func compare(_ visit: Visit) async throws -> Response {
    let view = try Self.view(visit)
    let back = "/audit/time/\(view.id)"
    let input = QuestionInput(["with": visit.form["with"] ?? ""], in: visit.service)
    let moment: Instant
    do {
      guard let given = try input.moment("with") else {
        view.compare(with: nil)
        return visit.go(back)
      }
      moment = given
    } catch {
      return visit.back(back, error: error.words.french + ".", error.words.english + ".")
    }
    let session = visit.auditSession()
    let other = try await Self.scene(of: view, after: view.count(at: .moment(moment)), session)
    let counts = [view.now.scene.count, other.count].sorted()
    var changes: [Diff.Row] = []
    if counts[0] < counts[1] {
      let (first, last) = (view.steps[counts[0]], view.steps[counts[1] - 1])
      let times = [first.time, last.time].sorted()
      let end = Instant(milliseconds: times[1].milliseconds + 1)
      let record = view.form.record
      let answer = try await AuditQueue.run {
        try await session.ask(Diff(record, in: times[0]..<end, limit: 1000))
      }
      // Two events of one moment may stand on either side.
      changes = answer.rows.filter { (first.position...last.position).contains($0.position) }
    }
    view.compare(with: PastView.Comparison(scene: other, changes: changes))
    return visit.go(back + "#difference")
  }
}
