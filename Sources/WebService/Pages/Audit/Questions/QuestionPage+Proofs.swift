import Audit
import CarnetCore
import EventLog
import Ledger
import MedicalRecord
import Pages
import RecordService
import Vault

extension QuestionPage {
  /// Whether all is there, unchanged.
  static let proofs: [QuestionPage] = [
    QuestionPage(
      16,
      "prove",
      .proofs,
      Words("Preuve d'un événement", "Proof of an event"),
      Words(
        "Cet événement est-il dans le journal, inchangé ?",
        "Is this event in the log, unchanged?"
      ),
      [.event]
    ) { input in
      AskedQuestion(ProveEvent(try input.event())) { $1.proved($0) }
    },
    QuestionPage(
      17,
      "consistency",
      .proofs,
      Words("Le passé n'a pas changé", "The past has not changed"),
      Words(
        "Le journal prolonge-t-il la tête signée que j'ai gardée ?",
        "Does the log extend the signed head that I kept?"
      ),
      [
        QuestionField(
          "head",
          Words("La tête gardée", "The head you kept"),
          hint: Words(
            "Collez la note signée entière, lignes et signature.",
            "Paste the whole signed note, lines and signature."
          ),
          .longText,
          isRequired: true
        )
      ]
    ) { input in
      AskedQuestion(Consistency(since: try keptHead(input))) { $1.consistency($0) }
    },
    QuestionPage(
      18,
      "integrity",
      .proofs,
      Words("Rien ne manque", "Nothing is missing"),
      Words(
        "Têtes signées, fins coupées, vues en retard, dossiers écartés ; chaque octet si demandé.",
        "Signed heads, cut tails, views behind, records set aside; every byte if asked."
      ),
      [
        QuestionField(
          "deep",
          Words("Relire chaque octet", "Read every byte again"),
          hint: Words("Plus long sur un grand journal.", "Takes longer on a large log."),
          .flag
        )
      ]
    ) { input in
      AskedQuestion(Integrity(deep: input.isOn("deep"))) { $1.integrity($0) }
    },
    QuestionPage(
      19,
      "erasure",
      .proofs,
      Words("Effacement", "Erasure"),
      Words(
        "Ce dossier est-il effacé, quand, par qui, et quelles sauvegardes restent ?",
        "Was this record erased, when, by whom, and which backups remain?"
      ),
      [.record]
    ) { input in
      AskedQuestion(Erasure(of: try input.record())) { $1.erasure($0) }
    },
    QuestionPage(
      20,
      "inventory",
      .proofs,
      Words("Inventaire d'un dossier", "Inventory of a record"),
      Words(
        "Quelles données de ce dossier existent encore, et où ?",
        "Which data of this record still exist, and where?"
      ),
      [.record]
    ) { input in
      AskedQuestion(Inventory(of: try input.record())) { $1.inventory($0) }
    },
    QuestionPage(
      21,
      "views",
      .proofs,
      Words("Les vues disent vrai", "The views are true"),
      Words(
        "Les vues disent-elles ce que dit le journal ?",
        "Do the views say what the log says?"
      ),
      [
        QuestionField(
          "check",
          Words("Reconstruire et comparer", "Rebuild and compare"),
          hint: Words("Plus long sur un grand journal.", "Takes longer on a large log."),
          .flag
        )
      ]
    ) { input in
      AskedQuestion(ViewsMatch(rebuild: input.isOn("check"))) { $1.views($0) }
    },
    QuestionPage(
      27,
      "origin",
      .proofs,
      Words("Origine d'un événement", "Origin of an event"),
      Words(
        "Quel programme l'a écrit, depuis où, sous quelle clé, sous quelle tête ?",
        "Which program wrote it, from where, under which key, under which head?"
      ),
      [.event]
    ) { input in
      let position = try input.event()
      let record = try input.service.reader.envelope(at: position).record
      return AskedQuestion(Origin(of: position, in: record.isOfARecord ? record : nil)) {
        $1.origin($0)
      }
    },
  ]

  private static func keptHead(_ input: QuestionInput) throws -> Checkpoint {
    // Browsers send line ends as CR LF, and forms lose the last one.
    let text =
      try input.required("head").replacing("\r\n", with: "\n").trimming(while: \.isNewline) + "\n"
    do {
      let key = try NoteVerifier(input.service.identity.verifierKey)
      return try Checkpoint(note: Array(text.utf8), verifier: key)
    } catch {
      throw QuestionInput.Problem(
        "head",
        "ce n'est pas une tête signée par ce journal : collez la note entière, avec sa signature",
        "this is not a head signed by this log: paste the whole note, with its signature"
      )
    }
  }
}

extension AnswerWords {
  func proved(_ rows: [ProveEvent.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("position", "position", "position"), column("event", "acte", "deed"),
      column("time", "moment", "time"), column("record", "dossier", "record"),
      column("id", "identité", "identity"),
      column("body_digest", "empreinte du corps", "digest of the body"),
      column("hashes", "empreintes du chemin", "hashes of the path"),
    ])
    sheet.notes.append(
      say(
        "La preuve elle-même est dans le paquet de preuves (proofs/), avec l'enveloppe et la tête.",
        "The proof itself is in the evidence package (proofs/), with the envelope and the head."
      )
    )
    for row in rows {
      sheet.add([
        position(row.envelope.position), fact(row.envelope.type), time(row.envelope.time),
        record(row.envelope.record), AnswerCell(row.envelope.id.description),
        AnswerCell(row.envelope.bodyDigest.description), number(row.proof.path.count),
      ])
    }
    return sheet
  }

  func consistency(_ rows: [Consistency.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("holds", "prolonge la tête gardée", "extends the head you kept"),
      column("old_size", "gardée à", "kept at"), column("new_size", "maintenant à", "now at"),
      column("hashes", "empreintes", "hashes"), column("root", "racine", "root"),
    ])
    for row in rows {
      sheet.add([
        row.holds
          ? AnswerCell(say("oui", "yes"), code: "true", tone: .good)
          : AnswerCell(
            say("NON : un autre passé", "NO: another past"),
            code: "false",
            tone: .alarm
          ),
        number(row.old.size), number(row.new.size), number(row.proof.path.count),
        AnswerCell(row.new.root.description),
      ])
    }
    return sheet
  }

  func views(_ rows: [ViewsMatch.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("view", "vue", "view"), column("applied", "événements", "events"),
      column("past", "passé du journal", "the log's past"),
      column("rebuild", "reconstruction", "rebuild"), column("parked", "écartés", "parked"),
      column("digest", "empreinte", "digest"),
    ])
    for row in rows {
      let rebuild: AnswerCell =
        switch row.equalsRebuild {
        case true: AnswerCell(say("égale", "equal"), code: "equal", tone: .good)
        case false:
          AnswerCell(
            say("différente : ", "different: ") + row.differences.joined(separator: ", "),
            code: "different",
            tone: .alarm
          )
        case nil: .none
        }
      sheet.add([
        AnswerCell(row.view), number(row.applied), yesNo(row.hasLogsPast, alarm: false), rebuild,
        number(row.parked), AnswerCell(row.digest?.description ?? ""),
      ])
    }
    return sheet
  }

  func origin(_ rows: [Origin.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("position", "position", "position"), column("event", "acte", "deed"),
      column("time", "moment", "time"), column("record", "dossier", "record"),
      column("writer", "programme", "program"), column("place", "poste", "place"),
      column("request", "requête", "request"),
      column("occurred", "heure de l'auteur", "author's clock"), column("key", "clé", "key"),
      column("codec", "codage", "codec"), column("segment", "segment", "segment"),
      column("first_head", "première tête", "first head"), column("id", "identité", "identity"),
    ])
    for row in rows {
      let context = row.context
      let request = context.request == 0 ? "" : Hex.encode(context.request)
      sheet.add([
        number(row.event.position.rawValue), fact(row.event.type), time(row.event.time),
        record(row.event.record),
        AnswerCell(CarnetVersion.text(of: context.writer).map { "carnet \($0)" } ?? ""),
        AnswerCell(context.place),
        AnswerCell(
          request,
          next: request.isEmpty ? nil : QuestionCall("trace", ["request": request])
        ),
        time(context.occurred == 0 ? nil : Instant(milliseconds: context.occurred)),
        AnswerCell(key(row)), number(row.envelope.codec),
        AnswerCell("log/\(row.segment.rawValue)"), row.firstHead.map { number($0) } ?? .none,
        AnswerCell(row.event.id.description),
      ])
    }
    return sheet
  }

  private func key(_ row: Origin.Row) -> String {
    let version = row.envelope.key.version
    return switch row.envelope.key.kind {
    case .content?: say("contenu, version \(version)", "content, version \(version)")
    case .trace?: say("traces, version \(version)", "traces, version \(version)")
    case .some(.none): say("non scellé", "not sealed")
    case nil: ""
    }
  }
}
