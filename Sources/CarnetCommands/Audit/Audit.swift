import ArgumentParser

/// `carnet audit`: the auditors' questions.
struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Les 28 questions de l'auditeur ; sans question, leur liste.",
      "The auditors' 28 questions; without a question, their list."
    ),
    discussion: say(
      """
      Chaque question est elle-même tracée avant que sa réponse soit montrée ; chaque réponse finit
      par la position et la tête signée qui la couvrent. --evidence FICHIER.zip emporte la réponse
      avec ses preuves (tools/verify-log --evidence la vérifie hors ligne).
      Exemple : carnet audit who --ins 279035121518989 --reason "contrôle n° 12"
      """,
      """
      Each question is itself traced before its answer is shown; each answer ends with the position
      and the signed head that cover it. --evidence FILE.zip takes the answer home with its proofs
      (tools/verify-log --evidence checks it offline).
      Example: carnet audit who --ins 279035121518989 --reason "review no. 12"
      """
    ),
    subcommands: [
      AuditWho.self, AuditBy.self, AuditDocument.self, AuditAsOf.self, AuditDiff.self,
      AuditUnexplained.self, AuditEmergency.self, AuditReview.self, AuditConflicts.self,
      AuditDenied.self, AuditSearches.self, AuditBulk.self, AuditOfAudit.self, AuditAdmin.self,
      AuditGrants.self, AuditTrace.self, AuditProve.self, AuditConsistency.self,
      AuditIntegrity.self, AuditErasure.self, AuditInventory.self, AuditViews.self,
      AuditSessions.self, AuditRelations.self, AuditDisclosures.self, AuditWhy.self,
      AuditPatientReport.self, AuditOrigin.self, AuditRetention.self,
    ]
  )

  @OptionGroup var output: OutputOptions

  @Option(
    help: ArgumentHelp(
      say("Langue des messages : fr ou en.", "Language of messages: fr or en."),
      valueName: "fr|en"
    )
  )
  var lang: String?

  /// The list of questions: nothing is opened, nothing is asked.
  func run() throws {
    var table = Table([
      Column("number", say("n°", "no.")), Column("command", say("commande", "command")),
      Column("question", say("question", "question")),
    ])
    for (number, question) in AuditCatalogue.questions.enumerated() {
      table.add([.number(number + 1), .text(question.command), .text(question.words)])
    }
    try output.print(table, empty: "")
  }
}

/// The 28 questions, one line each.
enum AuditCatalogue {
  struct Entry {
    var command: String
    var words: String

    init(_ command: String, _ french: String, _ english: String) {
      self.command = command
      words = say(french, english)
    }
  }

  static var questions: [Entry] {
    accesses + suspicions + service + proofs
  }

  private static var accesses: [Entry] {
    [
      Entry(
        "who --record R",
        "Qui a ouvert ou écrit ce dossier ?",
        "Who opened or wrote this record?"
      ),
      Entry(
        "by --user ID --export F",
        "Qu'a vu et fait ce professionnel (extrait légal, 7 jours ouvrés) ?",
        "What did this professional see and do (legal extract, 7 working days)?"
      ),
      Entry(
        "document --record R --number N",
        "Tous les accès à un document, dans chaque version",
        "Every access to a document, in each version"
      ),
      Entry(
        "as-of --record R --user ID --at T",
        "Que montrait ce dossier à cette personne à cet instant, et pourquoi ?",
        "What did this record show to this person at that moment, and why?"
      ),
      Entry(
        "diff --record R",
        "Qui a changé quoi, de quoi en quoi, de quel droit ?",
        "Who changed what, from what to what, on whose authority?"
      ),
    ]
  }

  private static var suspicions: [Entry] {
    [
      Entry(
        "unexplained",
        "Quelles lectures n'ont aucun lien de soins ?",
        "Which reads have no care relation?"
      ),
      Entry(
        "emergency --unreviewed",
        "Les accès en urgence, leur motif, leur revue",
        "Emergency accesses, their reason, their review"
      ),
      Entry(
        "conflicts",
        "Accès contre l'opposition du titulaire ou à des documents masqués",
        "Accesses against the holder's opposition or to masked documents"
      ),
      Entry("denied --top", "Les tentatives refusées", "Refused attempts"),
      Entry(
        "searches",
        "Qui a cherché sans rien ouvrir ?",
        "Who searched without opening anything?"
      ),
      Entry("bulk --min N", "Qui a lu N dossiers en un jour ?", "Who read N records in a day?"),
    ]
  }

  private static var service: [Entry] {
    [
      Entry("of-audit", "Qui a interrogé la trace ?", "Who asked questions of the trail?"),
      Entry("admin", "Qu'ont fait les administrateurs ?", "What did administrators do?"),
      Entry(
        "grants --record R",
        "Qui a donné ou retiré des droits, avec quel effet ?",
        "Who gave or withdrew rights, with what effect?"
      ),
      Entry(
        "trace REQUEST",
        "Que s'est-il passé dans cette requête ?",
        "What happened in this request?"
      ),
    ]
  }

  private static var proofs: [Entry] {
    [
      Entry(
        "prove --position N",
        "Cet événement est-il dans le journal, inchangé ?",
        "Is this event in the log, unchanged?"
      ),
      Entry(
        "consistency --from FILE",
        "Le journal prolonge-t-il la tête que j'ai gardée ?",
        "Does the log extend the head I kept?"
      ),
      Entry("integrity", "Manque-t-il quelque chose ?", "Is anything missing?"),
      Entry(
        "erasure --record R",
        "Ce dossier est-il effacé, et quelles sauvegardes restent ?",
        "Was this record erased, and which backups remain?"
      ),
      Entry(
        "inventory --record R",
        "Quelles données de ce dossier existent encore, et où ?",
        "Which data of this record still exist, and where?"
      ),
      Entry(
        "views --check",
        "Les vues disent-elles ce que dit le journal ?",
        "Do the views say what the log says?"
      ),
      Entry(
        "session --user ID",
        "Ce compte a-t-il été partagé ou volé ?",
        "Was this account shared or stolen?"
      ),
      Entry(
        "relations",
        "Lectures de la famille, dossiers trop regardés",
        "Reads by family, records that too many look at"
      ),
      Entry(
        "disclosures",
        "Qu'est-ce qui est sorti, vers qui, pourquoi ?",
        "What left the system, to whom, why?"
      ),
      Entry(
        "why --position N",
        "Quelle règle, de quelle version, a décidé cet accès ?",
        "Which rule, of which version, decided this access?"
      ),
      Entry(
        "patient-report --record R",
        "Les accès, en clair, pour le titulaire",
        "The accesses in plain words, for the holder"
      ),
      Entry(
        "origin --position N",
        "Quel programme a écrit cet événement ?",
        "Which program wrote this event?"
      ),
      Entry(
        "retention --due MONTH",
        "Quelles traces arrivent à leur terme ce mois-ci ?",
        "Which traces reach the end of their retention this month?"
      ),
    ]
  }
}
