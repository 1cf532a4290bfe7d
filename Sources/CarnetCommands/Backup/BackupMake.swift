import ArgumentParser
import CarnetCore
import RecordService

/// `carnet backup TARGET`: makes or continues a backup.
struct BackupMake: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: say(
      "Copie ce que la cible n'a pas encore, vérifié, sous une tête signée.",
      "Copy what the target does not have yet, verified, under a signed head."
    ),
    discussion: say(
      """
      L'écriture continue pendant la copie. Interrompue, elle laisse la sauvegarde d'avant intacte.
      Exemple : carnet backup /mnt/sauvegarde --keys /mnt/ailleurs/cles --days 30
      """,
      """
      Writing goes on meanwhile. Interrupted, it leaves the backup before it as it was.
      Example: carnet backup /mnt/backup --keys /mnt/elsewhere/keys --days 30
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Argument(
    help: ArgumentHelp(
      say(
        "Dossier de la sauvegarde, vide ou d'une sauvegarde de ce journal.",
        "The backup's folder, empty or of a backup of this log."
      ),
      valueName: "target"
    )
  )
  var target: String

  @Option(
    help: ArgumentHelp(
      say(
        "Dossier des sauvegardes du trousseau : ailleurs que la cible et que la clé racine.",
        "Folder of the backups of the keys: apart from the target and from the root key."
      ),
      valueName: "folder"
    )
  )
  var keys: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Après combien de jours la sauvegarde du trousseau ne doit plus s'ouvrir.",
        "After how many days the backup of the keys shall no longer open."
      ),
      valueName: "days"
    )
  )
  var days = Backup.keysKeptDays

  func validate() throws {
    if !(1...3650).contains(days) {
      throw ValidationError(say("--days va de 1 à 3650.", "--days goes from 1 to 3650."))
    }
  }

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      let progress = Progress(say("Sauvegarde", "Backing up"), unit: say("évén.", "events"))
      let report = try Backup(
        service,
        to: DataOptions.absolute(target),
        keys: keys.map(DataOptions.absolute),
        keptDays: days
      )
      .run { progress.update($0, of: $1) }
      progress.finish()
      tell(report)
      try await note(report, service)
      if !report.damagedContents.isEmpty || report.hasLostContents {
        throw ExitCode(ExitStatus.foundSomething.rawValue)
      }
    }
  }

  private func note(_ report: Backup.Report, _ service: RecordService) async throws {
    let manifest = report.manifest
    var parameters = [
      "backup \(manifest.number)", manifest.id, "events \(manifest.size)", "root \(manifest.root)",
      "to \(DataOptions.absolute(target))",
    ]
    if let keys = report.keys {
      parameters.append("keys \(Hex.encode(keys.generation)) until \(keys.expires)")
    }
    try await Administrator.note(
      .backupMade,
      parameters,
      outcome: report.damagedContents.isEmpty && report.missingContents.isEmpty
        ? ""
        : "damaged contents \(report.damagedContents.count), "
          + "missing \(report.missingContents.count)",
      in: service
    )
    for generation in report.expired {
      try await Administrator.note(.backupExpired, ["keys \(generation.name)"], in: service)
    }
  }

  private func tell(_ report: Backup.Report) {
    let manifest = report.manifest
    let size = Words.events(Int(clamping: manifest.size))
    let added = Cell.grouped(Int(report.eventsAdded))
    let bytes = Cell.grouped(Int(clamping: report.bytesAdded))
    Console.print(
      say(
        """
        Sauvegarde \(manifest.number) (\(manifest.id)) : \(size), dont \(added) de plus qu'avant \
        (\(bytes) octets)
          racine  \(manifest.root)

        """,
        """
        Backup \(manifest.number) (\(manifest.id)): \(size), \(added) of them new \
        (\(bytes) bytes)
          root  \(manifest.root)

        """
      )
    )
    if let keys = report.keys {
      Console.print(
        say(
          "  clés    génération \(Hex.encode(keys.generation)), expire le \(keys.expires)\n",
          "  keys  generation \(Hex.encode(keys.generation)), expires \(keys.expires)\n"
        )
      )
    } else {
      Console.tell(
        say(
          "carnet : le trousseau n'a pas été sauvegardé (--keys) ; sans lui le contenu ne s'ouvre pas",
          "carnet: the keys were not backed up (--keys); without them the contents do not open"
        )
      )
    }
    for generation in report.expired { Console.tell(BackupWords.expired(generation)) }
    for (file, offset) in report.damagedContents {
      Console.tell("✘ " + BackupWords.damagedContent(file, offset))
    }
    for missing in report.missingContents.prefix(BackupWords.namesMax) {
      Console.tell("✘ " + BackupWords.missingContent(missing.position, missing.record))
    }
    let more = report.missingContents.count - BackupWords.namesMax
    if more > 0 { Console.tell(BackupWords.more(more)) }
  }
}
