import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord

/// `carnet audit emergency`: emergency accesses, their reasons and their review.
struct AuditEmergency: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: say(
      "Les accès en urgence, leur motif, et ce qu'en dit la revue.",
      "Emergency accesses, their reasons, and what the review says."
    ),
    discussion: say(
      """
      Exemple : carnet audit emergency --unreviewed --reason "revue des 72 h"
      Pour donner son avis : carnet audit review
      """,
      """
      Example: carnet audit emergency --unreviewed --reason "72 h review"
      To give one's opinion: carnet audit review
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Flag(
    help: ArgumentHelp(
      say("Seulement ceux que personne n'a revus.", "Only those that nobody has reviewed.")
    )
  )
  var unreviewed = false

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(
      empty: say("Aucun accès en urgence.", "No emergency access.")
    ) { _ in
      Emergency(unreviewedOnly: unreviewed, in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Emergency.Row]) -> Table {
    var table = Table(
      TrailTable.columns + [
        Column("verdict", say("avis", "verdict")), Column("reviewed", say("revu le", "reviewed")),
        Column("reviewer", say("par", "by")), Column("disputes", say("contestations", "disputes")),
        Column("left", say("quitté le", "left")),
      ]
    )
    for row in rows {
      table.add(
        TrailTable.cells(row.access) + [
          .term(row.review == nil ? "" : "\(row.verdict)", shown: row.verdict.word),
          .text(row.review?.time.description ?? ""),
          .text(row.review?.actor.identifier.description ?? ""), .number(row.disputes),
          .text(row.end?.time.description ?? ""),
        ]
      )
    }
    return table
  }
}

extension Carnet_V1_Verdict {
  var word: String {
    switch self {
    case .justified: say("justifié", "justified")
    case .unjustified: say("injustifié", "unjustified")
    case .toClarify: say("à éclaircir", "to be made clear")
    case .unspecified, .UNRECOGNIZED: ""
    }
  }
}
