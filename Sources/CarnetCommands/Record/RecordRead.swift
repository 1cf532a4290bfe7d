import ArgumentParser
import CarnetCore
import DocumentIndex
import Foundation
import MedicalRecord
import RecordService
import Views

/// In which way somebody gets into a record.
struct AccessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("normal, bris-de-glace ou regulation.", "normal, bris-de-glace or regulation."),
      valueName: "mode"
    )
  )
  var mode = "normal"

  @Option(
    help: ArgumentHelp(say("Numéro de l'appel d'urgence.", "Number of the emergency call."))
  )
  var call = ""

  func validate() throws {
    if !["normal", "bris-de-glace", "regulation"].contains(mode) {
      throw ValidationError(
        say(
          "--mode accepte normal, bris-de-glace ou regulation.",
          "--mode accepts normal, bris-de-glace or regulation."
        )
      )
    }
  }

  func request(_ acting: ActingOptions, _ target: AccessRequest.Target) -> AccessRequest {
    let purpose: Purpose? =
      switch mode {
      case "bris-de-glace": .emergency
      case "regulation": .regulation
      default: nil
      }
    let context = acting.context(purpose)
    var request = AccessRequest(
      actor: context.actor,
      purpose: context.purpose,
      reason: context.reason,
      target: target
    )
    request.isRegulator = mode == "regulation"
    request.call = call
    return request
  }
}

/// `carnet record list`: the documents that somebody may see (TD3.1a), traced before they are shown.
struct RecordList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(
      "Les documents que cette personne peut voir (TD3.1a) ; tracé avant d'être montré.",
      "The documents that this person may see (TD3.1a); traced before it is shown."
    ),
    discussion: say(
      "Exemple : carnet record list --record r-… --as professional --actor 899700218896 --actor-profession G15_10/SM26",
      "Example: carnet record list --record r-… --as professional --actor 899700218896 --actor-profession G15_10/SM26"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var access: AccessOptions
  @OptionGroup var output: OutputOptions

  @Flag(
    help: ArgumentHelp(
      say("Aussi les archivés et remplacés.", "Also what is archived or was replaced.")
    )
  )
  var all = false

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      var request = access.request(acting, .record(.list))
      request.listsEverything = all
      let read = try await service.authorise(
        request,
        on: target,
        place: acting.place,
        isSecret: acting.secret
      )
      let reader = ViewReader(DocumentIndex.self, in: service.directory.views)
      let shown = Set(read.decision.shown)
      let documents = try await reader.read { session in
        try session.documents(of: target).filter { shown.contains($0.number) }
      }
      try print(documents, read)
    }
  }

  private func print(_ documents: [DocumentIndex.Document], _ read: TracedRead) throws {
    var table = Table([
      Column("number", say("n°", "no.")), Column("type", say("type", "type")),
      Column("class", say("classe", "class")), Column("title", say("titre", "title")),
      Column("created", say("créé le", "created")), Column("author", say("auteur", "author")),
      Column("labels", say("masqué à", "hidden from")), Column("state", say("état", "state")),
      Column("size", say("octets", "bytes")), Column("logical_id", "logicalId"),
      Column("entry_id", "entryUUID"), Column("unique_id", "uniqueId"),
    ])
    for document in documents {
      let labels = document.hiddenFrom.map(\.term).sorted().joined(separator: " ")
      table.add([
        .number(Int(document.number)), .text(document.type.code),
        .text(document.documentClass.code), .text(document.title),
        .text(document.created.description), .text(document.author?.identifier ?? ""),
        .text(labels), state(document), .number(Int(document.size)),
        .text(document.logicalID.description), .text(document.entryID.description),
        .text(document.uniqueID),
      ])
    }
    try output.print(table, empty: say("Aucun document visible.", "No document to be seen."))
    let rule = read.decision.rule
    output.note(
      say(
        "Règle \(rule.rawValue) : \(rule.sentence) ; tracé à \(read.receipt.positions.first ?? .zero).",
        "Rule \(rule.rawValue): \(rule.sentence); traced at \(read.receipt.positions.first ?? .zero)."
      )
    )
  }

  private func state(_ document: DocumentIndex.Document) -> Cell {
    if document.isArchived { return .term("archived", shown: say("archivé", "archived")) }
    if document.replacedBy != nil {
      return .term("superseded", shown: say("remplacé", "superseded"))
    }
    return .term("current", shown: "")
  }
}

/// `carnet record read`: a document's content (TD3.2), traced before it is given.
struct RecordRead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: say(
      "Le contenu d'un document (TD3.2) ; tracé avant d'être donné.",
      "A document's content (TD3.2); traced before it is given."
    ),
    discussion: say(
      "Exemple : carnet record read --record r-… --document 3 --as holder --out document.xml",
      "Example: carnet record read --record r-… --document 3 --as holder --out document.xml"
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions
  @OptionGroup var access: AccessOptions

  @Option(help: ArgumentHelp(say("Numéro.", "Number."), valueName: "n"))
  var document: UInt32

  @Option(help: ArgumentHelp(say("Où l'écrire (défaut : la sortie).", "Where to write it.")))
  var out: String?

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      let read = try await service.authorise(
        access.request(acting, .document(document)),
        on: target,
        place: acting.place,
        isSecret: acting.secret
      )
      guard let found = read.state.documents[document], let name = Digest(bytes: found.content)
      else { throw ServiceFailure.refused(.unknownDocument(number: document)) }
      let bytes = try service.contents.get(name, record: target)
      if let out {
        try Data(bytes).write(to: URL(fileURLWithPath: out))
        Console.tell(say("\(bytes.count) octets dans \(out)", "\(bytes.count) bytes in \(out)"))
      } else {
        FileHandle.standardOutput.write(Data(bytes))
      }
    }
  }
}
