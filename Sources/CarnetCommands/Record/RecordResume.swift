import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record resume`.
struct RecordResume: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: say(
      "Lève la suspension.",
      "End the suspension."
    ),
    discussion: say(
      "Exemple : carnet record resume --record r-…",
      "Example: carnet record resume --record r-…"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.resume()
    }
  }
}
