package import CarnetCore
package import EventLog
package import Ledger
package import RecordService

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

extension RecordService {
  /// Where an event stands; nil when the log has none of this identity.
  package func position(of id: EventID) throws -> Position? {
    for candidate in index.candidates(for: id) where try reader.identity(at: candidate) == id {
      return candidate
    }
    return nil
  }

  /// The proof that an event is in the log and unchanged, under the newest signed head that covers
  /// it; a new head is signed where none does.
  package func prove(_ position: Position) throws -> TlogProof {
    try proof(of: position, under: try checkpoint(covering: position.rawValue + 1))
  }

  /// The proof that an event is in the log under a signed head that covers it.
  package func proof(of position: Position, under note: SignedNote) throws -> TlogProof {
    let size = try Checkpoint(parsing: note.text).size
    let proof = try tree.inclusion(of: position.rawValue, inSize: size)
    let envelope = try reader.envelope(at: position)
    return TlogProof(
      index: position.rawValue,
      extra: envelope.bytes,
      path: proof.path,
      checkpoint: note.encoded
    )
  }
}
