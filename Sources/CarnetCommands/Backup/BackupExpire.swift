import ArgumentParser
import CarnetCore
import RecordService
import Vault

/// `carnet backup expire`: destroys the secrets of key backups that have expired.
struct BackupExpire: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expire",
    abstract: say(
      "Détruit les secrets des sauvegardes de clés expirées : elles ne s'ouvrent plus.",
      "Destroy the secrets of expired key backups: they open no more."
    ),
    discussion: say(
      """
      Chaque « carnet backup --keys » le fait aussi. Avec --generation, tout de suite et sans retour.
      Exemple : carnet backup expire
      """,
      """
      Each "carnet backup --keys" does it too. With --generation, at once and for ever.
      Example: carnet backup expire
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Détruit aussi cette génération, expirée ou non.",
        "Destroy this generation too, expired or not."
      ),
      valueName: "hex"
    )
  )
  var generation: [String] = []

  func run() async throws {
    let files = RealFileSystem()
    let path = data.directory.rootKey
    let known = try RootKey.load(files, from: path).generations.map(\.name)
    for name in generation where !known.contains(name) {
      throw Told(
        say(
          "la clé racine n'a pas de génération \(name)",
          "the root key has no generation \(name)"
        ),
        .notFound
      )
    }
    let now = RecordService.systemClock()
    let gone = try RootKeyFile.destroyGenerations(files, path) {
      $0.expires <= now || generation.contains($0.name)
    }
    for generation in gone { Console.tell(BackupWords.expired(generation)) }
    if !gone.isEmpty {
      try await Opened.forReading(data.directory) { service in
        for generation in gone {
          try await Administrator.note(.backupExpired, ["keys \(generation.name)"], in: service)
        }
      }
    }
    Console.print(
      say(
        "générations détruites : \(gone.count) ; s'ouvrent encore : \(known.count - gone.count)\n",
        "generations destroyed: \(gone.count); still open: \(known.count - gone.count)\n"
      )
    )
  }
}
