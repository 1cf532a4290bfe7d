import ArgumentParser
import CarnetCore
import Foundation
import RecordService
import SystemPackage
import Views

/// `carnet restore`: a data directory from a backup, or from a copy.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: say(
      "Restaure une sauvegarde, ou une copie prise pendant l'écriture ; les effacements sont refaits.",
      "Restore a backup, or a copy taken while the log was written; erasures are done again."
    ),
    discussion: say(
      """
      Tout est vérifié d'abord. Avec --at, ou si une tête signée va plus loin que la sauvegarde, le
      journal restauré continue sous un autre nom (--fork) : jamais deux têtes contradictoires.
      Exemple :
        carnet restore /mnt/sauvegarde --keys /mnt/ailleurs/cles --to /srv/carnet \\
          --root-key /etc/carnet/root.key --since tete-gardee.txt
        carnet restore /mnt/sauvegarde --keys /mnt/ailleurs/cles --rehearse
      """,
      """
      Everything is verified first. With --at, or where a signed head goes beyond the backup, the
      restored log goes on under another name (--fork): never two heads that contradict each other.
      Example:
        carnet restore /mnt/backup --keys /mnt/elsewhere/keys --to /srv/carnet \\
          --root-key /etc/carnet/root.key --since kept-head.txt
        carnet restore /mnt/backup --keys /mnt/elsewhere/keys --rehearse
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Argument(
    help: ArgumentHelp(
      say(
        "Dossier d'une sauvegarde, ou copie d'un répertoire de données.",
        "A backup's folder, or a copy of a data directory."
      ),
      valueName: "backup"
    )
  )
  var backup: String

  @Option(
    help: ArgumentHelp(
      say(
        "Sauvegarde du trousseau, ou leur dossier ; pour une copie, son propre « keys » par défaut.",
        "Backup of the keys, or their folder; for a copy, its own \"keys\" by default."
      ),
      valueName: "file"
    )
  )
  var keys: String?

  @Option(
    help: ArgumentHelp(
      say("Répertoire de données à créer.", "Data directory to make."),
      valueName: "dir"
    )
  )
  var to: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Jusqu'où : un nombre d'événements, un jour ou un instant RFC 3339.",
        "How far: a number of events, a day or an RFC 3339 moment."
      ),
      valueName: "position|instant"
    )
  )
  var at: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Tête signée que vous avez gardée (la plus récente) : le journal doit la contenir.",
        "A signed head that you kept (the newest): the log must hold it."
      ),
      valueName: "file"
    )
  )
  var since: [String] = []

  @Option(
    help: ArgumentHelp(
      say(
        "Journal plus récent dont les effacements sont refaits aussi.",
        "A newer log whose erasures are done again too."
      ),
      valueName: "dir"
    )
  )
  var log: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Registre des effacements (défaut : à côté de la clé racine).",
        "Register of erasures (default: beside the root key)."
      ),
      valueName: "file"
    )
  )
  var register: String?

  @Flag(
    name: .customLong("without-register-erased-records-may-reopen"),
    help: ArgumentHelp(
      say(
        "Restaure sans registre : des dossiers effacés depuis pourront se rouvrir.",
        "Restore without a register: records erased since may open again."
      )
    )
  )
  var withoutRegister = false

  @Flag(
    help: ArgumentHelp(
      say(
        "Continue sous un autre nom et une autre clé publique.",
        "Go on under another name and another public key."
      )
    )
  )
  var fork = false

  @Flag(
    help: ArgumentHelp(
      say(
        "Répétition : tout dans un dossier temporaire, vues comprises, puis tout est enlevé.",
        "Rehearsal: everything in a temporary folder, views too, then all of it is removed."
      )
    )
  )
  var rehearse = false

  func validate() throws {
    if to == nil, !rehearse {
      throw ValidationError(say("Indiquez --to ou --rehearse.", "Give --to or --rehearse."))
    }
    _ = try cut()
  }

  private func cut() throws -> Restore.Cut {
    guard let at else { return .whole }
    if let position = UInt64(at) { return .position(position) }
    var moment = try PeriodOptions.moment(at, isEnd: true)
    // A day ends before the next one begins.
    if CalendarDay(at) != nil { moment.milliseconds -= 1 }
    return .instant(moment)
  }

  func run() async throws {
    let began = ContinuousClock.now
    let files = RealFileSystem()
    let place = rehearse ? try rehearsalPlace(files) : nil
    defer { if let place { try? FileManager.default.removeItem(atPath: place.string) } }
    let root = place?.appending("data") ?? DataOptions.absolute(to ?? "")
    let target = DataDirectory(root, rootKey: rootKey)
    var options = Restore.Options(
      source: DataOptions.absolute(backup),
      keys: keys.map(DataOptions.absolute),
      target: target,
      now: RecordService.systemClock()
    )
    options.cut = try cut()
    options.heads = try since.map { try files.readAll(DataOptions.absolute($0), limit: 1 << 20) }
    options.newerLog = log.map(DataOptions.absolute)
    options.register = register.map(DataOptions.absolute)
    options.withoutRegister = withoutRegister
    // A rehearsal signs nothing that anybody sees.
    options.forks = fork || rehearse
    if !rehearse { options.context = Administrator.context }
    let progress = RestoreProgress()
    let report = try await Restore(options, fileSystem: files).run { progress.update($0, $1, $2) }
    progress.finish()
    RestoreWords.tell(report, at: root, isRehearsal: rehearse)
    if rehearse { try await rebuild(target) }
    let seconds = Int(((ContinuousClock.now - began) / .seconds(1)).rounded(.up))
    Console.print(say("Durée : \(seconds) s\n", "Time: \(seconds) s\n"))
    let isShort = !report.isFromBackup && !report.missingContents.isEmpty
    if isShort || !report.damagedContents.isEmpty || !report.withoutKeys.isEmpty {
      throw ExitCode(ExitStatus.foundSomething.rawValue)
    }
  }

  /// The root key that was named, or the one beside the target, or the one of the data.
  private var rootKey: FilePath {
    let named = data.rootKey ?? ProcessInfo.processInfo.environment["CARNET_ROOT_KEY"]
    if let named { return DataOptions.absolute(named) }
    let beside = to.map { FilePath(DataOptions.absolute($0).string + ".rootkey") }
    if let beside, FileManager.default.fileExists(atPath: beside.string) { return beside }
    return data.directory.rootKey
  }

  private func rehearsalPlace(_ files: RealFileSystem) throws -> FilePath {
    let above =
      to.map { DataOptions.absolute($0).removingLastComponent() }
      ?? FilePath(FileManager.default.temporaryDirectory.path)
    let place = above.appending("carnet-rehearsal-\(UUID().uuidString.prefix(8))")
    try files.createDirectory(place)
    return place
  }

  private func rebuild(_ target: DataDirectory) async throws {
    try await Opened.forReading(target) { service in
      let progress = Progress(say("Reconstruction", "Rebuilding"), unit: say("évén.", "events"))
      try Rebuild(AllViews.projectors, in: target.views)
        .run(LogFeed(service)) { progress.update($0.done, of: $0.total) }
      progress.finish()
      var table = Table([
        Column("view", say("vue", "view")), Column("digest", say("empreinte", "digest")),
      ])
      for projector in AllViews.projectors {
        table.add([
          .text(projector.name),
          .text(try AllViews.digest(of: projector, in: target.views).description),
        ])
      }
      Console.print(try table.rendered(.table))
    }
  }
}

/// The steps of a restore, one bar after the other.
private final class RestoreProgress {
  private var stage: Restore.Stage?
  private var progress: Progress?

  func update(_ stage: Restore.Stage, _ done: UInt64, _ total: UInt64?) {
    if self.stage != stage {
      progress?.finish()
      self.stage = stage
      progress = Progress(Self.words(stage), unit: Self.unit(stage))
    }
    progress?.update(done, of: total)
  }

  func finish() { progress?.finish() }

  private static func words(_ stage: Restore.Stage) -> String {
    switch stage {
    case .manifest: say("Contrôle des fichiers", "Checking files")
    case .reading: say("Lecture", "Reading")
    case .copying: say("Copie", "Copying")
    case .verifying: say("Vérification", "Verifying")
    }
  }

  private static func unit(_ stage: Restore.Stage) -> String {
    switch stage {
    case .manifest: say("octets", "bytes")
    case .reading, .copying, .verifying: say("évén.", "events")
    }
  }
}
