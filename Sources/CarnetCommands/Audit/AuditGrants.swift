import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet audit grants`: rights that were given or taken.
struct AuditGrants: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grants",
    abstract: say(
      "Qui a donné ou retiré des droits sur ce dossier, de quand à quand.",
      "Who gave or withdrew rights on this record, from when to when."
    ),
    discussion: say(
      "Exemple : carnet audit grants --record r-… --reason \"plainte 7\"",
      "Example: carnet audit grants --record r-… --reason \"complaint 7\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucun droit.", "No right.")) {
      Grants(on: try record.resolve(in: $0), in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Grants.Row]) -> Table {
    var table = Table([
      Column("position", say("position", "position")),
      Column("time", say("prend effet", "takes effect")),
      Column("event", say("événement", "event")), Column("actor_kind", say("qualité", "kind")),
      Column("actor", say("qui", "who")), Column("subject", say("à qui", "to whom")),
      Column("what", say("quoi", "what")), Column("until", say("jusqu'au", "until")),
      Column("reason", say("motif", "reason")),
    ])
    for row in rows {
      table.add([
        .number(Int(row.position.rawValue)), .text(row.time.description),
        .text(EventLine.name(of: row.type)), .text(row.actor.kind.word),
        .text(row.actor.kind == .patient ? "" : row.actor.identifierText),
        .text(
          row.subject.map {
            $0.identifierText.isEmpty
              ? $0.structureIdentifier + $0.profession : $0.identifierText
          } ?? ""
        ),
        .text(row.what), row.until.map { .text($0.description) } ?? .none, .text(row.reason),
      ])
    }
    return table
  }
}
