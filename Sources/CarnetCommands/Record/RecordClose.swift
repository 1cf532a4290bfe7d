import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record close`.
struct RecordClose: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: say(
      "Clôt le dossier, conservé dix ans (TD1.4).",
      "Close the record, kept ten years (TD1.4)."
    ),
    discussion: say(
      "Exemple : carnet record close --record r-… --because holder",
      "Example: carnet record close --record r-… --because holder"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    name: .customLong("because"),
    help: ArgumentHelp(
      say("holder, fraud, malfunction.", "holder, fraud, malfunction."),
      valueName: "reason"
    )
  )
  var becauseWord = Word(ClosureReason.holder)
  var because: ClosureReason { becauseWord.value }

  func run() async throws {
    let because = because
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.close(because, rules: ground.rules, now: ground.now)
    }
  }
}
