import CarnetCore
import HTTPTypes
import Hummingbird
import Interop
import MedicalRecord
import Pages
import RecordService
import Statistics
import Views

/// The department at a glance, for those who follow enrolment.
///
/// Figures name nobody and leave no trace; none is shown below the threshold.
struct DepartmentPages: Sendable {
  let site: PageSite

  static let rooms = [
    PageRoom("/department", "Département", "Department"),
    PageRoom("/department/map", "Carte", "Map"),
    PageRoom("/department/groups", "Populations", "Populations"),
    PageRoom("/department/use", "Usages", "Use"),
  ]

  var routes: [Route] {
    [
      site.get("/department", .department) { try await told($0, overview) },
      site.get("/department/map", .department) { try await told($0, map) },
      site.get("/department/groups", .department) { try await told($0, groups) },
      site.get("/department/use", .department) { try await told($0, use) },
      site.get("/department/figures/{figure}", .department) { try await told($0, download) },
    ]
  }

  // MARK: What all pages do

  /// Says why there are no figures rather than that something failed.
  private func told(
    _ visit: Visit,
    _ answer: (Visit) async throws -> Response
  ) async throws -> Response {
    do {
      return try await answer(visit)
    } catch let failure as ViewFailure {
      throw Self.refusal(failure)
    } catch StatisticsFailure.viewsMove {
      throw WebRefusal.viewBehind
    }
  }

  private static func refusal(_ failure: ViewFailure) -> any Error {
    switch failure {
    case .anotherVersion, .beyondTheLog, .anotherHistory, .noSuchView:
      WebRefusal(
        .serviceUnavailable,
        .viewBehind,
        "les vues dont viennent ces chiffres doivent être reconstruites : prévenez l'exploitation",
        "the views that these figures come from must be rebuilt: tell whoever runs the service"
      )
    case .beingUpdated, .beingRebuilt, .behind: WebRefusal.viewBehind
    default: failure
    }
  }

  func answer(_ figure: DepartmentFigure, on day: CalendarDay) async throws -> StatisticsAnswer {
    try await site.figures.answer(figure.question(on: day))
  }

  /// The day that is asked for, within those that the log tells of.
  func chosen(_ visit: Visit) async throws -> ChosenDay {
    // Figures count by legal days in France: late in the evening theirs is tomorrow's in UTC.
    let now = visit.service.clock()
    let today = StatisticsDay.of(now)
    let growth = try await answer(.growth, on: today)
    var first = today
    if let row = growth.rows.first, case .day(let day) = growth.value("start", row) { first = day }
    return try ChosenDay(visit.call, today: today, first: first)
  }

  // MARK: Communes

  @Sendable private func map(_ visit: Visit) async throws -> Response {
    let chosen = try await chosen(visit)
    let answer = try await answer(.communes, on: chosen.day)
    let words = FigureWords(text: visit.text)
    let title = visit.say("Couverture par commune", "Coverage by commune")
    let map = CommuneMap(
      title: title,
      description: visit.say(
        "Carte des communes, plus foncées là où davantage d'habitants ont un dossier ; le tableau donne les mêmes chiffres.",
        "Map of the communes, darker where more people have a record; the table has the same figures."
      ),
      areas: try areas(answer, words)
    )
    let model = DepartmentMapPage(
      choice: chosen.choice("/department/map", visit.text),
      map: map,
      keys: keys(map, visit),
      sheet: words.sheet(
        answer,
        .communes,
        on: chosen.day,
        caption: title,
        columns: ["commune", "open", "fed", "fed_of_open", "denominator", "coverage"]
      )
    )
    return try visit.page(title, model)
  }

  /// What the answer tells, and all other communes: what is not in it has no record.
  private func areas(
    _ answer: StatisticsAnswer,
    _ words: FigureWords
  ) throws -> [CommuneMap.Area] {
    let told = answer.rows.compactMap { area($0, answer, words) }
    let codes = Set(told.map(\.code))
    let none = words.text.language.say("aucun dossier", "no record")
    let rest = try CodeTables.standard().communes.communes
      .filter { !codes.contains($0.code.description) }
      .map {
        CommuneMap.Area(
          code: $0.code.description,
          name: $0.name,
          figure: .share(0),
          words: none
        )
      }
    return told + rest
  }

  private func area(
    _ row: [StatisticsAnswer.Value],
    _ answer: StatisticsAnswer,
    _ words: FigureWords
  ) -> CommuneMap.Area? {
    guard case .code(let code, let label) = answer.value("commune", row) else { return nil }
    let language = words.text.language
    let (figure, said): (CommuneMap.Figure, String) =
      switch answer.value("coverage", row) {
      case .share(let share):
        (.share(share), words.text.percent(share))
      case .suppressed: (.suppressed, language.say("petit effectif", "small count"))
      default: (.unknown, language.say("pas de dénominateur", "no denominator"))
      }
    return CommuneMap.Area(code: code, name: label ?? code, figure: figure, words: said)
  }

  private func keys(_ map: CommuneMap, _ visit: Visit) -> [DepartmentMapPage.Key] {
    let bounds = map.bounds
    let text = visit.text
    let decimals = bounds[1] < 0.01 ? 2 : bounds[1] < 0.1 ? 1 : 0
    var keys = bounds.enumerated()
      .map { index, bound in
        let from = text.percent(bound, decimals)
        let words =
          index + 1 < bounds.count
          ? visit.say(
            "de \(from) à \(text.percent(bounds[index + 1], decimals))",
            "\(from) to \(text.percent(bounds[index + 1], decimals))"
          ) : visit.say("\(from) et plus", "\(from) and more")
        return DepartmentMapPage.Key(shade: "s\(index + 1)", words: words)
      }
    keys.append(
      .init(
        shade: "hatched",
        words: visit.say("petit effectif, non montré", "small count, not shown")
      )
    )
    keys.append(
      .init(shade: "s0", words: visit.say("aucun dossier", "no record"))
    )
    return keys
  }

  // MARK: Taking figures away

  @Sendable private func download(_ visit: Visit) async throws -> Response {
    guard let figure = DepartmentFigure(rawValue: visit.call.value("figure")) else {
      throw WebRefusal.notFound
    }
    let chosen = try await chosen(visit)
    let answer = try await answer(figure, on: chosen.day)
    let name = "\(figure.rawValue)-\(chosen.day)-at-\(answer.ground.size)"
    var response: Response
    switch visit.call.query["format"] ?? "csv" {
    case "csv":
      response = .text(answer.csv, type: "text/csv; charset=utf-8; header=present")
      response.headers[.contentDisposition] = "attachment; filename=\"\(name).csv\""
    case "json":
      response = .text(try answer.json(), type: "application/json")
      response.headers[.contentDisposition] = "attachment; filename=\"\(name).json\""
    default:
      throw WebRefusal.malformed("format accepte csv, json", "format accepts csv, json")
    }
    // What a CSV has no place for.
    response.headers[.figureEvents] = "\(answer.ground.size)"
    response.headers[.figureRoot] = answer.ground.root.description
    return response
  }
}

extension HTTPField.Name {
  static let figureEvents = token("X-Carnet-Events")
  static let figureRoot = token("X-Carnet-Root")
}
