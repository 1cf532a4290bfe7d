import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record dispute`.
struct RecordDispute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispute",
    abstract: say(
      "Le titulaire conteste un accès de sa trace.",
      "The holder disputes an access of their trail."
    ),
    discussion: say(
      "Exemple : carnet record dispute --record r-… --access 12 --reason \"je ne connais pas cette personne\" --as holder",
      "Example: carnet record dispute --record r-… --access 12 --reason \"je ne connais pas cette personne\" --as holder"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      say("Révision de l'accès dans le dossier.", "Revision of the access in the record."),
      valueName: "n"
    )
  )
  var access: UInt32

  func run() async throws {
    let (access, reason) = (access, acting.reason)
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.dispute(access, text: reason)
    }
  }
}
