package import CarnetCore
package import Ledger

/// Every tree head the log has signed: the file `log/checkpoints` (docs/log-format.md section 8).
package enum CheckpointStore {
  package static let fileLimitBytes = 256 << 20

  /// A signed head as it stands in the file.
  package struct Entry: Hashable, Sendable {
    package var checkpoint: Checkpoint
    package var note: SignedNote
    package var offset: UInt64

    package var size: UInt64 { checkpoint.size }
  }

  /// All heads whose signature is right, and what is wrong with the others.
  ///
  /// `end` is where the last whole one ends.
  package static func read(
    _ identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) -> (checkpoints: [Entry], findings: [Finding], end: UInt64) {
    let bytes = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(directory.checkpoints)
        ? fileSystem.readAll(directory.checkpoints, limit: fileLimitBytes) : []
    }
    let verifier: NoteVerifier
    do throws(NoteFailure) {
      verifier = try NoteVerifier(identity.verifierKey)
    } catch {
      throw .identity(.malformedLine(5), directory.identity)
    }
    var entries: [Entry] = []
    var findings: [Finding] = []
    var start = 0
    var end = 0
    while start < bytes.count {
      guard let stop = endOfNote(bytes, from: start) else {
        findings.append(
          Finding(.unfinishedCheckpoint, file: "log/checkpoints", offset: UInt64(start))
        )
        break
      }
      do throws(NoteFailure) {
        let note = Array(bytes[start..<stop])
        let checkpoint = try Checkpoint(note: note, verifier: verifier)
        let parsed = try SignedNote(parsing: note)
        if let last = entries.last,
          checkpoint.size < last.size
            || (checkpoint.size == last.size && checkpoint.root != last.checkpoint.root)
        {
          findings.append(
            Finding(
              .checkpointOutOfOrder(size: checkpoint.size),
              file: "log/checkpoints",
              offset: UInt64(start)
            )
          )
        }
        entries.append(Entry(checkpoint: checkpoint, note: parsed, offset: UInt64(start)))
      } catch {
        findings.append(
          Finding(
            .checkpointUnreadable(error),
            file: "log/checkpoints",
            offset: UInt64(start)
          )
        )
      }
      start = stop + 1
      end = start
    }
    return (entries, findings, UInt64(end))
  }

  /// Where the note that begins at `start` ends: after its signature lines, before the empty line.
  private static func endOfNote(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    var emptyLines = 0
    while index + 1 < bytes.count {
      if bytes[index] == 0x0a, bytes[index + 1] == 0x0a {
        emptyLines += 1
        if emptyLines == 2 { return index + 1 }
      }
      index += 1
    }
    return nil
  }

  /// Where the last whole head ends, and its size.
  package struct Tail: Hashable, Sendable {
    /// Bytes of the file that hold whole heads.
    package var end: UInt64
    /// The size of the last head's tree; nil while there is none.
    package var size: UInt64?
  }

  /// Reads the file to its end and checks every head.
  ///
  /// - Throws: `.damaged` when a head is not what it must be.
  package static func tail(
    _ identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) -> Tail {
    let (checkpoints, findings, end) = try read(identity, fileSystem, directory)
    let damage = findings.filter(\.isDamage)
    guard damage.isEmpty else { throw .damaged(damage) }
    return Tail(end: end, size: checkpoints.last?.size)
  }

  /// Adds a signed head at the end, durable when this returns.
  ///
  /// A torn one before it is cut. Whoever writes heads all day knows the tail and need not check all
  /// that stand before it again.
  ///
  /// - Returns: the new tail.
  package static func append(
    _ note: SignedNote,
    size: UInt64,
    after tail: Tail,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) -> Tail {
    let bytes = Array((note.encoded + "\n").utf8)
    try onDisk { () throws(FileSystemError) in
      let file = try fileSystem.open(directory.checkpoints, for: .writing)
      defer { try? file.close() }
      if try file.size() > tail.end { try file.truncate(to: tail.end) }
      try file.write(bytes, at: tail.end)
      try file.sync()
    }
    return Tail(end: tail.end + UInt64(bytes.count), size: size)
  }

  /// Adds a signed head after all that stand there, which are checked first.
  package static func append(
    _ note: SignedNote,
    _ identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) {
    let tail = try tail(identity, fileSystem, directory)
    _ = try append(note, size: tail.size ?? 0, after: tail, fileSystem, directory)
  }

  /// Holds the last signed head against the tree: an opening that finds another past refuses it.
  package static func checkLast(
    _ identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    _ tree: LogTree
  ) throws(LogFailure) {
    let (entries, findings, _) = try read(identity, fileSystem, directory)
    let damage = findings.filter(\.isDamage)
    guard damage.isEmpty else { throw .damaged(damage) }
    guard let last = entries.last else { return }
    guard try tree.root(atSize: last.size) == last.checkpoint.root else {
      throw .damaged([
        Finding(
          .checkpointRootDiffers(size: last.size),
          file: "log/checkpoints",
          offset: last.offset
        )
      ])
    }
  }
}
