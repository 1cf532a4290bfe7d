import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record delete`.
struct RecordDelete: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: say(
      "Supprime un document (TD3.3c) : son auteur seul.",
      "Delete a document (TD3.3c): its author alone."
    ),
    discussion: say(
      "Exemple : carnet record delete --record r-… --document 3 --as professional --actor 899700218896",
      "Example: carnet record delete --record r-… --document 3 --as professional --actor 899700218896"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("Numéro du document.", "Number of the document."), valueName: "n")
  )
  var document: UInt32

  func run() async throws {
    let (document, actor) = (document, acting.actor)
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.delete(document, by: actor)
    }
  }
}
