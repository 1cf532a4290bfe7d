import CarnetCore
import EventLog
import Ledger
import MedicalRecord
import SystemPackage
import Vault
import Views

/// What a backup or a copy holds, read to its end before anything is made of it.
///
/// A backup must hold what its manifest says, to the byte. A copy that was made of files in use, in
/// whatever order, is taken up to where it is consistent: the watermark may be newer than the
/// segments, a segment older than the one after it.
final class RestoreSource {
  let root: FilePath
  let identity: LogIdentity
  let manifest: BackupManifest?
  private(set) var size: UInt64 = 0
  private(set) var stop: Finding?
  private(set) var erasures: [ErasureRegister.Entry] = []
  /// Signed heads that stand in the source.
  private(set) var signedHeads: [SignedHead] = []
  private let fileSystem: any FileSystem
  private var firstPositions: [UInt64: UInt64] = [:]
  private var rootsAtHeads: [UInt64: Digest] = [:]
  private var lastNotLater: UInt64?
  private var laterPositions: [UInt64] = []

  /// A signed head and what it says.
  struct SignedHead {
    var checkpoint: Checkpoint
    var note: SignedNote

    var size: UInt64 { checkpoint.size }
  }

  var log: LogDirectory { LogDirectory(root) }

  init(
    _ fileSystem: any FileSystem,
    _ options: Restore.Options,
    _ progress: (Restore.Stage, UInt64, UInt64?) -> Void
  ) throws {
    self.fileSystem = fileSystem
    root = options.source
    manifest = try BackupManifest.newest(fileSystem, in: root)
    if let manifest {
      identity = manifest.identity
      try Self.check(manifest, root, fileSystem, progress)
    } else {
      guard try fileSystem.exists(LogDirectory(root).identity) else {
        throw BackupFailure.notABackup(root)
      }
      identity = try LogScan.readIdentity(fileSystem, LogDirectory(root))
    }
    signedHeads = try readHeads()
    try survey(options, progress)
  }

  /// Every file, by its digest.
  private static func check(
    _ manifest: BackupManifest,
    _ root: FilePath,
    _ fileSystem: any FileSystem,
    _ progress: (Restore.Stage, UInt64, UInt64?) -> Void
  ) throws {
    let total = manifest.files.reduce(0) { $0 + $1.size }
    var done: UInt64 = 0
    for file in manifest.files {
      let path = root.pushing(FilePath(file.path))
      // These are written anew by every backup; what counts of them is checked as what it is.
      if ["log/watermark", "log/checkpoints"].contains(file.path) { continue }
      guard try fileSystem.exists(path),
        try BackupFiles.digest(
          fileSystem,
          path,
          size: file.size,
          { bytes in
            done += bytes
            progress(.manifest, done, total)
          }
        ) == file.digest
      else { throw BackupFailure.fileDiffers(path) }
    }
  }

  private func readHeads() throws -> [SignedHead] {
    let read = try CheckpointStore.read(identity, fileSystem, log)
    // A log that is written to may end in a torn head. A backup's file was written whole: what is
    // unfinished in it has changed since.
    let damage = read.findings.filter { $0.isDamage || manifest != nil }
    guard damage.isEmpty else { throw BackupFailure.damaged(damage) }
    let stored = read.checkpoints.map { SignedHead(checkpoint: $0.checkpoint, note: $0.note) }
    guard let manifest, !manifest.checkpoint.isEmpty else { return stored }
    // The backup's own head, whatever became of the file.
    let verifier = try NoteVerifier(identity.verifierKey)
    let own = try Checkpoint(note: manifest.checkpoint, verifier: verifier)
    guard own.size == manifest.size, own.root == manifest.root else {
      throw BackupFailure.headDiffers(size: own.size)
    }
    if stored.contains(where: { $0.size == own.size }) { return stored }
    let head = SignedHead(checkpoint: own, note: try SignedNote(parsing: manifest.checkpoint))
    return (stored + [head]).sorted { $0.size < $1.size }
  }

  private func survey(
    _ options: Restore.Options,
    _ progress: (Restore.Stage, UInt64, UInt64?) -> Void
  ) throws {
    var asked = Set(signedHeads.map(\.size))
    for head in try heads(options.heads) { asked.insert(head.size) }
    if let mark = try HeadMark.read(
      fileSystem,
      rootKey: options.target.rootKey,
      verifierKey: identity.verifierKey
    ) {
      asked.insert(mark.size)
    }
    var pending = asked.sorted()[...]
    var tree = MerkleFrontier()
    let opener = EventOpener(
      BodyOpener(log: identity.id, sealer: NoKeys(), codecs: BodyDictionaries.codecs)
    )
    var scratch = BodyOpener.Scratch()
    var instant: Instant?
    if case .instant(let moment) = options.cut { instant = moment }
    var copy = LogCopy(fileSystem, from: log, to: nil, log: identity.id)
    stop = try copy.run(upTo: manifest?.size ?? .max) { block, leaves in
      var rest = leaves[...]
      while true {
        while let size = pending.first, size <= tree.size {
          rootsAtHeads[size] = tree.root
          pending.removeFirst()
        }
        if rest.isEmpty { break }
        let count = min(rest.count, pending.first.map { Int($0 - tree.size) } ?? rest.count)
        tree.append(contentsOf: rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      for index in 0..<leaves.count {
        let position = block.position(index).rawValue
        let record = block.records[index]
        if firstPositions[record.rawValue] == nil { firstPositions[record.rawValue] = position }
        if block.types[index].rawValue == FactKind.recordErased.rawValue {
          erasures.append(try Self.erasure(block, index, opener, &scratch))
        }
        if let instant {
          if block.times[index] <= instant {
            lastNotLater = position
          } else {
            laterPositions.append(position)
          }
        }
      }
      progress(.reading, block.endPosition.rawValue, manifest?.size)
    }
    size = copy.end.size
    if let manifest {
      guard size == manifest.size else { throw BackupFailure.damaged(stop.map { [$0] } ?? []) }
      guard copy.frontier.root == manifest.root else {
        throw BackupFailure.anotherHistory(at: size)
      }
    }
    if size == 0 { rootsAtHeads[0] = tree.root }
    for head in signedHeads where head.size <= size {
      guard try root(atSize: head.size) == head.checkpoint.root else {
        throw BackupFailure.headDiffers(size: head.size)
      }
    }
  }

  private static func erasure(
    _ block: EventBlock,
    _ index: Int,
    _ opener: EventOpener,
    _ scratch: inout BodyOpener.Scratch
  ) throws -> ErasureRegister.Entry {
    var body: EventBody?
    if case .body(let found) = try opener.content(block, index, &scratch) { body = found }
    let scope = ErasureScope(of: body)
    return ErasureRegister.Entry(
      record: block.records[index],
      contents: scope.contains(.contents),
      traces: scope.contains(.traces),
      time: block.times[index]
    )
  }

  /// The erasures of another copy of the log.
  static func erasures(
    of folder: FilePath,
    _ identity: LogIdentity,
    _ fileSystem: any FileSystem
  ) throws -> [ErasureRegister.Entry] {
    let directory = LogDirectory(folder.lexicallyNormalized())
    let found = try LogScan.readIdentity(fileSystem, directory)
    guard found.id == identity.id else {
      throw BackupFailure.anotherLog(
        found: found.id.description,
        expected: identity.id.description
      )
    }
    let opener = EventOpener(
      BodyOpener(log: identity.id, sealer: NoKeys(), codecs: BodyDictionaries.codecs)
    )
    var scratch = BodyOpener.Scratch()
    var erasures: [ErasureRegister.Entry] = []
    var copy = LogCopy(fileSystem, from: directory, to: nil, log: identity.id)
    _ = try copy.run(upTo: .max) { block, _ in
      for index in 0..<block.count
      where block.types[index].rawValue == FactKind.recordErased.rawValue {
        erasures.append(try erasure(block, index, opener, &scratch))
      }
    }
    return erasures
  }
}

// What was found, asked for.
extension RestoreSource {
  /// How many events the restored log shall hold.
  func cut(_ cut: Restore.Cut) throws(BackupFailure) -> UInt64 {
    switch cut {
    case .whole: return size
    case .position(let position):
      guard position <= size else { throw .positionBeyond(position, size: size) }
      return position
    case .instant(let instant):
      guard let lastNotLater else { throw .nothingBefore(instant) }
      return lastNotLater + 1
    }
  }

  /// Events before the cut that are later than the instant that was asked for.
  func laterEvents(before cut: UInt64, _ asked: Restore.Cut) -> UInt64 {
    guard case .instant = asked else { return 0 }
    return UInt64(laterPositions.filter { $0 < cut }.count)
  }

  /// The records that have events before the cut.
  func records(before cut: UInt64) -> [Pseudonym] {
    firstPositions.filter { $0.value < cut }.map { Pseudonym(rawValue: $0.key) }
  }

  /// Heads that somebody kept, and those beyond the end that stand in the source itself.
  func heads(_ kept: [[UInt8]]) throws -> [Checkpoint] {
    let verifier = try NoteVerifier(identity.verifierKey)
    return try kept.map { try Checkpoint(note: $0, verifier: verifier) }
      + signedHeads.map(\.checkpoint)
  }

  /// The recomputed root at a size.
  ///
  /// Those of heads that were known at the survey are at hand. A log in use may sign another one
  /// while it is being restored: that root takes one more reading.
  func root(atSize size: UInt64) throws -> Digest {
    if size == 0 { return MerkleFrontier().root }
    if let root = rootsAtHeads[size] { return root }
    var copy = LogCopy(fileSystem, from: log, to: nil, log: identity.id)
    let stop = try copy.run(upTo: size)
    guard copy.end.size == size else { throw BackupFailure.damaged(stop.map { [$0] } ?? []) }
    rootsAtHeads[size] = copy.frontier.root
    return copy.frontier.root
  }
}

/// For reading what is sealed under no key.
private struct NoKeys: BodySealing {
  func newKey(
    _ kind: EventKey.Kind,
    record: Pseudonym
  ) throws(SealFailure) -> SealingKey {
    throw .doesNotOpen
  }

  func seal(
    _ plain: UnsafeRawBufferPointer,
    with key: SealingKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) {
    preconditionFailure("nobody gets a key here")
  }

  func open(
    _ sealed: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure) {
    throw .doesNotOpen
  }
}
