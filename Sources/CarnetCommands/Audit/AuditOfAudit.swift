import ArgumentParser
import Audit
import AuditTrail
import CarnetCore

/// `carnet audit of-audit`: who asked questions of the trail.
struct AuditOfAudit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "of-audit",
    abstract: say(
      "Qui a interrogé la trace, et qu'a-t-il demandé ?",
      "Who read the trail, and what did they ask?"
    ),
    discussion: say(
      "Exemple : carnet audit of-audit --from 2026-11-01 --reason \"contrôle de l'audit\"",
      "Example: carnet audit of-audit --from 2026-11-01 --reason \"audit of audits\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucune question.", "No question.")) { _ in
      OfAudit(in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [AuditTrail.Question]) -> Table {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("actor_kind", say("qualité", "kind")), Column("actor", say("qui", "who")),
      Column("reason", say("motif", "reason")), Column("question", say("question", "question")),
      Column("parameters", say("paramètres", "parameters")),
      Column("answers", say("lignes", "rows")),
      Column("exported", say("événements sortis", "events exported")),
    ])
    for row in rows {
      table.add([
        .number(Int(row.access.position.rawValue)), .text(row.access.time.description),
        .text(row.access.actor.actorKind.word), .text(row.access.actor.identifier.description),
        .text(row.access.reason), .text(row.question.isEmpty ? "events" : row.question),
        .text(row.parameters.joined(separator: " · ")),
        row.answers.map { .number(Int(clamping: $0)) } ?? .none,
        row.exported.map { .text("\($0.lowerBound)–\($0.upperBound)") } ?? .none,
      ])
    }
    return table
  }
}
