import ArgumentParser
import RecordService
import Views

/// `carnet views list`: position and digest of each view.
struct ViewsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(
      "Position, retard et empreinte de chaque vue.",
      "Position, lag and digest of each view."
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var selection: ViewSelection

  @Flag(
    help: ArgumentHelp(say("Calcule l'empreinte des lignes.", "Compute the digest of the rows."))
  )
  var digests = false

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let store = service.directory.views
      var table = Table([
        Column("view", say("vue", "view")), Column("generation", say("génération", "generation")),
        Column("applied", say("événements", "events")), Column("lag", say("retard", "lag")),
        Column("version", say("version", "version")),
        Column("digest", say("empreinte", "digest")),
      ])
      let size = try LogFeed(service).size()
      for projector in selection.projectors {
        let progress = try AllViews.progress(of: projector, in: store)
        let generation = try store.folder(of: projector).pointer()?.current
        let digest =
          digests && progress != nil
          ? Cell.text(try AllViews.digest(of: projector, in: store).description) : .none
        table.add([
          .text(projector.name), generation.map { .text($0.description) } ?? .none,
          progress.map { .number(Int($0.applied)) } ?? .none,
          progress.map { .number(Int(clamping: size - min(size, $0.applied))) } ?? .none,
          .number(projector.version), digest,
        ])
      }
      try output.print(table, empty: "")
    }
  }
}
