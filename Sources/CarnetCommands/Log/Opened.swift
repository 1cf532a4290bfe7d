import CarnetCore
import EventLog
import RecordService

/// Opens a data directory for a command and closes it whatever happens.
enum Opened {
  static func forWriting<R>(
    _ directory: DataDirectory,
    _ body: (RecordService) async throws -> R
  ) async throws -> R {
    let service = try RecordService.openForWriting(directory)
    for finding in service.openingFindings {
      Console.tell(
        say("carnet : réparé : ", "carnet: mended: ") + Sentences.finding(finding)
      )
    }
    return try await run(service) { service in
      for path in try await service.recordPendingActs() {
        Console.tell(
          say(
            "carnet : une note d'administration ne s'ouvre pas et reste à sa place : \(path)",
            "carnet: a note of an administrator's act does not open and stays: \(path)"
          )
        )
      }
      return try await body(service)
    }
  }

  static func forReading<R>(
    _ directory: DataDirectory,
    _ body: (RecordService) async throws -> R
  ) async throws -> R {
    try await run(try RecordService.openForReading(directory), body)
  }

  private static func run<R>(
    _ service: RecordService,
    _ body: (RecordService) async throws -> R
  ) async throws -> R {
    let result: R
    do {
      result = try await body(service)
    } catch {
      // The first error is the one to tell.
      try? service.close()
      throw error
    }
    try service.close()
    return result
  }
}
