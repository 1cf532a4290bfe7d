import CarnetCore
import RecordService
import SystemPackage

/// What a restore has done, for people.
enum RestoreWords {
  private static let namesMax = 20

  static func tell(_ report: Restore.Report, at root: FilePath, isRehearsal: Bool) {
    let size = Words.events(Int(clamping: report.size))
    let source = Cell.grouped(Int(report.sourceSize))
    let last = report.last?.description ?? "-"
    Console.print(
      say(
        """
        \(isRehearsal ? "Répétition réussie" : "Restauré dans \(root)") : \(size) sur \(source), vérifiés
          racine             \(report.root)
          dernier événement  \(last)
          contenus           \(Cell.grouped(report.contents))
          effacés de nouveau \(report.erasedAgain.count)

        """,
        """
        \(isRehearsal ? "Rehearsal done" : "Restored to \(root)"): \(size) of \(source), verified
          root          \(report.root)
          last event    \(last)
          contents      \(Cell.grouped(report.contents))
          erased again  \(report.erasedAgain.count)

        """
      )
    )
    if let origin = report.forkedFrom, !isRehearsal {
      Console.print(
        say(
          """
          Ce journal est un nouveau journal, issu de \(origin) :
            nom            \(report.identity.origin)
            clé publique   \(report.identity.verifierKey)
          Donnez-les à vos auditeurs ; les têtes d'avant restent dans \(root)/origin.

          """,
          """
          This log is a new log, forked from \(origin):
            name        \(report.identity.origin)
            public key  \(report.identity.verifierKey)
          Give them to your auditors; the heads from before are kept in \(root)/origin.

          """
        )
      )
    }
    for sentence in notes(report) { Console.tell("carnet: " + sentence) }
  }

  private static func notes(_ report: Restore.Report) -> [String] {
    var notes: [String] = []
    if let stop = report.stop {
      notes.append(
        say(
          "la copie est cohérente jusque-là : ",
          "the copy is consistent up to here: "
        ) + Sentences.finding(stop)
      )
    }
    if report.laterEvents > 0 {
      notes.append(
        say(
          "\(report.laterEvents) événements gardés sont plus tardifs que l'instant demandé (les heures ne suivent pas l'ordre) ; --at accepte aussi une position",
          "\(report.laterEvents) events that were kept are later than the instant (times are not in order); --at takes a position too"
        )
      )
    }
    if report.registerEndsUnfinished {
      notes.append(
        say(
          "la dernière ligne du registre est inachevée : un effacement fut interrompu, refaites-le",
          "the register's last line is unfinished: an erasure was interrupted, do it again"
        )
      )
    }
    if !report.withoutKeys.isEmpty {
      let names = report.withoutKeys.prefix(namesMax).map(\.description).joined(separator: ", ")
      notes.append(
        say(
          "\(report.withoutKeys.count) dossiers sont plus récents que la sauvegarde du trousseau et ne s'ouvrent pas : \(names)",
          "\(report.withoutKeys.count) records are younger than the backup of the keys and do not open: \(names)"
        )
      )
    }
    if !report.missingContents.isEmpty {
      let places = report.missingContents.prefix(namesMax).map(\.position.description)
        .joined(separator: ", ")
      let count = report.missingContents.count
      notes.append(
        report.isFromBackup
          ? say(
            "\(count) documents étaient dans le journal sans leur contenu (événements \(places)…)",
            "\(count) documents were in the log without their content (events \(places)…)"
          )
          : say(
            "le contenu de \(count) documents manque dans la copie (événements \(places)…)",
            "the content of \(count) documents is missing from the copy (events \(places)…)"
          )
      )
    }
    for (file, offset) in report.damagedContents.prefix(namesMax) {
      notes.append(BackupWords.damagedContent(file, offset))
    }
    return notes
  }
}
