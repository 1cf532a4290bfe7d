import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit unexplained`: who reads without a care relation.
struct AuditUnexplained: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unexplained",
    abstract: say(
      "Qui lit sans lien de soins, sans que rien d'autre l'explique ; le plus remarquable d'abord.",
      "Who reads without a care relation, and nothing else explains it; the most remarkable first."
    ),
    discussion: say(
      """
      Une lecture est expliquée quand, à --days jours près, la personne ou sa structure a écrit dans
      le dossier, y a reçu un droit, a rejoint l'équipe de soins ou y a vécu une urgence.
      note = dossiers × part des lectures, × 1,5 si plus de la moitié de nuit ou de repos, et × 1,5
      (ensemble × 2) si un jour dépasse trois fois l'habitude.
      Exemple : carnet audit unexplained --from 2026-01-01 --reason "contrôle interne"
      """,
      """
      A read is explained when, within --days days, the person or their structure wrote in the record,
      was given a right on it, joined the care team or met an emergency there.
      score = records × share of the reads, × 1.5 where more than half were at night or on days off,
      and × 1.5 (together × 2) where a day exceeds three times the usual.
      Example: carnet audit unexplained --from 2026-01-01 --reason "internal control"
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions

  @Option(help: ArgumentHelp(say("Une seule personne.", "One person only."), valueName: "id"))
  var user: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Jours avant et après la lecture où une explication compte.",
        "Days before and after the read within which an explanation counts."
      ),
      valueName: "n"
    )
  )
  var days = 365

  @Option(help: ArgumentHelp(say("Personnes au plus.", "People at most."), valueName: "n"))
  var limit = 50

  func validate() throws {
    guard (0...36_500).contains(days), (1...200).contains(limit) else {
      throw ValidationError(
        say(
          "--days : de 0 à 36500 ; --limit : de 1 à 200.",
          "--days: 0 to 36500; --limit: 1 to 200."
        )
      )
    }
  }

  func run() async throws {
    let period = try period.period()
    try await options.ask(
      empty: say("Aucune lecture inexpliquée.", "No unexplained read.")
    ) { _ in
      Unexplained(user: user, in: period, days: days, limit: limit)
    } table: {
      table($0)
    }
  }

  private func table(_ rows: [Unexplained.Row]) -> Table {
    var table = Table([
      Column("rank", say("rang", "rank")), Column("actor", say("qui", "who")),
      Column("name", say("nom", "name")), Column("structure", say("structure", "structure")),
      Column("score", say("note", "score")), Column("records", say("dossiers", "records")),
      Column("reads", say("lectures", "reads")),
      Column("all_reads", say("toutes lectures", "all reads")),
      Column("share", say("part %", "share %")), Column("off_hours", say("nuit, repos %", "off %")),
      Column("peak", say("pointe/jour", "peak/day")), Column("surge", say("× habitude", "× usual")),
      Column("denials", say("refus", "denials")),
      Column("emergencies", say("urgences", "emergencies")),
      Column("first", say("première", "first")), Column("last", say("dernière", "last")),
    ])
    for (rank, row) in rows.enumerated() {
      let reads = max(1, row.conduct.reads)
      table.add([
        .number(rank + 1), .text(row.person.description), .text(row.name),
        .text(row.structures.joined(separator: " ")), .decimal(row.score), .number(row.records),
        .number(row.reads), .number(row.conduct.reads), .decimal(row.share * 100),
        .decimal(Double(row.conduct.offReads) * 100 / Double(reads)),
        .number(row.conduct.peakRecords), .decimal(row.conduct.surge),
        .number(row.conduct.denials), .number(row.conduct.emergencies),
        .text(row.first.description), .text(row.last.description),
      ])
    }
    return table
  }
}
