import ArgumentParser
import Audit
import RecordService

/// `carnet audit who`: who opened a record.
struct AuditWho: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "who",
    abstract: say("Qui a ouvert ou écrit ce dossier ?", "Who opened or wrote this record?")
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    try await options.ask { session, period in
      try session.service.runner.requireUpToDate(LogFeed(session.service))
      return try await session.who(
        record.resolve(in: session.service),
        in: period,
        limit: options.limit
      )
    } _: {
      try options.show($0)
    }
  }
}
