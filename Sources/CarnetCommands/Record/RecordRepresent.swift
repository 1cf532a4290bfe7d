import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record represent`.
struct RecordRepresent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "represent",
    abstract: say(
      "Nomme un représentant légal, ou met fin à son rôle.",
      "Name a legal representative, or end the role."
    ),
    discussion: say(
      "Exemple : carnet record represent --record r-… --who parent-1 --relation mère",
      "Example: carnet record represent --record r-… --who parent-1 --relation mère"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @OptionGroup var subject: SubjectOptions

  @Option(
    help: ArgumentHelp(say("Lien.", "Relation."), valueName: "text")
  )
  var relation: String = ""

  @Option(
    help: ArgumentHelp(say("Jusqu'à.", "Until."), valueName: "date")
  )
  var until: MomentArgument?

  @Flag(help: ArgumentHelp(say("Mettre fin.", "End.")))
  var end = false

  func run() async throws {
    let person = subject.actor(.representative)
    let (end, relation, until) = (end, relation, until?.moment)
    try await acting.perform(on: record) { ground throws(Refusal) in
      end
        ? try ground.state.endRepresentative(person)
        : try ground.state.nameRepresentative(person, relation: relation, until: until)
    }
  }
}
