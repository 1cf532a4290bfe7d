import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record block`.
struct RecordBlock: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block",
    abstract: say(
      "Bloque un professionnel, une structure ou une profession.",
      "Keep out a professional, a structure or a profession."
    ),
    discussion: say(
      "Exemple : carnet record block --record r-… --who 899700218896 --scope professional",
      "Example: carnet record block --record r-… --who 899700218896 --scope professional"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var preview: PreviewOptions

  @OptionGroup var subject: SubjectOptions

  @Option(
    name: .customLong("scope"),
    help: ArgumentHelp(
      say("professional, structure, profession.", "professional, structure, profession."),
      valueName: "scope"
    )
  )
  var scopeWord = Word(BlockScope.professional)
  var scope: BlockScope { scopeWord.value }

  @Option(
    help: ArgumentHelp(say("Jusqu'à.", "Until."), valueName: "date")
  )
  var until: MomentArgument?

  @Flag(help: ArgumentHelp(say("Débloquer.", "Unblock.")))
  var lift = false

  func run() async throws {
    let target = subject.actor(
      scope == .structure && !subject.who.isEmpty ? .structure : .professional
    )
    let (lift, scope, until) = (lift, scope, until?.moment)
    try await acting.perform(on: record, preview) { ground throws(Refusal) in
      lift
        ? try ground.state.unblock(target, scope)
        : try ground.state.block(target, scope, until: until)
    }
  }
}
