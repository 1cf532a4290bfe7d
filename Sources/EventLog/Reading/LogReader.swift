package import CarnetCore
import Synchronization
import SystemPackage

/// Reads events from the segments, beside a writer in this or another process.
///
/// It never reads beyond `readableSize`, so whatever does not check below it is damage and is
/// thrown as such, with file, offset and position.
package final class LogReader: Sendable {
  package let identity: LogIdentity
  package let fileSystem: any FileSystem
  package let directory: LogDirectory
  private let limit: @Sendable () throws(LogFailure) -> UInt64

  /// A batch every 64 KiB of a segment, to begin reading near any position.
  private struct Landmark: Sendable {
    var position: Position
    var offset: UInt64
    var link: UInt32
    var epoch: UInt32
  }

  private struct Cache {
    var landmarks: [Position: [Landmark]] = [:]
    var segments: [Position] = []
    /// The block that was read last: neighbours are often asked for next.
    var block: EventBlock?
  }

  private let cache = Mutex(Cache())
  private static let landmarkBytes: UInt64 = 64 << 10

  package init(
    identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    limit: @escaping @Sendable () throws(LogFailure) -> UInt64
  ) {
    self.identity = identity
    self.fileSystem = fileSystem
    self.directory = directory
    self.limit = limit
  }

  /// Number of events that may be read now.
  package func readableSize() throws(LogFailure) -> UInt64 { try limit() }

  /// Reads in order from a position on; see `LogCursor.next`.
  package func cursor(from position: Position) throws(LogFailure) -> LogCursor {
    let size = try limit()
    guard position.rawValue <= size else { throw .beyondEnd(position, size: size) }
    let (segment, landmark) = try start(for: position)
    return try LogCursor(
      self,
      segment: segment,
      offset: landmark.offset,
      position: landmark.position,
      link: landmark.link,
      epoch: landmark.epoch,
      from: position
    )
  }

  /// The block that holds an event, and the event's index in it.
  package func block(containing position: Position) throws(LogFailure) -> (EventBlock, Int) {
    let size = try limit()
    guard position.rawValue < size else { throw .beyondEnd(position, size: size) }
    if let block = cache.withLock({ $0.block }), block.firstPosition <= position,
      position < block.endPosition
    {
      return (block, Int(position.rawValue - block.firstPosition.rawValue))
    }
    let cursor = try cursor(from: position)
    guard let block = try cursor.next(bytesMax: 1) else { throw .beyondEnd(position, size: size) }
    cache.withLock { $0.block = block }
    return (block, Int(position.rawValue - block.firstPosition.rawValue))
  }

  /// The segment that holds a position: the last that begins at or before it.
  func segment(holding position: Position) throws(LogFailure) -> Position {
    func find(_ segments: [Position]) -> Position? {
      // Below the last one the list is complete; above it a newer segment may have been begun.
      guard let last = segments.last, position < last else { return nil }
      return segments.last { $0 <= position }
    }
    if let found = cache.withLock({ find($0.segments) }) { return found }
    let segments: [Position]
    do throws(FileSystemError) {
      segments = try fileSystem.list(directory.log).compactMap(SegmentName.position).sorted()
    } catch {
      throw .system(error)
    }
    cache.withLock { $0.segments = segments }
    guard let found = segments.last(where: { $0 <= position }) else {
      throw .damaged([
        Finding(
          .segmentMissing(expected: .zero),
          file: "log/" + SegmentName.file(.zero),
          position: .zero
        )
      ])
    }
    return found
  }

  /// Opens a segment and checks that it is this log's.
  func openSegment(
    _ first: Position
  ) throws(LogFailure) -> (file: any File, header: SegmentHeader, checksum: UInt32) {
    let name = "log/" + SegmentName.file(first)
    let file: any File
    let bytes: [UInt8]
    do throws(FileSystemError) {
      file = try fileSystem.open(directory.segment(first), for: .reading)
      bytes = try file.readBytes(SegmentHeader.byteCount, at: 0)
    } catch {
      throw .system(error)
    }
    let header: SegmentHeader
    do throws(SegmentHeader.Failure) {
      header = try SegmentHeader(decoding: bytes)
    } catch {
      throw .damaged([Finding(.segmentHeader(error), file: name, offset: 0, position: first)])
    }
    guard header.log == identity.id else {
      throw .damaged([
        Finding(
          .foreignSegment(found: header.log, expected: identity.id),
          file: name,
          offset: 16,
          position: first
        )
      ])
    }
    return (file, header, SegmentHeader.checksum(of: bytes))
  }

  private func start(
    for position: Position
  ) throws(LogFailure) -> (segment: Position, landmark: Landmark) {
    let first = try segment(holding: position)
    let known = cache.withLock { $0.landmarks[first] ?? [] }
    if let last = known.last, last.position > position,
      let landmark = known.last(where: { $0.position <= position })
    {
      return (first, landmark)
    }
    let (file, header, checksum) = try openSegment(first)
    defer { try? file.close() }
    var landmarks = known
    if landmarks.isEmpty {
      landmarks = [
        Landmark(
          position: first,
          offset: UInt64(SegmentHeader.byteCount),
          link: checksum,
          epoch: header.epoch
        )
      ]
    }
    var best = landmarks[landmarks.count - 1]
    let reader = SegmentReader(
      file,
      offset: best.offset,
      position: best.position,
      link: best.link,
      epoch: best.epoch,
      headersOnly: true
    )
    best = landmarks.last { $0.position <= position } ?? best
    walk: while true {
      let before = Landmark(
        position: reader.nextPosition,
        offset: reader.offset,
        link: reader.link,
        epoch: reader.epoch
      )
      if before.position <= position { best = before }
      if let last = landmarks.last, before.offset >= last.offset + Self.landmarkBytes {
        landmarks.append(before)
      }
      if before.position > position { break }
      do throws(FileSystemError) {
        guard case .batch = try reader.next() else { break walk }
      } catch {
        throw .system(error)
      }
    }
    cache.withLock { cache in
      if landmarks.count > (cache.landmarks[first]?.count ?? 0) {
        cache.landmarks[first] = landmarks
      }
    }
    return (first, best)
  }
}

extension LogReader {
  /// Calls `body` with each event of a record, newest first, until it says false: the block and the
  /// event's index in it.
  package func walkBack(
    from head: RecordHead,
    _ body: (EventBlock, Int) throws(LogFailure) -> Bool
  ) throws(LogFailure) {
    var position = head.position
    while true {
      let (block, index) = try block(containing: position)
      guard try body(block, index) else { return }
      let distance = block.previous[index]
      if distance == 0 { return }
      position = Position(position.rawValue - distance)
    }
  }

  package func envelope(at position: Position) throws(LogFailure) -> Envelope {
    let (block, index) = try block(containing: position)
    return block.envelope(index)
  }

  package func identity(at position: Position) throws(LogFailure) -> EventID {
    let (block, index) = try block(containing: position)
    return block.ids[index]
  }
}
