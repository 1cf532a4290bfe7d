import ArgumentParser
import CarnetCore
import RecordService

/// `carnet snapshot`: the views at one moment, to start a node without reading the whole log.
struct SnapshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: say(
      "Instantané des vues : un nœud qui a le journal démarre sans le relire en entier.",
      "Snapshot of the views: a node that has the log starts without reading all of it."
    ),
    discussion: say(
      """
      Un instantané est en clair, comme les vues : gardez-le avec le même soin, et peu de temps.
      Exemple :
        carnet snapshot /srv/instantane
        carnet snapshot use /srv/instantane --data /srv/autre
      """,
      """
      A snapshot is in clear, as the views are: keep it with the same care, and not for long.
      Example:
        carnet snapshot /srv/snapshot
        carnet snapshot use /srv/snapshot --data /srv/other
      """
    ),
    subcommands: [SnapshotMake.self, SnapshotUse.self],
    defaultSubcommand: SnapshotMake.self
  )
}

/// `carnet snapshot TARGET`: makes one.
struct SnapshotMake: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: say(
      "Copie les vues, sans rien arrêter.",
      "Copy the views, without stopping anything."
    )
  )

  @OptionGroup var data: DataOptions

  @Argument(help: ArgumentHelp(say("Un nouveau dossier.", "A new folder.")))
  var target: String

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      let snapshot = try Snapshot.make(of: service, in: DataOptions.absolute(target))
      for entry in snapshot.entries {
        let applied = Words.events(Int(clamping: entry.view.progress.applied))
        Console.print(
          say(
            "\(entry.view.name) : \(applied), \(entry.view.digest)\n",
            "\(entry.view.name): \(applied), \(entry.view.digest)\n"
          )
        )
      }
      try await Administrator.note(
        .snapshotMade,
        ["to \(DataOptions.absolute(target))", "views \(snapshot.entries.count)"],
        in: service
      )
    }
  }
}

/// `carnet snapshot use FOLDER`: lets its views serve.
struct SnapshotUse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "use",
    abstract: say(
      "Met un instantané en service : têtes, racines et empreintes vérifiées, effacements refaits.",
      "Let a snapshot serve: heads, roots and digests checked, erasures done again."
    ),
    discussion: say(
      "Exemple : carnet snapshot use /srv/instantane",
      "Example: carnet snapshot use /srv/snapshot"
    )
  )

  @OptionGroup var data: DataOptions

  @Argument(help: ArgumentHelp(say("Le dossier de l'instantané.", "The snapshot's folder.")))
  var folder: String

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      let purged = try Snapshot.use(DataOptions.absolute(folder), in: service)
      try await Administrator.note(
        .snapshotUsed,
        ["from \(DataOptions.absolute(folder))"],
        outcome: "erased since \(purged)",
        in: service
      )
      Console.print(
        say(
          "Instantané en service ; retiré de lui, effacé depuis : \(Words.records(purged)).\n",
          "The snapshot serves; taken out of it, erased since: \(Words.records(purged)).\n"
        )
      )
    }
  }
}
