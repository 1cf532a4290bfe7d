import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit session`: days, places and hours of an account.
struct AuditSessions: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session",
    abstract: say(
      "Ce compte a-t-il été partagé ou volé : jours, postes, structures, heures.",
      "Was this account shared or stolen: its days, places, structures, hours."
    ),
    discussion: say(
      "Exemple : carnet audit session --user 810000000001 --from 2026-11-01 --reason \"alerte\"",
      "Example: carnet audit session --user 810000000001 --from 2026-11-01 --reason \"alert\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Option(help: ArgumentHelp(say("Identifiant.", "Identifier."), valueName: "id"))
  var user: String

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucune activité.", "No activity.")) { _ in
      SessionsOf(of: user, in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [SessionsOf.Row]) -> Table {
    var table = Table([
      Column("day", say("jour", "day")), Column("place", say("poste", "place")),
      Column("structure", say("structure", "structure")), Column("first", say("de", "from")),
      Column("last", say("à", "to")), Column("events", say("événements", "events")),
      Column("records", say("dossiers", "records")), Column("denials", say("refus", "denials")),
      Column("off_hours", say("nuit, repos", "off hours")),
      Column("two_places", say("deux lieux à la fois", "two places at once")),
    ])
    for row in rows {
      table.add([
        .text(row.day.description), .text(row.place), .text(row.structure.description),
        .text(row.first.description), .text(row.last.description), .number(row.events),
        .number(row.records), .number(row.denials), .number(row.off),
        .term(
          String(row.isInTwoPlaces),
          shown: row.isInTwoPlaces ? say("OUI", "YES") : say("non", "no")
        ),
      ])
    }
    return table
  }
}
