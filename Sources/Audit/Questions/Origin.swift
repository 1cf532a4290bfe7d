package import CarnetCore
package import EventLog
import Ledger
package import MedicalRecord
package import RecordService

/// Question 27: which program and keys wrote this event, and which head first covers it.
package struct Origin: AuditQuestion {
  package struct Row: Sendable {
    package var event: OpenedEvent
    package var envelope: Envelope
    package var context: EventContext
    /// Size of the first signed head that covers it.
    package var firstHead: UInt64?
    /// The first position of the segment file that holds it.
    package var segment: Position
  }

  private let position: Position
  private let asked: Pseudonym?

  /// - Parameters:
  ///   - position: where the event stands.
  ///   - record: the record that it is of; nil for an event of the service's own streams.
  package init(of position: Position, in record: Pseudonym?) {
    self.position = position
    asked = record
  }

  package var name: String { "origin" }
  package var parameters: [String] { [position.description] }
  package var record: Pseudonym? { asked }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let service = ground.service
    guard position.rawValue < ground.size else {
      throw LogFailure.beyondEnd(position, size: ground.size)
    }
    let event = try service.event(at: position)
    let heads =
      try CheckpointStore.read(
        service.identity,
        service.fileSystem,
        service.directory.log
      )
      .checkpoints
    let segments = try service.fileSystem.list(service.directory.log.log)
      .compactMap(SegmentName.position).sorted()
    return [
      Row(
        event: event,
        envelope: try service.reader.envelope(at: position),
        context: event.body?.context ?? EventContext(),
        firstHead: heads.first { $0.size > position.rawValue }?.size,
        segment: segments.last { $0 <= position } ?? .zero
      )
    ]
  }

  package func events(behind row: Row) -> [Position] { [position] }
}
