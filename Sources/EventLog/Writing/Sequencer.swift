package import CarnetCore

/// Gives events their place: checks what writes expect, finds repetitions, seals, and lays out one
/// batch after the other.
///
/// No I/O of its own, so that the next batch can be made while the one before is being
/// synchronised.
///
/// Used by one thread at a time. What it has prepared it takes as recorded: if a prepared batch
/// cannot be made durable, the sequencer must not be used again.
package final class Sequencer {
  private let log: LogIdentity
  private let index: EventIndex
  private let options: LogOptions
  @exclusivity(unchecked) private var encoder: BatchEncoder
  private var generator: any RandomNumberGenerator
  /// The identity of an event that is durable, by position.
  private let durableIdentity: (Position) throws(LogFailure) -> EventID

  private var end: LogEnd
  // Identities of the events from `recentStart`, some of which may not be durable yet.
  @exclusivity(unchecked) private var recent: [EventID] = []
  private var recentStart: UInt64

  package init(
    log: LogIdentity,
    end: LogEnd,
    index: EventIndex,
    options: LogOptions,
    sealer: any BodySealing,
    generator: any RandomNumberGenerator,
    durableIdentity: @escaping (Position) throws(LogFailure) -> EventID
  ) {
    self.log = log
    self.index = index
    self.options = options
    self.end = end
    self.generator = generator
    self.durableIdentity = durableIdentity
    encoder = BatchEncoder(log: log.id, sealer: sealer, codecs: options.codecs)
    recentStart = end.size
  }

  /// What comes of a group of writes: an outcome each, and the batch that must be durable before
  /// any outcome is told.
  package struct Prepared {
    package var outcomes: [Result<AppendReceipt, AppendFailure>]
    package var batch: EncodedBatch?
    /// The segment to begin before the batch is written.
    package var newSegment: SegmentHeader?
    package var leaves: [Digest]
    /// Where the log ends once the batch is durable.
    package var end: LogEnd
  }

  /// Tells that events below `size` are durable, so that their identities can be read from disk.
  package func didBecomeDurable(upTo size: UInt64) {
    guard size > recentStart else { return }
    recent.removeFirst(Int(min(size - recentStart, UInt64(recent.count))))
    recentStart = size
  }

  /// Prepares as many of `writes` as fit one batch, at least one; the outcomes tell how many.
  package func prepare(_ writes: some Collection<Write>, now: Instant) -> Prepared {
    encoder.begin(
      at: Position(end.size),
      time: now,
      nonce: Nonce.random(using: &generator),
      countMax: writes.reduce(0) { $0 + $1.eventCount }
    )
    var outcomes: [Result<AppendReceipt, AppendFailure>] = []
    outcomes.reserveCapacity(writes.count)
    for write in writes {
      let count = write.eventCount
      if encoder.count > 0 {
        if encoder.count + count > Int(BatchHeader.countMax) { break }
        if encoder.count >= options.batchEventsMax { break }
        if encoder.bodyBytes >= options.batchBytesMax { break }
        if encoder.bodyBytes + BatchEncoder.bodyBytes(of: write) > Int(BatchHeader.bodiesLengthMax)
        {
          break
        }
      }
      outcomes.append(Result { () throws(AppendFailure) in try admit(write) })
    }
    guard encoder.count > 0 else {
      return Prepared(outcomes: outcomes, batch: nil, newSegment: nil, leaves: [], end: end)
    }

    var newSegment: SegmentHeader?
    if end.offset >= options.segmentBytes, end.offset > UInt64(SegmentHeader.byteCount) {
      let header = SegmentHeader(
        epoch: end.epoch,
        log: log.id,
        firstPosition: Position(end.size),
        created: now,
        link: end.link
      )
      newSegment = header
      end.segment = Position(end.size)
      end.offset = UInt64(SegmentHeader.byteCount)
      end.link = SegmentHeader.checksum(of: header.encoded())
    }
    let (batch, leaves) = encoder.finish(epoch: end.epoch, link: end.link)
    end.size += UInt64(batch.header.count)
    end.offset += UInt64(batch.frame.count)
    end.link = batch.header.payloadChecksum
    return Prepared(
      outcomes: outcomes,
      batch: batch,
      newSegment: newSegment,
      leaves: leaves,
      end: end
    )
  }

  /// Writes an event of the log's own; used by recovery before anybody else writes.
  package func prepareOwn(
    _ type: EventType,
    body: [UInt8],
    id: EventID,
    now: Instant
  ) -> Prepared {
    let event = NewEvent(id: id, type: type, key: .none, time: now, body: body)
    var write = Write(record: .system, expecting: .any, events: [event])
    write.isTakeover = true
    return prepare([write], now: now)
  }

  private func admit(_ write: Write) throws(AppendFailure) -> AppendReceipt {
    let count = write.eventCount
    guard count > 0 else { throw .emptyWrite }
    guard count <= Int(BatchHeader.countMax) else {
      throw .tooManyEvents(count: count, max: Int(BatchHeader.countMax))
    }
    let bytes = BatchEncoder.bodyBytes(of: write)
    guard bytes <= Int(BatchHeader.bodiesLengthMax) else {
      throw .writeTooLarge(bytes: bytes, max: Int(BatchHeader.bodiesLengthMax))
    }
    if let before = try recordedBefore(write, count) { return before }

    if write.parts.count == 1 { return try admit(write.parts[0], isTakeover: write.isTakeover) }
    // All of the write is checked before any of it is admitted.
    var heads: [Pseudonym: RecordHead] = [:]
    for part in write.parts {
      let head = heads[part.record] ?? index.head(of: part.record)
      try Self.check(part, head, isTakeover: write.isTakeover)
      if part.events.isEmpty { continue }
      let revision = try Self.lastRevision(part, head)
      heads[part.record] = RecordHead(position: .zero, revision: revision)
    }
    let mark = encoder.mark
    var places: [(id: EventID, record: Pseudonym, head: RecordHead)] = []
    places.reserveCapacity(count)
    var latest: [Pseudonym: RecordHead] = [:]
    for part in write.parts {
      for event in part.events {
        let head = latest[part.record] ?? index.head(of: part.record)
        do throws(SealFailure) {
          let new = try add(event, part.record, head)
          latest[part.record] = new
          places.append((event.id, part.record, new))
        } catch {
          encoder.rollBack(to: mark)
          throw .sealing(error)
        }
      }
    }
    for place in places { note(place.id, place.record, place.head) }
    return AppendReceipt(positions: places.map { $0.head.position }, wasRecordedBefore: false)
  }

  /// Admits a write to one record: what nearly all are.
  private func admit(
    _ part: RecordEvents,
    isTakeover: Bool
  ) throws(AppendFailure) -> AppendReceipt {
    var head = index.head(of: part.record)
    try Self.check(part, head, isTakeover: isTakeover)
    _ = try Self.lastRevision(part, head)
    let mark = encoder.mark
    let before = head
    var positions: [Position] = []
    positions.reserveCapacity(part.events.count)
    for event in part.events {
      do throws(SealFailure) {
        let new = try add(event, part.record, head)
        positions.append(new.position)
        head = new
      } catch {
        encoder.rollBack(to: mark)
        throw .sealing(error)
      }
    }
    var revision = before?.revision.next ?? .zero
    for (event, position) in zip(part.events, positions) {
      note(event.id, part.record, RecordHead(position: position, revision: revision))
      revision = revision.next
    }
    return AppendReceipt(positions: positions, wasRecordedBefore: false)
  }

  private func add(
    _ event: NewEvent,
    _ record: Pseudonym,
    _ head: RecordHead?
  ) throws(SealFailure) -> RecordHead {
    let position = encoder.firstPosition.advanced(by: encoder.count)
    let revision = head?.revision.next ?? .zero
    try encoder.add(
      event,
      record: record,
      revision: revision,
      previousDistance: head.map { position.rawValue - $0.position.rawValue } ?? 0
    )
    return RecordHead(position: position, revision: revision)
  }

  private func note(_ id: EventID, _ record: Pseudonym, _ head: RecordHead) {
    index.add(id, record: record, revision: head.revision, at: head.position)
    recent.append(id)
  }

  /// The revision that the last of the events would have.
  private static func lastRevision(
    _ part: RecordEvents,
    _ head: RecordHead?
  ) throws(AppendFailure) -> Revision {
    let last = (head.map { Int($0.revision.rawValue) } ?? -1) + part.events.count
    guard last <= Int(EventIndex.revisionMax) else {
      throw .tooManyEvents(count: last, max: Int(EventIndex.revisionMax))
    }
    return Revision(UInt32(max(0, last)))
  }

  private static func check(
    _ part: RecordEvents,
    _ head: RecordHead?,
    isTakeover: Bool
  ) throws(AppendFailure) {
    for event in part.events {
      guard event.body.count <= EventLimits.bodyBytesMax else {
        throw .bodyTooLarge(bytes: event.body.count, max: EventLimits.bodyBytesMax)
      }
      guard event.type.rawValue > 0, isTakeover || !event.type.isOfTheLog else {
        throw .reservedType(event.type)
      }
    }
    let holds =
      switch part.expecting {
      case .any: true
      case .none: head == nil
      case .revision(let revision): head?.revision == revision
      }
    if !holds {
      throw .conflict(record: part.record, expected: part.expecting, actual: head?.revision)
    }
  }

  /// The receipt of the first time, if all of the write's events are in the log already.
  private func recordedBefore(
    _ write: Write,
    _ count: Int
  ) throws(AppendFailure) -> AppendReceipt? {
    if count == 1, let event = write.parts.first(where: { !$0.events.isEmpty })?.events.first {
      guard let position = try position(of: event.id) else { return nil }
      return AppendReceipt(positions: [position], wasRecordedBefore: true)
    }
    var positions: [Position] = []
    var missing: EventID?
    var seen: Set<EventID> = []
    for part in write.parts {
      for event in part.events {
        if count > 1, !seen.insert(event.id).inserted { throw .repeatedIdentity(event.id) }
        if let position = try position(of: event.id) {
          positions.append(position)
        } else if missing == nil {
          missing = event.id
        }
      }
    }
    if positions.isEmpty { return nil }
    if let missing { throw .partlyRecorded(missing) }
    return AppendReceipt(positions: positions, wasRecordedBefore: true)
  }

  private func position(of id: EventID) throws(AppendFailure) -> Position? {
    for candidate in index.candidates(for: id) {
      let found: EventID
      if candidate.rawValue >= recentStart {
        found = recent[Int(candidate.rawValue - recentStart)]
      } else {
        do throws(LogFailure) {
          found = try durableIdentity(candidate)
        } catch {
          // The log cannot be read where the index points: nothing may be added to it.
          throw .unreadable(error)
        }
      }
      if found == id { return candidate }
    }
    return nil
  }
}

/// Where a log ends, and what the next batch is chained to.
package struct LogEnd: Hashable, Sendable {
  /// Number of events.
  package var size: UInt64
  /// The last segment and the offset in it after its last batch.
  package var segment: Position
  package var offset: UInt64
  package var link: UInt32
  /// The epoch with which the next batch is written.
  package var epoch: UInt32

  package init(size: UInt64, segment: Position, offset: UInt64, link: UInt32, epoch: UInt32) {
    self.size = size
    self.segment = segment
    self.offset = offset
    self.link = link
    self.epoch = epoch
  }
}
