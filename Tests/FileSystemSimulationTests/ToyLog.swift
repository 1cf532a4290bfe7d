import CarnetCore
import FileSystemSimulation
import SystemPackage

/// A log of a few lines, for the explorers to find the mistakes that were planted in it.
///
/// Record `n` is 700 bytes that `n` decides, so that a reader knows a record that is whole.
struct ToyLog {
  enum Mistake: CaseIterable {
    /// The name of the file is never made durable.
    case forgetsDirectorySync
    /// An append returns from the page cache.
    case acknowledgesBeforeSync
    /// A failed sync is done again, and the second success believed.
    case retriesSync
    /// Whatever the disk says.
    case ignoresFailures
    /// The log is cut to what could be read, and nobody asks why the rest could not.
    case opensDamagedAsEmpty
  }

  static let recordBytes = 700
  static let path: FilePath = "/log/records"

  let file: any File
  let mistake: Mistake?

  static func record(_ number: Int) -> [UInt8] {
    (0..<recordBytes).map { UInt8(truncatingIfNeeded: number &* 37 &+ $0 &+ 1) }
  }

  init(creatingOn fileSystem: any FileSystem, _ mistake: Mistake?) throws {
    self.mistake = mistake
    file = try fileSystem.create(Self.path)
    if mistake != .forgetsDirectorySync { try fileSystem.syncDirectory("/log") }
  }

  func append(_ number: Int, acknowledge: (Int) -> Void) throws {
    if mistake == .acknowledgesBeforeSync { acknowledge(number) }
    do {
      try file.write(Self.record(number), at: UInt64(number * Self.recordBytes))
    } catch {
      if mistake != .ignoresFailures { throw error }
    }
    do {
      try file.sync()
    } catch {
      switch mistake {
      case .retriesSync: try file.sync()
      case .ignoresFailures: break
      default: throw error
      }
    }
    if mistake != .acknowledgesBeforeSync { acknowledge(number) }
  }

  /// How many records a new process finds.
  static func count(on fileSystem: any FileSystem, _ mistake: Mistake?) throws -> Int {
    guard try fileSystem.exists(path) else { return 0 }
    let bytes = try fileSystem.readAll(path, limit: 1 << 20)
    var count = 0
    while bytes.dropFirst(count * recordBytes).starts(with: record(count)) { count += 1 }
    if mistake == .opensDamagedAsEmpty, bytes.count > count * recordBytes { return 0 }
    return count
  }

  /// Eight appends; whatever was acknowledged must be found.
  static func scenario(_ mistake: Mistake? = nil) -> Scenario<Int> {
    Scenario { fileSystem in
      try fileSystem.createDirectory("/log")
    } workload: { fileSystem, acknowledge in
      let log = try ToyLog(creatingOn: fileSystem, mistake)
      for number in 0..<8 {
        try log.append(number, acknowledge: acknowledge)
        await Task.yield()
      }
      try log.file.close()
    } check: { image, acknowledged in
      let count = try ToyLog.count(on: image, mistake)
      if let last = acknowledged.max(), last >= count {
        throw CheckFailure("record \(last) was acknowledged, \(count) records are found")
      }
    }
  }
}
