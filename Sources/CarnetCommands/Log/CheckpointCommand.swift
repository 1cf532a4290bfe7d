import ArgumentParser
import RecordService

/// `carnet checkpoint`: signs the head of the tree.
struct CheckpointCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: say(
      "Signe la tête du journal et l'affiche ; gardez-la ailleurs.",
      "Sign the head of the log and print it; keep it elsewhere."
    ),
    discussion: say(
      "Exemple : carnet checkpoint > tete-2026-11-23.txt",
      "Example: carnet checkpoint > head-2026-11-23.txt"
    )
  )

  @OptionGroup var data: DataOptions

  func run() async throws {
    let note = try await Opened.forWriting(data.directory) { try $0.signCheckpoint() }
    Console.print(note.encoded)
  }
}
