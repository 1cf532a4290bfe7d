import Audit
import CarnetCore
import Interop
import MedicalRecord
import Pages

/// What people read of a bundle: a page, tables, and how to check it.
struct BundlePresentation {
  private let text: PageText
  private let renderer: PageRenderer
  private let tables: CodeTables

  init(_ text: PageText, _ renderer: PageRenderer) throws {
    self.text = text
    self.renderer = renderer
    tables = try CodeTables.standard()
  }

  private func say(_ french: String, _ english: String) -> String {
    text.language.say(french, english)
  }

  func present(
    _ contents: RecordBundle.Contents
  ) throws -> (EvidencePackage.Presentation, [(name: String, bytes: [UInt8])]) {
    let documents = contents.documents.map { document($0, contents.state) }
    let rights = rights(contents.state)
    let accesses = contents.accesses.map(access)
    let identity = contents.state.identity
    let name = [identity?.givenNames.first ?? "", identity?.birthName ?? ""]
    let cover = BundleCover(
      name: name.filter { !$0.isEmpty }.joined(separator: " "),
      taken: text.moment(contents.taken),
      documents: documents,
      rights: rights,
      accesses: accesses,
      checkpoint: contents.checkpoint
    )
    let heading = ["number", "title", "type", "date", "author", "state", "file"]
    let presentation = EvidencePackage.Presentation(
      csv: Self.csv(heading, documents.map(\.cells)),
      json: JSONText.array(
        documents.map { document in
          JSONText.object(zip(heading, document.cells).map { ($0, JSONText.string($1)) })
        }
      ) + "\n",
      page: try renderer.part(cover, text.language),
      readme: readme
    )
    return (
      presentation,
      [
        (
          "accesses.csv",
          Array(Self.csv(["when", "who", "what"], accesses.map(\.cells)).utf8)
        ),
        ("rights.csv", Array(Self.csv(["item", "value", "detail"], rights.map(\.cells)).utf8)),
      ]
    )
  }

  private func document(
    _ document: RecordBundle.Contents.Document,
    _ state: RecordState
  ) -> BundleCover.Document {
    let metadata = document.metadata
    let current = state.documents[metadata.number] ?? document.state
    let type = Code(system: metadata.type.system, code: metadata.type.code)
    let display = metadata.type.display
    let label = display.isEmpty ? tables.label(ofType: type) ?? type.code : display
    let author = metadata.authors.first
      .map { author in
        [author.given, author.family, author.structureName].filter { !$0.isEmpty }
          .joined(separator: " ")
      }
    let words =
      current.isArchived
      ? say("archivé", "archived")
      : current.replacedBy != nil ? say("remplacé", "superseded") : say("en cours", "current")
    let moment = metadata.serviceStart == 0 ? metadata.created : metadata.serviceStart
    return BundleCover.Document(
      number: "\(metadata.number)",
      title: metadata.title.isEmpty ? label : metadata.title,
      type: label,
      day: "\(Instant(milliseconds: moment).day)",
      author: author ?? "",
      state: words,
      file: document.file
    )
  }

  private func rights(_ state: RecordState) -> [BundleCover.Row] {
    var rows: [BundleCover.Row] = []
    for (subject, isGiven) in state.consents.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      guard let question = HolderWords.question(subject, text.language) else { continue }
      rows.append(.init(question.title, isGiven ? say("oui", "yes") : say("non", "no")))
    }
    for (person, authorisation) in state.rights.authorisations.sorted(by: { $0.key < $1.key }) {
      let words =
        switch authorisation {
        case .valid(let until, _):
          say("autorisé", "authorised") + (until.map { " → " + text.shortDay(at: $0) } ?? "")
        case .expired: say("finie", "ended")
        case .revoked: say("retirée", "revoked")
        }
      rows.append(.init(say("autorisation", "authorisation"), person, words))
    }
    for person in state.rights.treatingDoctors.sorted() {
      rows.append(.init(say("médecin traitant", "treating doctor"), person))
    }
    for blocked in state.rights.blocked.sorted(by: { $0.identifier < $1.identifier }) {
      rows.append(
        .init(say("bloqué", "kept out"), blocked.identifier, PatientPages.word(blocked.scope))
      )
    }
    for person in state.rights.representatives.sorted() {
      rows.append(.init(say("représentant", "representative"), person))
    }
    let kinds = HolderWords.kinds(text.language)
    for statement in state.statements.values.sorted(by: { $0.number < $1.number })
    where statement.isCurrent {
      let title = kinds.first { $0.kind == statement.kind }?.title ?? ""
      rows.append(.init(title, statement.value, statement.detail))
    }
    return rows
  }

  private func access(_ row: PatientReport.Row) -> BundleCover.Row {
    let words = TrailWords(text, documents: [:])
    let what =
      switch row.kind {
      case .looked: say("a consulté le dossier", "consulted the record")
      case .opened: say("a lu ", "read ") + row.documents.map { "n° \($0)" }.joined(separator: ", ")
      case .refused: say("a été refusé", "was refused")
      case .emergency: say("est entré en urgence", "entered in an emergency")
      case .copied: say("a reçu une copie", "received a copy")
      case .checked: say("a contrôlé", "audited")
      }
    let why = row.rule.map { " (" + AccessWords.rule($0, text.language) + ")" } ?? ""
    let reason = row.reason.isEmpty ? "" : say(", motif : ", ", reason: ") + row.reason
    let times = row.count > 1 ? " ×\(row.count)" : ""
    return BundleCover.Row(
      text.shortMoment(row.first),
      words.who(row.actor) + (words.capacity(row.actor).map { ", " + $0 } ?? ""),
      what + times + why + reason
    )
  }

  /// RFC 4180; a cell that a table program would take for a formula is written as text.
  static func csv(_ heading: [String], _ rows: [[String]]) -> String {
    ([heading] + rows)
      .map { row in
        row.map { cell in
          let first = cell.first
          let isFormula = first.map { "=+-@\t\r".contains($0) } ?? false
          let text = (isFormula ? "'" : "") + cell.replacing("\"", with: "\"\"")
          return "\"\(text)\""
        }
        .joined(separator: ",")
      }
      .joined(separator: "\r\n") + "\r\n"
  }

  private var readme: String {
    say(
      """
      Copie d'un dossier médical partagé

      page.html         le dossier à lire, documents en lien
      documents/        les documents, tels que déposés
      rows.csv .json    leur liste
      rights.csv        accords, autorisations, déclarations
      accesses.csv      qui a regardé
      events.ndjson     tout ce qui s'est passé
      envelopes.ndjson  les enveloppes, que le journal prouve
      proofs/           une preuve d'inclusion par événement (C2SP tlog-proof)
      checkpoint.txt    la tête signée du journal (C2SP)
      key.txt           la clé publique du journal
      manifest.json     l'empreinte de chaque fichier

      Vérifier, sans réseau : verify-log --evidence PAQUET.zip --key CLE_RECUE

      """,
      """
      Copy of a shared medical record

      page.html         the record to read, documents as links
      documents/        the documents as they came
      rows.csv .json    their list
      rights.csv        consents, authorisations, statements
      accesses.csv      who looked
      events.ndjson     all that happened
      envelopes.ndjson  the envelopes, which the log proves
      proofs/           one proof of inclusion per event (C2SP tlog-proof)
      checkpoint.txt    the log's signed head (C2SP)
      key.txt           the log's public key
      manifest.json     the digest of every file

      Check, without any network: verify-log --evidence PACKAGE.zip --key KEY_YOU_WERE_GIVEN

      """
    )
  }
}
