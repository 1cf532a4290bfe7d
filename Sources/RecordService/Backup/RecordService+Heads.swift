import CarnetCore
import EventLog
import Ledger
import Vault

// How far others may rely on the log, beside its writer or in its process.
extension RecordService {
  /// How many events were proven durable: by this process, by the mark of the one that writes, or
  /// by a head that was signed.
  func durableSize() throws -> UInt64 {
    let log = directory.log
    if let commit {
      commit.settle()
      return min(commit.durableSize, cells.size)
    }
    let bytes = try fileSystem.readAll(log.watermark, limit: Watermark.fileBytes)
    let marked = Watermark.read(bytes).mark?.size ?? 0
    let signed = try CheckpointStore.recent(identity, fileSystem, log).checkpoints.last?.size
    // The tree reaches as far as the log did when it was opened.
    return min(max(marked, signed ?? 0), cells.size)
  }

  /// The head at a size: the log's own where it has one, else one signed here.
  ///
  /// It covers nothing but what is durable, so the log will only ever extend it.
  func signedHead(_ size: UInt64, _ root: Digest) throws -> SignedNote {
    let heads = try CheckpointStore.recent(
      identity,
      fileSystem,
      directory.log,
      backTo: size
    )
    if let own = heads.checkpoints.last(where: { $0.size == size }) { return own.note }
    let seed = try SealedFile.load(
      SealedFile.signingUse,
      at: directory.signingKey,
      keys,
      fileSystem
    )
    let signer = try NoteSigner(name: identity.origin, seed: seed)
    guard signer.verifier.description == identity.verifierKey else {
      throw VaultFailure.sealedFileDamaged(directory.signingKey)
    }
    let checkpoint = Checkpoint(origin: identity.origin, size: size, root: root)
    let note = checkpoint.signed(by: signer)
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
