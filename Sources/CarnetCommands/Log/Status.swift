import ArgumentParser
import CarnetCore
import DeadlineBoard
import EventLog
import Foundation
import Ledger
import Notices
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

  /// How far a view is from the log; ahead of it where an older log was put in its place.
  static func distance(of applied: UInt64, to end: UInt64) -> Cell {
    if applied == end { return .term("up-to-date", shown: say("à jour", "up to date")) }
    if applied > end {
      return .term(
        "ahead-\(applied - end)",
        shown: say(
          "en avance de \(applied - end) événements : le journal est plus ancien que la vue",
          "\(applied - end) events ahead: the log is older than the view"
        )
      )
    }
    return .term(
      "behind-\(end - applied)",
      shown: say("\(end - applied) événements de retard", "\(end - applied) events behind")
    )
  }

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
      add(
        "contents",
        "contenus de documents",
        "document contents",
        .number(try service.contents.count)
      )
      let feed = LogFeed(service)
      let end = try feed.size()
      for projector in AllViews.projectors {
        let cell: Cell
        if let progress = try AllViews.progress(of: projector, in: service.directory.views) {
          cell = Self.distance(of: progress.applied, to: end)
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
      try addMatters(service, add)
      for finding in service.openingFindings {
        add("finding", "à voir", "to look at", .text(Sentences.finding(finding)))
      }
      try output.print(table, empty: "")
    }
  }

  /// What somebody must do: deadlines that are late, notices that wait, records that are parked.
  private func addMatters(
    _ service: RecordService,
    _ add: (String, String, String, Cell) -> Void
  ) throws {
    let now = service.clock()
    let views = service.directory.views
    if try AllViews.progress(of: DeadlineBoard.self, in: views) != nil {
      let sums = try ViewReader(DeadlineBoard.self, in: views).read { try $0.sums(at: now) }
      let late = sums.map(\.late).reduce(0, +)
      add("deadlines-late", "échéances en retard", "deadlines late", .number(late))
      for sum in sums where sum.late > 0 {
        add(
          "deadlines-late-\(sum.kind.term)",
          "  \(sum.kind.shown)",
          "  \(sum.kind.shown)",
          .number(sum.late)
        )
      }
    }
    if try AllViews.progress(of: Notices.self, in: views) != nil {
      let (counts, oldest) = try ViewReader(Notices.self, in: views)
        .read { (try $0.counts(), try $0.oldestToSend()) }
      add(
        "notices-waiting",
        "avis en attente",
        "notices waiting",
        .number(counts[.toSend] ?? 0)
      )
      add("notices-given-up", "avis abandonnés", "notices given up", .number(counts[.givenUp] ?? 0))
      if let oldest {
        add(
          "notices-oldest-seconds",
          "plus ancien avis en attente (s)",
          "oldest notice waiting (s)",
          .number(Int((now.milliseconds - oldest.milliseconds) / 1000))
        )
      }
    }
    let heads = try CheckpointStore.read(
      service.identity,
      service.fileSystem,
      service.directory.log
    )
    let size = try service.reader.readableSize()
    add(
      "events-unsigned",
      "événements après la dernière tête signée",
      "events after the last signed head",
      .number(Int(size - min(size, heads.checkpoints.last?.size ?? 0)))
    )
  }
}
