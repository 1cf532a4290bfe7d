package import CarnetCore

/// What of an evidence package people read: a page and a note of what the files are.
package struct EvidenceDocument: Sendable {
  package var question: String
  package var parameters: [String]
  package var askedBy: String
  package var reason: String
  package var asked: Instant
  /// Number of events that the answer covers, and the root over them.
  package var size: UInt64
  package var root: Digest
  /// The signed head, as its note is written.
  package var checkpoint: String
  package var isFrench: Bool

  package init<Q: AuditQuestion>(
    _ found: Found<Q.Row>,
    to question: Q,
    asked session: AuditSession,
    isFrench: Bool
  ) {
    self.init(
      question: question.name,
      parameters: question.parameters,
      askedBy: session.actor.identifierText,
      reason: session.reason,
      asked: session.service.clock(),
      size: found.size,
      root: found.root,
      checkpoint: found.checkpoint.encoded,
      isFrench: isFrench
    )
  }

  package init(
    question: String,
    parameters: [String],
    askedBy: String,
    reason: String,
    asked: Instant,
    size: UInt64,
    root: Digest,
    checkpoint: String,
    isFrench: Bool
  ) {
    self.question = question
    self.parameters = parameters
    self.askedBy = askedBy
    self.reason = reason
    self.asked = asked
    self.size = size
    self.root = root
    self.checkpoint = checkpoint
    self.isFrench = isFrench
  }

  private func say(_ french: String, _ english: String) -> String { isFrench ? french : english }

  /// A page that says in plain words what was asked and found; it prints, and runs nothing.
  ///
  /// - Parameters:
  ///   - headings: of the columns.
  ///   - rows: as many cells as headings each, as people read them.
  package func html(_ headings: [String], _ rows: [[String]]) -> String {
    let title = say("Réponse à une question d'audit", "Answer to an audit question")
    let head = headings.map { "<th>\(Self.escape($0))</th>" }.joined()
    let body =
      rows
      .map { row in "<tr>" + row.map { "<td>\(Self.escape($0))</td>" }.joined() + "</tr>\n" }
      .joined()
    return """
      <!DOCTYPE html>
      <html lang="\(say("fr", "en"))">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title)</title>
      <style>
      body { font: 11pt/1.4 sans-serif; margin: 2em; }
      table { border-collapse: collapse; font-size: 8.5pt; }
      th, td { border: 1px solid #999; padding: 2px 5px; text-align: left; vertical-align: top; }
      pre { white-space: pre-wrap; word-break: break-all; background: #f4f4f4; padding: 1em; }
      @media print { thead { display: table-header-group; } tr { page-break-inside: avoid; } }
      </style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(say("Question", "Question"))&#160;: <b>\(Self.escape(question))</b>
      \(parameters.isEmpty ? "" : "(\(Self.escape(parameters.joined(separator: " · "))))")<br>
      \(say("Posée par", "Asked by")) \(Self.escape(askedBy)), \(Self.escape(asked.description)).
      \(say("Motif", "Reason"))&#160;: \(Self.escape(reason)).</p>
      <p>\(sentence(count: rows.count))</p>
      <table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(body)</tbody>
      </table>
      <h2>\(say("Ce qui le prouve", "What proves it"))</h2>
      <p>\(proof)</p>
      <p>\(say("Racine", "Root"))&#160;: <code>\(root)</code></p>
      <pre>\(Self.lines(checkpoint))</pre>
      </body>
      </html>

      """
  }

  private func sentence(count: Int) -> String {
    say(
      "La réponse a \(grouped(count)) \(count < 2 ? "ligne" : "lignes"). Elle couvre les \(grouped(Int(size))) premiers événements du journal : tout ce qui y était écrit quand la question a été posée.",
      "The answer has \(grouped(count)) \(count == 1 ? "row" : "rows"). It covers the log's first \(grouped(Int(size))) events: all that was written in it when the question was asked."
    )
  }

  private var proof: String {
    say(
      "Chaque événement cité est dans ce paquet avec la preuve qu'il est dans le journal, inchangé, sous la tête signée ci-dessous. Le programme verify-log le vérifie sans le journal et sans ce logiciel : verify-log --evidence PAQUET.zip. Comparez la clé à celle que vous avez reçue le premier jour.",
      "Each event that is cited is in this package with the proof that it is in the log, unchanged, under the signed head below. The program verify-log checks it without the log and without this software: verify-log --evidence PACKAGE.zip. Compare the key with the one you were given on the first day."
    )
  }

  /// Thousands apart, with a thin space in French and a comma in English.
  private func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += say("\u{202f}", ",") }
      text.append(digit)
    }
    return text
  }

  /// Text never becomes markup: names and reasons come from outside.
  package static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(isControl(scalar) ? "\u{fffd}" : scalar)
      }
    }
    return escaped
  }

  /// Line breaks stay; they are of our own making.
  private static func lines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escape(String($0)) }.joined(separator: "\n")
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
      || (0x202a...0x202e).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }

  package static let readme = """
    Paquet de preuves Carnet / Carnet evidence package

    page.html         la réponse en clair / the answer in plain language
    rows.csv .json    la réponse pour les programmes / the answer for programs
    events.ndjson     les événements cités / the events that are cited
    envelopes.ndjson  leurs enveloppes, que le journal prouve / their envelopes, which the log proves
    proofs/           une preuve d'inclusion par événement (C2SP tlog-proof) / one proof per event
    checkpoint.txt    la tête signée du journal (C2SP) / the log's signed head (C2SP)
    key.txt           la clé publique du journal / the log's public key
    manifest.json     la question, et l'empreinte de chaque fichier / the question, and all digests

    Vérifier / check:  verify-log --evidence PAQUET.zip --key CLE_RECUE
    Ou sur la page « Vérifier un paquet » (/verify), dans le navigateur, sans rien envoyer.
    Or on the page "Verify a package" (/verify), in the browser, without sending anything.

    Les empreintes prouvent les octets scellés ; ce que dit un événement ouvert est la déclaration
    du service, sauf pour qui détient la clé du dossier. « erased » : la clé est détruite.
    « withheld » : contenu que l'audit ne montre pas.
    Digests prove the sealed bytes; what an opened event says is the service's statement, but for
    whoever holds the record's key. "erased": the key is destroyed. "withheld": content that audits
    do not show.

    """
}
