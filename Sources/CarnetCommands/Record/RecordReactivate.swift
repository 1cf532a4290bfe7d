import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record reactivate`.
struct RecordReactivate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reactivate",
    abstract: say(
      "Rouvre un dossier clos (TD1.2) : même histoire, nouveau consentement.",
      "Reopen a closed record (TD1.2): same history, new consent."
    ),
    discussion: say(
      "Exemple : carnet record reactivate --record r-… --channel pharmacy --consent-given",
      "Example: carnet record reactivate --record r-… --channel pharmacy --consent-given"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    name: .customLong("channel"),
    help: ArgumentHelp(say("Par quel canal.", "Through which channel."), valueName: "channel")
  )
  var channelWord = Word(Channel.site)
  var channel: Channel { channelWord.value }

  @Option(
    help: ArgumentHelp(say("Formulation présentée.", "Wording that was shown."), valueName: "text")
  )
  var wording: String = ""

  @Flag(help: ArgumentHelp(say("Le titulaire a consenti.", "The holder consented.")))
  var consentGiven = false

  func run() async throws {
    let (channel, wording, consentGiven) = (channel, wording, consentGiven)
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.reactivate(
        through: channel,
        wording: wording,
        consentGiven: consentGiven
      )
    }
  }
}
