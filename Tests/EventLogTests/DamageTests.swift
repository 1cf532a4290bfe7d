import CarnetCore
import EventLog
import FileSystemSimulation
import Foundation
import Ledger
import SystemPackage
import Testing

/// Every flipped bit is found and located.
///
/// The default run takes a sample of a log of 64 KiB; `CARNET_LONG_TESTS=1` takes all 524,288 bits.
struct DamageTests {
  private static let isLong = ProcessInfo.processInfo.environment["CARNET_LONG_TESTS"] == "1"

  private struct Log: Sendable {
    var fileSystem: SimulatedFileSystem
    var directory: LogDirectory
    var segment: FilePath
    var bytes: Int
    /// Where batches begin and the log ends.
    var batches: [UInt64]
  }

  /// A log of one segment of `size` bytes, stopped cleanly, with a signed head.
  private static func makeLog(bytes size: UInt64) throws -> Log {
    var fixture = try LogFixture()
    fixture.options.segmentBytes = 1 << 20
    let writer = try fixture.open()
    var number = 0
    var batches = [UInt64(SegmentHeader.byteCount)]
    while writer.end.offset < size {
      let left = size - writer.end.offset
      // The last batch is made to end where the log shall.
      let count = left > 4096 ? 3 : 1
      let writes = (number..<number + count).map { LogFixture.write($0) }
      for outcome in try writer.append(writes, now: LogFixture.start) { _ = try outcome.get() }
      number += count
      batches.append(writer.end.offset)
    }
    let tree = LogTree(reader: writer.reader, cells: writer.tree)
    let checkpoint = Checkpoint(
      origin: LogFixture.identity.origin,
      size: writer.end.size,
      root: try tree.root(atSize: writer.end.size)
    )
    try CheckpointStore.append(
      checkpoint.signed(by: LogFixture.signer),
      LogFixture.identity,
      fixture.fileSystem,
      fixture.directory
    )
    try writer.close()
    let segment = fixture.directory.segment(.zero)
    let bytes = try fixture.fileSystem.contents(of: segment).count
    return Log(
      fileSystem: fixture.fileSystem,
      directory: fixture.directory,
      segment: segment,
      bytes: bytes,
      batches: batches
    )
  }

  private static func objection(_ log: Log, flipping bit: Int) async throws -> String? {
    let place = bit / 8
    try log.fileSystem.corrupt(log.segment, at: place, mask: 1 << (bit % 8))
    defer { try? log.fileSystem.corrupt(log.segment, at: place, mask: 1 << (bit % 8)) }
    let report = try await LogVerifier(log.fileSystem, log.directory).verify()
    // Located: no later than the byte, and in its batch.
    let start = log.batches.last { $0 <= UInt64(place) } ?? 0
    let isLocated = report.findings.contains { finding in
      finding.file.hasSuffix(".segment")
        && finding.offset.map { $0 >= start && $0 <= UInt64(place) } == true
    }
    if isLocated { return nil }
    return report.findings.isEmpty
      ? "bit \(bit) goes unseen" : "bit \(bit) is not located: \(report.findings)"
  }

  @Test func `a flipped bit anywhere in a log of 64 KiB is found and located`() async throws {
    let log = try Self.makeLog(bytes: 65_536)
    #expect(log.bytes >= 65_536)
    #expect(try await LogVerifier(log.fileSystem, log.directory).verify().findings == [])
    var random = SplitMix64(seed: CrashTests.seed)
    let all = log.bytes * 8
    let bits =
      Self.isLong
      ? Array(0..<all)
      : Array(0..<(SegmentHeader.byteCount + 200) * 8)
        + (0..<1500).map { _ in Int.random(in: 0..<all, using: &random) }
    let halves = [bits.prefix(bits.count / 2), bits.suffix(bits.count - bits.count / 2)]
    let objections = try await withThrowingTaskGroup(of: [String].self) { group in
      for half in halves {
        var copy = log
        copy.fileSystem = log.fileSystem.clone()
        copy.fileSystem.restart()
        group.addTask { [copy] in
          var objections: [String] = []
          for bit in half where objections.count < 5 {
            if let objection = try await Self.objection(copy, flipping: bit) {
              objections.append(objection)
            }
          }
          return objections
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(objections == [], "seed \(CrashTests.seed)")
    print("flipped bits: \(bits.count) of \(all)")
  }

  @Test(
    "a flipped bit in the small files is found",
    arguments: ["identity", "watermark", "checkpoints"]
  )
  func smallFiles(name: String) async throws {
    let log = try Self.makeLog(bytes: 2000)
    let path = log.directory.log.appending(name)
    for bit in 0..<(try log.fileSystem.contents(of: path).count * 8) {
      try log.fileSystem.corrupt(path, at: bit / 8, mask: 1 << (bit % 8))
      do {
        let report = try await LogVerifier(log.fileSystem, log.directory).verify()
        #expect(
          report.findings.contains { $0.file == "log/" + name },
          "bit \(bit): \(report.findings)"
        )
      } catch {
        guard case LogFailure.identity = error, name == "identity" else { throw error }
      }
      try log.fileSystem.corrupt(path, at: bit / 8, mask: 1 << (bit % 8))
    }
  }

  @Test func `a head that somebody kept must be the log's own past`() async throws {
    let log = try Self.makeLog(bytes: 4000)
    let verifier = LogVerifier(log.fileSystem, log.directory)
    var roots: [Digest] = []
    let report = try await verifier.verify(roots: { size, root in
      #expect(size == UInt64(roots.count))
      roots.append(root)
    })
    #expect(roots.count == Int(report.size) + 1)
    let origin = report.identity.origin
    for (size, root) in roots.enumerated() {
      let head = Checkpoint(origin: origin, size: UInt64(size), root: root)
      #expect(try await verifier.verify(against: [head]).isIntact)
      let other = Checkpoint(origin: origin, size: UInt64(size), root: .zero)
      #expect(
        try await verifier.verify(against: [other]).findings.map(\.kind)
          == [.checkpointRootDiffers(size: UInt64(size))]
      )
    }
    let longer = Checkpoint(origin: origin, size: report.size + 1, root: .zero)
    #expect(
      try await verifier.verify(against: [longer]).findings.map(\.kind)
        == [.endsBeforeCheckpoint(size: report.size, checkpoint: report.size + 1)]
    )
  }

  @Test func `the tree in the index has the verifier's root at every size`() async throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    try fixture.append(0..<1100, batch: 11, to: writer)
    let tree = LogTree(reader: writer.reader, cells: writer.tree)
    var sizes = 0
    let report = try await LogVerifier(fixture.fileSystem, fixture.directory)
      .verify(
        roots: { size, root in
          sizes += 1
          #expect(throws: Never.self) {
            let found = try tree.root(atSize: size)
            #expect(found == root)
          }
        })
    #expect(report.size == 1100)
    #expect(sizes == 1101)
  }

  @Test func `a segment file that was copied under another name is the one that is named`()
    async throws
  {
    var fixture = try LogFixture()
    fixture.options.segmentBytes = 4096
    let writer = try fixture.open()
    try fixture.append(0..<120, to: writer)
    try writer.close()
    let disk = fixture.fileSystem
    let sound = try await LogVerifier(disk, fixture.directory).verify()
    #expect(sound.findings.isEmpty)
    let firsts = try disk.list(fixture.directory.log).compactMap(SegmentName.position).sorted()
    #expect(firsts.count > 2)
    // Between two segments, and behind the last.
    for stray in [Position(firsts[1].rawValue + 1), Position(100_000)] {
      let copy = disk.clone()
      try copy.place(
        disk.contents(of: fixture.directory.segment(firsts[0])),
        at: fixture.directory.segment(stray)
      )
      let report = try await LogVerifier(copy, fixture.directory).verify()
      #expect(!report.isIntact)
      #expect(Set(report.findings.map(\.file)) == ["log/" + SegmentName.file(stray)])
      #expect(report.root == sound.root)
    }
  }
}
