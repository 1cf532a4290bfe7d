import CarnetCore
import EventLog
package import Ledger

// The heads that this process signs and keeps: one writer of `log/checkpoints` at a time.
extension RecordService {
  /// Signs the head of the tree as it is now and keeps it.
  package func signCheckpoint() throws -> SignedNote {
    guard let commit else { throw ServiceFailure.openedForReading }
    let signer = try Self.signer(directory, identity, keys, fileSystem)
    return try headsKnown.withLock { known in
      // The tree is brought up after each batch is acknowledged: what it holds is durable.
      let size = min(commit.durableSize, cells.size)
      let checkpoint = Checkpoint(
        origin: identity.origin,
        size: size,
        root: try tree.root(atSize: size)
      )
      let note = checkpoint.signed(by: signer)
      try keep(note, size, &known)
      try HeadMark.note(
        note,
        checkpoint,
        fileSystem,
        rootKey: directory.rootKey,
        verifierKey: identity.verifierKey
      )
      return note
    }
  }

  /// Keeps the last signed head once more, with the cosignatures it was given (docs/log-format.md
  /// section 8: equal sizes have equal roots).
  ///
  /// When this returns true, they survive a crash.
  ///
  /// - Returns: false when another head was signed meanwhile; nothing was written.
  package func keepCosigned(_ note: SignedNote) throws -> Bool {
    guard isWriter else { throw ServiceFailure.openedForReading }
    let size = try Checkpoint(parsing: note.text).size
    return try headsKnown.withLock { known in
      let tail = try known ?? CheckpointStore.tail(identity, fileSystem, directory.log)
      known = tail
      guard tail.size == size else { return false }
      try keep(note, size, &known)
      return true
    }
  }

  private func keep(
    _ note: SignedNote,
    _ size: UInt64,
    _ known: inout CheckpointStore.Tail?
  ) throws {
    let tail = try known ?? CheckpointStore.tail(identity, fileSystem, directory.log)
    // Until the write is done it is not known where the file ends.
    known = nil
    known = try CheckpointStore.append(note, size: size, after: tail, fileSystem, directory.log)
  }
}
