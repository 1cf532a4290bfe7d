import Audit
import CarnetCore
import MedicalRecord
import Pages

/// Makes the page of an answer.
struct AnswerBuilding {
  let kept: KeptAnswer
  let question: QuestionPage
  let given: AskedQuestion.Given
  let visit: Visit
  private let choice: AnswerChoice
  private let sheet: AnswerSheet

  private static let rowsPerPage = 100

  init(
    _ kept: KeptAnswer,
    _ question: QuestionPage,
    _ given: AskedQuestion.Given,
    _ visit: Visit
  ) {
    self.kept = kept
    self.question = question
    self.given = given
    self.visit = visit
    choice = AnswerChoice(visit.call.query)
    sheet = kept.sheet(given, visit.answerWords)
  }

  private var text: PageText { visit.text }
  private var address: String { "/audit/answers/\(kept.id)" }

  var page: AnswerPage {
    let rows = sheet.rows.enumerated().filter { choice.takes($0.element.facet) }
    let pages = max(1, (rows.count + Self.rowsPerPage - 1) / Self.rowsPerPage)
    let here = min(choice.page, pages)
    let start = (here - 1) * Self.rowsPerPage
    let shown = rows.dropFirst(start).prefix(Self.rowsPerPage)
    return AnswerPage(
      name: visit.say(question.name.french, question.name.english),
      words: visit.say(question.words.french, question.words.english),
      about: about,
      status: status(rows.count),
      notes: sheet.notes + limitNote,
      headings: headings,
      rows: shown.map { AnswerPage.Row(cells($0.element, at: $0.offset)) },
      nothing: nothing(rows.isEmpty),
      filters: sheet.isTrail ? filters : nil,
      address: address,
      again: (question.id == "as-of" ? "/audit/time" : "/audit/questions/\(question.id)")
        + "?again=\(kept.id)",
      older: here < pages ? address + choice.address(page: here + 1) : nil,
      newer: here > 1 ? address + choice.address(page: here - 1) : nil,
      pageWords: pages > 1
        ? visit.say("Page \(here) sur \(pages)", "Page \(here) of \(pages)") : "",
      ground: Self.ground(
        given.coverage,
        text,
        question: kept.name + (kept.parameters.isEmpty ? "" : " · ")
          + ParameterWords.words(kept.parameters, text)
      ),
      packed: packed
    )
  }

  /// What was filled in, as the form calls it.
  private var about: String? {
    let parts = question.fields.compactMap { field -> String? in
      guard let value = kept.call.values[field.name] else { return nil }
      let label = visit.say(field.label.french, field.label.english)
      switch field.kind {
      case .flag: return label
      case .choice(let choices):
        let words = choices.first { $0.value == value }?.words
        return label + colon + (words.map { visit.say($0.french, $0.english) } ?? value)
      case .day: return label + " " + (CalendarDay(value).map { text.day($0) } ?? value)
      // The head that was pasted is long, and stands in the answer.
      case .longText: return nil
      case .text, .month, .moment, .number: return label + colon + value
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  private var colon: String { visit.say("\u{00A0}: ", ": ") }

  static func ground(
    _ coverage: Coverage,
    _ text: PageText,
    question: String? = nil
  ) -> AnswerPage.Ground {
    AnswerPage.Ground(
      events: text.number(coverage.size),
      root: coverage.root.description,
      trace: text.number(coverage.trace.rawValue),
      question: question,
      checkpoint: coverage.checkpoint.encoded
    )
  }

  private func status(_ count: Int) -> String {
    let rows = text.count(count, ("ligne", "row"), ("lignes", "rows"))
    guard count < sheet.rows.count else { return rows }
    return rows + visit.say(" sur ", " of ") + text.number(sheet.rows.count)
  }

  private func nothing(_ isEmpty: Bool) -> String? {
    guard isEmpty else { return nil }
    if !sheet.rows.isEmpty {
      return visit.say(
        "Aucune ligne de cette trace ne répond à ces critères.",
        "No row of this trail fits these criteria."
      )
    }
    return visit.say(question.empty.french, question.empty.english)
  }

  /// That there may be more than was asked for.
  private var limitNote: [String] {
    for field in question.fields where field.name == "limit" {
      guard case .number(_, let preset) = field.kind else { continue }
      let limit = kept.call.values["limit"].flatMap { Int($0) } ?? preset
      guard sheet.rows.count == limit else { continue }
      return [
        visit.say(
          "Arrêté à \(text.number(limit)) lignes : précisez la période, ou augmentez le nombre de lignes.",
          "Stopped at \(text.number(limit)) rows: narrow the period, or raise the number of rows."
        )
      ]
    }
    return []
  }

  private var headings: [AnswerPage.Heading] {
    sheet.columns.enumerated()
      .map { index, column in
        let isNumber = sheet.rows.contains { $0.cells[index].isNumber }
        return AnswerPage.Heading(column.heading, isNumber: isNumber)
      }
  }

  private func cells(_ row: AnswerSheet.Row, at index: Int) -> [AnswerPage.Cell] {
    row.cells.enumerated()
      .map { place, cell in
        // What leads to the answer one is looking at leads nowhere.
        let leads = cell.next != nil && cell.next != kept.call
        return AnswerPage.Cell(
          cell.shown,
          isNumber: cell.isNumber,
          tone: cell.tone,
          go: leads ? "\(index).\(place)" : nil
        )
      }
  }

  private var filters: AnswerPage.Filters {
    let types = Set(sheet.rows.compactMap { $0.facet?.type })
    let options = types.map { type in
      AnswerPage.Option(
        String(type),
        FactWords.name(FactKind(rawValue: type), type: type, visit.language),
        isChosen: choice.type == type
      )
    }
    let any = AnswerPage.Option("", visit.say("tous", "all"), isChosen: choice.type == nil)
    return AnswerPage.Filters(
      kinds: [any] + options.sorted { $0.label < $1.label },
      from: choice.from?.description ?? "",
      to: choice.to?.description ?? "",
      isRefused: choice.refusedOnly,
      isEmergency: choice.emergencyOnly
    )
  }

  private var packed: String? {
    guard let packed = kept.packed else { return nil }
    let size = text.bytes(packed.bytes)
    return visit.say(
      "Paquet de preuves emporté (\(size)), inscrit à \(text.number(packed.trace.rawValue)), empreinte du manifeste \(packed.digest).",
      "Evidence package taken away (\(size)), written at \(text.number(packed.trace.rawValue)), digest of the manifest \(packed.digest)."
    )
  }
}
