import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record erase-request`.
struct RecordEraseRequest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase-request",
    abstract: say(
      "Le titulaire demande l'effacement d'un dossier clos (trois mois).",
      "The holder asks that a closed record be erased (three months)."
    ),
    discussion: say(
      "Exemple : carnet record erase-request --record r-… --as holder",
      "Example: carnet record erase-request --record r-… --as holder"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.requestErasure(rules: ground.rules, now: ground.now)
    }
  }
}
