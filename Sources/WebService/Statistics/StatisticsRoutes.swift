import CarnetCore
import EnrolmentStatistics
import HTTPTypes
import Hummingbird
import MedicalRecord
import RecordService
import Views

/// Figures without anybody in them, for those who follow enrolment.
///
/// An indicator is a row of `indicators`: its name, and what computes its table.
struct StatisticsRoutes: Sendable {
  let service: RecordService
  let following: ViewFollowing

  var routes: [Route] { [enrolment] }

  private var enrolment: Route {
    Route(
      method: .get,
      path: RoutePath("/statistics/enrolment"),
      family: .statistics,
      access: .caller,
      summary: Words(
        "Dossiers ouverts à une date, ou flux par jour, semaine ou mois",
        "Records open at a date, or their flow by day, week or month"
      ),
      parameters: [
        FHIRRoutes.parameter("asOf", "jour (défaut : aujourd'hui)", "day (default: today)"),
        FHIRRoutes.parameter(
          "by",
          "channel, commune, ageBand, sex ; répétable",
          "channel, commune, ageBand, sex; may be repeated"
        ), FHIRRoutes.parameter("every", "day, week, month", "day, week, month"),
        FHIRRoutes.parameter("from", "premier jour du flux", "first day of the flow"),
        FHIRRoutes.parameter("format", "json, csv", "json, csv"),
      ],
      answers: [(200, ["application/json", "text/csv"], Words("un tableau", "a table"))]
    ) { call in
      guard try call.requireCaller().isStaff else {
        throw WebRefusal(
          .forbidden,
          .forbidden,
          "les statistiques sont pour les agents, auditeurs et opérateurs",
          "statistics are for agents, auditors and operators"
        )
      }
      await following.catchUp()
      let table = try table(call)
      switch call.query["format"] ?? "json" {
      case "csv": return .text(table.csv, type: "text/csv; charset=utf-8; header=present")
      case "json": return .json(table.json)
      default: throw WebRefusal.malformed("format accepte json, csv", "format accepts json, csv")
      }
    }
  }

  private func table(_ call: Call) throws -> FigureTable {
    func day(_ name: String) throws -> CalendarDay? {
      guard let text = call.query[name] else { return nil }
      guard let day = CalendarDay(text) else {
        throw WebRefusal.malformed(
          "« \(name) » attend un jour : 2026-01-31",
          "\"\(name)\" expects a day: 2026-01-31"
        )
      }
      return day
    }
    let last = try day("asOf") ?? service.clock().day
    var dimensions: Set<EnrolmentStatistics.Dimension> = []
    for text in call.query.all("by").flatMap({ $0.split(separator: ",") }) {
      guard let dimension = EnrolmentStatistics.Dimension(rawValue: String(text)) else {
        throw WebRefusal.malformed(
          "by accepte channel, commune, ageBand, sex",
          "by accepts channel, commune, ageBand, sex"
        )
      }
      dimensions.insert(dimension)
    }
    let by = dimensions
    let view = ViewReader(EnrolmentStatistics.self, in: service.directory.views)
    let names = EnrolmentStatistics.Dimension.allCases.filter(by.contains)
    guard let every = call.query["every"] else {
      let rows = try view.read { session in
        (try session.enrolment(asOf: last, by: by), session.progress)
      }
      var table = FigureTable(
        indicator: "enrolment",
        columns: names.map(\.rawValue) + ["open"],
        asOf: last,
        progress: rows.1
      )
      for row in rows.0 { table.rows.append(Self.cells(row.group, names) + [.number(row.open)]) }
      if by.isEmpty, table.rows.isEmpty { table.rows.append([.number(0)]) }
      return table
    }
    let intervals: [String: EnrolmentStatistics.Interval] = [
      "day": .day, "week": .week, "month": .month,
    ]
    guard let interval = intervals[every] else {
      throw WebRefusal.malformed("every accepte day, week, month", "every accepts day, week, month")
    }
    let first = try day("from") ?? CalendarDay(daysSinceEpoch: last.daysSinceEpoch - 365)
    let rows = try view.read { session in
      (
        try session.flow(from: first, through: last, every: interval, by: by), session.progress
      )
    }
    var table = FigureTable(
      indicator: "enrolment-flow",
      columns: ["start"] + names.map(\.rawValue) + ["opened", "closed", "erased", "net"],
      asOf: last,
      progress: rows.1
    )
    for row in rows.0 {
      table.rows.append(
        [.text(row.start.description)] + Self.cells(row.group, names)
          + [.number(row.opened), .number(row.closed), .number(row.erased), .number(row.net)]
      )
    }
    return table
  }

  private static func cells(
    _ group: EnrolmentStatistics.Group,
    _ names: [EnrolmentStatistics.Dimension]
  ) -> [FigureTable.Cell] {
    names.map { name in
      switch name {
      case .channel: .text(group.channel.map { String(describing: $0) } ?? "unknown")
      case .commune: .text(group.commune ?? "")
      case .ageBand: .text(group.ageBand.map { String(describing: $0) } ?? "")
      case .sex: .text(group.sex.map { String(describing: $0) } ?? "")
      }
    }
  }
}

/// Rows of figures, and of how many events they are the count.
struct FigureTable: Sendable {
  enum Cell: Sendable {
    case text(String)
    case number(Int)
  }

  var indicator: String
  var columns: [String]
  var asOf: CalendarDay
  var progress: ViewProgress
  var rows: [[Cell]] = []

  var json: String {
    JSONText.object([
      ("indicator", JSONText.string(indicator)), ("asOf", JSONText.string(asOf.description)),
      ("events", "\(progress.applied)"), ("root", JSONText.string(progress.root.description)),
      (
        "rows",
        JSONText.array(
          rows.map { row in
            JSONText.object(
              zip(columns, row)
                .map { name, cell in
                  switch cell {
                  case .text(let text): (name, JSONText.string(text))
                  case .number(let number): (name, "\(number)")
                  }
                }
            )
          }
        )
      ),
    ])
  }

  /// RFC 4180.
  var csv: String {
    var text = columns.joined(separator: ",") + "\r\n"
    for row in rows {
      let fields = row.map { cell in
        switch cell {
        case .number(let number): "\(number)"
        case .text(let text):
          text.contains { ",\"\r\n".contains($0) }
            ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }
      }
      text += fields.joined(separator: ",") + "\r\n"
    }
    return text
  }
}
