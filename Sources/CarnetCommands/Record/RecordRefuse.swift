import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet record refuse`.
struct RecordRefuse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refuse",
    abstract: say(
      "La personne s'oppose à l'ouverture annoncée.",
      "The person objects to the announced opening."
    ),
    discussion: say(
      "Exemple : carnet record refuse --record r-… --channel site",
      "Example: carnet record refuse --record r-… --channel site"
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
    help: ArgumentHelp(
      say("Écrit l'accusé d'opposition ici.", "Write the receipt for the objection here."),
      valueName: "file.html"
    )
  )
  var receipt: String?

  func run() async throws {
    let channel = channel
    try await acting.perform(on: record) { ground throws(Refusal) in
      try ground.state.refuseOpening(through: channel)
    }
    guard let receipt else { return }
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      try await ReceiptFiles.write(.objection, of: target, to: receipt, acting.context(), service)
    }
  }
}
