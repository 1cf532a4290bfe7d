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
    if report.laterEvents > 0 { notes.append(later(Int(clamping: report.laterEvents))) }
    if report.registerEndsUnfinished {
      notes.append(
        say(
          "la dernière ligne du registre est inachevée : un effacement fut interrompu, refaites-le",
          "the register's last line is unfinished: an erasure was interrupted, do it again"
        )
      )
    }
    if !report.withoutKeys.isEmpty { notes.append(withoutKeys(report.withoutKeys)) }
    if !report.missingContents.isEmpty {
      notes.append(
        missing(report.missingContents.map(\.position), isFromBackup: report.isFromBackup)
      )
    }
    for (file, offset) in report.damagedContents.prefix(namesMax) {
      notes.append(BackupWords.damagedContent(file, offset))
    }
    let more = report.damagedContents.count - namesMax
    if more > 0 { notes.append(BackupWords.more(more)) }
    return notes
  }

  /// So many events are kept that are later than the instant that was asked for.
  static func later(_ count: Int) -> String {
    count == 1
      ? say(
        "1 événement gardé est plus tardif que l'instant demandé (les heures ne suivent pas l'ordre) ; --at accepte aussi une position",
        "1 event that was kept is later than the instant (times are not in order); --at takes a position too"
      )
      : say(
        "\(count) événements gardés sont plus tardifs que l'instant demandé (les heures ne suivent pas l'ordre) ; --at accepte aussi une position",
        "\(count) events that were kept are later than the instant (times are not in order); --at takes a position too"
      )
  }

  static func withoutKeys(_ records: [Pseudonym]) -> String {
    let names = names(records.map(\.description))
    return records.count == 1
      ? say(
        "1 dossier est plus récent que la sauvegarde du trousseau et ne s'ouvre pas : \(names)",
        "1 record is younger than the backup of the keys and does not open: \(names)"
      )
      : say(
        "\(records.count) dossiers sont plus récents que la sauvegarde du trousseau et ne s'ouvrent pas : \(names)",
        "\(records.count) records are younger than the backup of the keys and do not open: \(names)"
      )
  }

  /// - Parameters:
  ///   - positions: the events whose documents lack their content.
  ///   - isFromBackup: whether the log had lost them before; else the copy lacks them.
  static func missing(_ positions: [Position], isFromBackup: Bool) -> String {
    let count = positions.count
    let places = names(positions.map(\.description))
    switch (isFromBackup, count) {
    case (true, 1):
      return say(
        "1 document était dans le journal sans son contenu (événement \(places))",
        "1 document was in the log without its content (event \(places))"
      )
    case (true, _):
      return say(
        "\(count) documents étaient dans le journal sans leur contenu (événements \(places))",
        "\(count) documents were in the log without their content (events \(places))"
      )
    case (false, 1):
      return say(
        "le contenu de 1 document manque dans la copie (événement \(places))",
        "the content of 1 document is missing from the copy (event \(places))"
      )
    case (false, _):
      return say(
        "le contenu de \(count) documents manque dans la copie (événements \(places))",
        "the content of \(count) documents is missing from the copy (events \(places))"
      )
    }
  }

  /// The first of them, and that there are more.
  private static func names(_ all: [String]) -> String {
    all.prefix(namesMax).joined(separator: ", ") + (all.count > namesMax ? ", …" : "")
  }
}
