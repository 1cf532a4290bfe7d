import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit disclosures`: what left the system.
struct AuditDisclosures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disclosures",
    abstract: say(
      "Ce qui est sorti du système, vers qui, pourquoi.",
      "What left the system, to whom, and why."
    ),
    discussion: say(
      "Exemple : carnet audit disclosures --from 2026-01-01 --reason \"registre\"",
      "Example: carnet audit disclosures --from 2026-01-01 --reason \"register\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Option(help: ArgumentHelp(say("Un seul dossier.", "One record only."), valueName: "r-…"))
  var record: String?

  func validate() throws { try OneRecord.check(record) }

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Rien n'est sorti.", "Nothing left.")) {
      Disclosures(
        of: try OneRecord.resolve(record, in: $0),
        in: period,
        limit: limit.limit
      )
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Disclosures.Row]) -> Table {
    var table = Table(
      TrailTable.columns + [
        Column("recipient", say("destinataire", "recipient")), Column("form", say("forme", "form")),
        Column("documents", say("documents", "documents")), Column("sha256", "SHA-256"),
      ]
    )
    for row in rows {
      table.add(
        TrailTable.cells(row.access) + [
          .text(row.recipient), .text(row.form), .number(row.documents), .text(row.digest),
        ]
      )
    }
    return table
  }
}
