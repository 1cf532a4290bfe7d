import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record team`.
struct RecordTeam: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "team",
    abstract: say(
      "Ajoute à l'équipe de soins, ou en retire.",
      "Add to the care team, or take out of it."
    ),
    discussion: say(
      "Exemple : carnet record team --record r-… --who 1760780239 --episode S-2026-4711",
      "Example: carnet record team --record r-… --who 1760780239 --episode S-2026-4711"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @OptionGroup var subject: SubjectOptions

  @Option(
    help: ArgumentHelp(say("Épisode de soins.", "Episode of care."), valueName: "id")
  )
  var episode: String = ""

  @Option(
    help: ArgumentHelp(say("Jusqu'à.", "Until."), valueName: "date")
  )
  var until: MomentArgument?

  @Flag(help: ArgumentHelp(say("Retirer.", "Take out.")))
  var leave = false

  @Flag(help: ArgumentHelp(say("Toute la structure.", "The whole structure.")))
  var whole = false

  func run() async throws {
    let member = subject.actor(whole ? .structure : .professional)
    let (leave, episode, until) = (leave, episode, until?.moment)
    try await acting.perform(on: record) { ground throws(Refusal) in
      leave
        ? try ground.state.leave(member, episode: episode)
        : try ground.state.join(member, episode: episode, until: until)
    }
  }
}
