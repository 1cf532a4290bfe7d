package import CarnetCore
import EventLog
package import Ledger
package import RecordService

extension RecordService {
  /// Where an event stands; nil when the log has none of this identity.
  package func position(of id: EventID) throws -> Position? {
    for candidate in index.candidates(for: id) where try reader.identity(at: candidate) == id {
      return candidate
    }
    return nil
  }

  /// Question 16: the proof that an event is in the log and unchanged, under the newest signed head
  /// that covers it; a new head is signed where none does.
  package func prove(_ position: Position) throws -> TlogProof {
    let entries = try CheckpointStore.read(identity, fileSystem, directory.log).checkpoints
    let note: SignedNote
    let size: UInt64
    if let last = entries.last, last.size > position.rawValue {
      note = last.note
      size = last.size
    } else {
      note = try signCheckpoint()
      size = try Checkpoint(parsing: note.text).size
    }
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
