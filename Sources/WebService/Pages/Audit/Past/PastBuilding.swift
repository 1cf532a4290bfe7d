import Audit
import CarnetCore
import MedicalRecord
import Pages

/// Makes the page of a view of the past.
struct PastBuilding {
  private let view: PastView
  private let state: PastView.State
  private let visit: Visit
  private let words: AnswerWords

  /// Rows of the list of changes at most: those around the instant.
  private static let changesMax = 100

  init(_ view: PastView, _ visit: Visit) {
    self.view = view
    state = view.now
    self.visit = visit
    words = visit.answerWords
  }

  private var text: PageText { visit.text }
  private var here: Int { state.scene.count }

  var page: PastPage {
    let rows = state.scene.rows
    let shown = rows.count { $0.isShown }
    return PastPage(
      record: view.form.record.description,
      reader: reader,
      instant: instant(here),
      position: visit.say(
        "après \(text.number(here)) des \(text.number(view.steps.count)) événements du dossier",
        "after \(text.number(here)) of the record's \(text.number(view.steps.count)) events"
      ),
      summary: text.count(
        shown,
        ("document montré", "document shown"),
        ("documents montrés", "documents shown")
      ) + ", "
        + text.count(
          rows.count - shown,
          ("non montré", "not shown"),
          ("non montrés", "not shown")
        ),
      address: "/audit/time/\(view.id)",
      again: "/audit/time?again=\(view.id)",
      moves: moves,
      titled: view.form.showsTitles,
      documents: rows.map(document),
      chart: PastChart(view.steps.map(\.shown), at: here),
      chartTitle: visit.say(
        "Nombre de documents montrés, événement après événement ; le trait marque l'instant regardé.",
        "Number of documents shown, event after event; the line marks the instant looked at."
      ),
      changes: changes,
      difference: state.comparison.map(difference),
      ground: AnswerBuilding.ground(state.scene.coverage, text)
    )
  }

  private var reader: String {
    let form = view.form
    let kind = AuditWords.actor(form.reader.kind, visit.language)
    let purpose =
      form.reader.kind == .professional
      ? ", " + AuditWords.purpose(form.reader.purpose, visit.language) : ""
    return [kind, form.reader.identifier].filter { !$0.isEmpty }.joined(separator: " ") + purpose
  }

  /// What had just happened.
  private func instant(_ count: Int) -> String {
    guard count > 0 else {
      return visit.say("Avant le premier événement", "Before the first event")
    }
    let step = view.steps[count - 1]
    return text.moment(step.time) + ", " + words.fact(step.type).shown
  }

  private var moves: [PastPage.Move] {
    let last = view.steps.count
    return [
      PastPage.Move(
        visit.say("Changement précédent", "Previous change"),
        to: view.change(before: here)
      ),
      PastPage.Move(
        visit.say("Événement précédent", "Previous event"),
        to: here > 0 ? here - 1 : nil
      ),
      PastPage.Move(visit.say("Événement suivant", "Next event"), to: here < last ? here + 1 : nil),
      PastPage.Move(visit.say("Changement suivant", "Next change"), to: view.change(after: here)),
      PastPage.Move(visit.say("Aujourd'hui", "Today"), to: here < last ? last : nil),
    ]
  }

  private func document(_ row: AsOf.Row) -> PastPage.Document {
    var marks = [
      row.isShown
        ? Mark(visit.say("montré", "shown"), .good)
        : Mark(visit.say("non montré", "not shown"), .alarm)
    ]
    marks += row.hiddenFrom.map { Mark(AuditWords.hidden($0, visit.language), .care) }
      .sorted { $0.text < $1.text }
    if !row.isCurrent {
      marks.append(Mark(visit.say("plus en cours", "no longer current")))
    }
    return PastPage.Document(
      number: visit.say("n° \(row.number)", "no. \(row.number)"),
      type: words.typeName(row.type),
      title: view.form.showsTitles ? row.title ?? "" : "",
      created: text.shortDay(row.created.day),
      marks: marks,
      rule: AuditWords.rule(row.rule, visit.language),
      relation: AuditWords.relation(row.relation, visit.language),
      version: row.policy == 0
        ? visit.say("règles d'origine", "first rules")
        : visit.say("version \(row.policy)", "version \(row.policy)")
    )
  }

  private var changes: [PastPage.Change] {
    let all = view.steps.indices.filter { view.steps[$0].changesSomething }
    let place = all.firstIndex { $0 >= here } ?? all.count
    let start = max(0, min(place - Self.changesMax / 2, all.count - Self.changesMax))
    return all.dropFirst(start).prefix(Self.changesMax)
      .map { index in
        let step = view.steps[index]
        let appeared = step.appeared.map { "+\($0)" }
        return PastPage.Change(
          to: String(index + 1),
          time: text.shortMoment(step.time),
          event: words.fact(step.type).shown,
          shown: text.number(step.shown),
          withheld: text.number(step.withheld),
          change: (appeared + step.vanished.map { "−\($0)" }).joined(separator: " "),
          rule: AuditWords.rule(step.rule, visit.language),
          isHere: index + 1 == here
        )
      }
  }

  // MARK: Two instants

  private func difference(_ comparison: PastView.Comparison) -> PastPage.Difference {
    let pair = [state.scene, comparison.scene].sorted { $0.count < $1.count }
    return PastPage.Difference(
      from: instant(pair[0].count),
      to: instant(pair[1].count),
      documents: documents(pair[0].rows, pair[1].rows),
      fields: comparison.changes.map { change in
        PastPage.Field(
          time: text.shortMoment(change.time),
          event: words.fact(change.type).shown,
          path: change.path,
          before: change.before ?? "–",
          after: change.after ?? "–",
          who: words.person(change.actor).shown
        )
      }
    )
  }

  private func documents(_ before: [AsOf.Row], _ after: [AsOf.Row]) -> [PastPage.Changed] {
    let old = Dictionary(before.map { ($0.number, $0) }, uniquingKeysWith: { $1 })
    return after.compactMap { row in
      let was = old[row.number]
      if let was, was.isShown == row.isShown, was.rule == row.rule { return nil }
      return PastPage.Changed(
        number: visit.say("n° \(row.number)", "no. \(row.number)"),
        type: words.typeName(row.type),
        before: was.map(told) ?? visit.say("n'existait pas", "did not exist"),
        after: told(row)
      )
    }
  }

  private func told(_ row: AsOf.Row) -> String {
    (row.isShown ? visit.say("montré", "shown") : visit.say("non montré", "not shown"))
      + visit.say(" : ", ": ") + AuditWords.rule(row.rule, visit.language)
  }
}
