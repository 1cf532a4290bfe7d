import CarnetCore
import EventLog
import Ledger
import SystemPackage

/// The newest signed head of a log, beside its root key: a restore from before it would sign a
/// second history, and is told so.
enum HeadMark {
  static func path(_ rootKey: FilePath) -> FilePath { FilePath(rootKey.string + ".head") }

  /// Notes a head, unless a larger one of the same log is noted.
  static func note(
    _ note: SignedNote,
    _ checkpoint: Checkpoint,
    _ fileSystem: any FileSystem,
    rootKey: FilePath,
    verifierKey: String
  ) throws {
    if let known = try read(fileSystem, rootKey: rootKey, verifierKey: verifierKey),
      known.size >= checkpoint.size
    {
      return
    }
    try fileSystem.replace(path(rootKey), with: Array(note.encoded.utf8))
  }

  /// The head that is noted of the log that has this key; nil when there is none.
  static func read(
    _ fileSystem: any FileSystem,
    rootKey: FilePath,
    verifierKey: String
  ) throws -> Checkpoint? {
    let path = path(rootKey)
    guard try fileSystem.exists(path) else { return nil }
    let bytes = try fileSystem.readAll(path, limit: SignedNote.bytesMax)
    let verifier = try NoteVerifier(verifierKey)
    do throws(NoteFailure) {
      return try Checkpoint(note: bytes, verifier: verifier)
    } catch {
      switch error {
      // Of another log, which had this root key's place before.
      case .anotherOrigin, .noKnownSignature: return nil
      default: throw error
      }
    }
  }
}
