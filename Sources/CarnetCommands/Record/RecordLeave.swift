import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record leave`: ends an emergency session before its time.
struct RecordLeave: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leave",
    abstract: say(
      "Quitte un dossier où l'on est entré en urgence, avant l'heure ; le relire rouvre une session.",
      "Leave a record that was entered in an emergency, before time; reading again opens a session."
    ),
    discussion: say(
      "Exemple : carnet record leave --record r-… --as professional --actor 899700218896",
      "Example: carnet record leave --record r-… --as professional --actor 899700218896"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    let actor = acting.actor
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.endEmergency(of: actor, now: ground.now)
    }
  }
}
