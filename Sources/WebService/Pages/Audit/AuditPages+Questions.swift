import CarnetCore
import Foundation
import Hummingbird
import Pages
import RecordService

extension AuditPages {
  var questionRoutes: [Route] {
    [
      site.get("/audit", .audit, questions),
      site.get("/audit/questions/{question}", .audit) { visit in
        let page = try Self.question(visit)
        let kept = visit.call.query["again"].flatMap(visit.session.answers.answer)
        let values = kept.flatMap { $0.call.question == page.id ? $0.call.values : nil } ?? [:]
        return try form(of: page, values, nil, visit)
      },
      site.post("/audit/ask/{question}", .audit) { visit in
        let page = try Self.question(visit)
        return try await ask(page, Self.values(of: page.fields, visit.form), visit)
      },
    ]
  }

  private static func question(_ visit: Visit) throws(WebRefusal) -> QuestionPage {
    guard let page = QuestionPage.named(visit.call.value("question")) else { throw .notFound }
    return page
  }

  /// What the form says of these fields; nothing else of it is kept.
  static func values(of fields: [QuestionField], _ form: PageForm) -> [String: String] {
    var values: [String: String] = [:]
    for field in fields {
      if let value = form[field.name] { values[field.name] = String(value.prefix(8192)) }
    }
    return values
  }

  // MARK: The list

  @Sendable private func questions(_ visit: Visit) throws -> Response {
    let search = String((visit.call.query["q"] ?? "").prefix(100))
    let found = QuestionPage.all.filter { $0.matches(search, visit.language) }
    let groups = QuestionPage.Group.allCases.compactMap { group -> QuestionsPage.Group? in
      let own = found.filter { $0.group == group }
      guard !own.isEmpty else { return nil }
      return QuestionsPage.Group(
        visit.say(group.words.french, group.words.english),
        own.map { Self.listed($0, visit) }
      )
    }
    let model = QuestionsPage(
      search: search,
      found: visit.text.count(
        found.count,
        ("question", "question"),
        ("questions", "questions")
      ),
      reason: visit.session.reason,
      groups: groups,
      lately: visit.session.answers.all.map { Self.asked($0, visit) }
    )
    return try visit.page(visit.say("Questions d'audit", "Audit questions"), model)
  }

  private static func listed(_ page: QuestionPage, _ visit: Visit) -> QuestionsPage.Question {
    QuestionsPage.Question(
      href: page.id == "as-of" ? "/audit/time" : "/audit/questions/\(page.id)",
      number: String(page.number),
      name: visit.say(page.name.french, page.name.english),
      words: visit.say(page.words.french, page.words.english),
      command: page.id
    )
  }

  private static func asked(_ answer: KeptAnswer, _ visit: Visit) -> QuestionsPage.Asked {
    let page = QuestionPage.named(answer.call.question)
    return QuestionsPage.Asked(
      href: "/audit/answers/\(answer.id)",
      name: page.map { visit.say($0.name.french, $0.name.english) } ?? answer.name,
      about: ParameterWords.words(answer.parameters, visit.text),
      time: visit.text.time(answer.asked)
    )
  }

  // MARK: One question

  /// The form of a question, with what was typed and what of it cannot be taken.
  func form(
    of page: QuestionPage,
    _ values: [String: String],
    _ problem: QuestionInput.Problem?,
    _ visit: Visit
  ) throws -> Response {
    let model = QuestionFormPage(
      name: visit.say(page.name.french, page.name.english),
      words: visit.say(page.words.french, page.words.english),
      action: "/audit/ask/\(page.id)",
      fields: Self.fields(page.fields, values, problem, visit),
      problem: problem.map { _ in
        visit.say(
          "Un champ est à corriger ; rien n'a été demandé ni inscrit.",
          "A field needs correcting; nothing was asked or written down."
        )
      },
      button: visit.say("Demander", "Ask")
    )
    return try visit.page(
      visit.say(page.name.french, page.name.english),
      model,
      status: problem == nil ? .ok : .unprocessableContent
    )
  }

  static func fields(
    _ fields: [QuestionField],
    _ values: [String: String],
    _ problem: QuestionInput.Problem?,
    _ visit: Visit
  ) -> [QuestionFormPage.Field] {
    fields.map { field in
      let value = values[field.name] ?? ""
      let mistake = problem.flatMap { $0.field == field.name ? $0.words : nil }
      var shown = value
      let kind: QuestionFormPage.Field.Kind
      switch field.kind {
      case .text: kind = .line(type: "text")
      case .day: kind = .line(type: "date")
      case .month: kind = .line(type: "month")
      case .moment: kind = .line(type: "datetime-local")
      case .longText: kind = .area
      case .number(let range, let preset):
        if value.isEmpty, preset > 0 { shown = String(preset) }
        kind = .number(min: range.lowerBound, max: range.upperBound)
      case .choice(let choices):
        kind = .choice(
          choices.map { choice in
            QuestionFormPage.Field.Choice(
              choice.value,
              visit.say(choice.words.french, choice.words.english),
              isChosen: choice.value == value
            )
          }
        )
      case .flag: kind = .flag(isOn: !value.isEmpty)
      }
      return QuestionFormPage.Field(
        field.name,
        visit.say(field.label.french, field.label.english),
        hint: field.hint.map { visit.say($0.french, $0.english) },
        value: shown,
        problem: mistake.map { visit.say($0.french, $0.english) },
        isRequired: field.isRequired,
        kind
      )
    }
  }

  // MARK: Asking

  /// How long a page waits for an answer before it shows that it is coming.
  private static let patience = Duration.milliseconds(1500)

  /// Asks, and leads to the answer.
  func ask(
    _ page: QuestionPage,
    _ values: [String: String],
    _ visit: Visit
  ) async throws -> Response {
    let question: AskedQuestion
    do {
      question = try await AuditQueue.run {
        // A record is found in the directory, which must know what was written last.
        try visit.service.runner.requireUpToDate(LogFeed(visit.service))
        return try page.make(QuestionInput(values, in: visit.service))
      }
    } catch let problem as QuestionInput.Problem {
      return try form(of: page, values, problem, visit)
    } catch {
      guard let words = visit.auditWords(error) else { throw error }
      return visit.go(
        "/audit/questions/\(page.id)",
        PageFrame.Notice(words, isError: true)
      )
    }
    let kept = KeptAnswer(
      QuestionCall(page.id, values),
      question,
      asked: visit.service.clock()
    )
    guard visit.session.answers.add(kept) else {
      return visit.back(
        "/audit",
        error: "Trois de vos questions sont encore en cours : attendez-les. Rien n'a été demandé.",
        "Three of your questions are still running: wait for them. Nothing was asked."
      )
    }
    let (session, words) = (visit.auditSession(), visit.answerWords)
    Task(executorPreference: AuditQueue.shared) {
      do {
        let given = try await question.ask(session, nil)
        _ = kept.sheet(given, words)
        kept.finish(.success(given))
      } catch {
        kept.finish(.failure(error))
      }
    }
    try await kept.wait(atMost: Self.patience)
    return visit.go("/audit/answers/\(kept.id)")
  }
}
