import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordDirectory
import RecordService
import Views

/// `carnet quarantine`: doubts about who is who, for an operator to settle.
struct Quarantine: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Les doutes d'identité : les lister, les lever.",
      "Identity doubts: list them, settle them."
    ),
    subcommands: [QuarantineList.self, QuarantineSettle.self],
    defaultSubcommand: QuarantineList.self
  )
}

/// `carnet quarantine list`: open doubts, and documents that came with problems.
struct QuarantineList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say("Les doutes que personne n'a levés.", "Doubts that nobody has settled.")
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var reader: ReaderOptions

  @Flag(
    help: ArgumentHelp(
      say("Montre les deux identités (laisse une trace).", "Show both identities (leaves a trace).")
    )
  )
  var identities = false

  func run() async throws {
    if identities {
      let reason = try reader.askedReason()
      try await Opened.forWriting(data.directory) { try await show($0, reason) }
    } else {
      try await Opened.forReading(data.directory) { try await show($0, nil) }
    }
  }

  private func show(_ service: RecordService, _ reason: String?) async throws {
    try service.runner.requireUpToDate(LogFeed(service))
    let view = ViewReader(RecordDirectory.self, in: service.directory.views)
    let conflicts = try await view.read { try $0.openConflicts() }
    var columns = [
      Column("record", say("dossier", "record")),
      Column("other", say("peut-être le même que", "maybe the same as")),
      Column("traits", say("traits différents", "traits that differ")),
      Column("raised", say("depuis l'événement", "since event")),
    ]
    if reason != nil {
      columns += [
        Column("identity", say("identité", "identity")),
        Column("other_identity", say("autre identité", "other identity")),
      ]
    }
    var table = Table(columns)
    for conflict in conflicts {
      var cells: [Cell] = [
        .text(conflict.record.description), .text(conflict.other.description),
        .text(conflict.traits.joined(separator: ", ")), .number(Int(conflict.raised.rawValue)),
      ]
      if let reason {
        for record in [conflict.record, conflict.other] {
          _ = try await service.authorise(
            AccessRequest(
              actor: reader.actor(.operator),
              purpose: .administration,
              reason: reason,
              target: .record(.existence)
            ),
            on: record
          )
          let entry = try await view.read { try $0.entry(of: record) }
          cells.append(.text(Self.words(entry?.identity)))
        }
      }
      table.add(cells)
    }
    try output.print(table, empty: say("Aucun doute en attente.", "No open doubt."))
  }

  private static func words(_ identity: RecordDirectory.Identity?) -> String {
    guard let identity else { return "" }
    return [
      identity.matricule ?? "-", identity.birthName, identity.givenNames.joined(separator: " "),
      identity.birthDate, identity.sex.word, identity.birthPlace ?? "-",
    ]
    .map(Cell.printable).joined(separator: " / ")
  }
}

/// `carnet quarantine settle`: an operator says whether two records are one person's.
struct QuarantineSettle: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: say(
      "Lève un doute : deux personnes, ou la même.",
      "Settle a doubt: two people, or one."
    ),
    discussion: say(
      "Exemple : carnet quarantine settle r-… --other r-… --different --reason \"jumeaux\"",
      "Example: carnet quarantine settle r-… --other r-… --different --reason \"twins\""
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var reader: ReaderOptions

  @Argument(
    help: ArgumentHelp(say("Le dossier en doute.", "The record in doubt."), valueName: "r-…")
  )
  var record: String

  @Option(help: ArgumentHelp(say("L'autre dossier.", "The other record."), valueName: "r-…"))
  var other: String

  @Flag(help: ArgumentHelp(say("Ce sont deux personnes.", "They are two people.")))
  var different = false

  @Flag(
    help: ArgumentHelp(
      say(
        "C'est la même personne : le dossier en doute est clos et renvoie à l'autre.",
        "They are one person: the record in doubt is closed and refers to the other."
      )
    )
  )
  var same = false

  func validate() throws {
    guard different != same else {
      throw ValidationError(
        say("Dites --different ou --same.", "Say --different or --same.")
      )
    }
    for text in [record, other] where Pseudonym(text) == nil {
      throw ValidationError(
        say("« \(text) » n'est pas un dossier.", "\"\(text)\" is not a record.")
      )
    }
  }

  func run() async throws {
    let reason = try reader.askedReason()
    guard let doubtful = Pseudonym(record), let other = Pseudonym(other) else { return }
    try await Opened.forWriting(data.directory) { service in
      var context = EventContext()
      context.actor = reader.actor(.operator)
      context.purpose = .administration
      context.reason = reason
      try await service.settle(doubtful, with: other, isSamePerson: same, context)
      try service.runner.requireUpToDate(LogFeed(service))
      Console.print(
        same
          ? say(
            "\(doubtful) est la même personne que \(other) : ses documents sont désormais dans \(other), il est clos.\n",
            "\(doubtful) is the same person as \(other): its documents are in \(other) now, it is closed.\n"
          )
          : say(
            "\(doubtful) et \(other) sont deux personnes : le doute est levé.\n",
            "\(doubtful) and \(other) are two people: the doubt is settled.\n"
          )
      )
    }
  }
}
