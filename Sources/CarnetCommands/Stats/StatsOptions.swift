import ArgumentParser
import CarnetCore
import EnrolmentStatistics
import MedicalRecord
import RecordService
import Statistics

extension Dimension: ExpressibleByArgument {}

/// A day as an argument.
struct DayArgument: ExpressibleByArgument {
  var day: CalendarDay

  init?(argument: String) {
    guard let day = CalendarDay(argument) else { return nil }
    self.day = day
  }
}

/// How days are put together, as an argument.
enum IntervalArgument: String, CaseIterable, ExpressibleByArgument {
  case day, week, month

  var interval: Interval {
    switch self {
    case .day: .day
    case .week: .week
    case .month: .month
    }
  }
}

/// The day of the figures, and how small ones are kept.
struct StatsOptions: ParsableArguments {
  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var reader: ReaderOptions

  @Option(
    name: [.customLong("as-of"), .customLong("to")],
    help: ArgumentHelp(
      say(
        "Dernier jour compté, compris (défaut : aujourd'hui).",
        "Last day that counts, included (default: today)."
      ),
      valueName: "day"
    )
  )
  var asOf: DayArgument?

  @Option(
    help: ArgumentHelp(
      say(
        "Ne montre pas les effectifs inférieurs (défaut : \(StatisticsQuery.usualThreshold)) ; plus bas, il faut --reason, tracé.",
        "Does not show counts below it (default: \(StatisticsQuery.usualThreshold)); lower takes --reason, which is traced."
      ),
      valueName: "n"
    )
  )
  var threshold = StatisticsQuery.usualThreshold

  func validate() throws {
    guard (0...1_000_000).contains(threshold) else {
      throw ValidationError(
        say(
          "--threshold accepte 0 à 1 000 000, pas \(threshold).",
          "--threshold accepts 0 to 1,000,000, not \(threshold)."
        )
      )
    }
  }

  /// Opens the directory, asks, and shows the answer with what it rests on.
  ///
  /// Figures that name nobody leave no trace; to see small counts does.
  func answer(
    _ indicator: String,
    from: CalendarDay? = nil,
    every: Interval? = nil,
    by dimensions: [Dimension] = [],
    _ ask: (StatisticsSession, StatisticsQuery) throws -> StatisticsAnswer
  ) async throws {
    func run(_ service: RecordService) throws {
      let query = StatisticsQuery(
        asOf: asOf?.day ?? StatisticsDay.of(service.clock()),
        from: from,
        every: every,
        by: dimensions,
        threshold: threshold
      )
      try StatsPage.show(try ask(try StatisticsSession(service), query), output)
    }
    if threshold >= StatisticsQuery.usualThreshold {
      return try await Opened.forReading(data.directory) { try run($0) }
    }
    var context = EventContext()
    context.actor = reader.actor(.operator)
    context.purpose = .administration
    context.reason = try reader.askedReason()
    let traced = context
    try await Opened.forWriting(data.directory) { service in
      _ = try await service.traceQuestion(
        "stats \(indicator)",
        ["threshold \(threshold)"] + dimensions.map { "by \($0.rawValue)" },
        answers: 0,
        traced
      )
      try run(service)
    }
  }
}

/// Breakdowns and periods of figures that flow.
struct FlowOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("Ventilation (répétable).", "Breakdown (repeatable)."),
      valueName: "dimension"
    )
  )
  var by: [Dimension] = []

  @Option(
    help: ArgumentHelp(
      say("Par jour, semaine ou mois.", "By day, week or month."),
      valueName: "interval"
    )
  )
  var every: IntervalArgument?

  @Option(
    help: ArgumentHelp(say("Premier jour des flux.", "First day of flows."), valueName: "day")
  )
  var from: DayArgument?
}
