import ArgumentParser
import CarnetCore
import RecordService
import Views

/// `carnet views retry`: tries parked records again.
struct ViewsRetry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: say(
      "Essaie de nouveau les dossiers mis de côté, après une mise à jour.",
      "Try the records that were set aside again, after an update."
    ),
    discussion: say(
      "Exemple : carnet views retry --record r-0123456789abcdef",
      "Example: carnet views retry --record r-0123456789abcdef"
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var selection: ViewSelection

  @Option(
    help: ArgumentHelp(
      say("Ce dossier seulement.", "This record alone."),
      valueName: "r-…"
    )
  )
  var record: String?

  func validate() throws {
    if let record, Pseudonym(record) == nil {
      throw ValidationError(
        say("« \(record) » n'est pas un dossier.", "\"\(record)\" is not a record.")
      )
    }
  }

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let store = service.directory.views
      let asked = record.flatMap { Pseudonym($0) }
      var table = Table([
        Column("view", say("vue", "view")), Column("record", say("dossier", "record")),
        Column("result", say("résultat", "result")), Column("reason", say("raison", "reason")),
      ])
      var remains = false
      for projector in selection.projectors {
        let parked = try AllViews.parkedRecords(of: projector, in: store)
        for record in parked.map(\.record) where asked == nil || asked == record {
          let report = try RecordRebuild(projector, in: store)
            .run(record, service.projectedEvents(of: record), repairs: true)
          remains = remains || report.stillParked != nil
          table.add([
            .text(projector.name), .text(record.description),
            report.stillParked == nil
              ? .term("applied", shown: say("repris", "applied"))
              : .term("parked", shown: say("toujours de côté", "still parked")),
            .text(report.stillParked?.reason ?? ""),
          ])
        }
      }
      if let asked, table.rows.isEmpty {
        throw Told(
          say("le dossier \(asked) n'est pas mis de côté", "record \(asked) is not set aside"),
          .notFound
        )
      }
      if !table.rows.isEmpty {
        try await Administrator.note(
          .parkedRetried,
          selection.projectors.map { $0.name },
          record: asked,
          outcome: "tried \(table.rows.count)",
          in: service
        )
      }
      try output.print(
        table,
        empty: say("aucun dossier n'est mis de côté", "no record is set aside")
      )
      if remains { throw ExitCode(ExitStatus.foundSomething.rawValue) }
    }
  }
}
