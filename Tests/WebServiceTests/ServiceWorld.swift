import CarnetCore
import EventLog
import FileSystemSimulation
import Foundation
import Logging
import RecordService
import SystemPackage

@testable import WebService

/// A data directory of its own with the whole service over it.
final class ServiceWorld: Sendable {
  static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  let folder: URL
  let directory: DataDirectory
  let service: RecordService
  let application: ServiceApplication

  /// - Parameters:
  ///   - folder: another world's, to open it again; a new one if nil.
  ///   - disk: a disk that may fail, for all but the views.
  ///   - now: at which the world's clock stands still; the system's clock if nil.
  ///   - change: what is configured otherwise.
  init(
    reopening folder: URL? = nil,
    disk: SimulatedFileSystem? = nil,
    now: Instant? = nil,
    _ change: (inout ServiceConfiguration) -> Void = { _ in }
  ) async throws {
    self.folder =
      folder
      ?? FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-web-\(UUID().uuidString)")
    directory = DataDirectory(FilePath(self.folder.appendingPathComponent("data").path))
    let fileSystem: any FileSystem = disk ?? RealFileSystem()
    if folder == nil {
      // Views stand on the real disk, whatever the log stands on.
      try FileManager.default.createDirectory(
        at: disk == nil ? self.folder : self.folder.appendingPathComponent("data"),
        withIntermediateDirectories: true
      )
      _ = try RecordService.create(
        directory,
        origin: "carnet.example/test",
        fileSystem: fileSystem
      )
    }
    var options = LogOptions()
    if disk != nil {
      options.segmentBytes = 1 << 20
      options.allocationBytesMin = 1 << 16
      options.reserveBytes = 0
    }
    let clock: @Sendable () -> Instant
    if let now { clock = { now } } else { clock = RecordService.systemClock }
    service = try RecordService.openForWriting(
      directory,
      fileSystem: fileSystem,
      options: options,
      clock: clock
    )
    var configuration = ServiceConfiguration()
    configuration.acceptsDevelopmentTokens = true
    // Limits of rate are tested where they are narrow.
    let wide = ServiceLimits.Rate(perSecond: 1_000_000, burst: 1_000_000)
    configuration.limits.actorRate = wide
    configuration.limits.recordRate = wide
    change(&configuration)
    application = try await ServiceApplication(service, configuration, logger: Self.quiet)
  }

  func close() throws {
    try service.close()
    try FileManager.default.removeItem(at: folder)
  }

  /// The events of the system's own stream.
  func systemEvents() throws -> [OpenedEvent] {
    service.index.head(of: .system) == nil ? [] : try service.history(of: .system).events
  }
}
