import ArgumentParser
import CarnetCore
import Statistics

/// `carnet stats enrolment`: openings, refusals, closures, and records open.
struct StatsEnrolment: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enrolment",
    abstract: say(
      "Ouvertures, refus, clôtures, réactivations, solde et dossiers en cours.",
      "Openings, refusals, closures, reactivations, balance, and records open."
    ),
    discussion: say(
      """
      Ventilations : channel, commune, epci, arrondissement, ageBand, sex.
      Exemples :
        carnet stats enrolment --by channel --every week --from 2018-10-01 --to 2018-12-31
        carnet stats enrolment --by commune --by sex --as-of 2019-04-24 --format csv
      """,
      """
      Breakdowns: channel, commune, epci, arrondissement, ageBand, sex.
      Examples:
        carnet stats enrolment --by channel --every week --from 2018-10-01 --to 2018-12-31
        carnet stats enrolment --by commune --by sex --as-of 2019-04-24 --format csv
      """
    )
  )

  @OptionGroup var options: StatsOptions
  @OptionGroup var flow: FlowOptions

  func run() async throws {
    try await options.answer(
      "enrolment",
      from: flow.from?.day,
      every: flow.every?.interval,
      by: flow.by
    ) { try $0.enrolment($1) }
  }
}

/// Which denominator shares are reckoned against.
struct DenominatorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "Dénominateur (défaut : insured s'il est publié, sinon population).",
        "Denominator (default: insured where it is published, else population)."
      ),
      valueName: "name"
    )
  )
  var denominator: String?
}

/// `carnet stats coverage`: shares of a dated denominator.
struct StatsCoverage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: say(
      "Dossiers en cours et alimentés, rapportés à un dénominateur daté.",
      "Records open and fed, as shares of a dated denominator."
    ),
    discussion: say(
      """
      Ventilations : commune, epci, arrondissement, ageBand, sex.
      Exemples :
        carnet stats coverage --by epci
        carnet stats coverage --every month --from 2022-01-01 --denominator population
      """,
      """
      Breakdowns: commune, epci, arrondissement, ageBand, sex.
      Examples:
        carnet stats coverage --by epci
        carnet stats coverage --every month --from 2022-01-01 --denominator population
      """
    )
  )

  @OptionGroup var options: StatsOptions
  @OptionGroup var flow: FlowOptions
  @OptionGroup var against: DenominatorOptions

  func run() async throws {
    try await options.answer(
      "coverage",
      from: flow.from?.day,
      every: flow.every?.interval,
      by: flow.by
    ) { try $0.coverage($1, against: against.denominator) }
  }
}

/// A number of records, or a share of the denominator: `800000`, `80%`.
struct TargetArgument: ExpressibleByArgument {
  var target: Target

  init?(argument: String) {
    if argument.hasSuffix("%") {
      let digits = argument.dropLast().filter { $0 != " " }.map { $0 == "," ? "." : $0 }
      guard let percent = Double(String(digits)), percent > 0, percent <= 100 else { return nil }
      target = .share(percent / 100)
    } else {
      guard let count = Int(argument), (1...1_000_000_000).contains(count) else { return nil }
      target = .records(count)
    }
  }

  static var allValueStrings: [String] { ["800000", "80%"] }
}

/// `carnet stats pace`: when the target is reached.
struct StatsPace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pace",
    abstract: say(
      "Rythme, date à laquelle la cible est atteinte, rythme nécessaire.",
      "Pace, the day on which the target is reached, the pace needed."
    ),
    discussion: say(
      """
      Le rythme est la moyenne des dernières semaines, prolongée en ligne droite.
      Exemples :
        carnet stats pace --target 800000 --as-of 2019-04-24 --weeks 25
        carnet stats pace --target 80% --by-date 2022-12-31
      """,
      """
      The pace is the mean of the last weeks, drawn on as a straight line.
      Examples:
        carnet stats pace --target 800000 --as-of 2019-04-24 --weeks 25
        carnet stats pace --target 80% --by-date 2022-12-31
      """
    )
  )

  @OptionGroup var options: StatsOptions
  @OptionGroup var against: DenominatorOptions

  @Option(
    help: ArgumentHelp(
      say("Cible : un nombre de dossiers ou une part.", "Target: a number of records or a share."),
      valueName: "target"
    )
  )
  var target: TargetArgument

  @Option(
    help: ArgumentHelp(say("Semaines du rythme.", "Weeks of the pace."), valueName: "n")
  )
  var weeks = 4

  @Option(
    name: .customLong("by-date"),
    help: ArgumentHelp(say("Date voulue.", "Wished day."), valueName: "day")
  )
  var byDate: DayArgument?

  func validate() throws {
    guard (1...520).contains(weeks) else {
      throw ValidationError(
        say("--weeks accepte 1 à 520, pas \(weeks).", "--weeks accepts 1 to 520, not \(weeks).")
      )
    }
  }

  func run() async throws {
    try await options.answer("pace") { session, query in
      try session.pace(
        query,
        over: weeks,
        to: target.target,
        by: byDate?.day,
        against: against.denominator
      )
    }
  }
}
