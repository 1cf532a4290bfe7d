import CarnetCore
import EventLog
import FileSystemSimulation
import Ledger
import SystemPackage
import Testing

/// What opening a log does with files as a crash, a bad disk or a stranger left them.
struct RecoveryTests {
  /// A log whose watermark stands at the first half of its events.
  private struct HalfMarked {
    var fixture: LogFixture
    var segment: FilePath
    var whole: [UInt8]
    /// Where each batch begins, by the number of events before it; the last is the end.
    var ends: [(offset: Int, size: Int)]
    /// The events that the watermark covers.
    var marked: Int

    init() throws {
      fixture = try LogFixture()
      fixture.options.segmentBytes = 1 << 20
      fixture.options.watermarkDelayMilliseconds = 1_000_000
      let writer = try fixture.open()
      ends = [(SegmentHeader.byteCount, 0)]
      for batch in 0..<8 {
        if batch == 4 { try writer.writeWatermark() }
        for outcome in try writer.append(
          (batch * 3..<batch * 3 + 3).map { LogFixture.write($0) },
          now: LogFixture.start
        ) {
          _ = try outcome.get()
        }
        ends.append((Int(writer.end.offset), Int(writer.end.size)))
      }
      writer.abandon()
      marked = 12
      segment = fixture.directory.segment(.zero)
      whole = Array(
        try fixture.fileSystem.contents(of: segment).prefix(ends.last.map(\.offset) ?? 0)
      )
    }

    /// The same disk with another segment.
    func with(_ bytes: [UInt8]) throws -> LogFixture {
      var copy = fixture
      copy.fileSystem = fixture.fileSystem.clone()
      copy.fileSystem.restart()
      try copy.fileSystem.place(bytes, at: segment)
      return copy
    }
  }

  @Test func `a log cut at any byte opens with all whole batches, and tells of the cut`() throws {
    let log = try HalfMarked()
    let markedEnd = try #require(log.ends.first { $0.size == log.marked }).offset
    for length in markedEnd...log.whole.count {
      let fixture = try log.with(Array(log.whole.prefix(length)))
      let good = try #require(log.ends.last { $0.offset <= length })
      let writer = try fixture.open(seed: 5)
      let envelopes = try writer.reader.allEnvelopes()
      // Zeros at the end are space allocated ahead, not a part of what was written.
      let rest = Array(log.whole[good.offset..<length])
      let torn = Array(rest.prefix((rest.lastIndex { $0 != 0 } ?? -1) + 1))
      let isCut = !torn.isEmpty
      #expect(
        envelopes.filter { $0.type != .tailTruncated }.map(\.id)
          == (0..<good.size).map { LogFixture.event($0).id },
        "cut at \(length)"
      )
      #expect(envelopes.count == good.size + (isCut ? 1 : 0), "cut at \(length)")
      #expect(
        writer.openingFindings.map(\.kind)
          == (isCut ? [.tornTail(bytes: UInt64(torn.count))] : []),
        "cut at \(length)"
      )
      let kept = try fixture.fileSystem.list(fixture.directory.torn)
      #expect(kept.count == (isCut ? 1 : 0))
      if let name = kept.first {
        let file = fixture.directory.torn.appending(name)
        #expect(try fixture.fileSystem.contents(of: file) == torn)
      }
      try fixture.append(24..<30, to: writer)
      try writer.close()
      #expect(try fixture.open(seed: 6).openingFindings == [])
    }
  }

  @Test func `a log cut below its watermark is refused, and nothing is changed`() throws {
    let log = try HalfMarked()
    let markedEnd = try #require(log.ends.first { $0.size == log.marked }).offset
    for length in 0..<markedEnd {
      let fixture = try log.with(Array(log.whole.prefix(length)))
      let before = fixture.fileSystem.fileContents()
      do {
        _ = try fixture.open(seed: 5)
        Issue.record("a log of \(length) bytes opens")
      } catch LogFailure.damaged(let findings) {
        #expect(!findings.isEmpty)
      }
      #expect(fixture.fileSystem.fileContents() == before, "cut at \(length)")
    }
  }

  @Test func `a changed byte below the watermark is refused, and nothing is changed`() throws {
    let log = try HalfMarked()
    let markedEnd = try #require(log.ends.first { $0.size == log.marked }).offset
    for place in 0..<markedEnd {
      var bytes = log.whole
      bytes[place] ^= 0x40
      let fixture = try log.with(bytes)
      let before = fixture.fileSystem.fileContents()
      do {
        _ = try fixture.open(seed: 5)
        Issue.record("a change of byte \(place) goes unseen")
      } catch LogFailure.damaged(let findings) {
        #expect(findings.contains { $0.isDamage && $0.file.hasPrefix("log/") })
      }
      #expect(fixture.fileSystem.fileContents() == before, "byte \(place)")
    }
  }

  @Test func `a batch that was zeroed whole, with a later one after it, is damage`() throws {
    let log = try HalfMarked()
    let marked = try #require(log.ends.firstIndex { $0.size == log.marked })
    var bytes = log.whole
    for place in log.ends[marked].offset..<log.ends[marked + 1].offset { bytes[place] = 0 }
    // Exactly one batch is left after the hole.
    bytes.removeSubrange(log.ends[marked + 2].offset...)
    let fixture = try log.with(bytes)
    let before = fixture.fileSystem.fileContents()
    do {
      _ = try fixture.open(seed: 5)
      Issue.record("a batch that was acknowledged was cut")
    } catch LogFailure.damaged(let findings) {
      #expect(!findings.isEmpty)
    }
    #expect(fixture.fileSystem.fileContents() == before)
  }

  @Test func `a torn tail is no damage to a verifier, wherever it is torn`() async throws {
    let log = try HalfMarked()
    let markedEnd = try #require(log.ends.first { $0.size == log.marked }).offset
    for length in stride(from: markedEnd, through: log.whole.count, by: 3) {
      let fixture = try log.with(Array(log.whole.prefix(length)))
      let report = try await LogVerifier(fixture.fileSystem, fixture.directory).verify()
      #expect(report.isIntact, "cut at \(length): \(report.findings)")
    }
  }

  @Test func `the note of a cut stands in the log as its page says: plain, 28 bytes`() throws {
    let log = try HalfMarked()
    let fixture = try log.with(Array(log.whole.dropLast(9)))
    let writer = try fixture.open(seed: 5)
    let note = try #require(try writer.reader.allEnvelopes().last)
    #expect(note.type == .tailTruncated)
    #expect(note.codec == 0)
    #expect(note.key == .unsealed)
    #expect(note.plainLength == 28 && note.storedLength == 28)
  }

  @Test func `damage above the watermark that a later batch follows is never cut`() throws {
    let log = try HalfMarked()
    // The last but one batch: acknowledged, not yet marked, and followed by another.
    let start = log.ends[log.ends.count - 3].offset
    let end = log.ends[log.ends.count - 2].offset
    for place in start..<end {
      var bytes = log.whole
      bytes[place] ^= 0x01
      let fixture = try log.with(bytes)
      #expect(throws: LogFailure.self, "byte \(place)") { try fixture.open(seed: 5) }
    }
  }

  @Test func `a segment of another log, a missing one and one too many are refused`() throws {
    let fixture = try LogFixture()
    let writer = try fixture.open()
    try fixture.append(0..<150, to: writer)
    try writer.close()
    let segments = try fixture.fileSystem.list(fixture.directory.log)
      .filter { $0.hasSuffix(SegmentName.suffix) }
    #expect(segments.count > 3)

    func refused(_ change: (SimulatedFileSystem) throws -> Void) throws -> [Finding.Kind] {
      var copy = fixture
      copy.fileSystem = fixture.fileSystem.clone()
      copy.fileSystem.restart()
      try change(copy.fileSystem)
      do {
        _ = try copy.open()
        return []
      } catch LogFailure.damaged(let findings) {
        return findings.map(\.kind)
      }
    }

    let log = fixture.directory.log
    #expect(
      try refused { try $0.remove(log.appending(segments[0])) }
        .contains {
          if case .segmentMissing = $0 { true } else { false }
        }
    )
    #expect(
      try refused { try $0.remove(log.appending(segments.last ?? "")) }
        .contains {
          if case .endsBeforeWatermark = $0 { true } else { false }
        }
    )
    let other = LogID(high: 9, low: 9)
    let foreign = SegmentHeader(
      epoch: 1,
      log: other,
      firstPosition: .zero,
      created: LogFixture.start,
      link: 0
    )
    #expect(
      try refused { try $0.place(foreign.encoded(), at: log.appending(segments[0])) }
        .contains {
          if case .foreignSegment(let found, _) = $0 { found == other } else { false }
        }
    )
  }

  @Test func `a log shorter than a head it signed is refused`() throws {
    let log = try HalfMarked()
    let fixture = log.fixture
    let identity = LogFixture.identity
    let checkpoint = Checkpoint(origin: identity.origin, size: 24, root: .zero)
    try CheckpointStore.append(
      checkpoint.signed(by: LogFixture.signer),
      identity,
      fixture.fileSystem,
      fixture.directory
    )
    let cut = try log.with(Array(log.whole.prefix(log.ends[6].offset)))
    do {
      _ = try cut.open()
      Issue.record("the log opens")
    } catch LogFailure.damaged(let findings) {
      #expect(findings.map(\.kind) == [.endsBeforeCheckpoint(size: 18, checkpoint: 24)])
    }
  }
}

extension SimulatedFileSystem {
  /// All files with their bytes.
  func fileContents() -> [String] { dump().split(separator: "\n").map(String.init) }
}
