import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit searches`: searches after which nothing was opened.
struct AuditSearches: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "searches",
    abstract: say(
      "Qui a cherché cette personne sans ouvrir son dossier ?",
      "Who searched for this person without opening the record?"
    ),
    discussion: say(
      "Exemple : carnet audit searches --record r-… --reason \"plainte 7\"",
      "Example: carnet audit searches --record r-… --reason \"complaint 7\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Option(help: ArgumentHelp(say("Un seul dossier.", "One record only."), valueName: "r-…"))
  var record: String?

  @Option(
    help: ArgumentHelp(
      say("Heures laissées pour ouvrir.", "Hours to open it within."),
      valueName: "n"
    )
  )
  var hours = 24

  @Flag(help: ArgumentHelp(say("Toutes, suivies ou non.", "All, followed up or not.")))
  var all = false

  func validate() throws {
    guard (1...8760).contains(hours) else {
      throw ValidationError(say("--hours : de 1 à 8760.", "--hours: 1 to 8760."))
    }
    try OneRecord.check(record)
  }

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucune recherche.", "No search.")) {
      Searches(
        of: try OneRecord.resolve(record, in: $0),
        withoutOpeningWithin: all ? nil : hours,
        in: period,
        limit: limit.limit
      )
    } table: {
      TrailTable.of($0)
    }
    limit.tellIfReached(rows.count)
  }
}
