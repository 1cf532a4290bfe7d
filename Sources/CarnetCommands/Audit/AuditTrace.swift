import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit trace`: what one request did.
struct AuditTrace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trace",
    abstract: say(
      "Tout ce qu'une requête a fait, quel que soit le service.",
      "All that one request did, whatever the service."
    ),
    discussion: say(
      "Exemple : carnet audit trace 00f1a2b3c4d5e6f7 --reason \"incident 12\"",
      "Example: carnet audit trace 00f1a2b3c4d5e6f7 --reason \"incident 12\""
    )
  )

  @OptionGroup var options: QuestionOptions

  @Argument(
    help: ArgumentHelp(
      say(
        "Numéro de requête : 16 chiffres hexadécimaux, ou # et un nombre décimal.",
        "Request number: 16 hexadecimal digits, or # and a decimal number."
      ),
      valueName: "request"
    )
  )
  var request: String

  func validate() throws { _ = try number() }

  private func number() throws -> UInt64 {
    let found =
      request.hasPrefix("#") ? UInt64(request.dropFirst()) : Hex.decodeUInt64(request[...])
    guard let found, found > 0 else {
      throw ValidationError(
        say(
          "« \(request) » n'est pas un numéro de requête : 16 chiffres hexadécimaux, ou # et un nombre.",
          "\"\(request)\" is not a request number: 16 hexadecimal digits, or # and a number."
        )
      )
    }
    return found
  }

  func run() async throws {
    let number = try number()
    try await options.ask(
      empty: say("Aucun événement de cette requête.", "No event of this request.")
    ) { _ in
      TraceRequest(number)
    } table: {
      TrailTable.of($0)
    }
  }
}
