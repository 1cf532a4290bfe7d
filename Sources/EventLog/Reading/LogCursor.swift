package import CarnetCore

/// A place in the log from which blocks are read in order; at the end it waits for more.
///
/// One thread uses a cursor.
package final class LogCursor {
  private let log: LogReader
  private var segment: Position
  private var file: any File
  private var reader: SegmentReader
  // Events below this were not asked for: they stand in the first batch before the first wanted.
  private var wanted: Position

  init(
    _ log: LogReader,
    segment: Position,
    offset: UInt64,
    position: Position,
    link: UInt32,
    epoch: UInt32,
    from wanted: Position
  ) throws(LogFailure) {
    self.log = log
    self.segment = segment
    self.wanted = wanted
    file = try log.openSegment(segment).file
    reader = SegmentReader(file, offset: offset, position: position, link: link, epoch: epoch)
  }

  deinit { try? file.close() }

  /// The position after the last block that was given.
  package var position: Position { reader.nextPosition }

  /// The next events: batches until `bytesMax` bytes of them are together, at least one.
  ///
  /// The first block may begin before the position that was asked for. nil at the end of what may
  /// be read; a later call sees what was written since.
  package func next(bytesMax: Int = 256 << 10) throws(LogFailure) -> EventBlock? {
    let limit = try log.readableSize()
    var block: EventBlock?
    var bytes = 0
    while reader.nextPosition.rawValue < limit, bytes < bytesMax {
      let step: SegmentReader.Step
      do throws(FileSystemError) {
        step = try reader.next()
      } catch {
        throw .system(error)
      }
      switch step {
      case .batch(let header, let offset, let frame):
        refreshed = false
        if header.endPosition <= wanted, block == nil { continue }
        var target = block ?? EventBlock(firstPosition: header.firstPosition)
        block = nil
        do throws(BatchFailure) {
          try BatchDecoder.decode(header, frame: frame, into: &target)
        } catch {
          throw damaged(.batch(error), offset, header.firstPosition)
        }
        block = target
        bytes += frame.count
      case .end(let offset):
        // Below the limit there must be more: in the next segment, or in bytes read too early.
        if try !moveToNextSegment() {
          throw damaged(.batchHeader(.notABatch), offset, reader.nextPosition)
        }
      case .invalid(let kind, let offset):
        // What was read ahead may be half of a batch that is whole by now.
        if !refreshed {
          reader.refresh()
          refreshed = true
          continue
        }
        throw damaged(kind, offset, reader.nextPosition)
      }
    }
    return block
  }

  private var refreshed = false

  private func moveToNextSegment() throws(LogFailure) -> Bool {
    let next = reader.nextPosition
    if next > segment, try log.segmentExists(next) {
      let (newFile, header, checksum) = try log.openSegment(next)
      guard header.link == reader.link else {
        throw damagedSegment(.segmentLinkDiffers, next)
      }
      do throws(FileSystemError) {
        try file.close()
      } catch {
        throw .system(error)
      }
      file = newFile
      segment = next
      reader = SegmentReader(
        newFile,
        offset: UInt64(SegmentHeader.byteCount),
        position: next,
        link: checksum,
        epoch: header.epoch
      )
      refreshed = false
      return true
    }
    // The buffer may hold zeros from before the bytes were written.
    if refreshed { return false }
    reader.refresh()
    refreshed = true
    return true
  }

  private func damaged(
    _ kind: Finding.Kind,
    _ offset: UInt64,
    _ position: Position
  ) -> LogFailure {
    .damaged([
      Finding(
        kind,
        file: "log/" + SegmentName.file(segment),
        offset: offset,
        position: position
      )
    ])
  }

  private func damagedSegment(_ kind: Finding.Kind, _ first: Position) -> LogFailure {
    .damaged([
      Finding(kind, file: "log/" + SegmentName.file(first), offset: 48, position: first)
    ])
  }
}

extension LogReader {
  func segmentExists(_ first: Position) throws(LogFailure) -> Bool {
    do throws(FileSystemError) {
      return try fileSystem.exists(directory.segment(first))
    } catch {
      throw .system(error)
    }
  }
}
