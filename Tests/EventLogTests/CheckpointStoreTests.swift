import CarnetCore
import EventLog
import FileSystemSimulation
import Ledger
import Testing

/// The file of signed heads, which grows by one a minute for years.
struct CheckpointStoreTests {
  private static let count = 900

  /// Heads of the sizes 10, 20, 30 …, as the file holds them.
  private static func heads() throws -> [[UInt8]] {
    try (1...count)
      .map { number in
        let checkpoint = Checkpoint(
          origin: LogFixture.identity.origin,
          size: UInt64(number * 10),
          root: .zero
        )
        return Array((try checkpoint.signed(by: LogFixture.signer).encoded + "\n").utf8)
      }
  }

  private static func fixture(_ heads: [[UInt8]]) throws -> LogFixture {
    let fixture = try LogFixture()
    try fixture.fileSystem.place(Array(heads.joined()), at: fixture.directory.checkpoints)
    return fixture
  }

  private func recent(_ fixture: LogFixture, _ size: UInt64? = nil) throws -> CheckpointStore.Heads
  {
    try CheckpointStore.recent(
      LogFixture.identity,
      fixture.fileSystem,
      fixture.directory,
      backTo: size
    )
  }

  private func all(_ fixture: LogFixture) throws -> CheckpointStore.Heads {
    try CheckpointStore.read(LogFixture.identity, fixture.fileSystem, fixture.directory)
  }

  @Test func `the last heads are those of the whole file, with their places`() throws {
    let fixture = try Self.fixture(try Self.heads())
    let whole = try all(fixture)
    #expect(whole.checkpoints.count == Self.count)
    let last = try recent(fixture)
    #expect(last.checkpoints.count < Self.count)
    #expect(last.checkpoints == Array(whole.checkpoints.suffix(last.checkpoints.count)))
    #expect(last.end == whole.end)
    #expect(last.findings.isEmpty)
    for size in [8995, 5000, 77, 10, 1] as [UInt64] {
      let back = try recent(fixture, size)
      #expect(back.checkpoints == Array(whole.checkpoints.suffix(back.checkpoints.count)))
      let first = try #require(back.checkpoints.first)
      #expect(first.size < size || first.size == 10)
    }
  }

  @Test func `a file that is cut anywhere gives the heads that are whole`() throws {
    let heads = try Self.heads()
    let bytes = Array(heads.joined())
    for cut in stride(from: 1, to: 700, by: 7) {
      let fixture = try LogFixture()
      try fixture.fileSystem.place(Array(bytes.dropLast(cut)), at: fixture.directory.checkpoints)
      let whole = try all(fixture)
      let last = try recent(fixture)
      #expect(last.checkpoints.last == whole.checkpoints.last, "cut by \(cut)")
      #expect(last.end == whole.end, "cut by \(cut)")
      #expect(last.findings == whole.findings, "cut by \(cut)")
    }
  }

  @Test func `damage of an old head is told by whoever checks the past, and stops nobody else`()
    throws
  {
    var heads = try Self.heads()
    heads[3][60] ^= 1
    let fixture = try Self.fixture(heads)
    #expect(try !all(fixture).findings.isEmpty)
    #expect(try recent(fixture).findings.isEmpty)
    let tail = try CheckpointStore.tail(
      LogFixture.identity,
      fixture.fileSystem,
      fixture.directory
    )
    #expect(tail.size == UInt64(Self.count * 10))
    heads[Self.count - 1][60] ^= 1
    let broken = try Self.fixture(heads)
    #expect(throws: LogFailure.self) {
      try CheckpointStore.tail(LogFixture.identity, broken.fileSystem, broken.directory)
    }
  }

  @Test func `no heads are none`() throws {
    let fixture = try LogFixture()
    #expect(try recent(fixture).checkpoints.isEmpty)
    #expect(try recent(fixture).end == 0)
    #expect(try recent(fixture, 5).checkpoints.isEmpty)
  }
}
