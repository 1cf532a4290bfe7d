package import CarnetCore

/// An event to append: what its author decides about it.
package struct NewEvent: Sendable {
  package var id: EventID
  package var type: EventType
  /// Which of the record's keys seals the body.
  package var key: EventKey.Kind
  package var time: Instant
  /// The body as written, at most `EventLimits.bodyBytesMax` bytes.
  package var body: [UInt8]

  package init(
    id: EventID,
    type: EventType,
    key: EventKey.Kind,
    time: Instant,
    body: [UInt8]
  ) {
    self.id = id
    self.type = type
    self.key = key
    self.time = time
    self.body = body
  }
}

/// What an append expects of its record.
package enum ExpectedRevision: Hashable, Sendable {
  case any
  /// The record has no event yet.
  case none
  /// The record's last event has this revision.
  case revision(Revision)
}

/// Events of one record and what they expect of it.
package struct RecordEvents: Sendable {
  package var record: Pseudonym
  package var expecting: ExpectedRevision
  package var events: [NewEvent]

  package init(record: Pseudonym, expecting: ExpectedRevision, events: [NewEvent]) {
    self.record = record
    self.expecting = expecting
    self.events = events
  }
}

/// One append: all of it is recorded or none of it, even over several records.
package struct Write: Sendable {
  package var parts: [RecordEvents]
  /// A copy of another log's events, among which its own types may be.
  package var isTakeover = false

  package init(_ parts: [RecordEvents]) { self.parts = parts }

  package init(record: Pseudonym, expecting: ExpectedRevision, events: [NewEvent]) {
    parts = [RecordEvents(record: record, expecting: expecting, events: events)]
  }

  package var eventCount: Int { parts.reduce(0) { $0 + $1.events.count } }
}

/// Where an append's events stand.
package struct AppendReceipt: Hashable, Sendable {
  /// The place of each event, in the order they were given.
  package var positions: [Position]
  /// The events were in the log before: nothing was added.
  package var wasRecordedBefore: Bool

  package init(positions: [Position], wasRecordedBefore: Bool) {
    self.positions = positions
    self.wasRecordedBefore = wasRecordedBefore
  }
}

/// Why an append added nothing.
package enum AppendFailure: Error, Hashable, Sendable {
  /// The record is not where the caller thought; nil when it has no event.
  case conflict(record: Pseudonym, expected: ExpectedRevision, actual: Revision?)
  /// Some of the write's events are in the log and some are not: not a repetition of one append.
  case partlyRecorded(EventID)
  /// The same identity twice in one write.
  case repeatedIdentity(EventID)
  case bodyTooLarge(bytes: Int, max: Int)
  /// The bodies of one write, which must stand in one batch.
  case writeTooLarge(bytes: Int, max: Int)
  /// Types 1 to 15 are written by the log alone.
  case reservedType(EventType)
  case emptyWrite
  case tooManyEvents(count: Int, max: Int)
  case sealing(SealFailure)
  /// Nothing was written; reads go on.
  case diskFull(availableBytes: UInt64)
  /// A write or a sync failed: this process has lost its right to write. The events may or may not
  /// be in the log; append them again with the same identities after reopening it.
  case notDurable(FileSystemError)
  /// The log cannot be read where a repetition had to be looked up; nothing was written.
  case unreadable(LogFailure)
  case closed
}
