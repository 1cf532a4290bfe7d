package import CarnetCore
package import Ledger

/// Every tree head the log has signed: the file `log/checkpoints` (docs/log-format.md section 8).
package enum CheckpointStore {
  /// More than four years of a head a minute.
  package static let fileLimitBytes = 1 << 30

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
  ) throws(LogFailure) -> Heads {
    let bytes = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(directory.checkpoints)
        ? fileSystem.readAll(directory.checkpoints, limit: fileLimitBytes) : []
    }
    return try parse(bytes, from: 0, at: 0, identity, directory)
  }

  /// The last heads alone: for whoever asks where the log was signed last, as every opening does, a
  /// file of years need not be checked from its beginning.
  ///
  /// - Parameter size: the heads go back to one that covers less than this many events, or to the
  ///   first; to any one if nil.
  package static func recent(
    _ identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory,
    backTo size: UInt64? = nil
  ) throws(LogFailure) -> Heads {
    var window: UInt64 = 64 << 10
    while window <= fileLimitBytes {
      let (bytes, offset) = try onDisk { () throws(FileSystemError) in
        guard try fileSystem.exists(directory.checkpoints) else { return ([UInt8](), UInt64(0)) }
        let file = try fileSystem.open(directory.checkpoints, for: .reading)
        defer { try? file.close() }
        let count = try file.size()
        let offset = count - min(count, window)
        return (try file.readBytes(Int(count - offset), at: offset), offset)
      }
      if offset == 0 { return try parse(bytes, from: 0, at: 0, identity, directory) }
      if let start = beginningOfNote(bytes) {
        let heads = try parse(bytes, from: start, at: offset, identity, directory)
        if let first = heads.checkpoints.first, size.map({ first.size < $0 }) ?? true {
          return heads
        }
      }
      window *= 4
    }
    return try read(identity, fileSystem, directory)
  }

  /// Heads whose signature is right, what is wrong with the others, and where the last whole one ends.
  package typealias Heads = (checkpoints: [Entry], findings: [Finding], end: UInt64)

  /// - Parameters:
  ///   - bytes: the file from `offset` on.
  ///   - first: where in them a note begins.
  private static func parse(
    _ bytes: [UInt8],
    from first: Int,
    at offset: UInt64,
    _ identity: LogIdentity,
    _ directory: LogDirectory
  ) throws(LogFailure) -> Heads {
    let verifier: NoteVerifier
    do throws(NoteFailure) {
      verifier = try NoteVerifier(identity.verifierKey)
    } catch {
      throw .identity(.malformedLine(5), directory.identity)
    }
    var entries: [Entry] = []
    var findings: [Finding] = []
    var start = first
    var end = first
    while start < bytes.count {
      guard let stop = endOfNote(bytes, from: start) else {
        findings.append(
          Finding(.unfinishedCheckpoint, file: "log/checkpoints", offset: offset + UInt64(start))
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
              offset: offset + UInt64(start)
            )
          )
        }
        entries.append(
          Entry(checkpoint: checkpoint, note: parsed, offset: offset + UInt64(start))
        )
      } catch {
        findings.append(
          Finding(
            .checkpointUnreadable(error),
            file: "log/checkpoints",
            offset: offset + UInt64(start)
          )
        )
      }
      start = stop + 1
      end = start
    }
    return (entries, findings, offset + UInt64(end))
  }

  /// Where the first note begins that begins in these bytes: after the empty line that follows a
  /// signature line.
  private static func beginningOfNote(_ bytes: [UInt8]) -> Int? {
    let dash = Array("\u{2014} ".utf8)
    var isSignature = false
    var line = 0
    while let end = bytes[line...].firstIndex(of: 0x0a) {
      // The first line may be the rest of one.
      if end == line, isSignature { return end + 1 }
      isSignature = bytes[line..<end].starts(with: dash)
      line = end + 1
    }
    return nil
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

  /// Reads the end of the file.
  ///
  /// - Throws: `.damaged` when one of the last heads is not what it must be.
  package static func tail(
    _ identity: LogIdentity,
    _ fileSystem: any FileSystem,
    _ directory: LogDirectory
  ) throws(LogFailure) -> Tail {
    let (checkpoints, findings, end) = try recent(identity, fileSystem, directory)
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

  /// Adds a signed head after those that stand there, the last of which are checked first.
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
    let (entries, findings, _) = try recent(identity, fileSystem, directory)
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
