package import CarnetCore
import Synchronization
import SystemPackage

/// A log opened for writing: the one writer's lock, its sequencer and its appender, and what is
/// derived on the way.
///
/// `GroupCommit` drives it from two threads; tests drive it call by call.
package final class LogWriter {
  package let identity: LogIdentity
  package let directory: LogDirectory
  package let index: EventIndex
  package let tree: TreeCells
  package let reader: LogReader
  /// What recovery found and mended when the log was opened.
  package let openingFindings: [Finding]

  private let fileSystem: any FileSystem
  private let options: LogOptions
  private let lock: any FileLock
  private let sequencer: Sequencer
  private let appender: SegmentAppender
  private let size: DurableSize
  private var lastMark = Instant(milliseconds: 0)
  private var frozenEnd: UInt64?

  /// Where the durable log ends.
  package var end: LogEnd { appender.end }
  package var watermarkDelayMilliseconds: Int64 { options.watermarkDelayMilliseconds }
  package var batchEventsMax: Int { options.batchEventsMax }
  package var syncTimes: SyncTimes { appender.syncTimes }
  package var watermarkIsBehind: Bool { appender.watermarkSize < appender.end.size }

  init(
    identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    options: LogOptions,
    lock: any FileLock,
    sequencer: Sequencer,
    appender: SegmentAppender,
    index: EventIndex,
    tree: TreeCells,
    reader: LogReader,
    size: DurableSize,
    openingFindings: [Finding]
  ) {
    self.identity = identity
    self.fileSystem = fileSystem
    self.directory = directory
    self.options = options
    self.lock = lock
    self.sequencer = sequencer
    self.appender = appender
    self.index = index
    self.tree = tree
    self.reader = reader
    self.size = size
    self.openingFindings = openingFindings
  }

  /// Prepares a batch of as many writes as fit; throws without any effect when the disk is full.
  package func prepare(
    _ writes: some Collection<Write>,
    now: Instant
  ) throws(AppendFailure) -> Sequencer.Prepared {
    try appender.checkRoom()
    sequencer.didBecomeDurable(upTo: size.value)
    return sequencer.prepare(writes, now: now)
  }

  /// Makes a prepared batch durable.
  ///
  /// Batches come in the order in which they were prepared.
  package func persist(_ prepared: Sequencer.Prepared) throws(AppendFailure) {
    try appender.persist(prepared)
    size.set(appender.end.size)
  }

  /// What is derived from a batch that is durable now: the tree, the index, the watermark.
  package func afterPersist(_ prepared: Sequencer.Prepared, now: Instant) -> AppendFailure? {
    tree.append(prepared.leaves)
    do throws(FileSystemError) {
      if frozenEnd == nil { frozenEnd = index.freeze(minimum: options.indexEventsMax) }
      if let frozenEnd, frozenEnd <= appender.end.size {
        try tree.write()
        try index.writeFrozen()
        self.frozenEnd = nil
      }
      if watermarkIsBehind,
        now.milliseconds - lastMark.milliseconds >= options.watermarkDelayMilliseconds
          || now < lastMark
      {
        try appender.writeWatermark()
        lastMark = now
      }
    } catch {
      return .notDurable(error)
    }
    return nil
  }

  package func writeWatermark() throws(FileSystemError) { try appender.writeWatermark() }

  /// Prepares, persists and derives in one: for whoever has only one thread.
  package func append(
    _ writes: [Write],
    now: Instant
  ) throws(AppendFailure) -> [Result<AppendReceipt, AppendFailure>] {
    var outcomes: [Result<AppendReceipt, AppendFailure>] = []
    var rest = writes[...]
    while !rest.isEmpty {
      let prepared = try prepare(rest, now: now)
      try persist(prepared)
      if let failure = afterPersist(prepared, now: now) { throw failure }
      outcomes += prepared.outcomes
      rest = rest.dropFirst(prepared.outcomes.count)
    }
    return outcomes
  }

  /// Appends an event of the log's own.
  func appendOwn(_ type: EventType, body: [UInt8], now: Instant) throws(AppendFailure) {
    let digest = SHA256.digest(
      of: Array("\(identity.id)/\(type.rawValue)/\(end.size)/\(end.epoch)".utf8)
    )
    let prepared = sequencer.prepareOwn(
      type,
      body: body,
      id: EventID(derivedFrom: digest),
      now: now
    )
    try persist(prepared)
    if let failure = afterPersist(prepared, now: now) { throw failure }
  }

  /// Stops cleanly: the watermark is at the end, and the next opening need not look twice.
  package func close() throws(FileSystemError) {
    if index.unwritten >= Self.worthWriting, index.freeze(minimum: 1) != nil {
      try tree.write()
      try index.writeFrozen()
    }
    try appender.close()
    lock.release()
  }

  /// Gives up the log without any further write, as a crash would.
  package func abandon() { lock.release() }

  /// Fewer events than this are sooner read from the log again than from one more file.
  private static let worthWriting = 16_384
}

/// The number of durable events, set by the writer and read by everybody.
package final class DurableSize: Sendable {
  private let size: Atomic<UInt64>

  package init(_ size: UInt64) { self.size = Atomic(size) }

  package var value: UInt64 { size.load(ordering: .acquiring) }

  func set(_ value: UInt64) { size.store(value, ordering: .releasing) }
}
