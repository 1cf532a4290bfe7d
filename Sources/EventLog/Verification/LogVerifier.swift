package import CarnetCore
package import Ledger
import SystemPackage

/// What a verification found.
package struct VerificationReport: Sendable {
  package var identity: LogIdentity
  /// Number of events whose bytes were read and checked.
  package var size: UInt64 = 0
  /// The recomputed root over all of them; nil when damage leaves none.
  package var root: Digest?
  package var segments = 0
  package var bytes: UInt64 = 0
  package var checkpoints = 0
  package var lastCheckpoint: Checkpoint?
  package var firstTime: Instant?
  package var lastTime: Instant?
  package var findings: [Finding] = []

  /// Nothing but torn writes that the next opening mends by itself.
  package var isIntact: Bool { !findings.contains(where: \.isDamage) }
}

/// Verifies a whole log from its bytes: every checksum, chain, order and padding, every leaf and
/// the root, the watermark and every signed head.
///
/// Needs no key, changes nothing, and lists all it finds.
package struct LogVerifier {
  private let fileSystem: any FileSystem
  private let directory: LogDirectory

  package init(_ fileSystem: any FileSystem, _ directory: LogDirectory) {
    self.fileSystem = fileSystem
    self.directory = directory
  }

  /// - Parameters:
  ///   - heads: tree heads that somebody kept; each must be the log's own past.
  ///   - roots: called with every size from 0 on and the root at that size, recomputed.
  ///   - progress: called now and then with the number of events read.
  package func verify(
    against heads: [Checkpoint] = [],
    roots: ((UInt64, Digest) -> Void)? = nil,
    progress: (UInt64) -> Void = { _ in }
  ) async throws(LogFailure) -> VerificationReport {
    let scan = try LogScan.besideWriter(fileSystem, directory)
    var walk = Walk(
      report: VerificationReport(identity: scan.identity),
      scan: scan,
      heads: heads,
      roots: roots
    )
    try walk.readCheckpoints(fileSystem, directory)
    // The scan looked at the last segment's end; the walk below looks at everything.
    walk.report.findings += scan.findings.filter { finding in
      switch finding.kind {
      case .watermarkSlot, .watermarkMissing, .strangeFile, .tornTail: true
      default: false
      }
    }
    try await walk.walkSegments(fileSystem, directory, progress)
    walk.finish()
    if !walk.repeatedIdentities.isEmpty {
      try findRepeated(walk.repeatedIdentities, &walk.report)
    }
    return walk.report
  }

  /// Reads the log again for the events whose identities have one fingerprint, and names those that
  /// are the same.
  private func findRepeated(
    _ fingerprints: Set<UInt64>,
    _ report: inout VerificationReport
  ) throws(LogFailure) {
    let size = report.size
    let reader = LogReader(identity: report.identity, fileSystem, directory) {
      () throws(LogFailure) in size
    }
    let cursor = try reader.cursor(from: .zero)
    var first: [EventID: Position] = [:]
    while let block = try cursor.next() {
      for index in 0..<block.count {
        let id = block.ids[index]
        guard fingerprints.contains(Mixing.fingerprint(id, seed: 0)) else { continue }
        let position = block.position(index)
        if let first = first[id] {
          report.findings.append(
            Finding(.eventRepeated(id, first: first), file: "log", position: position)
          )
        } else {
          first[id] = position
        }
      }
    }
  }
}

private struct Walk {
  var report: VerificationReport
  let scan: LogScan
  /// Heads to compare with, by size, smallest first.
  var pending: [(size: UInt64, root: Digest, offset: UInt64?)] = []

  private var frontier = MerkleFrontier()
  private var rootIsKnown = true
  private var nextPosition = Position.zero
  private var link: UInt32 = 0
  private var epoch: UInt32 = 0
  private var revisions: [UInt64: (revision: UInt32, position: UInt64)] = [:]
  private var identities: [UInt64] = []
  private var hashing: [Task<Hashed, Never>] = []
  private var markWasSeen = false
  private let roots: ((UInt64, Digest) -> Void)?
  /// Fingerprints that more than one event has.
  private(set) var repeatedIdentities: Set<UInt64> = []

  private struct Hashed: Sendable {
    var leaves: [Digest]
  }

  init(
    report: VerificationReport,
    scan: LogScan,
    heads: [Checkpoint],
    roots: ((UInt64, Digest) -> Void)?
  ) {
    self.report = report
    self.scan = scan
    self.roots = roots
    pending = heads.map { ($0.size, $0.root, nil) }
  }

  mutating func readCheckpoints(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) {
    let read = try CheckpointStore.read(report.identity, fileSystem, directory)
    report.findings += read.findings
    report.checkpoints = read.checkpoints.count
    report.lastCheckpoint = read.checkpoints.last?.checkpoint
    pending += read.checkpoints.map { ($0.size, $0.checkpoint.root, $0.offset) }
    pending.sort { $0.size < $1.size }
  }

  mutating func walkSegments(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    _ progress: (UInt64) -> Void
  ) async throws(LogFailure) {
    let names = try onDisk { () throws(FileSystemError) in try fileSystem.list(directory.log) }
    let firsts = names.compactMap(SegmentName.position).sorted()
    let strays = try strays(firsts, fileSystem, directory)
    let last = firsts.last { !strays.contains($0) }
    if firsts.first { !strays.contains($0) } != .zero { missing(.zero) }
    for first in firsts where !strays.contains(first) {
      let isLast = first == last
      let file = try onDisk { () throws(FileSystemError) in
        try fileSystem.open(directory.segment(first), for: .reading)
      }
      try await walkSegment(file, first, isLast: isLast, progress)
      try onDisk { () throws(FileSystemError) in
        report.bytes += try file.size()
        try file.close()
      }
      report.segments += 1
    }
    while !hashing.isEmpty { await takeHashes() }
  }

  /// Segments that say themselves that they do not belong here: of another log, or copied under
  /// another name.
  ///
  /// Each is named, and none is read on, so that the segments beside it are judged as
  /// if it were not there.
  private mutating func strays(
    _ firsts: [Position],
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) -> Set<Position> {
    var strays: Set<Position> = []
    for first in firsts {
      let head = try onDisk { () throws(FileSystemError) in
        let file = try fileSystem.open(directory.segment(first), for: .reading)
        defer { try? file.close() }
        return try file.readBytes(SegmentHeader.byteCount, at: 0)
      }
      guard let header = try? SegmentHeader(decoding: head) else { continue }
      let name = "log/" + SegmentName.file(first)
      if header.log != report.identity.id {
        add(.foreignSegment(found: header.log, expected: report.identity.id), name, 16, first)
      } else if header.firstPosition != first {
        add(.segmentOutOfOrder(found: header.firstPosition, expected: first), name, 32, first)
      } else {
        continue
      }
      strays.insert(first)
    }
    return strays
  }

  private mutating func missing(_ position: Position) {
    report.findings.append(
      Finding(
        .segmentMissing(expected: position),
        file: "log/" + SegmentName.file(position),
        position: position
      )
    )
    rootIsKnown = false
  }

  private mutating func walkSegment(
    _ file: any File,
    _ first: Position,
    isLast: Bool,
    _ progress: (UInt64) -> Void
  ) async throws(LogFailure) {
    let name = "log/" + SegmentName.file(first)
    let head = try onDisk { () throws(FileSystemError) in
      try file.readBytes(SegmentHeader.byteCount, at: 0)
    }
    var headerLink = SegmentHeader.checksum(of: head)
    do throws(SegmentHeader.Failure) {
      let header = try SegmentHeader(decoding: head)
      if first != nextPosition {
        if first > nextPosition {
          missing(nextPosition)
        } else {
          add(.segmentOutOfOrder(found: first, expected: nextPosition), name, 32, first)
        }
        nextPosition = first
      } else if header.link != link, rootIsKnown {
        add(.segmentLinkDiffers, name, 48, first)
      }
      if header.epoch < epoch {
        add(.epochFell(found: header.epoch, before: epoch), name, 12, first)
      }
      epoch = max(epoch, header.epoch)
    } catch {
      add(.segmentHeader(error), name, 0, first)
      // The first batch's link still tells what the header's checksum was.
      if head.count == SegmentHeader.byteCount {
        headerLink = head.withUnsafeBytes {
          UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: 124, as: UInt32.self))
        }
      }
      nextPosition = first
    }
    link = headerLink
    var reader = SegmentReader(
      file,
      offset: UInt64(SegmentHeader.byteCount),
      position: nextPosition,
      link: link,
      epoch: epoch
    )
    var batches = 0
    while true {
      let step = try onDisk { () throws(FileSystemError) in try reader.next() }
      switch step {
      case .batch(_, let offset, _) where isLast && isTorn(offset):
        checkMark(first, offset, isLast)
        return
      case .batch(let header, let offset, let frame):
        batches += 1
        await take(header, frame, name, offset)
        progress(nextPosition.rawValue)
        continue
      case .end(let offset):
        let size = try onDisk { () throws(FileSystemError) in try file.size() }
        if !isLast, size > offset { add(.bytesAfterTheEnd, name, offset, nextPosition) }
        if !isLast, batches == 0 { add(.segmentWithoutBatches, name, offset, nextPosition) }
        checkMark(first, offset, isLast)
        return
      case .invalid(let kind, let offset):
        if isLast, isTorn(offset) {
          checkMark(first, scan.tornTail?.lowerBound ?? offset, isLast)
          return
        }
        add(kind, name, offset, nextPosition)
        rootIsKnown = false
        let resumed = try await resume(file, reader, kind, offset)
        guard let resumed else {
          checkMark(first, offset, isLast)
          return
        }
        reader = resumed
      }
    }
  }

  /// Whether a place of the last segment belongs to an unfinished write, which the scan has found.
  private func isTorn(_ offset: UInt64) -> Bool {
    scan.tornTail.map { offset >= $0.lowerBound } ?? false
  }

  /// After damage, looks for the next batch that reads, so that one finding does not hide others.
  private mutating func resume(
    _ file: any File,
    _ reader: SegmentReader,
    _ kind: Finding.Kind,
    _ offset: UInt64
  ) async throws(LogFailure) -> SegmentReader? {
    var place: UInt64? = offset
    switch kind {
    case .batchOutOfOrder, .batchLinkDiffers, .epochFell: break
    default:
      place = try onDisk { () throws(FileSystemError) in
        try reader.laterBatch(from: offset + 1)
      }
    }
    guard let place else { return nil }
    let bytes = try onDisk { () throws(FileSystemError) in
      try file.readBytes(BatchHeader.byteCount, at: place)
    }
    guard let header = try? bytes.withUnsafeBytes({ try BatchHeader(decoding: $0) }) else {
      return nil
    }
    while !hashing.isEmpty { await takeHashes() }
    nextPosition = header.firstPosition
    return SegmentReader(
      file,
      offset: place,
      position: header.firstPosition,
      link: header.link,
      epoch: header.epoch
    )
  }

  private mutating func take(
    _ header: BatchHeader,
    _ frame: UnsafeRawBufferPointer,
    _ name: String,
    _ offset: UInt64
  ) async {
    var block = EventBlock(firstPosition: header.firstPosition)
    do throws(BatchFailure) {
      try BatchDecoder.decode(header, frame: frame, into: &block)
    } catch {
      add(.batch(error), name, offset, header.firstPosition)
      rootIsKnown = false
    }
    nextPosition = header.endPosition
    link = header.payloadChecksum
    epoch = header.epoch
    guard block.count > 0 else { return }
    checkOrder(block, name, offset)
    report.firstTime = report.firstTime ?? block.times.first
    report.lastTime = block.times.last
    report.size += UInt64(block.count)
    let whole = block
    hashing.append(Task.detached { Hashed(leaves: whole.leafHashes()) })
    if hashing.count >= 4 { await takeHashes() }
  }

  private mutating func takeHashes() async {
    let leaves = await hashing.removeFirst().value.leaves
    guard rootIsKnown else { return }
    var rest = leaves[...]
    while !rest.isEmpty {
      compareHeads()
      // As many at once as nobody asks the root within.
      var count = rest.count
      if let next = pending.first { count = min(count, Int(clamping: next.size - frontier.size)) }
      if let roots {
        roots(frontier.size, frontier.root)
        count = 1
      }
      frontier.append(contentsOf: rest.prefix(count))
      rest = rest.dropFirst(count)
    }
  }

  private mutating func compareHeads() {
    while let head = pending.first, head.size == frontier.size {
      if rootIsKnown, frontier.root != head.root {
        report.findings.append(
          Finding(
            .checkpointRootDiffers(size: head.size),
            file: head.offset == nil ? "checkpoint" : "log/checkpoints",
            offset: head.offset
          )
        )
      }
      pending.removeFirst()
    }
  }

  private mutating func checkOrder(_ block: EventBlock, _ name: String, _ offset: UInt64) {
    for index in 0..<block.count {
      let record = block.records[index].rawValue
      let position = block.position(index)
      let found = block.revisions[index].rawValue
      let last = revisions[record]
      let expected = last.map { $0.revision + 1 } ?? 0
      if found != expected, rootIsKnown {
        add(
          .revisionOutOfOrder(
            record: block.records[index],
            found: Revision(found),
            expected: Revision(expected)
          ),
          name,
          offset,
          position
        )
      } else if rootIsKnown,
        block.previous[index] != (last.map { position.rawValue - $0.position } ?? 0)
      {
        add(.previousDiffers(record: block.records[index]), name, offset, position)
      }
      revisions[record] = (found, position.rawValue)
      identities.append(Mixing.fingerprint(block.ids[index], seed: 0))
    }
  }

  private mutating func checkMark(_ segment: Position, _ end: UInt64, _ isLast: Bool) {
    guard let mark = scan.watermark, isLast || mark.segment == segment else { return }
    if mark.segment == segment { markWasSeen = true }
    guard rootIsKnown else { return }
    if nextPosition.rawValue < mark.size {
      add(
        .endsBeforeWatermark(size: nextPosition.rawValue, watermark: mark.size),
        "log/" + SegmentName.file(segment),
        end,
        nextPosition
      )
    } else if nextPosition.rawValue == mark.size, mark.segment == segment, mark.size > 0,
      mark.link != link || mark.endOffset != end
    {
      add(.watermarkDiffers, "log/watermark", UInt64(mark.slot * Watermark.slotBytes), nextPosition)
    }
  }

  mutating func finish() {
    if rootIsKnown {
      compareHeads()
      report.root = frontier.root
      roots?(frontier.size, frontier.root)
      for head in pending {
        report.findings.append(
          Finding(
            .endsBeforeCheckpoint(size: frontier.size, checkpoint: head.size),
            file: head.offset == nil ? "checkpoint" : "log/checkpoints",
            offset: head.offset
          )
        )
      }
    }
    identities.sort()
    for index in 1..<max(1, identities.count) where identities[index] == identities[index - 1] {
      repeatedIdentities.insert(identities[index])
    }
  }

  private mutating func add(
    _ kind: Finding.Kind,
    _ file: String,
    _ offset: UInt64?,
    _ position: Position?
  ) {
    report.findings.append(Finding(kind, file: file, offset: offset, position: position))
  }
}
