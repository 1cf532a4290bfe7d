import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record revoke`.
struct RecordRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: say(
      "Retire une autorisation, ou le rôle de médecin traitant (TD0.3).",
      "End an authorisation, or the role of \"médecin traitant\" (TD0.3)."
    ),
    discussion: say(
      "Exemple : carnet record revoke --record r-… --who 899700218896",
      "Example: carnet record revoke --record r-… --who 899700218896"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @OptionGroup var subject: SubjectOptions

  @Flag(
    help: ArgumentHelp(
      say(
        "Seulement le rôle de médecin traitant ; l'accès reste.",
        "Only the role of \"médecin traitant\"; the access stays."
      )
    )
  )
  var treatingDoctor = false

  func run() async throws {
    let professional = subject.actor(.professional)
    let (treatingDoctor, byHolder) = (treatingDoctor, acting.kind == .patient)
    try await acting.perform(on: record) { ground throws(Refusal) in
      treatingDoctor
        ? try ground.state.endTreatingDoctor(professional)
        : try ground.state.revoke(professional, byHolder: byHolder)
    }
  }
}
