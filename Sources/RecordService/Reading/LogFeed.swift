package import CarnetCore
package import EventLog
import MedicalRecord
import Synchronization

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
    _ block: EventBlock, _ index: Int, _ scratch: inout BodyOpener.Scratch
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
    _ block: EventBlock, _ index: Int, _ scratch: inout BodyOpener.Scratch
  ) throws(BodyOpener.Failure) -> OpenedEvent {
    OpenedEvent(
      position: block.position(index), record: block.records[index],
      revision: block.revisions[index], time: block.times[index], id: block.ids[index],
      type: block.types[index], content: try content(block, index, &scratch))
  }
}
