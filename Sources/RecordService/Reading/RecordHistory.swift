package import CarnetCore
import EventLog
package import MedicalRecord

/// All events of a record in order, opened: what any past state of it is the fold of.
package struct RecordHistory: Sendable {
  package let record: Pseudonym
  package let events: [OpenedEvent]

  package init(record: Pseudonym, events: [OpenedEvent]) {
    self.record = record
    self.events = events
  }

  /// How many of the events stand before a position.
  package func count(before position: Position) -> Int {
    events.firstIndex { $0.position >= position } ?? events.count
  }

  /// How many of the events had been written at a moment.
  ///
  /// Order is the order of positions: what stands before an event of that moment counts, whatever
  /// a clock said.
  package func count(at moment: Instant) -> Int {
    events.lastIndex { $0.time <= moment }.map { $0 + 1 } ?? 0
  }

  /// The state after the first events.
  ///
  /// - Throws: `ServiceFailure.foreignEvent` where one of them was written by a later version.
  package func state(after count: Int) throws(ServiceFailure) -> RecordState {
    var state = RecordState()
    for event in events.prefix(count) { try Self.evolve(&state, event) }
    return state
  }

  /// Takes a state one event further.
  package static func evolve(
    _ state: inout RecordState,
    _ event: OpenedEvent
  ) throws(ServiceFailure) {
    state.evolve(try body(of: event), at: event.revision)
  }

  /// What an event says; nil where its key is destroyed or it is the log's own.
  package static func body(of event: OpenedEvent) throws(ServiceFailure) -> EventBody? {
    switch event.content {
    case .body(let body): return body
    case .bytes where !event.type.isOfTheLog:
      throw .foreignEvent(event.record, event.position, type: event.type.rawValue)
    case .bytes, .erased: return nil
    }
  }
}

extension OpenedEvent {
  /// What the event says; nil where this version cannot tell.
  package var body: EventBody? {
    if case .body(let body) = content { body } else { nil }
  }
}

extension RecordService {
  /// Walks a record's chain back from its head.
  ///
  /// - Throws: `.unknownRecord` where it has no event.
  package func history(of record: Pseudonym) throws -> RecordHistory {
    guard let head = index.head(of: record) else { throw ServiceFailure.unknownRecord(record) }
    var events: [OpenedEvent] = []
    var scratch = BodyOpener.Scratch()
    let opener = EventOpener(opener)
    var failure: BodyOpener.Failure?
    try reader.walkBack(from: head) { (block, index) throws(LogFailure) in
      do throws(BodyOpener.Failure) {
        events.append(try opener.event(block, index, &scratch))
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return RecordHistory(record: record, events: events.reversed())
  }

  /// The event at a position, opened.
  package func event(at position: Position) throws -> OpenedEvent {
    let (block, index) = try reader.block(containing: position)
    var scratch = BodyOpener.Scratch()
    return try EventOpener(opener).event(block, index, &scratch)
  }
}
