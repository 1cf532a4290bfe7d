import CarnetCore
import EventLog
package import Ledger
import RecordService

/// Question 17: does today's log extend the head that I kept.
package struct Consistency: AuditQuestion {
  package struct Row: Sendable {
    package var old: Checkpoint
    package var new: Checkpoint
    package var note: SignedNote
    package var proof: ConsistencyProof
    /// False when the log has another past than the head that was kept.
    package var holds: Bool

    /// The body of a C2SP add-checkpoint request: old size, proof, empty line, signed head.
    package var encoded: String {
      "old \(old.size)\n" + proof.path.map { Base64.encode($0.bytes) + "\n" }.joined() + "\n"
        + note.encoded
    }
  }

  private let kept: Checkpoint

  package init(since kept: Checkpoint) { self.kept = kept }

  package var name: String { "consistency" }
  package var parameters: [String] { ["size \(kept.size)", "root \(kept.root)"] }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let service = ground.service
    guard kept.size <= ground.size else {
      throw LogFailure.beyondEnd(Position(kept.size), size: ground.size)
    }
    let note = try service.checkpoint(covering: ground.size)
    let new = try Checkpoint(parsing: note.text)
    let proof = try service.tree.consistency(from: kept.size, to: new.size)
    var holds = true
    do throws(ProofFailure) {
      try proof.verify(firstRoot: kept.root, secondRoot: new.root)
    } catch {
      holds = false
    }
    return [Row(old: kept, new: new, note: note, proof: proof, holds: holds)]
  }
}
