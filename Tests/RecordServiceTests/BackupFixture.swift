import CarnetCore
import EventLog
import FileSystemSimulation
import MedicalRecord
import RecordService
import SystemPackage
import Vault

/// A data directory on a simulated disk, small, with segments that are soon full.
struct BackupFixture: Sendable {
  static let directory = DataDirectory("/data/carnet", rootKey: "/apart/root.key")
  static let target: FilePath = "/backup/carnet"
  static let keys: FilePath = "/elsewhere/keys"
  static let start: Int64 = 1_795_420_800_000

  let disk: SimulatedFileSystem

  init(_ disk: SimulatedFileSystem = SimulatedFileSystem()) { self.disk = disk }

  func create() throws {
    for folder in ["/data", "/apart", "/backup", "/elsewhere", "/restored"] as [FilePath] {
      try disk.createDirectory(folder)
    }
    _ = try RecordService.create(
      Self.directory,
      origin: "carnet.example/backup",
      fileSystem: disk,
      clock: { Instant(milliseconds: Self.start) }
    )
  }

  func openForWriting(
    _ directory: DataDirectory = BackupFixture.directory
  ) throws -> RecordService {
    var options = LogOptions()
    options.segmentBytes = 2048
    options.allocationBytesMin = 512
    options.watermarkDelayMilliseconds = 0
    options.reserveBytes = 0
    return try RecordService.openForWriting(
      directory,
      fileSystem: disk,
      options: options,
      clock: { Instant(milliseconds: Self.start) }
    )
  }

  func openForReading(
    _ directory: DataDirectory = BackupFixture.directory
  ) throws -> RecordService {
    try RecordService.openForReading(
      directory,
      fileSystem: disk,
      clock: { Instant(milliseconds: Self.start) }
    )
  }

  /// Opens records, each with one event more than the one before; event *i* has second *i*.
  @discardableResult
  func fill(
    _ service: RecordService,
    records count: Int,
    eventsEach: Int = 3
  ) async throws -> [Pseudonym] {
    var records: [Pseudonym] = []
    for _ in 0..<count {
      let record = try service.drawPseudonym()
      records.append(record)
      for number in 0..<eventsEach {
        let size = try service.reader.readableSize()
        let fact: Fact
        if number == 0 {
          fact = .recordOpened(Carnet_V1_RecordOpened())
        } else {
          var consent = Carnet_V1_ConsentGranted()
          consent.subject = .reading
          fact = .consentGranted(consent)
        }
        let events = service.events(
          [fact],
          context: ServiceFixture.importer,
          ids: { _ in EventID(high: size &+ 1, low: record.rawValue) },
          time: Instant(milliseconds: Self.start + Int64(size) * 1000)
        )
        _ = try await service.append(
          Write(record: record, expecting: .any, events: events)
        )
      }
    }
    return records
  }

  static func options(
    _ name: String = "carnet",
    from source: FilePath = target,
    keys: FilePath? = keys
  ) -> Restore.Options {
    Restore.Options(
      source: source,
      keys: keys,
      target: DataDirectory(FilePath("/restored/" + name), rootKey: directory.rootKey),
      now: Instant(milliseconds: start)
    )
  }

  func restore(_ options: Restore.Options) async throws -> Restore.Report {
    try await Restore(options, fileSystem: disk).run()
  }

  @discardableResult
  func backUp() throws -> Backup.Report {
    let service = try openForReading()
    let report = try Backup(service, to: Self.target, keys: Self.keys).run()
    try service.close()
    return report
  }
}
