package import CarnetCore
import EventLog
import MedicalRecord

/// Which events are asked for; what is nil or empty asks for all.
package struct EventFilter: Sendable {
  package var record: Pseudonym?
  package var types: Set<UInt16> = []
  /// An actor's identifier.
  package var actor: String?
  package var from: Position = .zero
  /// The first position that is not asked for.
  package var to: Position?
  package var since: Instant?
  package var until: Instant?

  package init() {}

  /// What the envelope alone can tell.
  func admits(_ block: EventBlock, _ index: Int) -> Bool {
    let position = block.position(index)
    if position < from { return false }
    if let to, position >= to { return false }
    if let record, block.records[index] != record { return false }
    if !types.isEmpty, !types.contains(block.types[index].rawValue) { return false }
    if let since, block.times[index] < since { return false }
    if let until, block.times[index] >= until { return false }
    return true
  }

  func admits(_ content: EventLine.Content) -> Bool {
    guard let actor else { return true }
    guard case .body(let body) = content else { return false }
    return body.context.actor.identifierText == actor
  }
}

extension RecordService {
  /// Reads events in order and gives those that the filter admits, opened.
  package func events(
    _ filter: EventFilter,
    upTo size: UInt64,
    _ consume: ([OpenedEvent]) throws -> Void
  ) throws {
    let opener = EventOpener(opener)
    let end = min(filter.to ?? Position(size), Position(size))
    try BlockPipeline(reader)
      .run(
        from: filter.from,
        to: end,
        transform: { block in
          var scratch = BodyOpener.Scratch()
          var events: [OpenedEvent] = []
          for index in 0..<block.count
          where block.position(index) < end && filter.admits(block, index) {
            let event = try opener.event(block, index, &scratch)
            if filter.admits(event.content) { events.append(event) }
          }
          return events
        },
        consume: { events in if !events.isEmpty { try consume(events) } }
      )
  }
}

extension EventLine {
  package init(_ event: OpenedEvent) {
    self.init(
      position: event.position,
      id: event.id,
      type: event.type,
      record: event.record,
      revision: event.revision,
      time: event.time,
      content: event.content
    )
  }
}
