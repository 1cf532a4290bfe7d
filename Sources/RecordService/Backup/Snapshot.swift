package import CarnetCore
package import EventLog
import Ledger
import MedicalRecord
package import SystemPackage
import Vault
package import Views

/// The views as they are at one moment, with the signed head of their log: a node that has the log
/// starts from them without reading all of it.
///
/// A snapshot is in clear, as the views are, and holds what was erased after it was made until it is
/// used, which erases again; so it is kept where the views are kept, and not for long.
package struct Snapshot {
  package struct Entry: Hashable, Sendable {
    package var view: ViewSnapshot
    package var bytes: UInt64
    package var sum: Digest
  }

  package var identity: LogIdentity
  package var created: Instant
  package var checkpoint: [UInt8]
  package var entries: [Entry]

  private static let heading = "carnet-snapshot/v1"
  static let fileName = "snapshot"

  private init(identity: LogIdentity, created: Instant, checkpoint: [UInt8], entries: [Entry]) {
    self.identity = identity
    self.created = created
    self.checkpoint = checkpoint
    self.entries = entries
  }

  private static func file(_ name: String) -> String { name + ".sqlite" }
}

extension Snapshot {
  /// Makes a snapshot of all views in a new folder; nothing is stopped.
  package static func make(of service: RecordService, in folder: FilePath) throws -> Snapshot {
    let files = service.fileSystem
    let folder = folder.lexicallyNormalized()
    if folder.starts(with: service.directory.root) {
      throw BackupFailure.targetInsideData(folder)
    }
    if try files.exists(folder), try !files.list(folder).isEmpty {
      throw BackupFailure.targetExists(folder)
    }
    try BackupFiles.makeFolders(files, folder)
    try service.runner.catchUp(LogFeed(service))
    var entries: [Entry] = []
    for projector in AllViews.projectors {
      let path = folder.appending(file(projector.name))
      let view = try service.directory.views.snapshot(projector, to: path)
      let copy = try files.open(path, for: .writing)
      let bytes = try copy.size()
      try copy.sync()
      try copy.close()
      guard let sum = try BackupFiles.digest(files, path, size: bytes) else {
        throw BackupFailure.snapshotDiffers(view: projector.name)
      }
      entries.append(Entry(view: view, bytes: bytes, sum: sum))
    }
    let size = try service.durableSize()
    let note = try size > 0 ? service.signedHead(size, service.tree.root(atSize: size)) : nil
    let snapshot = Snapshot(
      identity: service.identity,
      created: service.clock(),
      checkpoint: note.map { Array($0.encoded.utf8) } ?? [],
      entries: entries
    )
    try files.syncDirectory(folder)
    try files.replace(folder.appending(fileName), with: snapshot.encoded())
    return snapshot
  }

  private func encoded() -> [UInt8] {
    var text = ManifestText()
    text.add("identity", Base64.encode(identity.encoded()))
    text.add("created", created.description)
    text.add("checkpoint", Base64.encode(checkpoint))
    for entry in entries {
      let view = entry.view
      text.add(
        "view",
        "\(view.name) \(view.version) \(view.progress.applied) \(view.progress.root) "
          + "\(view.digest) \(entry.bytes) \(entry.sum)"
      )
    }
    return text.encoded(Self.heading)
  }

  /// Reads what a snapshot says of itself.
  package static func load(
    _ fileSystem: any FileSystem,
    from folder: FilePath
  ) throws -> Snapshot {
    let path = folder.appending(fileName)
    guard try fileSystem.exists(path) else { throw BackupFailure.notASnapshot(folder) }
    let bytes = try fileSystem.readAll(path, limit: ManifestText.bytesMax)
    let text: ManifestText
    do throws(ManifestText.Failure) {
      text = try ManifestText(decoding: bytes, heading)
    } catch {
      switch error {
      case .future(let version): throw BackupFailure.futureFormat(path, version: version)
      case .malformed(let line): throw BackupFailure.manifestMalformed(path, line: line)
      }
    }
    guard let identityBytes = text["identity"].flatMap({ Base64.decode($0) }),
      let created = text["created"].flatMap({ Instant($0) }),
      let checkpoint = text["checkpoint"].flatMap({ Base64.decode($0) })
    else { throw BackupFailure.manifestMalformed(path, line: 2) }
    let entries = try text.all("view").enumerated()
      .map { index, line in
        guard let entry = Entry(line) else {
          throw BackupFailure.manifestMalformed(path, line: 5 + index)
        }
        return entry
      }
    return Snapshot(
      identity: try LogIdentity(decoding: identityBytes),
      created: created,
      checkpoint: checkpoint,
      entries: entries
    )
  }
}

extension Snapshot.Entry {
  fileprivate init?(_ line: String) {
    let parts = line.split(separator: " ").map(String.init)
    guard parts.count == 7, let version = Int(parts[1]), let applied = UInt64(parts[2]),
      let root = Digest(hexadecimal: parts[3]), let digest = Digest(hexadecimal: parts[4]),
      let bytes = UInt64(parts[5]), let sum = Digest(hexadecimal: parts[6])
    else { return nil }
    view = ViewSnapshot(
      name: parts[0],
      version: version,
      progress: ViewProgress(applied: applied, root: root),
      digest: digest
    )
    self.bytes = bytes
    self.sum = sum
  }
}

// Using one.
extension Snapshot {
  /// Lets the views of a snapshot serve in a data directory whose log covers them.
  ///
  /// Head, roots, bytes and rows are checked first, and records erased since are taken out before
  /// anybody reads.
  ///
  /// - Returns: how many records were taken out.
  package static func use(_ folder: FilePath, in service: RecordService) throws -> Int {
    let files = service.fileSystem
    let snapshot = try load(files, from: folder)
    guard snapshot.identity.id == service.identity.id else {
      throw BackupFailure.anotherLog(
        found: snapshot.identity.id.description,
        expected: service.identity.id.description
      )
    }
    let size = try LogFeed(service).size()
    try snapshot.checkHead(service, size)
    for projector in AllViews.projectors {
      guard let entry = snapshot.entries.first(where: { $0.view.name == projector.name })
      else { continue }
      try check(entry, projector, folder, service, size)
    }
    var purged: Set<Pseudonym> = []
    for projector in AllViews.projectors {
      guard let entry = snapshot.entries.first(where: { $0.view.name == projector.name })
      else { continue }
      let erased = try erasures(after: entry.view.progress.applied, size, service)
      do {
        _ = try service.directory.views.install(
          projector,
          from: folder.appending(file(projector.name)),
          expecting: entry.view,
          erased: erased
        )
      } catch ViewFailure.notThisView {
        throw BackupFailure.snapshotDiffers(view: projector.name)
      }
      purged.formUnion(erased.map(\.record))
    }
    return purged.count
  }

  private func checkHead(_ service: RecordService, _ size: UInt64) throws {
    if checkpoint.isEmpty { return }
    let verifier = try NoteVerifier(identity.verifierKey)
    let head = try Checkpoint(note: checkpoint, verifier: verifier)
    guard head.size <= size else { return }
    guard try service.tree.root(atSize: head.size) == head.root else {
      throw BackupFailure.anotherHistory(at: head.size)
    }
  }

  private static func check(
    _ entry: Entry,
    _ projector: any Projector.Type,
    _ folder: FilePath,
    _ service: RecordService,
    _ size: UInt64
  ) throws {
    let view = entry.view
    guard view.version == projector.version else {
      throw BackupFailure.snapshotOfAnotherVersion(
        view: view.name,
        found: view.version,
        expected: projector.version
      )
    }
    guard view.progress.applied <= size else {
      throw BackupFailure.snapshotAhead(
        view: view.name,
        snapshot: view.progress.applied,
        log: size
      )
    }
    let path = folder.appending(file(view.name))
    let isSame =
      view.progress.applied == 0
      ? true : try service.tree.root(atSize: view.progress.applied) == view.progress.root
    guard isSame, try service.fileSystem.exists(path),
      try BackupFiles.digest(service.fileSystem, path, size: entry.bytes) == entry.sum
    else { throw BackupFailure.snapshotDiffers(view: view.name) }
  }

  /// What was erased after a view was copied: by the log, and by the register, which comes first.
  private static func erasures(
    after applied: UInt64,
    _ size: UInt64,
    _ service: RecordService
  ) throws -> [(record: Pseudonym, scope: ErasureScope)] {
    var erased: [Pseudonym: ErasureScope] = [:]
    try LogFeed(service)
      .read(from: Position(applied), to: Position(size)) { events in
        for event in events where event.type == FactKind.recordErased.rawValue {
          erased[event.record, default: []].formUnion(ErasureScope(of: event.body))
        }
      }
    let register = try ErasureRegister.load(
      service.fileSystem,
      from: RootKeyFile.erasures(of: service.directory.rootKey),
      log: service.identity.id.description
    )
    for entry in register?.entries ?? [] {
      if try service.wasErased(entry.record, before: applied) { continue }
      var scope: ErasureScope = []
      if entry.contents { scope.insert(.contents) }
      if entry.traces { scope.insert(.traces) }
      erased[entry.record, default: []].formUnion(scope)
    }
    return erased.map { ($0.key, $0.value) }
  }
}

extension RecordService {
  /// Whether the log tells of a record's erasure before a position.
  fileprivate func wasErased(_ record: Pseudonym, before end: UInt64) throws -> Bool {
    guard let head = index.head(of: record) else { return false }
    var isErased = false
    try reader.walkBack(from: head) { block, index in
      isErased =
        block.types[index].rawValue == FactKind.recordErased.rawValue
        && block.position(index).rawValue < end
      return !isErased
    }
    return isErased
  }
}
