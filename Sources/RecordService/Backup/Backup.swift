package import CarnetCore
import EventLog
import Ledger
package import SystemPackage
package import Vault

/// Copies a log that may be written meanwhile, with its contents and, apart from them, its keys.
///
/// What is copied is what was proven durable when the backup began, a prefix for ever, and it is
/// checked on the way: every sum, the chain, and the tree's root, under which the backup gets a
/// signed head. A target that holds an older backup of the log gets only what is new. Interrupted,
/// it leaves the backup before it as it was.
package struct Backup {
  /// What a backup did.
  package struct Report: Sendable {
    package var manifest: BackupManifest
    /// Events and bytes that the target did not have.
    package var eventsAdded: UInt64
    package var bytesAdded: UInt64
    package var keys: KeyBackup?
    /// Contents that do not check in the source, by file and offset.
    package var damagedContents: [(file: String, offset: UInt64)]
    /// Contents that events new in this backup name and that the source holds no longer.
    package var missingContents: [(position: Position, record: Pseudonym)]
    /// Whether contents were lost: some are missing, and there are or were others.
    ///
    /// A log whose events all came without contents, as event lines do, has lost none.
    package var hasLostContents: Bool
    /// Generations whose secrets were destroyed because they had expired.
    package var expired: [BackupGeneration]
  }

  package static let keysKeptDays = 30

  private let service: RecordService
  private let target: FilePath
  private let keyFolder: FilePath?
  private let keptDays: Int
  private var fileSystem: any FileSystem { service.fileSystem }

  /// - Parameters:
  ///   - service: the log, open for writing or beside its writer.
  ///   - target: the backup's folder.
  ///   - keyFolder: where the keys go, in a file of their own; nil to leave them.
  ///   - keptDays: after how many days the backup of the keys may no longer open.
  package init(
    _ service: RecordService,
    to target: FilePath,
    keys keyFolder: FilePath? = nil,
    keptDays: Int = keysKeptDays
  ) {
    self.service = service
    self.target = target.lexicallyNormalized()
    self.keyFolder = keyFolder?.lexicallyNormalized()
    self.keptDays = keptDays
  }

  /// - Parameter progress: called with events copied and to copy.
  /// - Returns: what the target now holds; all of it is durable.
  package func run(progress: (UInt64, UInt64) -> Void = { _, _ in }) throws -> Report {
    for path in [target, keyFolder].compactMap({ $0 }) { try refuseInside(path) }
    let size = try service.durableSize()
    let before = try BackupManifest.newest(fileSystem, in: target)
    if let before { try check(before, size) }
    let folder = LogDirectory(target)
    for path in [target, folder.log, target.appending("contents")] {
      try BackupFiles.makeFolders(fileSystem, path)
    }
    let identityIsThere = try fileSystem.exists(folder.identity)
    if identityIsThere {
      let found = try LogScan.readIdentity(fileSystem, folder)
      guard found == service.identity else {
        throw BackupFailure.anotherLog(
          found: found.id.description,
          expected: service.identity.id.description
        )
      }
    }
    var copy = LogCopy(
      fileSystem,
      from: service.directory.log,
      to: folder,
      log: service.identity.id,
      after: before
    )
    let start = before?.size ?? 0
    let stop = try copy.run(upTo: size) { block, _ in
      progress(block.endPosition.rawValue - start, size - start)
    }
    guard copy.end.size == size else { throw BackupFailure.damaged(stop.map { [$0] } ?? []) }
    guard copy.frontier.root == (try service.tree.root(atSize: size)) else {
      throw BackupFailure.anotherHistory(at: size)
    }
    let note = try size > 0 ? service.signedHead(size, copy.frontier.root) : nil
    if !identityIsThere {
      try fileSystem.replace(folder.identity, with: service.identity.encoded())
    }
    try writeHeads(folder, note, size)
    try writeWatermark(folder, copy.end)
    let (packs, damaged) = try copyContents(before)
    let contents = service.contents
    let missing = try service.missingContents(from: start, upTo: size) { try contents.contains($0) }
    let files = try files(folder, packs, before)
    let created = service.clock()
    let expired = try RootKeyFile.destroyGenerations(fileSystem, service.directory.rootKey) {
      $0.expires <= created
    }
    let keys = try keyFolder.map { try backUpKeys(to: $0, created) }
    var generator = SystemRandomNumberGenerator()
    let manifest = BackupManifest(
      number: (before?.number ?? 0) + 1,
      id: LogID.random(using: &generator).description,
      identity: service.identity,
      created: created,
      end: copy.end,
      last: copy.last,
      root: copy.frontier.root,
      subtrees: copy.frontier.subtrees,
      checkpoint: note.map { Array($0.encoded.utf8) } ?? [],
      generation: keys?.generation,
      keysExpire: keys?.expires,
      files: files
    )
    try manifest.save(fileSystem, in: target)
    let bytesBefore = before?.files.reduce(0) { $0 + $1.size } ?? 0
    let bytes = files.reduce(0) { $0 + $1.size }
    return Report(
      manifest: manifest,
      eventsAdded: size - start,
      bytesAdded: bytes - min(bytes, bytesBefore),
      keys: keys,
      damagedContents: damaged,
      missingContents: missing.missing,
      hasLostContents: try !missing.missing.isEmpty
        && (contents.count > 0 || before?.files.contains { $0.path.hasSuffix(".pack") } == true),
      expired: expired
    )
  }

  private func refuseInside(_ path: FilePath) throws(BackupFailure) {
    let root = service.directory.root
    if path.starts(with: root) || root.starts(with: path) { throw .targetInsideData(path) }
  }

  private func check(_ before: BackupManifest, _ size: UInt64) throws {
    guard before.identity == service.identity else {
      throw BackupFailure.anotherLog(
        found: before.identity.id.description,
        expected: service.identity.id.description
      )
    }
    guard before.size <= size else {
      throw BackupFailure.backupAhead(backup: before.size, log: size)
    }
    guard before.root == (try service.tree.root(atSize: before.size)) else {
      throw BackupFailure.anotherHistory(at: before.size)
    }
  }
}

// What stands beside the segments.
extension Backup {
  private func writeHeads(_ folder: LogDirectory, _ note: SignedNote?, _ size: UInt64) throws {
    let heads = try CheckpointStore.read(
      service.identity,
      fileSystem,
      service.directory.log
    )
    let damage = heads.findings.filter(\.isDamage)
    guard damage.isEmpty else { throw BackupFailure.damaged(damage) }
    var text = ""
    let own = heads.checkpoints.filter { $0.size <= size }
    for entry in own { text += entry.note.encoded + "\n" }
    if let note, own.last?.size != size { text += note.encoded + "\n" }
    try fileSystem.replace(folder.checkpoints, with: Array(text.utf8))
  }

  /// The mark of a clean stop at the copy's end: a backup is a log that verifies by itself.
  private func writeWatermark(_ folder: LogDirectory, _ end: LogEnd) throws(FileSystemError) {
    try fileSystem.replace(folder.watermark, with: Watermark.atRest(end))
  }

  private func copyContents(
    _ before: BackupManifest?
  ) throws -> ([String], [(file: String, offset: UInt64)]) {
    let source = service.directory.contents
    let packs = try ContentPacks.names(fileSystem, source)
    var damaged: [(file: String, offset: UInt64)] = []
    for name in packs {
      let path = "contents/" + name
      let copied = try ContentPacks.copy(
        fileSystem,
        from: source.appending(name),
        to: target.appending("contents").appending(name),
        start: before?.files.first { $0.path == path }?.size ?? 0
      )
      damaged += copied.damaged.map { (path, $0) }
    }
    try fileSystem.syncDirectory(target.appending("contents"))
    return (packs, damaged)
  }

  /// Every file with its digest; those that did not grow keep the one they have.
  private func files(
    _ folder: LogDirectory,
    _ packs: [String],
    _ before: BackupManifest?
  ) throws -> [BackupManifest.File] {
    let known = Dictionary(
      uniqueKeysWithValues: (before?.files ?? []).map { ($0.path, $0) }
    )
    let segments = try fileSystem.list(folder.log).filter { SegmentName.position($0) != nil }
    let paths =
      ["log/identity", "log/watermark", "log/checkpoints"] + segments.map { "log/" + $0 }
      + packs.map { "contents/" + $0 }
    var files: [BackupManifest.File] = []
    for path in paths {
      let place = target.pushing(FilePath(path))
      let file = try fileSystem.open(place, for: .reading)
      let size = try file.size()
      try file.close()
      let isWhole = path.hasSuffix(SegmentName.suffix) || path.hasSuffix(".pack")
      if isWhole, let known = known[path], known.size == size {
        files.append(known)
      } else if let digest = try BackupFiles.digest(fileSystem, place, size: size) {
        files.append(BackupManifest.File(path: path, size: size, digest: digest))
      }
    }
    return files
  }

  private func backUpKeys(to folder: FilePath, _ created: Instant) throws -> KeyBackup {
    try BackupFiles.makeFolders(fileSystem, folder)
    return try KeyBackup.make(
      fileSystem,
      directory: service.directory.keys,
      rootKey: service.directory.rootKey,
      log: service.identity.id.description,
      in: folder,
      created: created,
      expires: Instant(
        milliseconds: created.milliseconds + Int64(keptDays) * Instant.millisecondsPerDay
      )
    )
  }
}

extension Watermark {
  /// The file of a log that was stopped cleanly at this end.
  static func atRest(_ end: LogEnd) -> [UInt8] {
    let mark = Watermark(
      sequence: 0,
      size: end.size,
      segment: end.segment,
      endOffset: end.offset,
      epoch: end.epoch,
      isCleanStop: true,
      link: end.size == 0 ? 0 : end.link
    )
    return mark.encoded() + [UInt8](repeating: 0, count: slotBytes)
  }
}
