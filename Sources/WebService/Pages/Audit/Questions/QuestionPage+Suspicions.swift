import Audit
import AuditTrail
import CarnetCore
import MedicalRecord
import Pages

extension QuestionPage {
  /// What deserves a look, without being a fault.
  static let suspicions: [QuestionPage] = [
    QuestionPage(
      6,
      "unexplained",
      .suspicions,
      Words("Lectures inexpliquées", "Unexplained reads"),
      Words(
        "Qui lit sans lien de soins, sans que rien d'autre l'explique ? Le plus remarquable d'abord.",
        "Who reads without a care relation, and nothing else explains it? The most remarkable first."
      ),
      [.anyPerson] + QuestionField.period + [
        .days(),
        QuestionField(
          "limit",
          Words("Personnes au plus", "People at most"),
          .number(1...200, preset: 50)
        ),
      ],
      empty: Words("Aucune lecture inexpliquée.", "No unexplained read.")
    ) { input in
      AskedQuestion(
        Unexplained(
          user: try input.anyPerson(),
          in: try input.period(),
          days: try input.days(),
          limit: try input.number("limit", in: 1...200, preset: 50)
        )
      ) { $1.unexplained($0) }
    },
    QuestionPage(
      7,
      "emergency",
      .suspicions,
      Words("Accès en urgence", "Emergency accesses"),
      Words(
        "Les accès en urgence, leur motif, et ce qu'en dit la revue.",
        "Emergency accesses, their reasons, and what the review says."
      ),
      [
        QuestionField(
          "unreviewed",
          Words("Seulement ceux que personne n'a revus", "Only those that nobody has reviewed"),
          .flag
        )
      ] + QuestionField.period + [.limit],
      empty: Words("Aucun accès en urgence.", "No emergency access.")
    ) { input in
      AskedQuestion(
        Emergency(
          unreviewedOnly: input.isOn("unreviewed"),
          in: try input.period(),
          limit: try input.limit()
        )
      ) { $1.emergencies($0) }
    },
    QuestionPage(
      8,
      "conflicts",
      .suspicions,
      Words("Contre la volonté du titulaire", "Against the holder's will"),
      Words(
        "Refus dus à l'opposition du titulaire, lectures de documents masqués.",
        "Refusals by the holder's own will, reads of masked documents."
      ),
      [
        QuestionField(
          "replay",
          Words("Reprendre chaque décision", "Take each decision again"),
          hint: Words(
            "Sur le dossier et selon les règles de ce jour-là ; plus long.",
            "On the record and by the rules of that day; takes longer."
          ),
          .flag
        )
      ] + QuestionField.period + [.limit],
      empty: Words("Aucun conflit.", "No conflict.")
    ) { input in
      AskedQuestion(
        Conflicts(
          replays: input.isOn("replay"),
          in: try input.period(),
          limit: try input.limit()
        )
      ) { $1.conflicts($0) }
    },
    QuestionPage(
      9,
      "denied",
      .suspicions,
      Words("Tentatives refusées", "Refused attempts"),
      Words(
        "Les accès que la politique a refusés, un par un ou par personne.",
        "Accesses that the policy refused, one by one or by person."
      ),
      [
        QuestionField(
          "top",
          Words("Par personne, les plus refusées d'abord", "By person, the most refused first"),
          .flag
        )
      ] + QuestionField.period + [.limit],
      empty: Words("Aucun refus.", "No refusal.")
    ) { input in
      let (period, limit) = (try input.period(), try input.limit())
      if input.isOn("top") {
        return AskedQuestion(DeniedByActor(in: period, limit: limit)) { $1.refusals($0) }
      }
      return AskedQuestion(Denied(in: period, limit: limit)) { $1.trail($0) }
    },
    QuestionPage(
      10,
      "searches",
      .suspicions,
      Words("Recherches sans suite", "Searches without sequel"),
      Words(
        "Qui a cherché une personne sans ouvrir son dossier ensuite ?",
        "Who searched for a person without opening the record afterwards?"
      ),
      [
        .anyRecord,
        QuestionField(
          "hours",
          Words("Heures laissées pour ouvrir", "Hours to open it within"),
          .number(1...8760, preset: 24)
        ),
        QuestionField(
          "all",
          Words("Toutes, suivies ou non", "All, followed up or not"),
          .flag
        ),
      ] + QuestionField.period + [.limit],
      empty: Words("Aucune recherche de ce genre.", "No such search.")
    ) { input in
      AskedQuestion(
        Searches(
          of: try input.anyRecord(),
          withoutOpeningWithin: input.isOn("all")
            ? nil : try input.number("hours", in: 1...8760, preset: 24),
          in: try input.period(),
          limit: try input.limit()
        )
      ) { $1.trail($0) }
    },
    QuestionPage(
      11,
      "bulk",
      .suspicions,
      Words("Lectures en masse", "Bulk reading"),
      Words(
        "Les jours où quelqu'un a lu beaucoup de dossiers.",
        "Days on which somebody read many records."
      ),
      [
        QuestionField(
          "min",
          Words("Dossiers au moins", "Records at least"),
          .number(1...1_000_000, preset: 50)
        )
      ] + QuestionField.period + [.limit],
      empty: Words("Aucun jour de ce genre.", "No such day.")
    ) { input in
      AskedQuestion(
        Bulk(
          min: try input.number("min", in: 1...1_000_000, preset: 50),
          in: try input.period(),
          limit: try input.limit()
        )
      ) { $1.bulk($0) }
    },
  ]

  /// What accounts and families tell.
  static let persons: [QuestionPage] = [
    QuestionPage(
      22,
      "session",
      .suspicions,
      Words("Compte partagé ou volé", "Shared or stolen account"),
      Words(
        "Jours, lieux et heures d'un compte ; deux lieux à la fois.",
        "Days, places and hours of an account; two places at once."
      ),
      [.person] + QuestionField.period + [.limit],
      empty: Words("Aucune activité.", "No activity.")
    ) { input in
      AskedQuestion(
        SessionsOf(of: try input.person(), in: try input.period(), limit: try input.limit())
      ) { $1.sessions($0) }
    },
    QuestionPage(
      23,
      "relations",
      .suspicions,
      Words("Famille et curiosité", "Family and curiosity"),
      Words(
        "Lecteurs inexpliqués du même nom que le titulaire ; dossiers que beaucoup regardent.",
        "Unexplained readers of the holder's name; records that many look at."
      ),
      [
        QuestionField(
          "people",
          Words("Lecteurs inexpliqués au moins", "Unexplained readers at least"),
          .number(2...1000, preset: 5)
        ),
        .days(),
      ] + QuestionField.period + [.limit],
      empty: Words("Rien à signaler.", "Nothing to report.")
    ) { input in
      AskedQuestion(
        Relations(
          peopleMin: try input.number("people", in: 2...1000, preset: 5),
          in: try input.period(),
          days: try input.days(),
          limit: try input.limit()
        )
      ) { $1.relations($0) }
    },
  ]
}

extension AnswerWords {
  func unexplained(_ rows: [Unexplained.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("rank", "rang", "rank"), column("actor", "qui", "who"),
      column("score", "note", "score"), column("records", "dossiers inexpliqués", "records"),
      column("reads", "lectures inexpliquées", "reads"),
      column("all_reads", "toutes ses lectures", "all reads"), column("share", "part", "share"),
      column("off_hours", "nuit et repos", "off hours"),
      column("peak", "pointe par jour", "peak a day"), column("surge", "× habitude", "× usual"),
      column("denials", "refus", "denials"), column("emergencies", "urgences", "emergencies"),
      column("searches", "recherches", "searches"), column("structure", "structure", "structure"),
      column("first", "première", "first"), column("last", "dernière", "last"),
    ])
    sheet.notes.append(
      say(
        "Une note élevée dit où regarder d'abord, pas une faute : un remplacement, un nouveau cabinet, un avis par téléphone y ressemblent. Note = dossiers inexpliqués × part de toutes les lectures, × 1,5 si plus de la moitié est de nuit ou de repos, × 1,5 si un jour dépasse trois fois l'habitude (ensemble × 2).",
        "A high score says where to look first, not a fault: a locum, a new practice, an opinion by telephone look the same. Score = unexplained records × share of all reads, × 1.5 where more than half are at night or on days off, × 1.5 where a day exceeds three times the usual (together × 2)."
      )
    )
    for (rank, row) in rows.enumerated() {
      let reads = max(1, row.conduct.reads)
      let off = Double(row.conduct.offReads) / Double(reads)
      var share = share(row.share)
      if row.share > 0.5 { share.tone = .alarm }
      sheet.add([
        number(rank + 1), person(row.person.description, row.name), decimal(row.score),
        number(row.records), number(row.reads), number(row.conduct.reads), share,
        self.share(off), number(row.conduct.peakRecords), decimal(row.conduct.surge),
        number(row.conduct.denials), number(row.conduct.emergencies),
        number(row.conduct.searches), AnswerCell(row.structures.joined(separator: " ")),
        time(row.first), time(row.last),
      ])
    }
    return sheet
  }

  func emergencies(_ rows: [Emergency.Row]) -> AnswerSheet {
    trail(
      rows,
      \.access,
      [
        column("verdict", "avis", "verdict"), column("reviewed", "revu le", "reviewed"),
        column("reviewer", "par", "by"), column("disputes", "contestations", "disputes"),
      ]
    ) { row in
      let tone: Mark.Tone =
        switch row.verdict {
        case .justified: .good
        case .unjustified: .alarm
        default: .care
        }
      return [
        AnswerCell(
          AuditWords.verdict(row.verdict, language),
          code: row.review == nil ? "" : "\(row.verdict)",
          tone: tone
        ),
        time(row.review?.time), row.review.map { person($0.actor) } ?? .none,
        number(row.disputes),
      ]
    }
  }

  func conflicts(_ rows: [Conflicts.Row]) -> AnswerSheet {
    trail(rows, \.access, [column("conflict", "conflit", "conflict")]) { row in
      switch row.kind {
      case .refused: [AnswerCell(say("refusé", "refused"), code: "refused")]
      case .masked:
        [
          AnswerCell(
            say("document masqué, lecteur habilité", "masked document, reader may"),
            code: "masked",
            tone: .care
          )
        ]
      case .contradicted(let rule):
        [
          AnswerCell(
            say("contraire aux règles : ", "against the rules: ")
              + AuditWords.rule(rule, language),
            code: "contradicted",
            tone: .alarm
          )
        ]
      }
    }
  }

  func refusals(_ rows: [AuditTrail.Refusals]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("actor_kind", "qualité", "kind"), column("actor", "qui", "who"),
      column("structure", "structure", "structure"), column("refusals", "refus", "refusals"),
      column("records", "dossiers", "records"), column("first", "premier", "first"),
      column("last", "dernier", "last"),
    ])
    for row in rows {
      sheet.add([
        AnswerCell(AuditWords.actor(row.actorKind, language)),
        person(row.identifier.description), AnswerCell(row.structure.description),
        number(row.count), number(row.records), time(row.first), time(row.last),
      ])
    }
    return sheet
  }

  func bulk(_ rows: [Bulk.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("day", "jour", "day"), column("actor", "qui", "who"),
      column("profession", "profession", "profession"),
      column("structure", "structure", "structure"), column("records", "dossiers", "records"),
      column("reads", "lectures", "reads"), column("surge", "× habitude", "× usual"),
      column("above_peers", "au-dessus de 99 % des pairs", "above 99% of peers"),
    ])
    for row in rows {
      sheet.add([
        day(row.day), person(row.person.description),
        AnswerCell(SpecialityNames.name(row.profession), code: row.profession),
        AnswerCell(row.structure.description), number(row.records), number(row.reads),
        decimal(row.surge), yesNo(row.isAbovePeers, alarm: true),
      ])
    }
    return sheet
  }

  func sessions(_ rows: [SessionsOf.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("day", "jour", "day"), column("place", "poste", "place"),
      column("structure", "structure", "structure"), column("first", "de", "from"),
      column("last", "à", "to"), column("events", "événements", "events"),
      column("records", "dossiers", "records"), column("denials", "refus", "denials"),
      column("off_hours", "nuit et repos", "off hours"),
      column("two_places", "deux lieux à la fois", "two places at once"),
    ])
    for row in rows {
      sheet.add([
        day(row.day), AnswerCell(row.place), AnswerCell(row.structure.description),
        AnswerCell(text.time(row.first), code: row.first.description),
        AnswerCell(text.time(row.last), code: row.last.description), number(row.events),
        number(row.records), number(row.denials), number(row.off),
        yesNo(row.isInTwoPlaces, alarm: true),
      ])
    }
    return sheet
  }

  func relations(_ rows: [Relations.Row]) -> AnswerSheet {
    var sheet = AnswerSheet([
      column("kind", "signal", "signal"), column("record", "dossier", "record"),
      column("actor", "qui", "who"), column("people", "lecteurs", "readers"),
      column("reads", "lectures", "reads"), column("first", "première", "first"),
      column("last", "dernière", "last"),
    ])
    for row in rows {
      sheet.add([
        row.kind == .sameName
          ? AnswerCell(say("même nom", "same name"), code: "same_name", tone: .care)
          : AnswerCell(say("beaucoup de lecteurs", "many readers"), code: "many_readers"),
        record(row.record), person(row.person.description, row.name), number(row.people),
        number(row.reads), time(row.first), time(row.last),
      ])
    }
    return sheet
  }
}
