import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord

/// `carnet audit review`: a second person's opinion of an emergency access.
struct AuditReview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: say(
      "Donne l'avis d'une seconde personne sur un accès en urgence.",
      "Give a second person's opinion of an emergency access."
    ),
    discussion: say(
      """
      Exemple : carnet audit review --position 1234 --verdict justified --remark "vu au SAMU" \
      --operator 810000000009 --reason "revue des 72 h"
      """,
      """
      Example: carnet audit review --position 1234 --verdict justified --remark "seen at SAMU" \
      --operator 810000000009 --reason "72 h review"
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var reader: ReaderOptions

  @Option(
    help: ArgumentHelp(say("Position de l'accès.", "Position of the access."), valueName: "n")
  )
  var position: UInt64

  @Option(help: ArgumentHelp(say("Avis.", "Verdict."), valueName: "justified|unjustified|clarify"))
  var verdict: Opinion

  @Option(help: ArgumentHelp(say("Ce qui le fonde.", "What it rests on."), valueName: "text"))
  var remark: String

  enum Opinion: String, ExpressibleByArgument, CaseIterable {
    case justified
    case unjustified
    case clarify

    var verdict: Carnet_V1_Verdict {
      switch self {
      case .justified: .justified
      case .unjustified: .unjustified
      case .clarify: .toClarify
      }
    }
  }

  func run() async throws {
    let reason = try reader.askedReason()
    try await Opened.forWriting(data.directory) { service in
      let session = AuditSession(service, actor: reader.actor(.auditor), reason: reason)
      let place = try await session.review(
        Position(position),
        verdict.verdict,
        remark: remark
      )
      Console.print(
        say(
          "Avis « \(verdict.verdict.word) » inscrit à \(place).\n",
          "Verdict \"\(verdict.verdict.word)\" written at \(place).\n"
        )
      )
    }
  }
}
