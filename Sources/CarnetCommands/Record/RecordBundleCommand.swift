import ArgumentParser
import Audit
import CarnetCore
import Foundation
import MedicalRecord
import RecordService

/// `carnet record bundle`: a whole record for its holder to take away, with its proofs.
struct RecordBundleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: say(
      "Emporte un dossier entier : documents, droits, accès, preuves (portabilité).",
      "Take a whole record away: documents, rights, accesses, proofs (portability)."
    ),
    discussion: say(
      """
      Pour le titulaire, un représentant ou un ayant droit : ce qui leur est tu n'y laisse aucune
      trace. Vérifiable hors ligne : tools/verify-log --evidence. Tracé avant d'être donné.
      Exemple : carnet record bundle --record r-… --as holder --out mon-dossier.zip
      """,
      """
      For the holder, a representative or an heir: what is kept from them leaves no mark in it.
      Checked offline: tools/verify-log --evidence. Traced before it is given.
      Example: carnet record bundle --record r-… --as holder --out my-record.zip
      """
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(help: ArgumentHelp(say("Fichier à écrire.", "File to write."), valueName: "file.zip"))
  var out: String

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      let bundle = try await RecordBundle.take(target, acting.context(), from: service) {
        try BundlePage.present($0)
      }
      try Data(bundle.package.bytes)
        .write(to: URL(fileURLWithPath: DataOptions.absolute(out).string), options: .atomic)
      let documents = Words.count(
        bundle.contents.documents.count,
        ("document", "documents"),
        ("document", "documents")
      )
      let events = Words.count(
        bundle.contents.events,
        ("événement prouvé", "événements prouvés"),
        ("proven event", "proven events")
      )
      Console.print(
        say(
          "\(documents) et \(events) dans \(out) ; tracé à \(bundle.trace), empreinte \(bundle.package.digest).\n",
          "\(documents) and \(events) in \(out); traced at \(bundle.trace), digest \(bundle.package.digest).\n"
        )
      )
    }
  }
}

/// What of a bundle people read.
enum BundlePage {
  static func present(
    _ contents: RecordBundle.Contents
  ) throws -> (EvidencePackage.Presentation, [(name: String, bytes: [UInt8])]) {
    let documents = documentTable(contents)
    let accesses = AuditPatientReport.table(contents.accesses)
    let rights = rightsTable(contents.state)
    let presentation = EvidencePackage.Presentation(
      csv: try documents.rendered(.csv),
      json: try documents.rendered(.json),
      page: page(contents, documents, rights, accesses),
      readme: readme
    )
    return (
      presentation,
      [
        ("accesses.csv", Array(try accesses.rendered(.csv).utf8)),
        ("rights.csv", Array(try rights.rendered(.csv).utf8)),
      ]
    )
  }

  private static func documentTable(_ contents: RecordBundle.Contents) -> Table {
    var table = Table([
      Column("number", say("n°", "no.")), Column("title", say("titre", "title")),
      Column("type", say("type", "type")), Column("created", say("créé le", "created")),
      Column("author", say("auteur", "author")), Column("state", say("état", "state")),
      Column("file", say("fichier", "file")), Column("unique_id", "uniqueId"),
    ])
    for document in contents.documents {
      let metadata = document.metadata
      let state = contents.state.documents[metadata.number] ?? document.state
      let author = metadata.authors.first.map {
        [$0.given, $0.family, $0.structureName].filter { !$0.isEmpty }.joined(separator: " ")
      }
      table.add([
        .number(Int(metadata.number)), .text(metadata.title),
        .text(metadata.type.display.isEmpty ? metadata.type.code : metadata.type.display),
        .text(Instant(milliseconds: metadata.created).description), .text(author ?? ""),
        word(state), .text(document.file), .text(metadata.uniqueID),
      ])
    }
    return table
  }

  private static func word(_ document: RecordState.Document) -> Cell {
    if document.isArchived { return .term("archived", shown: say("archivé", "archived")) }
    if document.replacedBy != nil {
      return .term("superseded", shown: say("remplacé", "superseded"))
    }
    return .term("current", shown: say("en cours", "current"))
  }

  private static func rightsTable(_ state: RecordState) -> Table {
    var table = Table([
      Column("item", say("élément", "item")), Column("value", say("valeur", "value")),
      Column("detail", say("détail", "detail")),
    ])
    func add(_ key: String, _ french: String, _ value: String, _ detail: String = "") {
      table.add([.term(key, shown: say(french, key)), .text(value), .text(detail)])
    }
    for (subject, isGiven) in state.consents.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      add(
        "consent",
        "consentement",
        Sentences.word(subject),
        isGiven ? say("oui", "yes") : say("non", "no")
      )
    }
    for (person, authorisation) in state.rights.authorisations.sorted(by: { $0.key < $1.key }) {
      let word =
        switch authorisation {
        case .valid(let until, _): "VALIDE" + (until.map { " → \($0)" } ?? "")
        case .expired: "EXPIRE"
        case .revoked: "INTERDIT"
        }
      add("authorisation", "autorisation", person, word)
    }
    for person in state.rights.treatingDoctors.sorted() {
      add("treating-doctor", "médecin traitant", person)
    }
    for blocked in state.rights.blocked.sorted(by: { $0.identifier < $1.identifier }) {
      add("blocked", "bloqué", blocked.identifier, blocked.scope.term)
    }
    for person in state.rights.representatives.sorted() {
      add("representative", "représentant", person)
    }
    for statement in state.statements.values.sorted(by: { $0.number < $1.number })
    where statement.isCurrent {
      add("statement", "déclaration", statement.value, statement.detail)
    }
    return table
  }

  private static func page(
    _ contents: RecordBundle.Contents,
    _ documents: Table,
    _ rights: Table,
    _ accesses: Table
  ) -> String {
    let identity = contents.state.identity
    let name = ([identity?.birthName ?? ""] + (identity?.givenNames ?? []))
      .filter { !$0.isEmpty }.joined(separator: " ")
    let title = say("Mon dossier médical partagé", "My shared medical record")
    return """
      <!DOCTYPE html>
      <html lang="\(say("fr", "en"))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      body { font: 11pt/1.4 sans-serif; margin: 2em; }
      table { border-collapse: collapse; font-size: 9pt; }
      th, td { border: 1px solid #999; padding: 2px 5px; text-align: left; vertical-align: top; }
      pre { white-space: pre-wrap; word-break: break-all; background: #f4f4f4; padding: 1em; }
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(EvidencePage.escape(name)) · \(contents.record) ·
      \(say("copie du", "copy of")) \(contents.taken)</p>
      <h2>\(say("Documents", "Documents"))</h2>
      \(html(documents, links: "file"))
      <h2>\(say("Volontés et droits", "Will and rights"))</h2>
      \(html(rights))
      <h2>\(say("Qui a vu ce dossier", "Who saw this record"))</h2>
      \(html(accesses))
      <h2>\(say("Ce qui le prouve", "What proves it"))</h2>
      <p>\(proof)</p>
      <pre>\(contents.checkpoint.split(separator: "\n", omittingEmptySubsequences: false).map { EvidencePage.escape(String($0)) }.joined(separator: "\n"))</pre>
      </body>
      </html>

      """
  }

  /// - Parameter links: the column whose cells are files of the package.
  private static func html(_ table: Table, links: String? = nil) -> String {
    if table.rows.isEmpty { return "<p>\(say("Rien.", "Nothing."))</p>" }
    let head = table.columns.map { "<th>\(EvidencePage.escape($0.heading))</th>" }.joined()
    let rows = table.rows
      .map { row in
        let cells = zip(table.columns, row)
          .map { column, cell in
            let text = EvidencePage.escape(cell.shown)
            // Files are named by number alone: nothing of a document's own stands in a link.
            return column.key == links
              ? "<td><a href=\"\(text)\">\(text)</a></td>" : "<td>\(text)</td>"
          }
        return "<tr>" + cells.joined() + "</tr>\n"
      }
      .joined()
    return "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(rows)</tbody>\n</table>"
  }

  private static var proof: String {
    say(
      "Chaque événement de events.ndjson est prouvé sous la tête signée ci-dessous. verify-log --evidence PAQUET.zip le vérifie sans le service ; comparez la clé à celle que vous avez reçue.",
      "Each event in events.ndjson is proven under the signed head below. verify-log --evidence PACKAGE.zip checks it without the service; compare the key with the one you were given."
    )
  }

  private static let readme = """
    Copie d'un dossier / Copy of a record

    page.html         le dossier en clair, documents en lien / the record in plain language
    documents/        les documents, tels que déposés / the documents as they came
    rows.csv .json    leur liste / their list
    rights.csv        consentements, autorisations, déclarations / consents, authorisations, statements
    accesses.csv      qui a vu ce dossier / who saw this record
    events.ndjson     tout ce qui s'y est passé / all that happened in it
    envelopes.ndjson  les enveloppes, que le journal prouve / envelopes, which the log proves
    proofs/           une preuve d'inclusion par événement (C2SP tlog-proof) / one proof per event
    checkpoint.txt    la tête signée du journal (C2SP) / the log's signed head (C2SP)
    key.txt           la clé publique du journal / the log's public key
    manifest.json     l'empreinte de chaque fichier / the digest of every file

    Vérifier / check:  verify-log --evidence PAQUET.zip --key CLE_RECUE

    « withheld » : que quelqu'un a consulté est dit, la liste montrée non.
    "withheld": that somebody looked is told, the list that was shown is not.

    """
}
