import ArgumentParser
import Audit

/// `carnet audit emergency`: emergency accesses and their reasons.
struct AuditEmergency: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: say(
      "Les accès en urgence et leur motif.",
      "Emergency accesses and their reasons."
    )
  )

  @OptionGroup var options: QuestionOptions

  func run() async throws {
    try await options.ask { session, period in
      try await session.emergency(in: period, limit: options.limit)
    } _: {
      try options.show($0)
    }
  }
}
