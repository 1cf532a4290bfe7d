package import CarnetCore
import EventLog
package import Ledger

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

  /// The newest signed head that covers `size` events; a new one is signed where none does.
  package func checkpoint(covering size: UInt64) throws -> SignedNote {
    let known = try CheckpointStore.recent(identity, fileSystem, directory.log).checkpoints
    if let last = known.last, last.size >= size { return last.note }
    // The tree follows the log: a head that is signed before it caught up would cover too little.
    _ = try LogFeed(self).size()
    return try signCheckpoint()
  }
}
