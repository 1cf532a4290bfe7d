import ArgumentParser
import Audit

/// `carnet audit by`: what a professional saw and did.
struct AuditBy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "by",
    abstract: say(
      "Tout ce que cette personne a vu et fait.",
      "Everything that this person saw and did."
    )
  )

  @OptionGroup var options: QuestionOptions

  @Option(
    help: ArgumentHelp(
      say("Identifiant (IDNPS d'un professionnel).", "Identifier (IDNPS of a professional)."),
      valueName: "id"
    )
  )
  var user: String

  func run() async throws {
    try await options.ask { session, period in
      try await session.by(user, in: period, limit: options.limit)
    } _: {
      try options.show($0)
    }
  }
}
