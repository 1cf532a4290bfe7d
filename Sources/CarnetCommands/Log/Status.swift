import ArgumentParser
import CarnetCore
import EventLog
import Foundation
import Ledger
import RecordService
import Views

/// `carnet status`: how the service is, for people and for monitoring.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "État du journal, du trousseau, des vues et du disque.",
      "State of log, vault, views and disk."
    ),
    discussion: say("Exemple : carnet status --format json", "Example: carnet status --format json")
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      var table = Table([
        Column("fact", say("élément", "item")), Column("value", say("valeur", "value")),
      ])
      func add(_ key: String, _ french: String, _ english: String, _ cell: Cell) {
        table.add([.text(output.format == .table ? say(french, english) : key), cell])
      }
      let size = try service.reader.readableSize()
      add("origin", "journal", "log", .text(service.identity.origin))
      add("events", "événements", "events", .number(Int(size)))
      let heads = try CheckpointStore.read(
        service.identity,
        service.fileSystem,
        service.directory.log
      )
      add(
        "signed",
        "dernière tête signée à",
        "last signed head at",
        heads.checkpoints.last.map { .number(Int($0.size)) } ?? .none
      )
      add("key-slots", "emplacements de clés", "key slots", .number(service.keys.slotCount))
      add("key-epoch", "époque du trousseau", "key epoch", .number(Int(service.keys.epoch)))
      add(
        "key-pages-damaged",
        "pages de clés endommagées",
        "damaged key pages",
        .number(service.keys.damagedPages.count)
      )
      add("contents", "contenus de documents", "document contents", .number(service.contents.count))
      let feed = LogFeed(service)
      let end = try feed.size()
      for projector in AllViews.projectors {
        let cell: Cell
        if let progress = try AllViews.progress(of: projector, in: service.directory.views) {
          cell =
            progress.applied == end
            ? .term("up-to-date", shown: say("à jour", "up to date"))
            : .term(
              "behind-\(end - progress.applied)",
              shown: say(
                "\(end - progress.applied) événements de retard",
                "\(end - progress.applied) events behind"
              )
            )
        } else {
          cell = .term("to-be-built", shown: say("à construire", "to be built"))
        }
        add("view-\(projector.name)", "vue \(projector.name)", "view \(projector.name)", cell)
      }
      add(
        "disk-available-bytes",
        "place libre (octets)",
        "room left (bytes)",
        .number(Int(clamping: try service.fileSystem.availableBytes(at: service.directory.root)))
      )
      for finding in service.openingFindings {
        add("finding", "à voir", "to look at", .text(Sentences.finding(finding)))
      }
      try output.print(table, empty: "")
    }
  }
}
