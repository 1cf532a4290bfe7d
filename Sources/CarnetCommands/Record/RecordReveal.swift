import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record reveal`.
struct RecordReveal: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: say(
      "Montre à nouveau un document (TD3.3a, TD3.3b).",
      "Show a document again (TD3.3a, TD3.3b)."
    ),
    discussion: say(
      "Exemple : carnet record reveal --record r-… --document 3 --to patient --as professional",
      "Example: carnet record reveal --record r-… --document 3 --to patient --as professional"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var preview: PreviewOptions

  @Option(
    help: ArgumentHelp(say("Numéro du document.", "Number of the document."), valueName: "n")
  )
  var document: UInt32

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp(
      say(
        "À qui : professionals, patient, representatives.",
        "To whom: professionals, patient, representatives."
      ),
      valueName: "label"
    )
  )
  var label: Visibility

  func run() async throws {
    let (document, label, actor) = (document, label, acting.actor)
    try await acting.perform(on: record, preview) { ground throws(Refusal) in
      try ground.state.reveal(document, to: label, by: actor)
    }
  }
}
