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

  /// A batch every 16 KiB of a segment, to begin reading near any position.
  private struct Landmark: Sendable {
    var position: Position
    var offset: UInt64
    var link: UInt32
    var epoch: UInt32
  }

  /// The landmarks of one segment, complete for positions below `end`.
  private struct Landmarks: Sendable {
    var places: [Landmark] = []
    var end = Position.zero

    /// The last at or before a position.
    func landmark(for position: Position) -> Landmark? {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle].position <= position { low = middle + 1 } else { high = middle }
      }
      return low == 0 ? nil : places[low - 1]
    }
  }

  private struct OpenSegment {
    var file: any File
    var header: SegmentHeader
    var checksum: UInt32
  }

  private struct Cache {
    var landmarks: [Position: Landmarks] = [:]
    /// The segments as they were listed when the log held `listedSize` events.
    var segments: [Position] = []
    var listedSize: UInt64 = 0
    var files: [Position: OpenSegment] = [:]
    /// The blocks that single events were read from last: neighbours are often asked for next.
    var blocks = RecentBlocks()
  }

  private let cache = Mutex(Cache())
  private static let landmarkBytes: UInt64 = 16 << 10
  /// For one event: a batch between two landmarks and what stands before it.
  private static let lookupBytes = 64 << 10
  private static let filesMax = 64

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
    if let block = cache.withLock({ $0.blocks.block(containing: position) }) {
      return (block, Int(position.rawValue - block.firstPosition.rawValue))
    }
    var found = try lookUp(position)
    if found == nil { found = try cursor(from: position).next(bytesMax: 1) }
    guard let block = found else { throw .beyondEnd(position, size: size) }
    cache.withLock { $0.blocks.keep(block) }
    return (block, Int(position.rawValue - block.firstPosition.rawValue))
  }

  /// Reads the one batch that holds a position, and little more.
  ///
  /// Returns nil where anything does not check: the cursor reads again and says what and where.
  private func lookUp(_ position: Position) throws(LogFailure) -> EventBlock? {
    let (segment, landmark) = try start(for: position)
    let reader = SegmentReader(
      try pooled(segment).file,
      offset: landmark.offset,
      position: landmark.position,
      link: landmark.link,
      epoch: landmark.epoch,
      bufferBytes: Self.lookupBytes
    )
    while true {
      let step: SegmentReader.Step
      do throws(FileSystemError) {
        step = try reader.next()
      } catch {
        throw .system(error)
      }
      guard case .batch(let header, _, let frame) = step else { return nil }
      if header.endPosition <= position { continue }
      var block = EventBlock(firstPosition: header.firstPosition)
      do throws(BatchFailure) {
        try BatchDecoder.decode(header, frame: frame, into: &block)
      } catch {
        return nil
      }
      return block
    }
  }

  /// The segment that holds a position: the last that begins at or before it.
  func segment(holding position: Position) throws(LogFailure) -> Position {
    let known = cache.withLock { cache -> Position? in
      // What could be read when they were listed stands in one of them.
      guard position.rawValue < cache.listedSize else { return nil }
      return cache.segments.last { $0 <= position }
    }
    if let known { return known }
    let size = try limit()
    let segments: [Position]
    do throws(FileSystemError) {
      segments = try fileSystem.list(directory.log).compactMap(SegmentName.position).sorted()
    } catch {
      throw .system(error)
    }
    cache.withLock { cache in
      cache.segments = segments
      cache.listedSize = size
    }
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

  /// A segment's file, kept open: single events are read from it again and again.
  private func pooled(_ first: Position) throws(LogFailure) -> OpenSegment {
    if let known = cache.withLock({ $0.files[first] }) { return known }
    let (file, header, checksum) = try openSegment(first)
    let opened = OpenSegment(file: file, header: header, checksum: checksum)
    cache.withLock { cache in
      // Whoever reads from one that goes keeps it open until they are done.
      if cache.files.count >= Self.filesMax { cache.files = [:] }
      cache.files[first] = opened
    }
    return opened
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
    let known = cache.withLock { $0.landmarks[first] ?? Landmarks() }
    if position < known.end, let landmark = known.landmark(for: position) {
      return (first, landmark)
    }
    let opened = try pooled(first)
    var landmarks = known
    if landmarks.places.isEmpty {
      landmarks.places = [
        Landmark(
          position: first,
          offset: UInt64(SegmentHeader.byteCount),
          link: opened.checksum,
          epoch: opened.header.epoch
        )
      ]
    }
    let last = landmarks.places[landmarks.places.count - 1]
    let reader = SegmentReader(
      opened.file,
      offset: last.offset,
      position: last.position,
      link: last.link,
      epoch: last.epoch,
      headersOnly: true
    )
    walk: while true {
      let before = Landmark(
        position: reader.nextPosition,
        offset: reader.offset,
        link: reader.link,
        epoch: reader.epoch
      )
      landmarks.end = before.position
      if let last = landmarks.places.last, before.offset >= last.offset + Self.landmarkBytes {
        landmarks.places.append(before)
      }
      if before.position > position { break }
      do throws(FileSystemError) {
        guard case .batch = try reader.next() else { break walk }
      } catch {
        throw .system(error)
      }
    }
    let walked = landmarks
    cache.withLock { cache in
      if walked.end > cache.landmarks[first]?.end ?? .zero { cache.landmarks[first] = walked }
    }
    return (first, walked.landmark(for: position) ?? walked.places[0])
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
