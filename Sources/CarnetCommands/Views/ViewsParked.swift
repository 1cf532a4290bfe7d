import ArgumentParser
import CarnetCore
import RecordService
import Views

/// `carnet views parked`: records that a view has set aside.
struct ViewsParked: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parked",
    abstract: say(
      "Les dossiers qu'une vue a mis de côté, pourquoi, et depuis quand.",
      "Records that a view has set aside, why, and since when."
    ),
    discussion: say(
      "Exemple : carnet views parked --format json",
      "Example: carnet views parked --format json"
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var selection: ViewSelection

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      var table = Table([
        Column("view", say("vue", "view")), Column("record", say("dossier", "record")),
        Column("position", say("position", "position")),
        Column("since", say("depuis", "since")), Column("reason", say("raison", "reason")),
      ])
      var oldest: Instant?
      for projector in selection.projectors {
        for parked in try AllViews.parkedRecords(of: projector, in: service.directory.views) {
          let time = try service.reader.envelope(at: parked.position).time
          oldest = min(oldest ?? time, time)
          table.add([
            .text(projector.name), .text(parked.record.description),
            .number(Int(clamping: parked.position.rawValue)), .text(time.description),
            .text(parked.reason),
          ])
        }
      }
      try output.print(
        table,
        empty: say("aucun dossier n'est mis de côté", "no record is set aside")
      )
      if let oldest {
        let age = Words.age(of: oldest, at: service.clock())
        output.note(say("Le plus ancien l'est depuis \(age).", "The oldest has been for \(age)."))
      }
    }
  }
}
