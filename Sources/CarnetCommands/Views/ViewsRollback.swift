import ArgumentParser
import CarnetCore
import EventLog
import RecordService
import Views

/// `carnet views rollback`: lets the generation before serve again.
struct ViewsRollback: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: say(
      "Remet en service la génération précédente.",
      "Let the generation before serve again."
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var selection: ViewSelection

  func run() async throws {
    let directory = data.directory
    _ = try LogScan.readIdentity(RealFileSystem(), directory.log)
    for projector in selection.projectors {
      let generation = try directory.views.rollback(projector)
      Console.print(
        say(
          "\(projector.name) : la génération \(generation) sert de nouveau\n",
          "\(projector.name): generation \(generation) serves again\n"
        )
      )
    }
    try await Opened.forReading(directory) { service in
      try await Administrator.note(
        .viewRolledBack,
        selection.projectors.map { $0.name },
        in: service
      )
    }
  }
}
