import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord

/// `carnet audit retention`: traces that reach the end of their retention.
struct AuditRetention: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: say(
      "Les dossiers dont les traces arrivent à leur terme dans ce mois.",
      "Records whose traces reach the end of their retention in this month."
    ),
    discussion: say(
      "Exemple : carnet audit retention --due 2036-11 --reason \"purge annuelle\"",
      "Example: carnet audit retention --due 2036-11 --reason \"yearly purge\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var limit: LimitOptions

  @Option(help: ArgumentHelp(say("Le mois (2036-11).", "The month (2036-11)."), valueName: "month"))
  var due: String

  func validate() throws { _ = try month() }

  private func month() throws -> Range<Instant> {
    let parts = due.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]),
      let first = CalendarDay(year: year, month: month, day: 1)
    else {
      throw ValidationError(
        say("« \(due) » n'est pas un mois : 2036-11.", "\"\(due)\" is not a month: 2036-11.")
      )
    }
    let end = CalendarDay(
      daysSinceEpoch: first.daysSinceEpoch + Int32(CalendarDay.daysIn(month: month, year: year))
    )
    return first.start..<end.start
  }

  func run() async throws {
    let month = try month()
    let rows = try await options.ask(
      empty: say("Aucun dossier n'arrive à terme.", "No record reaches its end.")
    ) { _ in
      Retention(due: month, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Retention.Row]) -> Table {
    var table = Table([
      Column("record", say("dossier", "record")), Column("closed", say("clos le", "closed")),
      Column("due", say("terme", "due")), Column("closure_reason", say("motif", "reason")),
      Column("events", say("événements", "events")), Column("held", say("retenu", "held")),
    ])
    for row in rows {
      let reason = row.reason.flatMap { ClosureReason(rawValue: $0) } ?? .unspecified
      table.add([
        .text(row.record.description), .text(row.closed.description), .text(row.due.description),
        .term(reason.term, shown: reason.sentence), .number(row.events),
        .term(String(row.isHeld), shown: row.isHeld ? say("oui", "yes") : say("non", "no")),
      ])
    }
    return table
  }
}
