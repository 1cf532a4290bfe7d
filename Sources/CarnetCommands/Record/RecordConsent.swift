import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record consent`.
struct RecordConsent: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consent",
    abstract: say(
      "Consentement donné ou retiré : opening, reading, feeding, emergency, regulation.",
      "Consent given or withdrawn: opening, reading, feeding, emergency, regulation."
    ),
    discussion: say(
      "Exemple : carnet record consent --record r-… --subject reading",
      "Example: carnet record consent --record r-… --subject reading"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var preview: PreviewOptions

  @Option(
    help: ArgumentHelp(say("Objet.", "Subject."), valueName: "subject")
  )
  var subject: ConsentSubject

  @Flag(help: ArgumentHelp(say("Retirer.", "Withdraw.")))
  var withdraw = false

  @Option(
    help: ArgumentHelp(say("Formulation présentée.", "Wording that was shown."), valueName: "text")
  )
  var wording: String = ""

  func run() async throws {
    let (subject, withdraw, wording, reason) = (subject, withdraw, wording, acting.reason)
    try await acting.perform(on: record, preview) { ground throws(Refusal) in
      withdraw
        ? try ground.state.withdraw(subject, reason: reason)
        : try ground.state.grant(subject, wording: wording)
    }
  }
}
