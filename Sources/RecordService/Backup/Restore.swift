package import CarnetCore
package import EventLog
import Ledger
package import MedicalRecord
package import SystemPackage
import Vault

/// Puts a data directory together from a backup, or from a plain copy of one that was in use.
///
/// Everything is checked before anything is put in place; the keys come last, already without those
/// of erased records, and the directory gets its name when it is whole. Interrupted, it leaves
/// nothing that opens, and can be run again.
package struct Restore {
  package enum Cut: Hashable, Sendable {
    case whole
    /// The first events, so many.
    case position(UInt64)
    /// Up to the last event that is not later.
    case instant(Instant)
  }

  package enum Stage: Sendable {
    case manifest
    case reading
    case copying
    case verifying
  }

  package struct Options: Sendable {
    /// A backup's folder, or a copy of a data directory.
    package var source: FilePath
    /// A backup of the keys, or the folder of several; nil for the `keys` of a copy.
    package var keys: FilePath?
    /// What is made, and the root key that opens it and the backup of the keys.
    package var target: DataDirectory
    package var cut = Cut.whole
    /// Signed heads that somebody kept: each must be the log's past.
    package var heads: [[UInt8]] = []
    /// A newer log of the same identity, whose erasures are done again too.
    package var newerLog: FilePath?
    /// Where the register of erasures stands; beside the root key if nil.
    package var register: FilePath?
    /// Restores without a register; erased records may open again.
    package var withoutRegister = false
    /// Goes on under another origin and key, so that no head contradicts one that was signed.
    package var forks = false
    package var now: Instant
    /// Who restores: it becomes the restored log's first event.
    ///
    /// nil leaves no trace, for rehearsals.
    package var context: EventContext?

    package init(source: FilePath, keys: FilePath?, target: DataDirectory, now: Instant) {
      self.source = source.lexicallyNormalized()
      self.keys = keys?.lexicallyNormalized()
      self.target = target
      self.now = now
    }
  }

  package struct Report: Sendable {
    package var identity: LogIdentity
    /// What the source was called, when the log goes on under another name.
    package var forkedFrom: String?
    package var size: UInt64
    package var root: Digest
    package var last: Instant?
    /// How many events the source holds.
    package var sourceSize: UInt64
    /// Why the source was not taken to its end: it was copied while it was written.
    package var stop: Finding?
    /// Events that are kept and are later than the instant that was asked for.
    package var laterEvents: UInt64 = 0
    /// Records whose keys were taken out of the backup again.
    package var erasedAgain: [Pseudonym] = []
    /// Records with events and without keys: younger than the backup of the keys.
    package var withoutKeys: [Pseudonym] = []
    package var isFromBackup: Bool
    package var contents = 0
    /// Contents that no pack holds, by the events that refer to them: a backup lacks none that the
    /// log had, a copy may.
    package var missingContents: [(position: Position, record: Pseudonym)] = []
    package var damagedContents: [(file: String, offset: UInt64)] = []
    package var registerEndsUnfinished = false
    /// Of the restored log, from its bytes.
    package var verification: VerificationReport?
  }

  let fileSystem: any FileSystem
  let options: Options
  var scratch: FilePath { FilePath(options.target.root.string + ".restoring") }

  package init(_ options: Options, fileSystem: any FileSystem = RealFileSystem()) {
    self.options = options
    self.fileSystem = fileSystem
  }

  /// - Parameter progress: called with what is being done, and how far it is.
  /// - Returns: what stands in the target now.
  package func run(
    progress: @escaping (Stage, UInt64, UInt64?) -> Void = { _, _, _ in }
  ) async throws -> Report {
    try refuseExisting()
    let source = try RestoreSource(fileSystem, options, progress)
    let cut = try source.cut(options.cut)
    let erasures = try erasures(source)
    let keys = try restoredKeys(source)
    let identity = try nextIdentity(source, cut, keys)

    try prepareScratch()
    let folder = LogDirectory(scratch)
    var copy = LogCopy(fileSystem, from: source.log, to: folder, log: source.identity.id)
    let stop = try copy.run(upTo: cut) { block, _ in
      progress(.copying, block.endPosition.rawValue, cut)
    }
    guard copy.end.size == cut else { throw BackupFailure.damaged(stop.map { [$0] } ?? []) }
    try writeLogFiles(folder, source, identity, copy.end)
    var report = Report(
      identity: identity.identity,
      forkedFrom: identity.isFork ? source.identity.origin : nil,
      size: cut,
      root: copy.frontier.root,
      last: copy.last,
      sourceSize: source.size,
      stop: source.stop,
      laterEvents: source.laterEvents(before: cut, options.cut),
      isFromBackup: source.manifest != nil,
      registerEndsUnfinished: erasures.endsUnfinished
    )
    let names = try copyContents(source, &report)
    report.verification = try await LogVerifier(fileSystem, folder)
      .verify(progress: { progress(.verifying, $0, cut) })
    guard report.verification?.isIntact == true, report.verification?.root == copy.frontier.root
    else { throw BackupFailure.damaged(report.verification?.findings ?? []) }
    for entry in erasures.entries where keys.destroy(entry) {
      report.erasedAgain.append(entry.record)
    }
    report.withoutKeys = source.records(before: cut)
      // The stream of the rules is not sealed: it has no keys to lack.
      .filter { $0 != .rules && !keys.knows($0) }.sorted()
    try putInPlace(keys, identity, act(report, source))
    report.missingContents = try missingContents(names)
    return report
  }
}

// Before anything is written.
extension Restore {
  private func refuseExisting() throws {
    let root = options.target.root
    for other in [options.source, options.keys].compactMap({ $0 })
    where root.starts(with: other) || other.starts(with: root) {
      throw BackupFailure.targetInsideData(root)
    }
    guard try fileSystem.exists(root) else { return }
    if try fileSystem.list(root).isEmpty { return }
    // Everything but the last step was done by a restore that was interrupted.
    let folder = LogDirectory(root)
    guard try fileSystem.exists(Self.hiddenIdentity(folder)),
      try !fileSystem.exists(folder.identity)
    else { throw BackupFailure.targetExists(root) }
    try fileSystem.rename(root, to: scratch)
  }

  static func hiddenIdentity(_ folder: LogDirectory) -> FilePath {
    folder.log.appending("identity.tmp")
  }

  /// Every erasure that is known: of the register, of the source's log, of a newer log.
  private func erasures(
    _ source: RestoreSource
  ) throws -> (entries: [ErasureRegister.Entry], endsUnfinished: Bool) {
    let path = options.register ?? RootKeyFile.erasures(of: options.target.rootKey)
    let log = source.identity.id.description
    let register = try ErasureRegister.load(fileSystem, from: path, log: log)
    var entries = source.erasures
    if let register {
      if !options.withoutRegister, let needed = try keysDate(source), register.begun > needed {
        throw BackupFailure.registerTooYoung(path, begun: register.begun, needed: needed)
      }
      entries += register.entries
    } else if !options.withoutRegister {
      throw BackupFailure.registerMissing(path)
    }
    if let newer = options.newerLog {
      entries += try RestoreSource.erasures(of: newer, source.identity, fileSystem)
    }
    return (entries, register?.endsUnfinished ?? false)
  }

  /// When the backup of the keys was made; nil for the keys of a copy, which open only while no
  /// erasure has come after them.
  private func keysDate(_ source: RestoreSource) throws -> Instant? {
    guard options.keys != nil else { return nil }
    return try KeyBackup.readHeader(fileSystem, keyFile(source)).created
  }

  /// The file that was named, or in a folder the one of the backup, or the newest.
  private func keyFile(_ source: RestoreSource) throws -> FilePath {
    guard let keys = options.keys else { throw BackupFailure.noKeys(source.root) }
    let names: [String]
    do throws(FileSystemError) {
      names = try fileSystem.list(keys).filter(KeyBackup.isFileName)
    } catch {
      guard error.code == .notDirectory else { throw error }
      return keys
    }
    if let generation = source.manifest?.generation,
      names.contains(KeyBackup.fileName(generation))
    {
      return keys.appending(KeyBackup.fileName(generation))
    }
    let newest = try names.map { keys.appending($0) }
      .max {
        try KeyBackup.readHeader(fileSystem, $0).created
          < KeyBackup.readHeader(fileSystem, $1).created
      }
    guard let newest else { throw BackupFailure.noKeys(keys) }
    return newest
  }

  private func restoredKeys(_ source: RestoreSource) throws -> KeyRestoration {
    let log = source.identity.id.description
    let rootKey = options.target.rootKey
    if options.keys != nil {
      return try KeyRestoration(
        fileSystem,
        backup: keyFile(source),
        rootKey: rootKey,
        log: log
      )
    }
    let store = source.root.appending("keys")
    guard try fileSystem.exists(store) else { throw BackupFailure.noKeys(source.root) }
    return try KeyRestoration(fileSystem, store: store, rootKey: rootKey, log: log)
  }

  /// Who the restored log is: the same, or one that forked from it.
  struct NextIdentity {
    var identity: LogIdentity
    var signingSeed: [UInt8]
    var isFork: Bool
  }

  private func nextIdentity(
    _ source: RestoreSource,
    _ cut: UInt64,
    _ keys: KeyRestoration
  ) throws -> NextIdentity {
    var known = try source.heads(options.heads)
    known += try [
      HeadMark.read(
        fileSystem,
        rootKey: options.target.rootKey,
        verifierKey: source.identity.verifierKey
      )
    ]
    .compactMap { $0 }
    for head in known where head.size <= source.size {
      guard try source.root(atSize: head.size) == head.root else {
        throw BackupFailure.headDiffers(size: head.size)
      }
    }
    let farthest = known.map(\.size).max() ?? 0
    let forks = options.forks || options.cut != .whole
    if farthest > cut, !forks {
      throw BackupFailure.headBeyond(head: farthest, restored: cut)
    }
    guard forks else {
      return NextIdentity(
        identity: source.identity,
        signingSeed: keys.signingSeed,
        isFork: false
      )
    }
    var generator = SystemRandomNumberGenerator()
    var seed: [UInt8] = []
    for _ in 0..<4 { withUnsafeBytes(of: generator.next()) { seed.append(contentsOf: $0) } }
    let mark = Hex.encode(generator.next()).prefix(8)
    let origin = "\(source.identity.origin)/restored-\(cut)-\(mark)"
    var identity = source.identity
    identity.origin = origin
    identity.verifierKey = try NoteSigner(name: origin, seed: seed).verifier.description
    return NextIdentity(identity: identity, signingSeed: seed, isFork: true)
  }
}

// The new directory, under a name that is not its own.
extension Restore {
  private func prepareScratch() throws {
    let folder = LogDirectory(scratch)
    try BackupFiles.makeFolders(fileSystem, scratch)
    try BackupFiles.clear(fileSystem, scratch)
    for path in [folder.log, folder.torn, folder.index, scratch.appending("contents")] {
      try BackupFiles.makeFolders(fileSystem, path)
    }
  }

  private func writeLogFiles(
    _ folder: LogDirectory,
    _ source: RestoreSource,
    _ next: NextIdentity,
    _ end: LogEnd
  ) throws {
    let heads = source.signedHeads.filter { $0.size <= end.size }
      .map { $0.note.encoded + "\n" }.joined()
    // The heads of the log that this one forked from are evidence beside it, not its own.
    if next.isFork {
      let origin = scratch.appending("origin")
      try BackupFiles.makeFolders(fileSystem, origin)
      try fileSystem.replace(origin.appending("identity"), with: source.identity.encoded())
      try fileSystem.replace(origin.appending("checkpoints"), with: Array(heads.utf8))
    }
    let kept = next.isFork ? [] : Array(heads.utf8)
    try fileSystem.replace(folder.checkpoints, with: kept)
    try fileSystem.replace(folder.watermark, with: Watermark.atRest(end))
    try fileSystem.replace(folder.identity, with: next.identity.encoded())
  }

  private func copyContents(
    _ source: RestoreSource,
    _ report: inout Report
  ) throws -> Set<Digest> {
    let target = scratch.appending("contents")
    let folder = source.root.appending("contents")
    var names: Set<Digest> = []
    for name in try ContentPacks.names(fileSystem, folder) {
      let limit = source.manifest.map { manifest in
        manifest.files.first { $0.path == "contents/" + name }?.size ?? 0
      }
      if limit == 0 { continue }
      let copied = try ContentPacks.copy(
        fileSystem,
        from: folder.appending(name),
        to: target.appending(name),
        start: 0,
        limit: limit ?? ContentPacks.bytesMax
      )
      names.formUnion(copied.names)
      report.damagedContents += copied.damaged.map { ("contents/" + name, $0) }
    }
    try fileSystem.syncDirectory(target)
    report.contents = names.count
    return names
  }

  /// The log's identity comes last of all: without it nothing opens.
  private func putInPlace(
    _ keys: KeyRestoration,
    _ next: NextIdentity,
    _ act: AdministrativeAct?
  ) throws {
    let folder = LogDirectory(scratch)
    try fileSystem.rename(folder.identity, to: Self.hiddenIdentity(folder))
    try fileSystem.syncDirectory(folder.log)
    try keys.write(to: scratch.appending("keys"), signingSeed: next.signingSeed)
    if let act { try leave(act, next.identity) }
    try fileSystem.syncDirectory(scratch)
    let root = options.target.root
    try fileSystem.rename(scratch, to: root)
    let above = root.removingLastComponent()
    try fileSystem.syncDirectory(above.isEmpty ? "." : above)
    let placed = LogDirectory(root)
    try fileSystem.rename(Self.hiddenIdentity(placed), to: placed.identity)
    try fileSystem.syncDirectory(placed.log)
  }

  /// What the restored log shall say of the restore.
  private func act(_ report: Report, _ source: RestoreSource) -> AdministrativeAct? {
    guard let context = options.context else { return nil }
    var parameters =
      source.manifest.map { ["backup \($0.number)", $0.id] } ?? ["copy of a data directory"]
    parameters.append("events \(report.size) of \(report.sourceSize)")
    parameters.append("root \(report.root)")
    if let origin = report.forkedFrom { parameters.append("forked from \(origin)") }
    if options.withoutRegister { parameters.append("without the register of erasures") }
    return AdministrativeAct(
      .restored,
      parameters,
      outcome: "erased again \(report.erasedAgain.count), "
        + "without keys \(report.withoutKeys.count)",
      by: context,
      at: options.now
    )
  }

  /// Leaves a note among the files that are about to be put in place: the next writer's first event.
  private func leave(_ act: AdministrativeAct, _ identity: LogIdentity) throws {
    let store = try KeyStore.open(
      fileSystem,
      directory: scratch.appending("keys"),
      rootKey: options.target.rootKey,
      log: identity.id.description
    )
    let folder = scratch.appending("acts")
    try BackupFiles.makeFolders(fileSystem, folder)
    try SealedFile.save(
      act.encoded(),
      as: AdministrativeAct.use,
      at: folder.appending(act.fileName),
      store,
      fileSystem
    )
  }

  /// Documents whose event opens and whose content is in no pack.
  private func missingContents(
    _ names: Set<Digest>
  ) throws -> [(position: Position, record: Pseudonym)] {
    let service = try RecordService.openForReading(options.target, fileSystem: fileSystem)
    let size = try service.reader.readableSize()
    // Without their keys some events do not open; which, the report says already.
    let found = try service.missingContents(upTo: size) { names.contains($0) }
    try service.close()
    return found.missing
  }
}
