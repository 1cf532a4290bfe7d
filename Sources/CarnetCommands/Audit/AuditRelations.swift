import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit relations`: reads by family, and records that too many people look at.
struct AuditRelations: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "relations",
    abstract: say(
      "Lectures sans lien de soins : lecteur du même nom, dossiers que beaucoup regardent.",
      "Reads without a care relation: readers of the same name, records that many look at."
    ),
    discussion: say(
      "Exemple : carnet audit relations --people 5 --reason \"contrôle interne\"",
      "Example: carnet audit relations --people 5 --reason \"internal control\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Option(
    help: ArgumentHelp(
      say("Lecteurs inexpliqués au moins.", "Unexplained readers at least."),
      valueName: "n"
    )
  )
  var people = 5

  @Option(
    help: ArgumentHelp(
      say("Jours où une explication compte.", "Days within which an explanation counts."),
      valueName: "n"
    )
  )
  var days = 365

  func validate() throws {
    guard people > 1, (0...36_500).contains(days) else {
      throw ValidationError(
        say(
          "--people : au moins 2 ; --days : de 0 à 36500.",
          "--people: at least 2; --days: 0 to 36500."
        )
      )
    }
  }

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Rien à signaler.", "Nothing to report.")) { _ in
      Relations(peopleMin: people, in: period, days: days, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Relations.Row]) -> Table {
    var table = Table([
      Column("kind", say("signal", "signal")), Column("record", say("dossier", "record")),
      Column("actor", say("qui", "who")), Column("name", say("nom", "name")),
      Column("people", say("lecteurs", "readers")), Column("reads", say("lectures", "reads")),
      Column("first", say("première", "first")), Column("last", say("dernière", "last")),
    ])
    for row in rows {
      table.add([
        row.kind == .sameName
          ? .term("same_name", shown: say("même nom", "same name"))
          : .term("many_readers", shown: say("beaucoup de lecteurs", "many readers")),
        .text(row.record.description), .text(row.person.description), .text(row.name),
        .number(row.people), .number(row.reads), .text(row.first.description),
        .text(row.last.description),
      ])
    }
    return table
  }
}
