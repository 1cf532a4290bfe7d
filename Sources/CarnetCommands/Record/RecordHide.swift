import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record hide`.
struct RecordHide: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hide",
    abstract: say(
      "Masque un document (TD3.3a).",
      "Hide a document (TD3.3a)."
    ),
    discussion: say(
      "Exemple : carnet record hide --record r-… --document 3 --from professionals --as holder",
      "Example: carnet record hide --record r-… --document 3 --from professionals --as holder"
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
    name: .customLong("from"),
    help: ArgumentHelp(
      say(
        "À qui : professionals, patient, representatives.",
        "From whom: professionals, patient, representatives."
      ),
      valueName: "label"
    )
  )
  var label: Visibility

  func run() async throws {
    let (document, label, actor) = (document, label, acting.actor)
    try await acting.perform(on: record, preview) { ground throws(Refusal) in
      try ground.state.hide(
        document,
        from: label,
        by: actor,
        rules: ground.rules,
        now: ground.now
      )
    }
  }
}
