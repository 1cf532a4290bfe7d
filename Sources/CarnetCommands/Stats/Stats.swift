import ArgumentParser
import CarnetCore
import EnrolmentStatistics
import Interop
import RecordService
import Views

/// `carnet stats`: the indicators.
struct Stats: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("Les indicateurs : ouvertures de dossiers.", "Indicators: enrolment."),
    subcommands: [StatsEnrolment.self]
  )
}

extension EnrolmentStatistics.Dimension: ExpressibleByArgument {}

/// `carnet stats enrolment`: records opened, by channel, commune, age and sex, as of any day.
struct StatsEnrolment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrolment",
    abstract: say(
      "Dossiers ouverts, par canal, commune, âge, sexe ; à toute date.",
      "Records opened, by channel, commune, age, sex; as of any day."
    ),
    discussion: say(
      "Exemple : carnet stats enrolment --by channel --every week --from 2026-01-01",
      "Example: carnet stats enrolment --by channel --every week --from 2026-01-01"
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Ventilations : channel, commune, ageBand, sex.",
        "Breakdowns: channel, commune, ageBand, sex."
      ),
      valueName: "dimension"
    )
  )
  var by: [EnrolmentStatistics.Dimension] = []

  @Option(
    help: ArgumentHelp(
      say("Jour du stock (défaut : aujourd'hui).", "Day of the stock (default: today)."),
      valueName: "day"
    )
  )
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      say("Flux par day, week ou month.", "Flow by day, week or month."),
      valueName: "interval"
    )
  )
  var every: String?

  @Option(
    help: ArgumentHelp(say("Premier jour du flux.", "First day of the flow."), valueName: "day")
  )
  var from: String?

  func validate() throws {
    for day in [asOf, from].compactMap({ $0 }) where CalendarDay(day) == nil {
      throw ValidationError(
        say("« \(day) » n'est pas un jour : 2026-01-31.", "\"\(day)\" is not a day: 2026-01-31.")
      )
    }
    if let every, Self.intervals[every] == nil {
      throw ValidationError(
        say("--every accepte day, week ou month.", "--every accepts day, week or month.")
      )
    }
  }

  private static let intervals: [String: EnrolmentStatistics.Interval] = [
    "day": .day, "week": .week, "month": .month,
  ]

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      let feed = LogFeed(service)
      try service.runner.requireUpToDate(feed)
      let today = service.clock().day
      let day = asOf.flatMap(CalendarDay.init) ?? today
      let view = ViewReader(EnrolmentStatistics.self, in: service.directory.views)
      let names = try communeNames()
      if let interval = every.flatMap({ Self.intervals[$0] }) {
        let first =
          from.flatMap(CalendarDay.init) ?? CalendarDay(daysSinceEpoch: day.daysSinceEpoch - 365)
        let rows = try view.read {
          try $0.flow(from: first, through: day, every: interval, by: Set(by), communeNames: names)
        }
        try showFlow(rows)
      } else {
        let rows = try view.read {
          try $0.enrolment(asOf: day, by: Set(by), communeNames: names)
        }
        try showStock(rows, day)
      }
      let size = try feed.size()
      let root = try feed.root(at: size)
      output.note(
        say(
          "Au \(day), d'après \(Cell.grouped(Int(size))) événements, racine \(root).",
          "As of \(day), from \(Cell.grouped(Int(size))) events, root \(root)."
        )
      )
    }
  }

  private func communeNames() throws -> [String: String] {
    guard by.contains(.commune) else { return [:] }
    let communes = try CodeTables.standard().communes.communes
    return Dictionary(
      communes.map { ($0.code.description, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private var groupColumns: [Column] {
    EnrolmentStatistics.Dimension.allCases.filter(by.contains)
      .map { dimension in
        switch dimension {
        case .channel: Column("channel", say("canal", "channel"))
        case .commune: Column("commune", say("commune", "commune"))
        case .ageBand: Column("age_band", say("âge", "age"))
        case .sex: Column("sex", say("sexe", "sex"))
        }
      }
  }

  private func cells(_ group: EnrolmentStatistics.Group) -> [Cell] {
    EnrolmentStatistics.Dimension.allCases.filter(by.contains)
      .map { dimension in
        switch dimension {
        case .channel: .text(group.channel?.word ?? say("inconnu", "unknown"))
        case .commune:
          .text(
            [group.commune, group.communeName].compactMap { $0 }.joined(separator: " ")
          )
        case .ageBand: .text(group.ageBand?.word ?? "")
        case .sex: .text(group.sex?.word ?? "")
        }
      }
  }

  private func showStock(_ rows: [EnrolmentStatistics.Stock], _ day: CalendarDay) throws {
    var table = Table(groupColumns + [Column("open", say("dossiers ouverts", "records open"))])
    for row in rows { table.add(cells(row.group) + [.number(row.open)]) }
    if rows.isEmpty, by.isEmpty { table.add([.number(0)]) }
    try output.print(table, empty: say("Aucun dossier ouvert.", "No record open."))
  }

  private func showFlow(_ rows: [EnrolmentStatistics.Flow]) throws {
    var table = Table(
      [Column("start", say("début", "start"))] + groupColumns + [
        Column("opened", say("ouverts", "opened")), Column("closed", say("fermés", "closed")),
        Column("erased", say("effacés", "erased")), Column("net", say("net", "net")),
      ]
    )
    for row in rows {
      table.add(
        [.text(row.start.description)] + cells(row.group) + [
          .number(row.opened), .number(row.closed), .number(row.erased), .number(row.net),
        ]
      )
    }
    try output.print(table, empty: say("Rien dans cette période.", "Nothing in this period."))
  }
}
