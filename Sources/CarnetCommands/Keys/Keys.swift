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

/// `carnet keys rotate`: seals the key store under a new epoch.
struct KeysRotate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: say(
      "Scelle le trousseau sous une nouvelle époque ; ses anciennes copies deviennent illisibles.",
      "Seal the key store under a new epoch; its older copies become unreadable."
    )
  )

  @OptionGroup var data: DataOptions

  func run() async throws {
    try await Opened.forWriting(data.directory) { service in
      try service.keys.rotateEpoch()
      Console.print(
        say(
          "Époque \(service.keys.epoch). Sauvegardez la clé racine et le trousseau, séparément.\n",
          "Epoch \(service.keys.epoch). Back up the root key and the key store, apart.\n"
        )
      )
    }
  }
}
