import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record archive`.
struct RecordArchive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: say(
      "Archive un document (TD3.3d), ou le désarchive.",
      "Archive a document (TD3.3d), or take it back."
    ),
    discussion: say(
      "Exemple : carnet record archive --record r-… --document 3",
      "Example: carnet record archive --record r-… --document 3"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(say("Numéro du document.", "Number of the document."), valueName: "n")
  )
  var document: UInt32

  @Flag(help: ArgumentHelp(say("Désarchiver.", "Take back.")))
  var undo = false

  func run() async throws {
    let (document, undo) = (document, undo)
    try await acting.perform(on: record) { ground throws(Refusal) in
      undo ? try ground.state.unarchive(document) : try ground.state.archive(document)
    }
  }
}
