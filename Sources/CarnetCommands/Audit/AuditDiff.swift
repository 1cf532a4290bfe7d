import ArgumentParser
import Audit
import CarnetCore
import RecordService

/// `carnet audit diff`: who changed what.
struct AuditDiff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: say(
      "Qui a changé quoi dans ce dossier, de quoi en quoi, de quel droit.",
      "Who changed what in this record, from what to what, on whose authority."
    ),
    discussion: say(
      """
      « … » : la valeur est du contenu, seul le changement est dit.
      Exemple : carnet audit diff --record r-… --path consent.reading --reason "plainte 7"
      """,
      """
      "…": the value is content, only that it changed is told.
      Example: carnet audit diff --record r-… --path consent.reading --reason "complaint 7"
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions
  @OptionGroup var record: RecordOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Champ et ce qui est dessous : consent, document.3, authorisation…",
        "Field and what stands under it: consent, document.3, authorisation…"
      ),
      valueName: "path"
    )
  )
  var path = ""

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucun changement.", "No change.")) {
      Diff(try record.resolve(in: $0), path: path, in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Diff.Row]) -> Table {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("event", say("événement", "event")), Column("path", say("champ", "field")),
      Column("before", say("avant", "before")), Column("after", say("après", "after")),
      Column("actor_kind", say("qualité", "kind")), Column("actor", say("qui", "who")),
      Column("structure", say("structure", "structure")), Column("reason", say("motif", "reason")),
    ])
    for row in rows {
      table.add([
        .number(Int(row.position.rawValue)), .text(row.time.description),
        .text(EventLine.name(of: row.type)), .text(row.path),
        row.before.map { .text($0) } ?? .none, row.after.map { .text($0) } ?? .none,
        .text(row.actor.kind.word),
        .text(row.actor.kind == .patient ? "" : row.actor.identifierText),
        .text(row.actor.structureIdentifier), .text(row.reason),
      ])
    }
    return table
  }
}
