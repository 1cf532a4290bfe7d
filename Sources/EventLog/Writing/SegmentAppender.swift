package import CarnetCore

/// Puts prepared batches on disk, in order, and says they are durable only when they are.
///
/// After any failed write or sync it is broken for good: what reached the disk is unknown, and a
/// second sync could report success for pages that were dropped.
package final class SegmentAppender {
  private let fileSystem: any FileSystem
  private let directory: LogDirectory
  private let options: LogOptions
  private var file: any File
  private let watermarkFile: any File
  private var allocatedEnd: UInt64
  private var nextSequence: UInt64

  /// Where the durable log ends.
  package private(set) var end: LogEnd
  /// Where the watermark says it ends.
  package private(set) var watermarkSize: UInt64
  /// How long each batch's own sync took.
  package let syncTimes = SyncTimes()
  private var isBroken = false

  package init(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    options: LogOptions,
    end: LogEnd,
    nextWatermarkSequence: UInt64
  ) throws(FileSystemError) {
    self.fileSystem = fileSystem
    self.directory = directory
    self.options = options
    self.end = end
    file = try fileSystem.open(directory.segment(end.segment), for: .writing)
    watermarkFile = try fileSystem.open(directory.watermark, for: .writing)
    allocatedEnd = try file.size()
    nextSequence = nextWatermarkSequence
    watermarkSize = end.size
  }

  /// Checks that there is room before anything is prepared: a full disk refuses, it does not break.
  package func checkRoom() throws(AppendFailure) {
    let available: UInt64
    do throws(FileSystemError) {
      available = try fileSystem.availableBytes(at: directory.log)
    } catch {
      throw .notDurable(error)
    }
    if available < options.reserveBytes { throw .diskFull(availableBytes: available) }
  }

  /// Writes and synchronises a prepared batch.
  ///
  /// When this returns, its events survive a crash.
  package func persist(_ prepared: Sequencer.Prepared) throws(AppendFailure) {
    guard !isBroken else { throw .closed }
    guard let batch = prepared.batch else { return }
    do throws(FileSystemError) {
      if let header = prepared.newSegment { try beginSegment(header) }
      let start = prepared.end.offset - UInt64(batch.frame.count)
      try allocate(upTo: prepared.end.offset)
      try file.write(batch.frame, at: start)
      let began = ContinuousClock.now
      try file.sync()
      syncTimes.add(ContinuousClock.now - began)
    } catch {
      isBroken = true
      throw .notDurable(error)
    }
    end = prepared.end
  }

  /// Records how far the log is durable; `clean` at the last call before closing.
  package func writeWatermark(clean: Bool = false) throws(FileSystemError) {
    guard !isBroken else { return }
    let mark = Watermark(
      sequence: nextSequence,
      size: end.size,
      segment: end.segment,
      endOffset: end.offset,
      epoch: end.epoch,
      isCleanStop: clean,
      link: end.size == 0 ? 0 : end.link
    )
    do throws(FileSystemError) {
      try watermarkFile.write(mark.encoded(), at: UInt64(mark.slot * Watermark.slotBytes))
      try watermarkFile.sync()
    } catch {
      isBroken = true
      throw error
    }
    nextSequence += 1
    watermarkSize = end.size
  }

  /// Gives back the room allocated ahead and marks the stop as clean.
  package func close() throws(FileSystemError) {
    guard !isBroken else { return }
    if allocatedEnd > end.offset {
      try file.truncate(to: end.offset)
      try file.sync()
      allocatedEnd = end.offset
    }
    try writeWatermark(clean: true)
    try file.close()
    try watermarkFile.close()
    isBroken = true
  }

  private func beginSegment(_ header: SegmentHeader) throws(FileSystemError) {
    // Only the last segment may have room allocated ahead.
    try file.truncate(to: end.offset)
    try file.sync()
    try file.close()
    let path = directory.segment(header.firstPosition)
    try fileSystem.replace(path, with: header.encoded())
    file = try fileSystem.open(path, for: .writing)
    allocatedEnd = UInt64(SegmentHeader.byteCount)
  }

  /// Extends the file with zeros, growing by what the segment already holds.
  private func allocate(upTo offset: UInt64) throws(FileSystemError) {
    guard offset > allocatedEnd else { return }
    let step = min(max(allocatedEnd, options.allocationBytesMin), options.allocationBytesMax)
    let target = max(offset, allocatedEnd + step)
    let zeros = [UInt8](repeating: 0, count: Int(min(target - allocatedEnd, 1 << 20)))
    var place = allocatedEnd
    while place < target {
      let count = Int(min(UInt64(zeros.count), target - place))
      try zeros.withUnsafeBytesThrowing { (memory) throws(FileSystemError) in
        try file.write(UnsafeRawBufferPointer(rebasing: memory[..<count]), at: place)
      }
      place += UInt64(count)
    }
    // The batch's own sync makes the new size durable with it.
    allocatedEnd = target
  }
}

extension [UInt8] {
  /// `withUnsafeBytes` for a body with typed errors.
  func withUnsafeBytesThrowing<Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let outcome = withUnsafeBytes { memory in
      Result { () throws(Failure) in try body(memory) }
    }
    try outcome.get()
  }
}
