package import CarnetCore
import Foundation
import SystemPackage

/// What a look at the folder says about a log before anything in it is believed: the identity, the
/// segments, the watermark, and where the last segment's good batches end.
///
/// Everything that is wrong is listed; nothing is changed.
package struct LogScan: Sendable {
  package struct Segment: Hashable, Sendable {
    package var first: Position
    package var header: SegmentHeader
    /// The header's own checksum, which the first batch is chained to.
    package var headerChecksum: UInt32
  }

  package var identity: LogIdentity
  package var segments: [Segment] = []
  package var watermark: Watermark?
  package var findings: [Finding] = []
  /// Where the good batches end.
  package var end: LogEnd
  /// Bytes after the end that are the rest of an unfinished write.
  package var tornTail: Range<UInt64>?
  /// Names that end in `.tmp`: interrupted writes.
  package var leftovers: [String] = []

  package var damage: [Finding] { findings.filter(\.isDamage) }

  /// The stop before was a clean one and nothing was written since.
  package var wasStoppedCleanly: Bool {
    guard let watermark else { return false }
    return watermark.isCleanStop && watermark.size == end.size && tornTail == nil
  }
}

extension LogScan {
  /// Reads `log/identity`.
  package static func readIdentity(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) -> LogIdentity {
    let bytes = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(directory.identity)
        ? fileSystem.readAll(directory.identity, limit: LogIdentity.fileLimitBytes) : nil
    }
    guard let bytes else { throw .noLog(directory.root) }
    do throws(IdentityFailure) {
      return try LogIdentity(decoding: bytes)
    } catch {
      throw .identity(error, directory.identity)
    }
  }

  /// Scans the folder; reads the headers of all segments and the batches of the last.
  package init(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) {
    identity = try Self.readIdentity(fileSystem, directory)
    end = LogEnd(size: 0, segment: .zero, offset: 0, link: 0, epoch: 0)
    do throws(FileSystemError) {
      try scanSegments(fileSystem, directory)
      try scanWatermark(fileSystem, directory)
      try scanLastSegment(fileSystem, directory)
    } catch {
      throw .system(error)
    }
    checkAgainstWatermark()
  }

  /// Scans a log that another process may be writing.
  ///
  /// A batch that is half written at the moment it is read looks like damage. Damage that is there
  /// stays where it is: what is found in one place only once was a writer at work.
  package static func besideWriter(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) -> LogScan {
    var scan = try LogScan(fileSystem, directory)
    var looks = 1
    while !scan.damage.isEmpty, looks < Self.looksMax {
      Thread.sleep(forTimeInterval: 0.002 * Double(looks))
      let again = try LogScan(fileSystem, directory)
      if again.damage == scan.damage { return again }
      scan = again
      looks += 1
    }
    return scan
  }

  private static let looksMax = 16

  private mutating func scanSegments(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(FileSystemError) {
    let known: Set<String> = ["identity", "watermark", "checkpoints", "torn", "lock"]
    for name in try fileSystem.list(directory.log) {
      if name.hasSuffix(".tmp") {
        leftovers.append(name)
        continue
      }
      if known.contains(name) { continue }
      guard let first = SegmentName.position(name) else {
        findings.append(Finding(.strangeFile(name), file: "log/" + name))
        continue
      }
      let file = try fileSystem.open(directory.segment(first), for: .reading)
      let bytes = try file.readBytes(SegmentHeader.byteCount, at: 0)
      try file.close()
      do throws(SegmentHeader.Failure) {
        let header = try SegmentHeader(decoding: bytes)
        segments.append(
          Segment(
            first: first,
            header: header,
            headerChecksum: SegmentHeader.checksum(of: bytes)
          )
        )
        if header.log != identity.id {
          findings.append(
            Finding(
              .foreignSegment(found: header.log, expected: identity.id),
              file: "log/" + name,
              offset: 16,
              position: first
            )
          )
        } else if header.firstPosition != first {
          findings.append(
            Finding(
              .segmentOutOfOrder(found: header.firstPosition, expected: first),
              file: "log/" + name,
              offset: 32,
              position: first
            )
          )
        }
      } catch {
        findings.append(
          Finding(.segmentHeader(error), file: "log/" + name, offset: 0, position: first)
        )
      }
    }
    if findings.contains(where: \.isDamage) { return }
    if segments.first?.first != .zero {
      findings.append(
        Finding(
          .segmentMissing(expected: .zero),
          file: "log/" + SegmentName.file(.zero),
          position: .zero
        )
      )
    }
  }

  private mutating func scanWatermark(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(FileSystemError) {
    guard try fileSystem.exists(directory.watermark) else {
      findings.append(Finding(.watermarkMissing, file: "log/watermark"))
      return
    }
    let file = try fileSystem.open(directory.watermark, for: .reading)
    let bytes = try file.readBytes(Watermark.fileBytes + 1, at: 0)
    try file.close()
    let read = Watermark.read(bytes)
    watermark = read.mark
    for slot in read.unreadable {
      findings.append(
        Finding(
          .watermarkSlot(slot),
          file: "log/watermark",
          offset: UInt64(slot * Watermark.slotBytes)
        )
      )
    }
    if read.mark == nil || bytes.count != Watermark.fileBytes {
      findings.append(Finding(.watermarkMissing, file: "log/watermark"))
    }
  }

  private mutating func scanLastSegment(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(FileSystemError) {
    guard !findings.contains(where: { $0.isDamage && $0.kind != .watermarkMissing }),
      let last = segments.last
    else { return }
    let name = "log/" + SegmentName.file(last.first)
    let file = try fileSystem.open(directory.segment(last.first), for: .reading)
    defer { try? file.close() }
    let reader = SegmentReader(
      file,
      offset: UInt64(SegmentHeader.byteCount),
      position: last.first,
      link: last.headerChecksum,
      epoch: last.header.epoch
    )
    walk: while true {
      switch try reader.next() {
      case .batch(let header, let offset, let frame):
        var block = EventBlock(firstPosition: header.firstPosition)
        do throws(BatchFailure) {
          try BatchDecoder.decode(header, frame: frame, into: &block)
        } catch {
          try classify(.batch(error), offset, header.firstPosition, reader, name)
          break walk
        }
        end = LogEnd(
          size: header.endPosition.rawValue,
          segment: last.first,
          offset: reader.offset,
          link: reader.link,
          epoch: reader.epoch
        )
      case .end:
        break walk
      case .invalid(let kind, let offset):
        try classify(kind, offset, reader.nextPosition, reader, name)
        break walk
      }
    }
    if end.offset == 0 {
      end = LogEnd(
        size: last.first.rawValue,
        segment: last.first,
        offset: UInt64(SegmentHeader.byteCount),
        link: last.headerChecksum,
        epoch: last.header.epoch
      )
    }
  }

  /// Tells the rest of an unfinished write from damage (docs/log-format.md section 7).
  private mutating func classify(
    _ kind: Finding.Kind,
    _ offset: UInt64,
    _ position: Position,
    _ reader: SegmentReader,
    _ name: String
  ) throws(FileSystemError) {
    let finding = Finding(kind, file: name, offset: offset, position: position)
    // What follows correctly formed but out of order was written by somebody: never a torn write.
    switch kind {
    case .batchOutOfOrder, .batchLinkDiffers, .epochFell:
      findings.append(finding)
      return
    case .batchHeader(.malformed), .batchHeader(.futureFormat):
      findings.append(finding)
      return
    default: break
    }
    let start = end.offset == 0 ? UInt64(SegmentHeader.byteCount) : end.offset
    let last = segments.last?.first ?? .zero
    let isBelowMark: Bool
    if let watermark {
      isBelowMark =
        last.rawValue < watermark.segment.rawValue
        || (last == watermark.segment && start < watermark.endOffset)
    } else {
      isBelowMark = true
    }
    let contentEnd = try reader.endOfContent(from: start)
    // From where the batch should stand, not from where something was found: that may be the one
    // that follows a hole.
    let later = try reader.laterBatch(from: start + UInt64(BatchHeader.alignment))
    if isBelowMark || later != nil || contentEnd - start > UInt64(Self.tornBytesMax) {
      findings.append(finding)
    } else {
      tornTail = start..<contentEnd
      findings.append(
        Finding(
          .tornTail(bytes: contentEnd - start),
          file: name,
          offset: start,
          position: position
        )
      )
    }
  }

  /// No batch is larger than this.
  static let tornBytesMax =
    Int(BatchHeader.rawColumnsLengthMax) + Int(BatchHeader.bodiesLengthMax) + 4096

  private mutating func checkAgainstWatermark() {
    guard damage.isEmpty, let watermark else { return }
    if end.size < watermark.size {
      findings.append(
        Finding(
          .endsBeforeWatermark(size: end.size, watermark: watermark.size),
          file: "log/" + SegmentName.file(end.segment),
          offset: end.offset,
          position: Position(end.size)
        )
      )
    } else if end.size == watermark.size, watermark.size > 0, watermark.segment == end.segment,
      watermark.link != end.link || watermark.endOffset != end.offset
    {
      findings.append(
        Finding(.watermarkDiffers, file: "log/watermark", position: Position(end.size))
      )
    }
  }
}
