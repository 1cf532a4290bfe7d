import ArgumentParser
import CarnetCore
import RecordService

/// `carnet erase`: destroys a record's keys.
struct Erase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Efface un dossier : ses clés sont détruites, ses vues purgées ; le journal garde sa racine.",
      "Erase a record: its keys are destroyed, its views purged; the log keeps its root."
    ),
    discussion: say(
      "Exemple : carnet erase r-0123456789abcdef --confirm r-0123456789abcdef",
      "Example: carnet erase r-0123456789abcdef --confirm r-0123456789abcdef"
    )
  )

  @OptionGroup var data: DataOptions

  @Argument(help: ArgumentHelp(say("Le dossier.", "The record."), valueName: "r-…"))
  var record: String

  @Option(
    help: ArgumentHelp(
      say("Le même pseudonyme, pour confirmer.", "The same pseudonym, to confirm."),
      valueName: "r-…"
    )
  )
  var confirm: String?

  func run() async throws {
    guard let pseudonym = Pseudonym(record) else {
      throw Told(
        say("« \(record) » n'est pas un dossier", "\"\(record)\" is not a record"),
        .wrongUsage
      )
    }
    guard confirm == record else {
      throw Told(
        say(
          "c'est irréversible : ajoutez --confirm \(record) ; rien n'a été changé",
          "this cannot be undone: add --confirm \(record); nothing was changed"
        ),
        .notAllowed
      )
    }
    try await Opened.forWriting(data.directory) { service in
      let receipt = try await service.erase(pseudonym)
      Console.print(
        say(
          """
          Dossier \(pseudonym) effacé.
            engagement de la clé de contenu  \(Hex.encode(receipt.contentCommitment))
            engagement de la clé des traces  \(Hex.encode(receipt.traceCommitment))
            époque du trousseau              \(receipt.epochBefore) → \(receipt.epochAfter)
          Les sauvegardes du trousseau d'avant l'époque \(receipt.epochAfter) ne s'ouvrent qu'avec une
          sauvegarde de la clé racine de ce temps : détruisez-les.

          """,
          """
          Record \(pseudonym) erased.
            commitment of the content key  \(Hex.encode(receipt.contentCommitment))
            commitment of the trace key    \(Hex.encode(receipt.traceCommitment))
            epoch of the key store         \(receipt.epochBefore) → \(receipt.epochAfter)
          Backups of the key store from before epoch \(receipt.epochAfter) open only with a backup of
          the root key of that time: destroy those.

          """
        )
      )
    }
  }
}
