package import CarnetCore
package import EventLog
import MedicalRecord
package import Views

/// An event, opened.
package struct OpenedEvent: Sendable {
  package var position: Position
  package var record: Pseudonym
  package var revision: Revision
  package var time: Instant
  package var id: EventID
  package var type: EventType
  package var content: EventLine.Content
}

/// Opens blocks of events into what the domain reads.
package struct EventOpener: Sendable {
  private let opener: BodyOpener

  package init(_ opener: BodyOpener) { self.opener = opener }

  package func content(
    _ block: EventBlock,
    _ index: Int,
    _ scratch: inout BodyOpener.Scratch
  ) throws(BodyOpener.Failure) -> EventLine.Content {
    guard try opener.open(block, index, &scratch) else { return .erased }
    let type = block.types[index]
    if type.isOfTheLog { return .bytes(scratch.plain) }
    // A body always has at least its context: nothing at all is what a copy of a log keeps of an
    // event whose keys were destroyed before it was copied.
    if scratch.plain.isEmpty { return .erased }
    do throws(BodyFailure) {
      return .body(try EventBody(decoding: scratch.plain, type: type.rawValue))
    } catch {
      return .bytes(scratch.plain)
    }
  }

  package func event(
    _ block: EventBlock,
    _ index: Int,
    _ scratch: inout BodyOpener.Scratch
  ) throws(BodyOpener.Failure) -> OpenedEvent {
    OpenedEvent(
      position: block.position(index),
      record: block.records[index],
      revision: block.revisions[index],
      time: block.times[index],
      id: block.ids[index],
      type: block.types[index],
      content: try content(block, index, &scratch)
    )
  }
}

/// The log as projectors read it.
package struct LogFeed: EventFeed {
  private let reader: LogReader
  private let tree: LogTree
  private let cells: TreeCells
  private let opener: BodyOpener
  private let commit: GroupCommit?

  package init(_ service: RecordService) {
    commit = service.commit
    reader = service.reader
    tree = service.tree
    cells = service.cells
    opener = service.opener
  }

  /// All that is durable.
  ///
  /// A reader beside the writer has the tree of the moment at which it opened the log: what has no
  /// root yet can wait.
  package func size() throws -> UInt64 {
    let size = try reader.readableSize()
    commit?.waitForTree(size)
    return min(size, cells.size)
  }

  package func root(at size: UInt64) throws -> Digest { try tree.root(atSize: size) }

  package func read(
    from start: Position,
    to end: Position,
    _ consume: (borrowing [ProjectedEvent]) throws -> Void
  ) throws {
    let opener = EventOpener(opener)
    try BlockPipeline(reader)
      .run(
        from: start,
        to: end,
        transform: { block in
          var scratch = BodyOpener.Scratch()
          var events: [ProjectedEvent] = []
          events.reserveCapacity(block.count)
          for index in 0..<block.count {
            let position = block.position(index)
            guard position >= start, position < end else { continue }
            var body: EventBody?
            var isForeign = false
            switch try opener.content(block, index, &scratch) {
            case .body(let found): body = found
            case .bytes: isForeign = !block.types[index].isOfTheLog
            case .erased: break
            }
            events.append(
              ProjectedEvent(
                position: position,
                record: block.records[index],
                revision: block.revisions[index],
                time: block.times[index],
                id: block.ids[index],
                type: block.types[index].rawValue,
                body: body,
                isForeign: isForeign
              )
            )
          }
          return events
        },
        consume: { events in if !events.isEmpty { try consume(events) } }
      )
  }
}
