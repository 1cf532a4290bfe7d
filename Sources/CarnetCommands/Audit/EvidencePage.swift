import CarnetCore

/// What of an evidence package people read.
enum EvidencePage {
  /// A page that says in plain words what was asked and found; it prints, and runs nothing.
  static func html(
    _ table: Table,
    question: String,
    parameters: [String],
    askedBy: String,
    reason: String,
    at moment: Instant,
    size: UInt64,
    root: Digest,
    checkpoint: String
  ) -> String {
    let title = say("Réponse à une question d'audit", "Answer to an audit question")
    let head = table.columns.map { "<th>\(escape($0.heading))</th>" }.joined()
    let rows = table.rows
      .map { row in "<tr>" + row.map { "<td>\(escape($0.shown))</td>" }.joined() + "</tr>\n" }
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
      <p>\(say("Question", "Question"))&#160;: <b>\(escape(question))</b>
      \(parameters.isEmpty ? "" : "(\(escape(parameters.joined(separator: " · "))))")<br>
      \(say("Posée par", "Asked by")) \(escape(askedBy)), \(escape(moment.description)).
      \(say("Motif", "Reason"))&#160;: \(escape(reason)).</p>
      <p>\(sentence(count: table.rows.count, size: size))</p>
      <table>
      <thead><tr>\(head)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      <h2>\(say("Ce qui le prouve", "What proves it"))</h2>
      <p>\(proof)</p>
      <p>\(say("Racine", "Root"))&#160;: <code>\(root)</code></p>
      <pre>\(escape(checkpoint))</pre>
      </body>
      </html>

      """
  }

  private static func sentence(count: Int, size: UInt64) -> String {
    say(
      "La réponse a \(Cell.grouped(count)) ligne(s). Elle couvre les \(Cell.grouped(Int(size))) premiers événements du journal : tout ce qui y était écrit quand la question a été posée.",
      "The answer has \(Cell.grouped(count)) row(s). It covers the log's first \(Cell.grouped(Int(size))) events: all that was written in it when the question was asked."
    )
  }

  private static var proof: String {
    say(
      "Chaque événement cité est dans ce paquet avec la preuve qu'il est dans le journal, inchangé, sous la tête signée ci-dessous. Le programme verify-log le vérifie sans le journal et sans ce logiciel : verify-log --evidence PAQUET.zip. Comparez la clé à celle que vous avez reçue le premier jour.",
      "Each event that is cited is in this package with the proof that it is in the log, unchanged, under the signed head below. The program verify-log checks it without the log and without this software: verify-log --evidence PACKAGE.zip. Compare the key with the one you were given on the first day."
    )
  }

  /// Text never becomes markup: names and reasons come from outside.
  static func escape(_ text: String) -> String {
    var escaped = ""
    for character in Cell.printable(text) {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  static let readme = """
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

    Les empreintes prouvent les octets scellés ; ce que dit un événement ouvert est la déclaration
    du service, sauf pour qui détient la clé du dossier. « erased » : la clé est détruite.
    « withheld » : contenu que l'audit ne montre pas.
    Digests prove the sealed bytes; what an opened event says is the service's statement, but for
    whoever holds the record's key. "erased": the key is destroyed. "withheld": content that audits
    do not show.

    """
}
