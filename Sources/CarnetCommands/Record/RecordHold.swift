import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record hold`.
struct RecordHold: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: say(
      "Conservation pour une procédure : rien n'est détruit.",
      "A legal hold: nothing is destroyed."
    ),
    discussion: say(
      "Exemple : carnet record hold --record r-… --reference TGI-2026-12",
      "Example: carnet record hold --record r-… --reference TGI-2026-12"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("Référence.", "Reference."), valueName: "text")
  )
  var reference: String

  @Option(
    help: ArgumentHelp(say("Jusqu'à.", "Until."), valueName: "date")
  )
  var until: MomentArgument?

  @Flag(help: ArgumentHelp(say("Lever.", "Lift.")))
  var lift = false

  func run() async throws {
    let (lift, reference, until) = (lift, reference, until?.moment)
    try await acting.perform(on: record) { ground throws(Refusal) in
      lift
        ? try ground.state.liftHold(reference)
        : try ground.state.placeHold(reference, until: until)
    }
  }
}
