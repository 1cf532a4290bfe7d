import Audit
import AuditTrail
import CarnetCore
import MedicalRecord
import Pages

extension QuestionPage {
  /// What was done to and by the service itself.
  static let service: [QuestionPage] = [
    QuestionPage(
      12,
      "of-audit",
      .service,
      Words("L'audit de l'audit", "The audit of audits"),
      Words(
        "Qui a posé quelle question sur la trace, et ce qui a été exporté.",
        "Who asked which question of the trail, and what was exported."
      ),
      QuestionField.period + [.limit],
      empty: Words("Aucune question.", "No question.")
    ) { input in
      AskedQuestion(OfAudit(in: try input.period(), limit: try input.limit())) {
        $1.questions($0)
      }
    },
    QuestionPage(
      13,
      "admin",
      .service,
      Words("Actes d'exploitation", "Acts of operations"),
      Words(
        "Règles, clés, vues, sauvegardes, effacements, conservations, exports.",
        "Rules, keys, views, backups, erasures, holds, exports."
      ),
      QuestionField.period + [.limit],
      empty: Words("Aucun acte.", "No act.")
    ) { input in
      AskedQuestion(Admin(in: try input.period(), limit: try input.limit())) { $1.acts($0) }
    },
    QuestionPage(
      15,
      "trace",
      .service,
      Words("Tout d'une requête", "All of one request"),
      Words(
        "Tout ce qu'une seule requête a fait et lu.",
        "All that one single request did and read."
      ),
      [
        QuestionField(
          "request",
          Words("Requête", "Request"),
          hint: Words(
            "Son numéro : 16 chiffres hexadécimaux, ou # et un nombre décimal.",
            "Its number: 16 hexadecimal digits, or # and a decimal number."
          ),
          isRequired: true
        )
      ],
      empty: Words("Aucun événement de cette requête.", "No event of this request.")
    ) { input in
      let text = try input.required("request")
      let found = text.hasPrefix("#") ? UInt64(text.dropFirst()) : Hex.decodeUInt64(text[...])
      guard let found, found > 0 else {
        throw QuestionInput.Problem(
          "request",
          "un numéro de requête a 16 chiffres hexadécimaux, ou # et un nombre",
          "a request number is 16 hexadecimal digits, or # and a number"
        )
      }
      return AskedQuestion(TraceRequest(found)) { $1.trail($0) }
    },
    QuestionPage(
      24,
      "disclosures",
      .service,
      Words("Ce qui est sorti", "What left"),
      Words(
        "Qu'est-ce qui a quitté le système, vers qui, pourquoi ?",
        "What left the system, to whom, why?"
      ),
      [.anyRecord] + QuestionField.period + [.limit],
      empty: Words("Rien n'est sorti.", "Nothing left.")
    ) { input in
      AskedQuestion(
        Disclosures(
          of: try input.anyRecord(),
          in: try input.period(),
          limit: try input.limit()
        )
      ) { $1.disclosures($0) }
    },
    QuestionPage(
      25,
      "why",
      .service,
      Words("Pourquoi cette décision", "Why this decision"),
      Words(
        "Quelle règle, de quelle version, a permis ou refusé cet accès ? La décision est reprise.",
        "Which rule, of which version, allowed or refused this access? It is decided again."
      ),
      [.event]
    ) { input in
      let position = try input.event()
      let record = try input.service.reader.envelope(at: position).record
      guard record.isOfARecord else { throw Why.Failure.notAnAccess(position) }
      return AskedQuestion(Why(position, of: record)) { $1.why($0) }
    },
    QuestionPage(
      28,
      "retention",
      .service,
      Words("Fins de conservation", "Ends of retention"),
      Words(
        "Les dossiers dont les traces arrivent à terme ce mois-là.",
        "Records whose traces reach the end of their retention that month."
      ),
      [
        QuestionField(
          "due",
          Words("Mois", "Month"),
          hint: Words("Comme 2036-11.", "As 2036-11."),
          .month,
          isRequired: true
        ),
        .limit,
      ],
      empty: Words("Aucun dossier n'arrive à terme ce mois-là.", "No record reaches its end then.")
    ) { input in
      AskedQuestion(Retention(due: try input.month("due"), limit: try input.limit())) {
        $1.retention($0)
      }
    },
  ]
}

extension AnswerWords {
  func questions(_ rows: [AuditTrail.Question]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("time", "moment", "time"), column("actor", "qui", "who"),
      column("actor_kind", "qualité", "kind"), column("reason", "motif", "reason"),
      column("question", "question", "question"),
      column("parameters", "à propos de", "about"), column("answers", "lignes", "rows"),
      column("exported", "événements sortis", "events exported"),
      column("position", "position", "position"),
    ])
    for row in rows {
      sheet.add([
        time(row.access.time), person(row.access.actor),
        AnswerCell(AuditWords.actor(row.access.actor.actorKind, language)),
        AnswerCell(row.access.reason), question(row.question),
        AnswerCell(
          ParameterWords.words(row.parameters, text),
          code: row.parameters.joined(separator: " · ")
        ),
        row.answers.map { number($0) } ?? .none,
        AnswerCell(row.exported.map { "\($0.lowerBound)–\($0.upperBound)" } ?? ""),
        position(row.access.position),
      ])
    }
    return sheet
  }

  private func question(_ name: String) -> AnswerCell {
    if name.isEmpty { return AnswerCell(say("export d'événements", "export of events")) }
    let id = String(name.prefix { $0 != " " })
    let page = QuestionPage.named(id)
    return AnswerCell(page.map { say($0.name.french, $0.name.english) } ?? name, code: name)
  }

  func acts(_ rows: [Admin.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("time", "moment", "time"), column("action", "acte", "act"),
      column("details", "détails", "details"), column("actor", "qui", "who"),
      column("actor_kind", "qualité", "kind"), column("record", "dossier", "record"),
      column("reason", "motif", "reason"), column("position", "position", "position"),
    ])
    for row in rows {
      let kind = row.access.kind
      let isPlain = kind == .administrationDone || kind == nil
      sheet.add([
        time(row.access.time),
        AnswerCell(
          isPlain
            ? row.action : FactWords.name(kind, type: row.access.type, language),
          code: row.action
        ),
        AnswerCell(row.details.joined(separator: " · ")), person(row.access.actor),
        AnswerCell(AuditWords.actor(row.access.actor.actorKind, language)),
        record(row.access.record), AnswerCell(row.access.reason), position(row.access.position),
      ])
    }
    return sheet
  }

  func disclosures(_ rows: [Disclosures.Row]) -> AnswerSheet {
    trail(
      rows,
      \.access,
      [
        column("recipient", "destinataire", "recipient"), column("form", "forme", "form"),
        column("documents", "documents", "documents"), column("sha256", "SHA-256", "SHA-256"),
      ]
    ) { row in
      [
        AnswerCell(row.recipient), AnswerCell(row.form), number(row.documents),
        AnswerCell(row.digest),
      ]
    }
  }

  func why(_ rows: [Why.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("time", "moment", "time"), column("actor", "qui", "who"),
      column("profession", "profession", "profession"),
      column("decision", "décision", "decision"), column("why", "règle", "rule"),
      column("relation", "lien", "relation"), column("policy", "version des règles", "version"),
      column("source", "source des règles", "source of the rules"),
      column("matrix", "matrice d'habilitation", "matrix"),
      column("replayed", "décision reprise", "decided again"),
      column("record", "dossier", "record"), column("position", "position", "position"),
    ])
    for row in rows {
      let recorded = row.outcome.recorded
      let profession = row.outcome.request.actor.profession
      sheet.add([
        time(row.event.time), person(row.outcome.request.actor),
        AnswerCell(profession.isEmpty ? "" : SpecialityNames.name(profession), code: profession),
        recorded.rule.allows
          ? AnswerCell(say("permis", "allowed"), code: "allowed", tone: .good)
          : AnswerCell(say("refusé", "refused"), code: "refused", tone: .alarm),
        AnswerCell(AuditWords.rule(recorded.rule, language), code: "\(recorded.rule)"),
        relation(recorded.relation), number(recorded.policy),
        AnswerCell(row.outcome.scene.rules.source),
        AnswerCell(
          row.matrixRow.map { "\($0.allows ? "+" : "−") \($0.source) (\($0.certainty))" } ?? ""
        ),
        row.outcome.agrees
          ? AnswerCell(say("la même", "the same"), code: "same", tone: .good)
          : AnswerCell(
            say("une autre : ", "another: ")
              + AuditWords.rule(row.outcome.replayed.rule, language),
            code: "\(row.outcome.replayed.rule)",
            tone: .alarm
          ),
        record(row.event.record), position(row.event.position),
      ])
    }
    return sheet
  }

  func retention(_ rows: [Retention.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("record", "dossier", "record"), column("closed", "clos le", "closed"),
      column("due", "terme", "due"), column("closure_reason", "motif", "reason"),
      column("events", "événements", "events"), column("held", "retenu", "held"),
    ])
    for row in rows {
      let reason = row.reason.flatMap { ClosureReason(rawValue: $0) } ?? .unspecified
      sheet.add([
        record(row.record), time(row.closed), time(row.due), AnswerCell("\(reason)"),
        number(row.events), yesNo(row.isHeld),
      ])
    }
    return sheet
  }
}
