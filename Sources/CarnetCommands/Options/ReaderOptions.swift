import ArgumentParser
import Foundation
import MedicalRecord

/// Who reads, and why: asked of every command that shows what a record holds or who looked at it.
struct ReaderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "Qui consulte (défaut : l'utilisateur du système).",
        "Who reads (default: the system's user)."
      ),
      valueName: "name"
    )
  )
  var `operator`: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Motif de la consultation, inscrit dans la trace.",
        "Reason for reading; it stands in the trace."
      ),
      valueName: "text"
    )
  )
  var reason: String?

  func actor(_ kind: Carnet_V1_ActorKind) -> Actor {
    let environment = ProcessInfo.processInfo.environment
    let name = self.operator ?? environment["CARNET_OPERATOR"] ?? NSUserName()
    return Actor(kind, identifier: name)
  }

  /// The reason that was given, or asked for on a terminal.
  func askedReason() throws -> String {
    if let reason = reason?.trimmingCharacters(in: .whitespacesAndNewlines), !reason.isEmpty {
      return reason
    }
    if Console.errorIsTerminal, Console.inputIsTerminal {
      Console.ask(say("Motif de la consultation : ", "Reason for reading: "))
      let answer = readLine()?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      if !answer.isEmpty { return answer }
    }
    throw Told(
      say(
        "un motif est nécessaire : ajoutez --reason \"…\" ; rien n'a été montré",
        "a reason is required: add --reason \"…\"; nothing was shown"
      ),
      .notAllowed
    )
  }
}
