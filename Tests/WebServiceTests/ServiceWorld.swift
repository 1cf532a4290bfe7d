import CarnetCore
import Foundation
import Logging
import RecordService
import SystemPackage

@testable import WebService

/// A data directory of its own with the whole service over it.
final class ServiceWorld: Sendable {
  let folder: URL
  let service: RecordService
  let application: ServiceApplication

  init(_ change: (inout ServiceConfiguration) -> Void = { _ in }) async throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-web-\(UUID().uuidString)")
    let directory = DataDirectory(FilePath(folder.appendingPathComponent("data").path))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    _ = try RecordService.create(directory, origin: "carnet.example/test")
    service = try RecordService.openForWriting(directory)
    var configuration = ServiceConfiguration()
    configuration.acceptsDevelopmentTokens = true
    change(&configuration)
    application = try await ServiceApplication(
      service,
      configuration,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
  }

  func close() throws {
    try service.close()
    try FileManager.default.removeItem(at: folder)
  }

  /// The events of the system's own stream.
  func systemEvents() throws -> [OpenedEvent] { try service.history(of: .system).events }
}
