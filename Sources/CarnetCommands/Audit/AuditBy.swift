import ArgumentParser
import Audit
import CarnetCore
import Foundation
import Ledger
import RecordService

/// `carnet audit by`: what a professional saw and did.
struct AuditBy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "by",
    abstract: say(
      "Tout ce que cette personne a vu et fait ; l'extrait légal avec --export.",
      "Everything that this person saw and did; the legal extract with --export."
    ),
    discussion: say(
      """
      L'extrait est dû dans les sept jours ouvrés (EX_AIR-120) ; --export l'écrit en entier, en CSV,
      ou en JSON si le nom finit par .json.
      Exemple : carnet audit by --user 810000000001 --from 2026-01-01 --to 2026-12-31 \
      --export extrait.csv --reason "réquisition 2026/118"
      """,
      """
      The extract is due within seven working days (EX_AIR-120); --export writes all of it, as CSV,
      or as JSON where the name ends in .json.
      Example: carnet audit by --user 810000000001 --from 2026-01-01 --to 2026-12-31 \
      --export extract.csv --reason "request 2026/118"
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Option(
    help: ArgumentHelp(
      say("Identifiant (IDNPS d'un professionnel).", "Identifier (IDNPS of a professional)."),
      valueName: "id"
    )
  )
  var user: String

  @Option(
    help: ArgumentHelp(
      say("Écrit l'extrait légal dans ce fichier.", "Write the legal extract to this file."),
      valueName: "file"
    )
  )
  var export: String?

  func run() async throws {
    let period = try period.period()
    guard let export else {
      let rows = try await options.ask(empty: say("Aucun accès.", "No access.")) { _ in
        By(user, in: period, limit: limit.limit)
      } table: {
        TrailTable.of($0)
      }
      limit.tellIfReached(rows.count)
      return
    }
    let format: RowFormat = export.hasSuffix(".json") ? .json : .csv
    let rows = try await options.ask(empty: "") { _ in
      By(user, in: period, limit: nil)
    } table: {
      TrailTable.of($0)
    } shows: { rows in
      summary(of: Array(try TrailTable.of(rows).rendered(format).utf8), rows.count, export)
    }
    // Only now: the question stands in the trail.
    let text = try TrailTable.of(rows).rendered(format)
    try Data(text.utf8)
      .write(
        to: URL(fileURLWithPath: DataOptions.absolute(export).string),
        options: .atomic
      )
  }

  /// What must go with an extract: how much it is, its digest, and by when it is due.
  private func summary(of bytes: [UInt8], _ count: Int, _ file: String) -> Table {
    var time = WorkingTime()
    let today = time.day(of: RecordService.systemClock())
    var table = Table([
      Column("file", say("fichier", "file")), Column("rows", say("lignes", "rows")),
      Column("sha256", "SHA-256"), Column("due", say("à remettre avant le", "due by")),
    ])
    table.add([
      .text(file), .number(count), .text(TreeHash.hash(bytes).description),
      .text(WorkingTime.workingDay(7, after: today).description),
    ])
    return table
  }
}
