import CarnetCore
import Pages
import Statistics

/// Answers in the words of a page.
struct FigureWords: Sendable {
  let text: PageText

  private var language: PageLanguage { text.language }

  // MARK: Values

  func heading(_ column: String) -> String {
    guard let words = StatisticsWords.heading(column) else { return column }
    return Self.capitalised(language.say(words.french, words.english))
  }

  func words(_ value: StatisticsAnswer.Value, in column: String) -> String {
    switch value {
    case .term(let term):
      StatisticsWords.term(term, in: column).map { language.say($0.french, $0.english) } ?? term
    case .code(let code, let label): label ?? code
    case .all: language.say("Ensemble", "All")
    case .day(let day): text.shortDay(day)
    case .count(let count): text.number(count)
    case .suppressed: "s."
    case .share(let share): text.percent(share)
    case .number(let number): text.decimal(number)
    case .none: "–"
    }
  }

  func cell(_ value: StatisticsAnswer.Value, in column: String) -> FigureSheet.Cell {
    FigureSheet.Cell(
      words(value, in: column),
      isNumber: Self.isNumber(column),
      isSuppressed: value == .suppressed
    )
  }

  static func isNumber(_ column: String) -> Bool { !wordColumns.contains(column) }

  private static let wordColumns: Set<String> = [
    "channel", "commune", "epci", "arrondissement", "age_band", "sex", "type", "feeder",
    "structure", "software", "delay", "mode", "profession", "actor", "doctor", "audience", "days",
    "figure", "of", "counted",
  ]

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  // MARK: Sheets

  /// A row for each row of an answer, its first column as the head.
  ///
  /// - Parameter columns: those that are shown, in order; all but the day if nil.
  func sheet(
    _ answer: StatisticsAnswer,
    _ figure: DepartmentFigure,
    on day: CalendarDay,
    caption: String,
    columns: [String]? = nil
  ) -> FigureSheet {
    let shown = (columns ?? answer.columns.filter { $0 != "as_of" })
      .compactMap { name in answer.columns.firstIndex(of: name).map { (name, $0) } }
    return FigureSheet(
      language,
      caption: caption,
      corner: shown.first.map { heading($0.0) } ?? "",
      columns: shown.dropFirst()
        .map { FigureSheet.Column(heading($0.0), isNumber: Self.isNumber($0.0)) },
      rows: answer.rows.map { row in
        FigureSheet.Row(
          head: shown.first.map { words(row[$0.1], in: $0.0) } ?? "",
          cells: shown.dropFirst().map { cell(row[$0.1], in: $0.0) },
          isTotal: shown.contains { row[$0.1] == .all }
        )
      },
      ground: ground(answer, figure, on: day)
    )
  }

  func ground(
    _ answer: StatisticsAnswer,
    _ figure: DepartmentFigure,
    on day: CalendarDay
  ) -> FigureSheet.Ground {
    let ground = answer.ground
    var notes: [String] = ground.denominators.map { name in
      let place =
        name.position.map {
          language.say("événement", "event") + " " + text.number($0.rawValue)
        } ?? language.say("livré avec Carnet", "shipped with Carnet")
      return language.say(
        "Dénominateur au \(text.day(name.counted)) : \(name.title), \(name.source) (\(place)).",
        "Denominator of \(text.day(name.counted)): \(name.title), \(name.source) (\(place))."
      )
    }
    if answer.hasSuppressed {
      notes.append(
        language.say(
          "s. : effectif inférieur à \(ground.threshold), ou qui permettrait d'en déduire un.",
          "s.: a count below \(ground.threshold), or one that would give such a count away."
        )
      )
    }
    let path = "/department/figures/\(figure.rawValue)?day=\(day)&format="
    return FigureSheet.Ground(
      csv: path + "csv",
      json: path + "json",
      events: text.count(
        Int(clamping: ground.size),
        ("événement", "event"),
        ("événements", "events")
      ),
      root: ground.root.description,
      proof: "/consistency/\(ground.size)",
      notes: notes
    )
  }
}

extension StatisticsAnswer {
  /// A value of a row by its column; none where there is no such column.
  func value(_ column: String, _ row: [Value]) -> Value {
    columns.firstIndex(of: column).map { row[$0] } ?? .none
  }

  /// A value of an answer whose rows are figures.
  func figure(_ name: String) -> Value {
    rows.first { value("figure", $0) == .term(name) }.map { value("value", $0) } ?? .none
  }
}
