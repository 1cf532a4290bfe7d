package import ArgumentParser
import Foundation
import RecordService

/// `carnet`: the record service from the command line.
package struct CarnetCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "carnet",
    abstract: say(
      "Dossier médical partagé : un journal d'événements scellé et vérifiable.",
      "The shared medical record as a sealed, verifiable log of events."
    ),
    discussion: say(
      """
      Exemple :
        carnet init && carnet import documents/ && carnet stats enrolment
      Codes de sortie : 0 fait · 1 le contrôle a trouvé quelque chose · 2 mauvais usage ·
      3 refusé pour intégrité · 4 introuvable · 5 non autorisé
      """,
      """
      Example:
        carnet init && carnet import documents/ && carnet stats enrolment
      Exit codes: 0 done · 1 the check found something · 2 wrong usage · 3 refused for integrity ·
      4 not found · 5 not allowed
      """
    ),
    version: CarnetVersion.text,
    subcommands: [
      Init.self, Import.self, Record.self, Search.self, RulesCommand.self, Clock.self,
      NoticesCommand.self, Events.self, Audit.self, Stats.self, Views.self, Verify.self,
      CheckpointCommand.self, Prove.self, Keys.self, Quarantine.self, Erase.self,
      RetentionCommand.self,
      Status.self, BackupCommand.self, RestoreCommand.self, SnapshotCommand.self, Demo.self,
      Bench.self, Serve.self, TokenCommand.self,
    ]
  )

  package init() {}

  /// Runs the program: one line for an error, the exit code of the contract.
  package static func run() async -> Int32 {
    // Whatever is created, by SQLite too, is for its owner alone.
    umask(0o077)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return ExitStatus.done.rawValue
    } catch let told as Told {
      Console.tell("carnet: " + told.sentence)
      return told.status.rawValue
    } catch let code as ExitCode {
      return code.rawValue
    } catch {
      let code = exitCode(for: error)
      if code == .success || code == .validationFailure || error is ValidationError {
        let text = fullMessage(for: error)
        if code == .success { Console.print(text + "\n") } else { Console.tell(text) }
        return code == .success ? ExitStatus.done.rawValue : ExitStatus.wrongUsage.rawValue
      }
      let told = Sentences.told(error)
      Console.tell("carnet: " + told.sentence)
      return told.status.rawValue
    }
  }
}
