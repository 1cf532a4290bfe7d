import ArgumentParser
import CarnetCore
import RecordService
import Vault

/// `carnet backup list`: backups, when their keys expire, and which still open.
struct BackupList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(
      "Les sauvegardes, l'expiration de leurs clés, et ce qui s'ouvre encore.",
      "Backups, when their keys expire, and what still opens."
    ),
    discussion: say(
      """
      Sans cible : les générations que la clé racine ouvre encore.
      Exemple : carnet backup list /mnt/sauvegarde
      """,
      """
      Without a target: the generations that the root key still opens.
      Example: carnet backup list /mnt/backup
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  @Argument(help: ArgumentHelp(say("Dossier d'une sauvegarde.", "A backup's folder.")))
  var target: String?

  func run() async throws {
    let files = RealFileSystem()
    let root = try RootKey.load(files, from: data.directory.rootKey)
    var table = Table([
      Column("backup", say("sauvegarde", "backup")), Column("created", say("faite le", "created")),
      Column("events", say("événements", "events")),
      Column("generation", say("génération", "generation")),
      Column("expires", say("expire le", "expires")),
      Column("opens", say("clés", "keys")),
    ])
    if let target {
      let folder = DataOptions.absolute(target)
      let manifests = try BackupManifest.all(files, in: folder)
      if manifests.isEmpty { throw BackupFailure.notABackup(folder) }
      for manifest in manifests {
        let opens = root.generations.contains { $0.id == manifest.generation }
        table.add([
          .number(Int(manifest.number)), .text(manifest.created.description),
          .number(Int(manifest.size)),
          manifest.generation.map { .text(Hex.encode($0)) } ?? .none,
          manifest.keysExpire.map { .text($0.description) } ?? .none,
          state(manifest.generation == nil ? nil : opens),
        ])
      }
    } else {
      for generation in root.generations {
        table.add([
          .none, .text(generation.created.description), .none, .text(generation.name),
          .text(generation.expires.description), state(true),
        ])
      }
    }
    try output.print(
      table,
      empty: say("aucune sauvegarde du trousseau ne s'ouvre", "no backup of the keys opens")
    )
  }

  private func state(_ opens: Bool?) -> Cell {
    switch opens {
    case true?: .term("open", shown: say("s'ouvrent", "open"))
    case false?: .term("destroyed", shown: say("détruites", "destroyed"))
    case nil: .term("none", shown: say("aucune", "none"))
    }
  }
}
