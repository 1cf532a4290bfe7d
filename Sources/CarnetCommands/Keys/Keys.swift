import ArgumentParser
import CarnetCore
import RecordService

/// `carnet keys`: the key store.
struct Keys: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say("Le trousseau : état, nouvelle époque.", "The key store: status, new epoch."),
    subcommands: [KeysStatus.self, KeysRotate.self],
    defaultSubcommand: KeysStatus.self
  )
}

/// `carnet keys status`: what the key store holds; never a key.
struct KeysStatus: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: say("État du trousseau.", "Status of the key store.")
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    try await Opened.forReading(data.directory) { service in
      var table = Table([
        Column("fact", say("élément", "item")), Column("value", say("valeur", "value")),
      ])
      table.add([
        .term("public-key", shown: say("clé publique", "public key")),
        .text(service.identity.verifierKey),
      ])
      table.add([
        .term("root-key", shown: say("clé racine", "root key")),
        .text(service.directory.rootKey.string),
      ])
      table.add([.term("epoch", shown: say("époque", "epoch")), .number(Int(service.keys.epoch))])
      table.add([
        .term("slots", shown: say("emplacements", "slots")), .number(service.keys.slotCount),
      ])
      table.add([
        .term(
          "pages-differing",
          shown: say("pages différentes entre copies", "pages that differ between copies")
        ),
        .number(service.keys.healedPages.count),
      ])
      table.add([
        .term("pages-lost", shown: say("pages perdues", "pages lost")),
        .number(service.keys.damagedPages.count),
      ])
      try output.print(table, empty: "")
      if !service.keys.damagedPages.isEmpty { throw ExitCode(ExitStatus.foundSomething.rawValue) }
    }
  }
}

/// `carnet keys rotate`: new keys for what is written from here on.
struct KeysRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: say(
      "De nouvelles clés ; ce qui est scellé sous les anciennes s'ouvre toujours.",
      "New keys; what was sealed under the old ones still opens."
    ),
    discussion: say(
      """
      Sans option, comme --epoch : le trousseau est scellé de nouveau, ses copies deviennent illisibles.
      Exemple : carnet keys rotate --record r-0123456789abcdef
      """,
      """
      Without an option, as --epoch: the key store is sealed anew, its copies become unreadable.
      Example: carnet keys rotate --record r-0123456789abcdef
      """
    )
  )

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp(
      say("Une nouvelle clé pour ce dossier.", "A new key for this record."),
      valueName: "r-…"
    )
  )
  var record: String?

  @Flag(help: ArgumentHelp(say("De nouvelles clés pour tous.", "New keys for every record.")))
  var all = false

  @Flag(
    help: ArgumentHelp(
      say(
        "Le trousseau sous une nouvelle époque ; les copies d'avant deviennent illisibles.",
        "The key store under a new epoch; copies from before become unreadable."
      )
    )
  )
  var epoch = false

  @Flag(
    help: ArgumentHelp(
      say(
        "Une nouvelle clé racine ; son fichier est réécrit, sauvegardez-le.",
        "A new root key; its file is written anew, back it up."
      )
    )
  )
  var root = false

  func validate() throws {
    if [record != nil, all, epoch, root].filter({ $0 }).count > 1 {
      throw ValidationError(
        say(
          "Une seule de --record, --all, --epoch, --root.",
          "Only one of --record, --all, --epoch, --root."
        )
      )
    }
    if let record, Pseudonym(record) == nil {
      throw ValidationError(
        say("« \(record) » n'est pas un dossier.", "\"\(record)\" is not a record.")
      )
    }
  }

  private func noteRotation(
    _ what: String,
    record: Pseudonym? = nil,
    _ service: RecordService
  ) async throws {
    try await Administrator.note(.keysRotated, [what], record: record, in: service)
  }

  func run() async throws {
    try await Opened.forWriting(data.directory) { service in
      if let pseudonym = record.flatMap({ Pseudonym($0) }) {
        guard service.index.head(of: pseudonym) != nil else {
          throw ServiceFailure.unknownRecord(pseudonym)
        }
        let version = try service.keys.rotate(pseudonym)
        try await noteRotation("record", record: pseudonym, service)
        Console.print(
          say(
            "Dossier \(pseudonym) : version \(version) pour les nouveaux événements.\n",
            "Record \(pseudonym): version \(version) for new events.\n"
          )
        )
      } else if all {
        let count = try service.keys.rotateAll {
          $0 == .system || service.index.head(of: $0) != nil
        }
        try await noteRotation("all \(count)", service)
        Console.print(
          say(
            "Nouvelle version de clé pour \(Words.records(count)).\n",
            "A new key version for \(Words.records(count)).\n"
          )
        )
      } else if root {
        try service.keys.rotateRoot()
        try await noteRotation("root, epoch \(service.keys.epoch)", service)
        Console.print(
          say(
            "Nouvelle clé racine, époque \(service.keys.epoch). Remplacez-en les copies.\n",
            "New root key, epoch \(service.keys.epoch). Replace the copies of its file.\n"
          )
        )
      } else {
        try service.keys.rotateEpoch()
        try await noteRotation("epoch \(service.keys.epoch)", service)
        Console.print(
          say(
            "Époque \(service.keys.epoch). Sauvegardez la clé racine et le trousseau, séparément.\n",
            "Epoch \(service.keys.epoch). Back up the root key and the key store, apart.\n"
          )
        )
      }
    }
  }
}
