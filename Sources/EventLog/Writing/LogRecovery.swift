package import CarnetCore
import SystemPackage

extension LogWriter {
  /// Opens a log for writing: takes the writer's lock, cuts a torn tail and keeps it aside, refuses
  /// damage, and brings the index and the tree up to the log's end.
  ///
  /// After a stop that was not clean the last segment is written anew before anything is added to
  /// it: what the page cache shows of it may never have reached the disk.
  ///
  /// - Throws: `.lockedByAnotherWriter`, `.damaged` with every finding, `.noLog`, …; then no event
  ///   was changed.
  package static func open(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    options: LogOptions = LogOptions(),
    sealer: any BodySealing,
    now: Instant,
    generator: any RandomNumberGenerator = SystemRandomNumberGenerator()
  ) throws(LogFailure) -> LogWriter {
    _ = try LogScan.readIdentity(fileSystem, directory)
    let lock = try onDisk { () throws(FileSystemError) in try fileSystem.lock(directory.lock) }
    guard let lock else { throw .lockedByAnotherWriter(directory.root) }
    do throws(LogFailure) {
      return try LogRecovery(fileSystem, directory, options, now).open(lock, sealer, generator)
    } catch {
      lock.release()
      throw error
    }
  }
}

/// The steps from files as a crash may have left them to a log that can be written.
private struct LogRecovery {
  let fileSystem: any FileSystem
  let directory: LogDirectory
  let options: LogOptions
  let now: Instant

  init(
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    _ options: LogOptions,
    _ now: Instant
  ) {
    self.fileSystem = fileSystem
    self.directory = directory
    self.options = options
    self.now = now
  }

  func open(
    _ lock: any FileLock,
    _ sealer: any BodySealing,
    _ generator: any RandomNumberGenerator
  ) throws(LogFailure) -> LogWriter {
    let scan = try LogScan(fileSystem, directory)
    guard scan.damage.isEmpty else { throw .damaged(scan.damage) }
    try checkCheckpoints(scan)

    var end = scan.end
    let cut = try scan.tornTail.map { (range) throws(LogFailure) in try keepAside(range, end) }
    try onDisk { () throws(FileSystemError) in
      for name in scan.leftovers { try fileSystem.remove(directory.log.appending(name)) }
      if !scan.wasStoppedCleanly { try rewriteSegment(end) }
    }
    end.epoch = max(end.epoch, scan.watermark?.epoch ?? 0) + 1

    let appender = try onDisk { () throws(FileSystemError) in
      let appender = try SegmentAppender(
        fileSystem,
        directory,
        options: options,
        end: end,
        nextWatermarkSequence: (scan.watermark?.sequence ?? 0) + 1
      )
      try appender.writeWatermark()
      return appender
    }
    let size = DurableSize(end.size)
    let reader = LogReader(identity: scan.identity, fileSystem, directory) { size.value }
    let index = EventIndex(fileSystem, directory: directory.index, log: scan.identity.id)
    let tree = TreeCells(fileSystem, directory: directory.index)
    try DerivedState.bringUp(index, tree, reader, size: end.size, mayWrite: true)
    try CheckpointStore.checkLast(
      scan.identity,
      fileSystem,
      directory,
      LogTree(reader: reader, cells: tree)
    )

    let sequencer = Sequencer(
      log: scan.identity,
      end: end,
      index: index,
      options: options,
      sealer: sealer,
      generator: generator,
      durableIdentity: { (position) throws(LogFailure) in try reader.identity(at: position) }
    )
    let writer = LogWriter(
      identity: scan.identity,
      fileSystem,
      directory,
      options: options,
      lock: lock,
      sequencer: sequencer,
      appender: appender,
      index: index,
      tree: tree,
      reader: reader,
      size: size,
      openingFindings: scan.findings
    )
    if let cut {
      do throws(AppendFailure) {
        try writer.appendOwn(.tailTruncated, body: cut, now: now)
      } catch {
        if case .notDurable(let failure) = error { throw .system(failure) }
        throw .system(FileSystemError("append", directory.log, .ioError))
      }
    }
    return writer
  }

  /// A log that is shorter than a tree head it signed has lost acknowledged events.
  private func checkCheckpoints(_ scan: LogScan) throws(LogFailure) {
    let last = try CheckpointStore.recent(scan.identity, fileSystem, directory).checkpoints.last
    if let last, last.size > scan.end.size {
      throw .damaged([
        Finding(
          .endsBeforeCheckpoint(size: scan.end.size, checkpoint: last.size),
          file: "log/" + SegmentName.file(scan.end.segment),
          offset: scan.end.offset,
          position: Position(scan.end.size)
        )
      ])
    }
  }

  /// Copies the torn bytes to `log/torn/` and makes the body of the event that tells of the cut.
  private func keepAside(
    _ range: Range<UInt64>,
    _ end: LogEnd
  ) throws(LogFailure) -> [UInt8] {
    try onDisk { () throws(FileSystemError) in
      let file = try fileSystem.open(directory.segment(end.segment), for: .reading)
      let bytes = try file.readBytes(Int(range.count), at: range.lowerBound)
      try file.close()
      if try !fileSystem.exists(directory.torn) {
        try fileSystem.createDirectory(directory.torn)
        try fileSystem.syncDirectory(directory.log)
      }
      let name = "\(end.size)-\(range.lowerBound)-\(now.milliseconds).torn"
      try fileSystem.replace(directory.torn.appending(name), with: bytes)
      var body = ByteWriter(capacity: 28)
      body.write(end.size)
      body.write(range.lowerBound)
      body.write(UInt64(range.count))
      body.write(CRC32C.checksum(of: bytes))
      return body.bytes
    }
  }

  /// Puts a copy of the good part of the last segment in its place.
  private func rewriteSegment(_ end: LogEnd) throws(FileSystemError) {
    let path = directory.segment(end.segment)
    let temporary = directory.log.appending(SegmentName.file(end.segment) + ".tmp")
    if try fileSystem.exists(temporary) { try fileSystem.remove(temporary) }
    let source = try fileSystem.open(path, for: .reading)
    let copy = try fileSystem.create(temporary)
    var offset: UInt64 = 0
    while offset < end.offset {
      let bytes = try source.readBytes(Int(min(1 << 20, end.offset - offset)), at: offset)
      guard !bytes.isEmpty else { throw FileSystemError("read", path, .ioError) }
      try copy.write(bytes, at: offset)
      offset += UInt64(bytes.count)
    }
    try source.close()
    try copy.sync()
    try copy.close()
    try fileSystem.rename(temporary, to: path)
    try fileSystem.syncDirectory(directory.log)
  }
}

/// Reads from the log what the derived files do not cover.
package enum DerivedState {
  package static func bringUp(
    _ index: EventIndex,
    _ tree: TreeCells,
    _ reader: LogReader,
    size: UInt64,
    mayWrite: Bool
  ) throws(LogFailure) {
    let covered = try onDisk { () throws(FileSystemError) in
      try index.load(limit: size, mayWrite: mayWrite)
    }
    let leavesFrom = try onDisk { () throws(FileSystemError) in try tree.load(covered: covered) }
    let cursor = try reader.cursor(from: Position(min(covered, leavesFrom)))
    while let block = try cursor.next(bytesMax: 1 << 20) {
      let first = block.firstPosition.rawValue
      if block.endPosition.rawValue > covered {
        index.add(block, from: first < covered ? Int(covered - first) : 0)
      }
      if block.endPosition.rawValue > leavesFrom {
        let skipped = first < leavesFrom ? Int(leavesFrom - first) : 0
        tree.append(block.leafHashes().dropFirst(skipped))
      }
    }
  }
}
