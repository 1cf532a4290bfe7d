import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record death`.
struct RecordDeath: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "death",
    abstract: say(
      "Enregistre le décès ; un dossier ouvert est clos.",
      "Record the death; an open record is closed."
    ),
    discussion: say(
      "Exemple : carnet record death --record r-… --date 2026-03-05",
      "Example: carnet record death --record r-… --date 2026-03-05"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("Date du décès.", "Date of death."), valueName: "date")
  )
  var date: String?

  func run() async throws {
    let day = try date.map { text in
      guard let day = PartialDate(text) else {
        throw ValidationError(
          say("« \(text) » n'est pas une date.", "\"\(text)\" is not a date.")
        )
      }
      return day
    }
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.recordDeath(on: day, rules: ground.rules, now: ground.now)
    }
  }
}
