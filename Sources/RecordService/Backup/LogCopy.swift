import CarnetCore
import EventLog
import Ledger
import SystemPackage

/// Copies the events of a log, batch by batch, each checked before it is written: sums, order, chain
/// and every leaf of the tree.
///
/// Without a target it only reads.
struct LogCopy {
  private let fileSystem: any FileSystem
  private let source: LogDirectory
  private let target: LogDirectory?
  private let log: LogID
  /// Where the copy ends.
  private(set) var end: LogEnd
  private(set) var frontier: MerkleFrontier
  private(set) var last: Instant?

  /// - Parameters:
  ///   - fileSystem: where both stand.
  ///   - source: the log; its writer may go on.
  ///   - target: where the copy goes; nil to read only.
  ///   - log: whose segments are expected.
  ///   - manifest: what the target holds already.
  init(
    _ fileSystem: any FileSystem,
    from source: LogDirectory,
    to target: LogDirectory?,
    log: LogID,
    after manifest: BackupManifest? = nil
  ) {
    self.fileSystem = fileSystem
    self.source = source
    self.target = target
    self.log = log
    if let manifest {
      end = manifest.end
      frontier = MerkleFrontier(size: manifest.size, subtrees: manifest.subtrees)
      last = manifest.last
    } else {
      end = LogEnd(size: 0, segment: .zero, offset: 0, link: 0, epoch: 0)
      frontier = MerkleFrontier()
    }
  }

  /// Copies up to a size; durable when this returns.
  ///
  /// - Parameters:
  ///   - limit: number of events that the copy shall hold.
  ///   - inspect: called with each batch and its leaves.
  /// - Returns: what stands where the copy ended before the limit; nil when it was reached, or
  ///   nothing follows.
  mutating func run(
    upTo limit: UInt64,
    _ inspect: (EventBlock, [Digest]) throws -> Void = { _, _ in }
  ) throws -> Finding? {
    while true {
      let path = source.segment(end.segment)
      guard try fileSystem.exists(path) else {
        return found(.segmentMissing(expected: end.segment), nil)
      }
      let file = try fileSystem.open(path, for: .reading)
      defer { try? file.close() }
      let writer = try target.map { try SegmentCopy(fileSystem, $0.segment(end.segment)) }
      if end.offset == 0, let finding = try beginSegment(file, writer) {
        try writer?.abandon()
        return finding
      }
      let stop = try copyBatches(file, writer, limit, inspect)
      try writer?.finish(at: end.offset)
      if end.size >= limit { return nil }
      guard end.size > end.segment.rawValue,
        try fileSystem.exists(source.segment(Position(end.size)))
      else { return stop }
      if let stop { return stop }
      end.segment = Position(end.size)
      end.offset = 0
    }
  }

  /// Checks the header of a segment that the copy has not begun, and copies it.
  private mutating func beginSegment(
    _ file: any File,
    _ writer: SegmentCopy?
  ) throws -> Finding? {
    let bytes = try file.readBytes(SegmentHeader.byteCount, at: 0)
    let header: SegmentHeader
    do throws(SegmentHeader.Failure) {
      header = try SegmentHeader(decoding: bytes)
    } catch {
      return found(.segmentHeader(error), 0)
    }
    if header.log != log { return found(.foreignSegment(found: header.log, expected: log), 16) }
    if header.firstPosition != end.segment {
      return found(.segmentOutOfOrder(found: header.firstPosition, expected: end.segment), 32)
    }
    if header.link != end.link { return found(.segmentLinkDiffers, 48) }
    if header.epoch < end.epoch {
      return found(.epochFell(found: header.epoch, before: end.epoch), 12)
    }
    try writer?.write(bytes, at: 0)
    end.offset = UInt64(SegmentHeader.byteCount)
    end.link = SegmentHeader.checksum(of: bytes)
    end.epoch = header.epoch
    return nil
  }

  private mutating func copyBatches(
    _ file: any File,
    _ writer: SegmentCopy?,
    _ limit: UInt64,
    _ inspect: (EventBlock, [Digest]) throws -> Void
  ) throws -> Finding? {
    let reader = SegmentReader(
      file,
      offset: end.offset,
      position: Position(end.size),
      link: end.link,
      epoch: end.epoch
    )
    var refreshed = false
    while end.size < limit {
      switch try reader.next() {
      case .end: return nil
      case .invalid(let kind, let offset):
        // What was read ahead may be half of a batch that its writer has finished by now.
        if !refreshed {
          refreshed = true
          reader.refresh()
          continue
        }
        return found(kind, offset)
      case .batch(let header, let offset, let frame):
        refreshed = false
        var block = EventBlock(firstPosition: header.firstPosition)
        do throws(BatchFailure) {
          try BatchDecoder.decode(header, frame: frame, into: &block)
        } catch {
          return found(.batch(error), offset)
        }
        let leaves = block.leafHashes()
        let count = Int(min(limit - end.size, UInt64(block.count)))
        if count == block.count {
          try writer?.write(frame, at: offset)
          end.offset = offset + UInt64(header.frameLength)
          end.link = header.payloadChecksum
        } else {
          let prefix = BatchPrefix.encode(count, of: block, header)
          try writer?.write(prefix.frame, at: offset)
          end.offset = offset + UInt64(prefix.frame.count)
          end.link = prefix.header.payloadChecksum
        }
        end.size += UInt64(count)
        end.epoch = header.epoch
        last = block.times[count - 1]
        frontier.append(contentsOf: leaves.prefix(count))
        try inspect(block, Array(leaves.prefix(count)))
      }
    }
    return nil
  }

  private func found(_ kind: Finding.Kind, _ offset: UInt64?) -> Finding {
    Finding(
      kind,
      file: "log/" + SegmentName.file(end.segment),
      offset: offset,
      position: Position(end.size)
    )
  }
}

/// The copy of one segment, written in large pieces.
private final class SegmentCopy {
  private let fileSystem: any FileSystem
  private let path: FilePath
  private let file: any File
  private let isNew: Bool
  private var pending: [UInt8] = []
  private var start: UInt64 = 0

  init(_ fileSystem: any FileSystem, _ path: FilePath) throws(FileSystemError) {
    self.fileSystem = fileSystem
    self.path = path
    isNew = try !fileSystem.exists(path)
    file = try isNew ? fileSystem.create(path) : fileSystem.open(path, for: .writing)
  }

  func write(_ bytes: some Collection<UInt8>, at offset: UInt64) throws(FileSystemError) {
    if pending.isEmpty { start = offset }
    pending.append(contentsOf: bytes)
    if pending.count >= 4 << 20 { try flush() }
  }

  private func flush() throws(FileSystemError) {
    if !pending.isEmpty { try file.write(pending, at: start) }
    pending.removeAll(keepingCapacity: true)
  }

  func finish(at end: UInt64) throws(FileSystemError) {
    try flush()
    if try file.size() > end { try file.truncate(to: end) }
    try file.sync()
    try file.close()
    if isNew { try fileSystem.syncDirectory(path.removingLastComponent()) }
  }

  /// Leaves no file that says nothing.
  func abandon() throws(FileSystemError) {
    try file.close()
    if isNew { try fileSystem.remove(path) }
  }
}
