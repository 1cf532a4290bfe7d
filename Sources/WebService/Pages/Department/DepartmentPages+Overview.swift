import CarnetCore
import Hummingbird
import Pages
import Statistics

// Where enrolment stands, and how it came there.
extension DepartmentPages {
  @Sendable func overview(_ visit: Visit) async throws -> Response {
    let chosen = try await chosen(visit)
    let day = chosen.day
    let coverage = try await answer(.coverage, on: day)
    let pace = try await answer(.pace, on: day)
    var curve = DepartmentFigure.openingsByWeek
    var openings = try await answer(.openingsByWeek, on: day)
    // Where a week has too few openings to be shown, months may have enough.
    let asked = visit.call.query["every"]
    if asked == "month" || (asked == nil && !Self.hasCounts(openings)) {
      curve = .openingsByMonth
      openings = try await answer(.openingsByMonth, on: day)
    }
    let words = FigureWords(text: visit.text)
    let isByWeek = curve == .openingsByWeek
    let title =
      isByWeek
      ? visit.say("Ouvertures par semaine et par canal", "Openings by week and channel")
      : visit.say("Ouvertures par mois et par canal", "Openings by month and channel")
    let pivot = Openings(openings, words)
    let other = "/department?day=\(day)&every=\(isByWeek ? "month" : "week")"
    let model = DepartmentPage(
      choice: chosen.choice("/department", visit.text),
      progress: progress(coverage, pace, visit),
      progressGround: words.ground(coverage, .coverage, on: day),
      paceGround: words.ground(pace, .pace, on: day),
      chart: pivot.chart(title, visit.text),
      curveTitle: title,
      otherEvery: PageFrame.Link(
        other,
        isByWeek
          ? visit.say("Par mois, sur trois ans", "By month, over three years")
          : visit.say("Par semaine, sur un an", "By week, over a year")
      ),
      sheet: pivot.sheet(
        caption: title,
        corner: isByWeek
          ? visit.say("Semaine du", "Week of") : visit.say("Mois du", "Month of"),
        words.ground(openings, curve, on: day)
      )
    )
    return try visit.page(visit.say("Le département", "The department"), model)
  }

  private static func hasCounts(_ answer: StatisticsAnswer) -> Bool {
    answer.rows.contains { row in
      if case .count(let count) = answer.value("opened", row) { count > 0 } else { false }
    }
  }

  private func progress(
    _ coverage: StatisticsAnswer,
    _ pace: StatisticsAnswer,
    _ visit: Visit
  ) -> DepartmentPage.Progress {
    let text = visit.text
    let words = FigureWords(text: text)
    let row = coverage.rows.last ?? []
    func of(_ column: String) -> StatisticsAnswer.Value {
      row.isEmpty ? .count(0) : coverage.value(column, row)
    }
    var reached: Double?
    if case .count(let open) = of("open"), case .count(let target) = pace.figure("target"),
      target > 0
    {
      reached = min(1, Double(open) / Double(target))
    }
    var counted = ""
    if case .day(let day) = pace.figure("counted"),
      case .count(let people) = pace.figure("denominator")
    {
      counted = visit.say(
        "de \(text.number(people)) personnes comptées au \(text.day(day))",
        "of \(text.number(people)) people counted on \(text.day(day))"
      )
    }
    let projected = pace.figure("reached")
    let note =
      switch projected {
      case .day: visit.say("à ce rythme, en ligne droite", "at this pace, in a straight line")
      case .suppressed:
        visit.say("trop peu d'ouvertures pour le dire", "too few openings to tell")
      default:
        visit.say("pas atteinte au rythme actuel", "not reached at the present pace")
      }
    return DepartmentPage.Progress(
      open: words.words(of("open"), in: "open"),
      isOpenSuppressed: of("open") == .suppressed,
      target: words.words(pace.figure("target"), in: "target")
        + visit.say(" (80\u{202F}%)", " (80%)"),
      reached: reached.map { Int(($0 * 1000).rounded()) } ?? 0,
      reachedWords: reached.map {
        visit.say("\(text.percent($0)) de la cible", "\(text.percent($0)) of the target")
      } ?? visit.say("non montré", "not shown"),
      coverage: words.words(of("coverage"), in: "coverage"),
      denominator: counted,
      fed: words.words(of("fed"), in: "fed"),
      fedShare: visit.say(
        "soit \(words.words(of("fed_of_open"), in: "fed_of_open")) des dossiers ouverts",
        "\(words.words(of("fed_of_open"), in: "fed_of_open")) of the records open"
      ),
      pace: words.words(pace.figure("pace_per_week"), in: "value"),
      projected: {
        if case .day(let day) = projected { return text.day(day) }
        return projected == .suppressed ? "s." : "–"
      }(),
      projectedNote: note
    )
  }
}

/// Openings by period and channel, a column a channel.
private struct Openings {
  private let periods: [CalendarDay]
  private let channels: [String]
  private let counts: [String: [CalendarDay: StatisticsAnswer.Value]]
  private let words: FigureWords

  private static let all = "all"

  init(_ answer: StatisticsAnswer, _ words: FigureWords) {
    self.words = words
    var periods: Set<CalendarDay> = []
    var counts: [String: [CalendarDay: StatisticsAnswer.Value]] = [:]
    for row in answer.rows {
      guard case .day(let start) = answer.value("start", row) else { continue }
      periods.insert(start)
      let key =
        switch answer.value("channel", row) {
        case .term(let term): term
        default: Self.all
        }
      counts[key, default: [:]][start] = answer.value("opened", row)
    }
    self.periods = periods.sorted()
    self.counts = counts
    // The sum of all first, then the channels that anything came through.
    let used = counts.filter { entry in
      entry.key != Self.all && entry.value.values.contains { $0 != .count(0) }
    }
    channels = (counts[Self.all] == nil ? [] : [Self.all]) + used.keys.sorted()
  }

  private func name(_ channel: String) -> String {
    channel == Self.all
      ? words.text.language.say("tous canaux", "all channels")
      : words.words(.term(channel), in: "channel")
  }

  /// What is not in the answer is nothing; what it keeps back is a gap.
  private func value(_ channel: String, _ period: CalendarDay) -> StatisticsAnswer.Value {
    counts[channel]?[period] ?? .count(0)
  }

  func chart(_ title: String, _ text: PageText) -> LineChart {
    LineChart(
      title: title,
      description: text.language.say(
        "Courbes du nombre de dossiers ouverts ; le tableau donne les mêmes chiffres.",
        "Lines of the number of records opened; the table has the same figures."
      ),
      labels: periods.map(text.shortDay),
      series: channels.map { channel in
        LineChart.Series(
          name: name(channel),
          values: periods.map { period in
            if case .count(let count) = value(channel, period) { Double(count) } else { nil }
          }
        )
      },
      number: { text.decimal($0, 0) }
    )
  }

  func sheet(
    caption: String,
    corner: String,
    _ ground: FigureSheet.Ground
  ) -> FigureSheet {
    FigureSheet(
      words.text.language,
      caption: caption,
      corner: corner,
      columns: channels.map { FigureSheet.Column(name($0)) },
      rows: periods.reversed()
        .map { period in
          FigureSheet.Row(
            head: words.text.shortDay(period),
            cells: channels.map { words.cell(value($0, period), in: "opened") }
          )
        },
      ground: ground
    )
  }
}
