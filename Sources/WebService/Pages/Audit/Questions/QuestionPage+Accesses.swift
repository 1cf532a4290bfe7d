import Audit
import CarnetCore
import EventLog
import MedicalRecord
import Pages

extension QuestionPage {
  /// Who saw and did what in records.
  static let accesses: [QuestionPage] = [
    QuestionPage(
      1,
      "who",
      .accesses,
      Words("Trace d'un dossier", "Trail of a record"),
      Words("Qui a ouvert ou écrit ce dossier ?", "Who opened or wrote this record?"),
      [.record] + QuestionField.period + [.limit],
      empty: Words("Aucun accès dans cette période.", "No access in this period.")
    ) { input in
      AskedQuestion(
        Who(try input.record(), in: try input.period(), limit: try input.limit())
      ) { $1.trail($0) }
    },
    QuestionPage(
      2,
      "by",
      .accesses,
      Words("Trace d'une personne", "Trail of a person"),
      Words(
        "Tout ce que cette personne a vu et fait ; l'extrait légal.",
        "All that this person saw and did; the legal extract."
      ),
      [
        .person,
        QuestionField(
          "whole",
          Words("L'extrait légal : toutes les lignes", "The legal extract: all rows"),
          hint: Words(
            "Dû dans les sept jours ouvrés (EX_AIR-120).",
            "Due within seven working days (EX_AIR-120)."
          ),
          .flag
        ),
      ] + QuestionField.period + [.limit],
      empty: Words("Aucun acte dans cette période.", "No deed in this period.")
    ) { input in
      let isWhole = input.isOn("whole")
      let question = By(
        try input.person(),
        in: try input.period(),
        limit: isWhole ? nil : try input.limit()
      )
      let today = input.service.clock()
      return AskedQuestion(question) { rows, words in
        var sheet = words.trail(rows)
        if isWhole { sheet.notes.append(dueNote(from: today, words)) }
        return sheet
      }
    },
    QuestionPage(
      3,
      "document",
      .accesses,
      Words("Trace d'un document", "Trail of a document"),
      Words(
        "Tous les accès à un document, dans chacune de ses versions.",
        "Every access to a document, in each of its versions."
      ),
      [.record, .document] + QuestionField.period + [.limit],
      empty: Words("Aucun accès à ce document.", "No access to this document.")
    ) { input in
      AskedQuestion(
        DocumentTrail(
          try input.document(),
          of: try input.record(),
          in: try input.period(),
          limit: try input.limit()
        )
      ) { $1.trail($0) }
    },
    asOf,
    QuestionPage(
      5,
      "diff",
      .accesses,
      Words("Changements d'un dossier", "Changes of a record"),
      Words(
        "Qui a changé quoi, de quoi en quoi, de quel droit ?",
        "Who changed what, from what to what, on whose authority?"
      ),
      [
        .record,
        QuestionField(
          "path",
          Words("Un seul champ", "One field only"),
          hint: Words(
            "Le champ et ce qui est dessous : consent, document.3, authorisation…",
            "The field and what stands under it: consent, document.3, authorisation…"
          )
        ),
      ] + QuestionField.period + [.limit],
      empty: Words("Aucun changement.", "No change.")
    ) { input in
      AskedQuestion(
        Diff(
          try input.record(),
          path: input.text("path") ?? "",
          in: try input.period(),
          limit: try input.limit()
        )
      ) { $1.changes($0) }
    },
    QuestionPage(
      14,
      "grants",
      .accesses,
      Words("Droits donnés et retirés", "Rights given and taken"),
      Words(
        "Qui a donné ou retiré quel droit sur ce dossier, jusqu'à quand ?",
        "Who gave or took which right on this record, and until when?"
      ),
      [.record] + QuestionField.period + [.limit],
      empty: Words("Aucun droit donné ni retiré.", "No right given or taken.")
    ) { input in
      AskedQuestion(
        Grants(on: try input.record(), in: try input.period(), limit: try input.limit())
      ) { $1.grants($0) }
    },
    QuestionPage(
      26,
      "patient-report",
      .accesses,
      Words("Rapport pour le titulaire", "Report for the holder"),
      Words(
        "Les accès, en mots simples, tels que le titulaire les reçoit.",
        "The accesses in plain words, as the holder is given them."
      ),
      [
        .record,
        QuestionField(
          "for",
          Words("Pour qui", "For whom"),
          .choice([
            ("holder", Words("le titulaire", "the holder")),
            ("representative", Words("un représentant légal", "a legal representative")),
          ])
        ),
      ] + QuestionField.period,
      empty: Words("Personne n'a consulté ce dossier.", "Nobody looked at this record.")
    ) { input in
      AskedQuestion(
        PatientReport(
          of: try input.record(),
          forRepresentative: input.text("for") == "representative",
          in: try input.period()
        )
      ) { $1.report($0) }
    },
  ]

  private static let asOf = QuestionPage(
    4,
    "as-of",
    .accesses,
    Words("Ce qui était montré", "What was shown"),
    Words(
      "Que montrait ce dossier à cette personne à cet instant, et pourquoi ?",
      "What did this record show to this person at that moment, and why?"
    ),
    PastForm.fields,
    empty: Words("Aucun document à cet instant.", "No document at that moment.")
  ) { input in
    let form = try PastForm(input)
    return AskedQuestion(form.question(at: form.point)) { $1.past($0, titles: form.showsTitles) }
  }

  private static func dueNote(from now: Instant, _ words: AnswerWords) -> String {
    var time = WorkingTime()
    let due = words.text.day(WorkingTime.workingDay(7, after: time.day(of: now)))
    return words.say(
      "Extrait légal : à remettre avant le \(due) (sept jours ouvrés, EX_AIR-120).",
      "Legal extract: due by \(due) (seven working days, EX_AIR-120)."
    )
  }
}

extension AnswerWords {
  func changes(_ rows: [Diff.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("time", "moment", "time"), column("event", "acte", "deed"),
      column("path", "champ", "field"), column("before", "avant", "before"),
      column("after", "après", "after"), column("actor_kind", "qualité", "kind"),
      column("actor", "qui", "who"), column("structure", "structure", "structure"),
      column("reason", "motif", "reason"), column("position", "position", "position"),
    ])
    if rows.contains(where: { $0.before == "…" || $0.after == "…" }) {
      sheet.notes.append(
        say(
          "« … » : la valeur est du contenu ; seul le changement est dit.",
          "\"…\": the value is content; only that it changed is told."
        )
      )
    }
    for row in rows {
      sheet.add([
        time(row.time), fact(row.type), AnswerCell(row.path), AnswerCell(row.before ?? ""),
        AnswerCell(row.after ?? ""), AnswerCell(AuditWords.actor(row.actor.kind, language)),
        person(row.actor), AnswerCell(row.actor.structureIdentifier), AnswerCell(row.reason),
        position(row.position),
      ])
    }
    return sheet
  }

  func grants(_ rows: [Grants.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("time", "prend effet", "takes effect"), column("event", "acte", "deed"),
      column("actor_kind", "qualité", "kind"), column("actor", "qui", "who"),
      column("subject", "à qui", "to whom"), column("what", "quoi", "what"),
      column("until", "jusqu'au", "until"), column("reason", "motif", "reason"),
      column("position", "position", "position"),
    ])
    for row in rows {
      sheet.add([
        time(row.time), fact(row.type), AnswerCell(AuditWords.actor(row.actor.kind, language)),
        person(row.actor), subject(row.subject), AnswerCell(row.what), time(row.until),
        AnswerCell(row.reason), position(row.position),
      ])
    }
    return sheet
  }

  private func subject(_ actor: Actor?) -> AnswerCell {
    guard let actor else { return .none }
    return actor.identifierText.isEmpty
      ? AnswerCell(actor.structureIdentifier + actor.profession) : person(actor)
  }

  func past(_ rows: [AsOf.Row], titles: Bool) -> AnswerSheet {
    var sheet = AnswerSheet(
      [
        column("document", "document", "document"), column("type", "type", "type"),
        column("created", "du", "of"), column("shown", "montré", "shown"),
        column("rule", "pourquoi", "why"), column("relation", "lien", "relation"),
        column("policy", "version des règles", "rules version"),
        column("hidden_from", "masqué à", "hidden from"),
        column("current", "en cours", "current"), column("added", "versé à", "added at"),
      ] + (titles ? [column("title", "titre", "title")] : [])
    )
    for row in rows {
      var cells = [
        AnswerCell(say("n° \(row.number)", "no. \(row.number)"), code: String(row.number)),
        AnswerCell(typeName(row.type), code: row.type), time(row.created),
        shown(row.isShown), rule(row.rule), relation(row.relation), number(row.policy),
        AnswerCell(
          row.hiddenFrom.map { AuditWords.hidden($0, language) }.sorted()
            .joined(separator: ", ")
        ),
        yesNo(row.isCurrent), position(row.added),
      ]
      if titles { cells.append(AnswerCell(row.title ?? "")) }
      sheet.add(cells)
    }
    return sheet
  }

  func shown(_ isShown: Bool) -> AnswerCell {
    isShown
      ? AnswerCell(say("montré", "shown"), code: "true", tone: .good)
      : AnswerCell(say("non montré", "not shown"), code: "false", tone: .alarm)
  }

  func report(_ rows: [PatientReport.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("day", "jour", "day"), column("who", "qui", "who"), column("what", "quoi", "what"),
      column("why", "pourquoi", "why"), column("relation", "lien", "relation"),
      column("reason", "motif donné", "reason given"),
      column("documents", "documents", "documents"),
    ])
    for row in rows {
      let documents = row.documents.sorted().map { say("n° \($0)", "no. \($0)") }
      sheet.add([
        day(row.day), person(row.actor), AnswerCell(reported(row)),
        row.rule.map { AnswerCell(AccessWords.rule($0, language)) } ?? .none,
        relation(row.relation), AnswerCell(row.reason),
        AnswerCell(documents.joined(separator: ", ")),
      ])
    }
    return sheet
  }

  private func reported(_ row: PatientReport.Row) -> String {
    let what =
      switch row.kind {
      case .looked: say("a consulté le dossier", "looked at the record")
      case .opened: say("a ouvert un ou des documents", "opened documents")
      case .refused: say("a essayé, et a été refusé", "tried, and was refused")
      case .emergency: say("est entré en urgence", "came in an emergency")
      case .copied: say("a sorti une copie", "took a copy out")
      case .checked: say("a contrôlé la liste des accès", "checked the list of accesses")
      }
    return row.count > 1 ? what + say(" (\(row.count) fois)", " (\(row.count) times)") : what
  }
}
