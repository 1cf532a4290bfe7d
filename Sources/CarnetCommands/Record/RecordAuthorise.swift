import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record authorise`.
struct RecordAuthorise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authorise",
    abstract: say(
      "Autorise un professionnel (TD0.3), pour un an.",
      "Authorise a professional (TD0.3), for a year."
    ),
    discussion: say(
      "Exemple : carnet record authorise --record r-… --who 899700218896 --profession G15_10/SM26",
      "Example: carnet record authorise --record r-… --who 899700218896 --profession G15_10/SM26"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @OptionGroup var subject: SubjectOptions

  @Flag(help: ArgumentHelp(say("Médecin traitant aussi.", "Also the \"médecin traitant\".")))
  var treatingDoctor = false

  @Flag(help: ArgumentHelp(say("Consentement exprès.", "Express consent.")))
  var express = false

  func run() async throws {
    let professional = subject.actor(.professional)
    let (treatingDoctor, express) = (treatingDoctor, express)
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.authorise(
        professional,
        asTreatingDoctor: treatingDoctor,
        express: express,
        rules: ground.rules,
        now: ground.now
      )
    }
  }
}
