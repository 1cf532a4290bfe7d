import ArgumentParser
import CarnetCore
import RecordService
import Views

/// `carnet views record`: one record's rows, built from its events alone.
struct ViewsRecord: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: say(
      "Reconstruit un seul dossier, montre les différences avec les vues, et les corrige.",
      "Rebuild one record alone, show where the views differ, and mend them."
    ),
    discussion: say(
      """
      Aucun contenu n'est montré : clés de lignes et colonnes. Avec --repair, les lignes sont remplacées
      pendant que les vues servent.
      Exemple : carnet views record r-0123456789abcdef --repair
      """,
      """
      No content is shown: keys of rows and columns. With --repair the rows are replaced while the views
      go on serving.
      Example: carnet views record r-0123456789abcdef --repair
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: ArgumentHelp(say("Le dossier.", "The record."), valueName: "r-…"))
  var record: String

  @Flag(
    help: ArgumentHelp(
      say("Remplace les lignes qui diffèrent.", "Replace the rows that differ.")
    )
  )
  var repair = false

  func validate() throws {
    if Pseudonym(record) == nil {
      throw ValidationError(
        say("« \(record) » n'est pas un dossier.", "\"\(record)\" is not a record.")
      )
    }
  }

  func run() async throws {
    guard let pseudonym = Pseudonym(record) else { return }
    try await Opened.forReading(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let events = try service.projectedEvents(of: pseudonym)
      var table = Table([
        Column("view", say("vue", "view")), Column("table", say("table", "table")),
        Column("row", say("ligne", "row")), Column("difference", say("différence", "difference")),
      ])
      for projector in AllViews.projectors {
        let report = try RecordRebuild(projector, in: service.directory.views)
          .run(pseudonym, events, repairs: repair)
        for difference in report.differences {
          table.add([
            .text(report.name), .text(difference.table), .text(difference.key),
            Self.cell(difference.kind),
          ])
        }
      }
      try output.print(
        table,
        empty: say("Les vues disent ce que dit le journal.", "The views say what the log says.")
      )
      if table.rows.isEmpty { return }
      guard repair else { throw ExitCode(ExitStatus.foundSomething.rawValue) }
      try await Administrator.note(.recordRepaired, record: pseudonym, in: service)
      output.note(say("Lignes remplacées.", "Rows replaced."))
    }
  }

  private static func cell(_ kind: TableDifference.Kind) -> Cell {
    switch kind {
    case .extraRow: .term("extra", shown: say("en trop", "extra"))
    case .missingRow: .term("missing", shown: say("manquante", "missing"))
    case .columns(let columns): .text(columns.joined(separator: ", "))
    }
  }
}
