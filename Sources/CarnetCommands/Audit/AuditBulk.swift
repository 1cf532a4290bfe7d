import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit bulk`: days on which somebody read very many records.
struct AuditBulk: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bulk",
    abstract: say(
      "Les jours où quelqu'un a lu au moins N dossiers.",
      "The days on which somebody read at least N records."
    ),
    discussion: say(
      "Exemple : carnet audit bulk --min 50 --from 2026-11-01 --reason \"revue du mois\"",
      "Example: carnet audit bulk --min 50 --from 2026-11-01 --reason \"monthly review\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Option(help: ArgumentHelp(say("Dossiers au moins.", "Records at least."), valueName: "n"))
  var min = 50

  func validate() throws {
    guard min > 0 else { throw ValidationError(say("--min : au moins 1.", "--min: at least 1.")) }
  }

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucun jour.", "No such day.")) { _ in
      Bulk(min: min, in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Bulk.Row]) -> Table {
    var table = Table([
      Column("day", say("jour", "day")), Column("actor", say("qui", "who")),
      Column("profession", say("profession", "profession")),
      Column("structure", say("structure", "structure")),
      Column("records", say("dossiers", "records")), Column("reads", say("lectures", "reads")),
      Column("surge", say("× habitude", "× usual")),
      Column("above_peers", say("au-dessus de 99 % des pairs", "above 99 % of peers")),
    ])
    for row in rows {
      table.add([
        .text(row.day.description), .text(row.person.description), .text(row.profession),
        .text(row.structure.description), .number(row.records), .number(row.reads),
        .decimal(row.surge),
        .term(
          String(row.isAbovePeers),
          shown: row.isAbovePeers ? say("oui", "yes") : say("non", "no")
        ),
      ])
    }
    return table
  }
}
