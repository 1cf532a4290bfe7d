import CarnetCore
import EventLog
import FileSystemSimulation
import Foundation
import SystemPackage
import Testing

/// A log that is opened by others while it grows.
struct BesideWriterTests {
  @Test func `a batch that is written between two reads of an opening is no damage`() throws {
    var fixture = try LogFixture()
    fixture.options.segmentBytes = 1 << 20
    let writer = try fixture.open()
    try fixture.append(0..<9, to: writer)
    let before = fixture.fileSystem.clone()
    try fixture.append(9..<30, batch: 7, to: writer)
    let after = fixture.fileSystem.clone()
    var looksDamaged = 0
    for reads in 0..<16 {
      func disk() -> ChangingFileSystem {
        ChangingFileSystem(from: before, to: after, afterReads: reads)
      }
      if try !LogScan(disk(), fixture.directory).damage.isEmpty { looksDamaged += 1 }
      let scan = try LogScan.besideWriter(disk(), fixture.directory)
      #expect(scan.damage.isEmpty, "changed after \(reads) reads: \(scan.damage)")
      #expect(scan.end.size >= 9, "changed after \(reads) reads")
    }
    // One look alone is deceived at some moment: else this shows nothing.
    #expect(looksDamaged > 0)
  }

  @Test func `a log on a real disk that is being written opens for others, again and again`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("carnet-beside-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let fileSystem = RealFileSystem()
    let directory = LogDirectory(FilePath(folder.path))
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try LogCreation.create(fileSystem, directory, identity: LogFixture.identity)
    var options = LogOptions()
    options.reserveBytes = 0
    let writer = try LogWriter.open(
      fileSystem,
      directory,
      options: options,
      sealer: ToySealer(),
      now: LogFixture.start,
      generator: SplitMix64(seed: 1)
    )
    let commit = GroupCommit(writer, clock: { LogFixture.start })
    let writing = Task {
      for group in 0..<60 {
        let writes = (0..<200).map { LogFixture.write(group * 200 + $0, records: 40, bytes: 400) }
        for outcome in await commit.append(writes) { _ = try outcome.get() }
      }
    }
    var looks = 0
    while commit.durableSize < 12_000, looks < 4000 {
      let scan = try LogScan.besideWriter(fileSystem, directory)
      #expect(scan.damage.isEmpty, "\(scan.damage)")
      looks += 1
      await Task.yield()
    }
    try await writing.value
    #expect(looks > 0)
    try commit.close()
  }
}
