import ArgumentParser
import Audit
import CarnetCore
import Foundation
import Ledger
import MedicalRecord
import RecordService

extension RecordReceipt.Subject: ExpressibleByArgument {}

/// `carnet record receipt`: the printable receipt for an opening, an objection, a closure or a request
/// to erase, with its proof.
struct RecordReceiptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: say(
      "L'accusé imprimable d'une création, opposition, clôture ou demande d'effacement.",
      "The printable receipt for an opening, objection, closure or request to erase."
    ),
    discussion: say(
      """
      Écrit une page et, à côté, la preuve que verify-log --proof contrôle sans le service. Tracé.
      Exemple :
        carnet record receipt --record r-… --for opening --out accuse.html --reason "remis au guichet"
      """,
      """
      Writes a page and, beside it, the proof that verify-log --proof checks without the service.
      Traced. Example:
        carnet record receipt --record r-… --for opening --out receipt.html --reason "at the desk"
      """
    )
  )

  @OptionGroup var acting: ActingOptions
  @OptionGroup var record: RecordOptions

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      say("De quoi.", "For what."),
      valueName: "opening|announcement|objection|closure|erasure-request|dispute"
    )
  )
  var subject: RecordReceipt.Subject = .opening

  @Option(help: ArgumentHelp(say("Page à écrire.", "Page to write."), valueName: "file.html"))
  var out: String

  func run() async throws {
    try await Opened.forWriting(acting.data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let target = try record.resolve(in: service)
      let context = acting.context()
      // It names the person: a look at who they are, decided and traced as any other. Whoever
      // objected, or still may, has no record that could be looked into; theirs says nothing but
      // that. Once it is open, it is one like others.
      let status = try service.state(of: target).status
      if status != .announced, status != .refused {
        try await service.authorise(
          AccessRequest(
            actor: context.actor,
            purpose: context.purpose,
            reason: context.reason,
            target: .record(.identity)
          ),
          on: target,
          place: acting.place,
          isSecret: acting.secret
        )
      }
      try await ReceiptFiles.write(subject, of: target, to: out, context, service)
    }
  }
}

/// A receipt on paper and on disk.
enum ReceiptFiles {
  /// Writes the page and the proof beside it; that they leave is traced first.
  static func write(
    _ subject: RecordReceipt.Subject,
    of record: Pseudonym,
    to out: String,
    _ context: EventContext,
    _ service: RecordService
  ) async throws {
    let receipt = try RecordReceipt(for: subject, of: record, in: service)
    let page = URL(fileURLWithPath: DataOptions.absolute(out).string)
    let proof = page.deletingPathExtension().appendingPathExtension("tlog-proof")
    let html = Array(ReceiptPage.html(receipt, proofFile: proof.lastPathComponent).utf8)
    _ = try await receipt.trace(TreeHash.hash(html), context, in: service)
    try Data(html).write(to: page, options: .atomic)
    try Data(receipt.proof.encoded.utf8).write(to: proof, options: .atomic)
    Console.tell(
      say(
        "accusé écrit dans \(out), preuve dans \(proof.lastPathComponent)",
        "receipt written to \(out), proof to \(proof.lastPathComponent)"
      )
    )
  }
}

/// The page of a receipt: one sheet that prints, and runs nothing.
enum ReceiptPage {
  static func html(_ receipt: RecordReceipt, proofFile: String) -> String {
    let rows = lines(receipt)
      .map { "<tr><th>\(escape($0.0))</th><td>\(escape($0.1))</td></tr>\n" }.joined()
    return """
      <!DOCTYPE html>
      <html lang="\(say("fr", "en"))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title(receipt.subject))</title>
      <style>
      body { font: 11pt/1.4 sans-serif; margin: 2em; max-width: 46em; }
      table { border-collapse: collapse; }
      th, td { border: 1px solid #999; padding: 3px 7px; text-align: left; vertical-align: top; }
      pre { white-space: pre-wrap; word-break: break-all; background: #f4f4f4; padding: 1em; font-size: 8pt; }
      </style>
      </head>
      <body>
      <h1>\(title(receipt.subject))</h1>
      <table>
      \(rows)</table>
      <h2>\(say("Ce qui le prouve", "What proves it"))</h2>
      <p>\(proof(receipt, proofFile))</p>
      <pre>\(escape(receipt.proof.encoded))</pre>
      </body>
      </html>

      """
  }

  static func title(_ subject: RecordReceipt.Subject) -> String {
    say(subject.title.french, subject.title.english)
  }

  private static func lines(_ receipt: RecordReceipt) -> [(String, String)] {
    let state = receipt.state
    var lines: [(String, String)] = []
    if let identity = state.identity {
      let name = ([identity.birthName] + identity.givenNames).joined(separator: " ")
      lines.append((say("Personne", "Person"), name))
      lines.append((say("Née le", "Born"), identity.birthDate))
      if !identity.matricule.isEmpty { lines.append(("INS", identity.matricule)) }
    }
    lines.append((say("Dossier", "Record"), receipt.record.description))
    lines.append((say("Écrit le", "Written"), receipt.event.time.description))
    if receipt.subject == .opening {
      if let channel = state.traits?.channel {
        lines.append((say("Par", "Through"), channel.word))
      }
      for subject in [ConsentSubject.opening, .emergency, .regulation] {
        let answer =
          state.consents[subject].map { $0 ? say("oui", "yes") : say("non", "no") }
          ?? say("non demandé", "not asked")
        lines.append((say("Consentement : ", "Consent: ") + Sentences.word(subject), answer))
      }
    }
    if receipt.subject == .announcement, let due = state.deadlines[Deadline.Key(.objection)] {
      lines.append((say("Opposition jusqu'au", "Objections until"), due.description))
    }
    if receipt.subject == .closure, let due = state.deadlines[Deadline.Key(.retention)] {
      lines.append((say("Conservé jusqu'au", "Kept until"), due.description))
    }
    if receipt.subject == .erasureRequest, let due = state.deadlines[Deadline.Key(.erasure)] {
      lines.append((say("Effacé au plus tard le", "Erased by"), due.description))
    }
    if case .accessDisputed(let disputed)? = receipt.event.body?.fact {
      lines.append((say("Accès contesté", "Access disputed"), "\(disputed.access)"))
      lines.append((say("Motif", "Reason"), disputed.text))
    }
    return lines + [
      (say("Journal", "Log"), receipt.origin),
      (say("Position", "Position"), receipt.event.position.description),
      (say("Événement", "Event"), receipt.event.id.description),
      (say("Empreinte du corps", "Digest of the body"), receipt.envelope.bodyDigest.description),
      (say("Enveloppe", "Envelope"), Hex.encode(receipt.envelope.bytes)),
      (say("Clé du journal", "Key of the log"), receipt.verifierKey),
    ]
  }

  private static func proof(_ receipt: RecordReceipt, _ file: String) -> String {
    let command =
      "<code>verify-log --proof \(escape(file)) --entry \(say("ENVELOPPE", "ENVELOPE")) "
      + "--key \(say("CLE", "KEY"))</code>"
    return say(
      "L'événement ci-dessus est dans le journal sous la tête signée qui finit cette page ; le chemin d'empreintes le prouve. Qui garde cette feuille le vérifie sans le service : \(command).",
      "The event above is in the log under the signed head that ends this page; the path of hashes proves it. Whoever keeps this sheet checks it without the service: \(command)."
    )
  }

  private static func escape(_ text: String) -> String {
    // The proof's lines are its form; everything else is one line of text.
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { EvidencePage.escape(String($0)) }.joined(separator: "\n")
  }
}
