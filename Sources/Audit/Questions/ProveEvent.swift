package import CarnetCore
package import EventLog
package import Ledger
import RecordService

/// Question 16: is this event in the log, and unchanged.
package struct ProveEvent: AuditQuestion {
  package var position: Position

  package init(_ position: Position) { self.position = position }

  package struct Row: Sendable {
    package var envelope: Envelope
    package var proof: TlogProof
  }

  package var name: String { "prove" }
  package var parameters: [String] { [position.description] }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    guard position.rawValue < ground.size else {
      throw LogFailure.beyondEnd(position, size: ground.size)
    }
    return [
      Row(
        envelope: try ground.service.reader.envelope(at: position),
        proof: try ground.service.prove(position)
      )
    ]
  }

  package func events(behind row: Row) -> [Position] { [position] }
}
