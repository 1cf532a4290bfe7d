import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record suspend`.
struct RecordSuspend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend",
    abstract: say(
      "Suspend le dossier : fraude ou dysfonctionnement (six semaines).",
      "Suspend the record: fraud or malfunction (six weeks)."
    ),
    discussion: say(
      "Exemple : carnet record suspend --record r-… --because fraud",
      "Example: carnet record suspend --record r-… --because fraud"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("fraud ou malfunction.", "fraud or malfunction."), valueName: "reason")
  )
  var because: ClosureReason

  func run() async throws {
    let because = because
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.suspend(because, rules: ground.rules, now: ground.now)
    }
  }
}
