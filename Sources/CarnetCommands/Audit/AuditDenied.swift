import ArgumentParser
import Audit
import AuditTrail

/// `carnet audit denied`: refused attempts.
struct AuditDenied: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "denied",
    abstract: say("Les tentatives refusées.", "Refused attempts."),
    discussion: say(
      "Exemple : carnet audit denied --top --from 2026-11-01 --reason \"revue du mois\"",
      "Example: carnet audit denied --top --from 2026-11-01 --reason \"monthly review\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Flag(
    help: ArgumentHelp(
      say("Par personne, les plus refusées d'abord.", "By person, the most refused first.")
    )
  )
  var top = false

  func run() async throws {
    let period = try period.period()
    let empty = say("Aucun refus.", "No refusal.")
    if top {
      try await options.ask(empty: empty) { _ in
        DeniedByActor(in: period, limit: limit.limit)
      } table: {
        byActor($0)
      }
    } else {
      let rows = try await options.ask(empty: empty) { _ in
        Denied(in: period, limit: limit.limit)
      } table: {
        TrailTable.of($0)
      }
      limit.tellIfReached(rows.count)
    }
  }

  private func byActor(_ rows: [AuditTrail.Refusals]) -> Table {
    var table = Table([
      Column("actor_kind", say("qualité", "kind")), Column("actor", say("qui", "who")),
      Column("structure", say("structure", "structure")),
      Column("refusals", say("refus", "refusals")), Column("records", say("dossiers", "records")),
      Column("first", say("premier", "first")), Column("last", say("dernier", "last")),
    ])
    for row in rows {
      table.add([
        .text(row.actorKind.word), .text(row.identifier.description),
        .text(row.structure.description), .number(row.count), .number(row.records),
        .text(row.first.description), .text(row.last.description),
      ])
    }
    return table
  }
}
