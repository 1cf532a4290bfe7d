import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit admin`: what administrators did.
struct AuditAdmin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admin",
    abstract: say(
      "Ce qu'ont fait les administrateurs : règles, clés, vues, sauvegardes, effacements, exports.",
      "What administrators did: rules, keys, views, backups, erasures, exports."
    ),
    discussion: say(
      "Exemple : carnet audit admin --from 2026-11-01 --reason \"revue du mois\"",
      "Example: carnet audit admin --from 2026-11-01 --reason \"monthly review\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucun acte.", "No act.")) { _ in
      Admin(in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Admin.Row]) -> Table {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("actor_kind", say("qualité", "kind")), Column("actor", say("qui", "who")),
      Column("reason", say("motif", "reason")), Column("record", say("dossier", "record")),
      Column("action", say("acte", "act")), Column("details", say("détails", "details")),
    ])
    for row in rows {
      table.add([
        .number(Int(row.access.position.rawValue)), .text(row.access.time.description),
        .text(row.access.actor.actorKind.word), .text(row.access.actor.identifier.description),
        .text(row.access.reason),
        row.access.record.isOfARecord ? .text(row.access.record.description) : .none,
        row.administration.map { .term(row.action, shown: $0.word) } ?? .text(row.action),
        .text(row.details.joined(separator: " · ")),
      ])
    }
    return table
  }
}
