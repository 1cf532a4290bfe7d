import ArgumentParser
import RecordService
import Views

/// `carnet views check`: holds the serving views against the log.
struct ViewsCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: say(
      "Compare les vues en service à une reconstruction.",
      "Compare the serving views with a rebuild."
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var selection: ViewSelection

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      var table = Table([
        Column("view", say("vue", "view")), Column("applied", say("événements", "events")),
        Column("result", say("résultat", "result")), Column("parked", say("écartés", "parked")),
        Column("digest", say("empreinte", "digest")),
      ])
      var isSound = true
      for projector in selection.projectors {
        let progress = Progress(projector.name, unit: say("évén.", "events"))
        let report = try ViewCheck(projector, in: service.directory.views)
          .run(LogFeed(service)) { progress.update($0.done, of: $0.total) }
        progress.finish()
        isSound = isSound && report.isSound
        let tables = Set(report.differences.map(\.table)).sorted().joined(separator: ", ")
        table.add([
          .text(report.name), .number(Int(report.progress.applied)),
          .text(
            report.isSound
              ? say("égale au journal", "equal to the log")
              : say("différente : \(tables)", "different: \(tables)")
          ),
          .number(report.parked.count), .text(report.found.description),
        ])
      }
      try output.print(table, empty: "")
      if !isSound { throw ExitCode(ExitStatus.foundSomething.rawValue) }
    }
  }
}
