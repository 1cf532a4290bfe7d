package import CarnetCore
package import EventLog
import Foundation
package import Ledger
package import MedicalRecord
import Synchronization
import SystemPackage
package import Vault
package import Views

/// Why the service refuses a use case; the parts' own errors are thrown as they are.
package enum ServiceFailure: Error, Hashable, Sendable {
  /// The data directory was opened for reading only.
  case openedForReading
  case unknownRecord(Pseudonym)
  case refused(Refusal)
  /// A record is to be opened without an INS that tells, and these have the same traits.
  case resembles([Pseudonym])
  case append(AppendFailure)
  /// The record has an event that a later version wrote: deciding on what it may say is refused.
  case foreignEvent(Pseudonym, Position, type: UInt16)
  /// The policy says no; the refusal was traced.
  case accessDenied(AccessRule)
}

/// A data directory that is open: its log, its keys, its contents and its views, and the use cases
/// over them.
///
/// One process opens it for writing. Any number open it for reading beside it; but whoever wants to
/// see what a record holds must be able to leave a trace, and so must be the writer.
package final class RecordService: Sendable {
  package let directory: DataDirectory
  package let fileSystem: any FileSystem
  package let identity: LogIdentity
  package let keys: KeyStore
  package let contents: ContentStore
  package let reader: LogReader
  package let index: EventIndex
  package let tree: LogTree
  package let opener: BodyOpener
  package let clock: @Sendable () -> Instant
  package let runner: ViewRunner
  /// Number of events up to and with the last of this process that opened or named a record; who
  /// looks a person up waits until the directory has it.
  let identitiesEnd = Atomic<UInt64>(0)
  /// What opening the log found and mended.
  package let openingFindings: [Finding]
  let commit: GroupCommit?
  let cells: TreeCells
  /// What was served last; see `dossier(of:)`.
  let dossiers: DossierCache
  private let pool = Mutex<[Pseudonym]>([])
  let turns = RecordTurns()
  /// Where the file of signed heads ends, as this process left it; nil while it was not read.
  let headsKnown = Mutex<CheckpointStore.Tail?>(nil)
  /// The rules as of the position of their last publication.
  let rulesKnown = Mutex<(Position, RulesHistory)?>(nil)

  private init(
    _ directory: DataDirectory,
    _ fileSystem: any FileSystem,
    identity: LogIdentity,
    keys: KeyStore,
    contents: ContentStore,
    reader: LogReader,
    index: EventIndex,
    cells: TreeCells,
    commit: GroupCommit?,
    findings: [Finding],
    clock: @escaping @Sendable () -> Instant
  ) {
    self.directory = directory
    self.fileSystem = fileSystem
    self.identity = identity
    self.keys = keys
    self.contents = contents
    self.reader = reader
    self.index = index
    self.cells = cells
    self.commit = commit
    self.clock = clock
    openingFindings = findings
    dossiers = DossierCache(budgetBytes: Self.dossierBytesDefault)
    tree = LogTree(reader: reader, cells: cells)
    opener = BodyOpener(
      log: identity.id,
      sealer: VaultSealing(keys),
      codecs: BodyDictionaries.codecs
    )
    runner = ViewRunner(AllViews.projectors, in: directory.views)
  }

  /// Memory for the records that were looked at last, where nothing else is said.
  package static let dossierBytesDefault = 192 << 20

  /// Keeps records that were looked at in memory, as many as so many bytes hold.
  package func keepRecords(bytesMax: Int) { dossiers.budget = bytesMax }

  package static let systemClock: @Sendable () -> Instant = {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  package var isWriter: Bool { commit != nil }
}

extension RecordService {
  /// Makes a data directory: log, vault and signing key.
  ///
  /// - Throws: `LogFailure.alreadyALog` when there is one; nothing was changed.
  package static func create(
    _ directory: DataDirectory,
    origin: String,
    fileSystem: any FileSystem = RealFileSystem(),
    clock: @Sendable () -> Instant = systemClock
  ) throws -> LogIdentity {
    if try fileSystem.exists(directory.log.identity) {
      throw LogFailure.alreadyALog(directory.root)
    }
    var generator = SystemRandomNumberGenerator()
    let id = LogID.random(using: &generator)
    try makeFolders(directory.root, fileSystem)
    let keys = try createKeys(directory, id, fileSystem)
    var seed: [UInt8] = []
    for _ in 0..<4 { withUnsafeBytes(of: generator.next()) { seed.append(contentsOf: $0) } }
    let signer = try NoteSigner(name: origin, seed: seed)
    try SealedFile.save(
      seed,
      as: signingUse,
      at: directory.signingKey,
      keys,
      fileSystem
    )
    let identity = LogIdentity(
      origin: origin,
      id: id,
      created: clock(),
      verifierKey: signer.verifier.description
    )
    try LogCreation.create(fileSystem, directory.log, identity: identity)
    return identity
  }

  private static let signingUse = "signing-key"

  /// - Throws: `VaultFailure.sealedFileDamaged` when the key is not the one the identity names.
  static func signer(
    _ directory: DataDirectory,
    _ identity: LogIdentity,
    _ keys: KeyStore,
    _ fileSystem: any FileSystem
  ) throws -> NoteSigner {
    let seed = try SealedFile.load(signingUse, at: directory.signingKey, keys, fileSystem)
    let signer = try NoteSigner(name: identity.origin, seed: seed)
    guard signer.verifier.description == identity.verifierKey else {
      throw VaultFailure.sealedFileDamaged(directory.signingKey)
    }
    return signer
  }

  private static func makeFolders(
    _ path: FilePath,
    _ fileSystem: any FileSystem
  ) throws {
    var made = FilePath(root: path.root)
    for component in path.components {
      made.append(component)
      if try !fileSystem.exists(made) { try fileSystem.createDirectory(made) }
    }
  }

  /// Keys left by a creation that was interrupted belong to no log and are replaced.
  private static func createKeys(
    _ directory: DataDirectory,
    _ id: LogID,
    _ fileSystem: any FileSystem
  ) throws -> KeyStore {
    // The folder is made before the root key: a root key without it is another log's.
    let wasBegun = try fileSystem.exists(directory.keys)
    if !wasBegun, try fileSystem.exists(directory.rootKey) {
      throw VaultFailure.rootKeyExists(directory.rootKey)
    }
    if wasBegun {
      for name in try fileSystem.list(directory.keys) {
        try fileSystem.remove(directory.keys.appending(name))
      }
    }
    return try KeyStore.create(
      fileSystem,
      directory: directory.keys,
      rootKey: directory.rootKey,
      log: id.description
    )
  }

  /// Opens a data directory as its one writer, mending what a crash left.
  package static func openForWriting(
    _ directory: DataDirectory,
    fileSystem: any FileSystem = RealFileSystem(),
    options: LogOptions = LogOptions(),
    clock: @escaping @Sendable () -> Instant = systemClock
  ) throws -> RecordService {
    let identity = try LogScan.readIdentity(fileSystem, directory.log)
    // The lock comes first: only the writer may mend the key store.
    var options = options
    options.codecs = BodyDictionaries.codecs
    let keys = try KeyStore.open(
      fileSystem,
      directory: directory.keys,
      rootKey: directory.rootKey,
      log: identity.id.description
    )
    guard keys.damagedPages.isEmpty else { throw VaultFailure.pagesDamaged(keys.damagedPages) }
    // A writer that cannot sign is refused before it writes, not when it stops.
    _ = try signer(directory, identity, keys, fileSystem)
    let writer = try LogWriter.open(
      fileSystem,
      directory.log,
      options: options,
      sealer: VaultSealing(keys),
      now: clock()
    )
    do {
      try keys.mend()
      let contents = try ContentStore(
        fileSystem,
        directory: directory.contents,
        keys: keys,
        mayWrite: true
      )
      return RecordService(
        directory,
        fileSystem,
        identity: identity,
        keys: keys,
        contents: contents,
        reader: writer.reader,
        index: writer.index,
        cells: writer.tree,
        commit: GroupCommit(writer, clock: clock),
        findings: writer.openingFindings,
        clock: clock
      )
    } catch {
      writer.abandon()
      throw error
    }
  }

  /// Opens a data directory beside its writer.
  ///
  /// Nothing is changed, and nothing is read beyond what was durable at the last look.
  package static func openForReading(
    _ directory: DataDirectory,
    fileSystem: any FileSystem = RealFileSystem(),
    clock: @escaping @Sendable () -> Instant = systemClock
  ) throws -> RecordService {
    let scan = try LogScan.besideWriter(fileSystem, directory.log)
    guard scan.damage.isEmpty else { throw LogFailure.damaged(scan.damage) }
    let keys = try KeyStore.open(
      fileSystem,
      directory: directory.keys,
      rootKey: directory.rootKey,
      log: scan.identity.id.description
    )
    let size = scan.end.size
    let log = directory.log
    let reader = LogReader(identity: scan.identity, fileSystem, log) { () throws(LogFailure) in
      max(size, try DurableMark.read(fileSystem, log))
    }
    let index = EventIndex(fileSystem, directory: log.index, log: scan.identity.id)
    let cells = TreeCells(fileSystem, directory: log.index)
    try DerivedState.bringUp(index, cells, reader, size: size, mayWrite: false)
    let contents = try ContentStore(
      fileSystem,
      directory: directory.contents,
      keys: keys,
      mayWrite: false
    )
    return RecordService(
      directory,
      fileSystem,
      identity: scan.identity,
      keys: keys,
      contents: contents,
      reader: reader,
      index: index,
      cells: cells,
      commit: nil,
      findings: scan.findings,
      clock: clock
    )
  }

  /// Signs the tree's head if events came since the last time, and stops cleanly.
  package func close() throws {
    try runner.close()
    guard let commit else { return }
    commit.settle()
    var failure: (any Error)?
    do {
      if try CheckpointStore.recent(identity, fileSystem, directory.log).checkpoints.last?.size
        != commit.durableSize, commit.durableSize > 0
      {
        _ = try signCheckpoint()
      }
      try contents.close()
    } catch {
      failure = error
    }
    try commit.close()
    if let failure { throw failure }
  }
}

extension RecordService {
  /// Appends writes in order, each by itself.
  package func append(
    _ writes: [Write]
  ) async throws(ServiceFailure) -> [Result<AppendReceipt, AppendFailure>] {
    guard let commit else { throw .openedForReading }
    let outcomes = await commit.append(writes)
    for (write, outcome) in zip(writes, outcomes) {
      if case .success(let receipt) = outcome { noteIdentities(write, receipt) }
    }
    return outcomes
  }

  package func append(_ write: Write) async throws(ServiceFailure) -> AppendReceipt {
    guard let commit else { throw .openedForReading }
    do throws(AppendFailure) {
      let receipt = try await commit.append(write)
      noteIdentities(write, receipt)
      return receipt
    } catch {
      throw .append(error)
    }
  }

  private func noteIdentities(_ write: Write, _ receipt: AppendReceipt) {
    guard let last = receipt.positions.last,
      write.parts.contains(where: { part in
        part.events.contains { Self.namesSomebody.contains($0.type.rawValue) }
      })
    else { return }
    _ = identitiesEnd.max(last.rawValue + 1, ordering: .relaxed)
  }

  /// Opened, identity, conflict raised and settled, closed, erased, and all of the life cycle.
  private static let namesSomebody = Set<UInt16>([16, 17, 18, 19, 26, 27] + Array(64...73))

  /// A record's state after its last event; one without events has status `.none`.
  package func state(of record: Pseudonym) throws -> RecordState { try dossier(of: record).state }

  /// A pseudonym with keys that no record has yet.
  package func drawPseudonym() throws -> Pseudonym {
    try pool.withLock { pool in
      if let pseudonym = pool.popLast() { return pseudonym }
      var unused = keys.unusedReservations { index.head(of: $0) != nil }
      if unused.isEmpty {
        // A page at a time for a single opening, more when many are opened.
        unused = try keys.reserve(min(4096, max(48, keys.slotCount)))
      }
      pool = unused
      guard let pseudonym = pool.popLast() else { return try keys.reserve(1)[0] }
      return pseudonym
    }
  }

  /// The events of a fact list, ready to append.
  package func events(
    _ facts: [Fact],
    context: EventContext,
    ids: (Int) -> EventID,
    time: Instant
  ) -> [NewEvent] {
    var context = context
    context.writer = CarnetVersion.number
    return facts.enumerated()
      .map { number, fact in
        let key: EventKey.Kind =
          switch fact.kind.sealing {
          case .none: .none
          case .content: .content
          case .trace: .trace
          }
        return NewEvent(
          id: ids(number),
          type: EventType(rawValue: fact.kind.rawValue),
          key: key,
          time: time,
          body: EventBody(fact, context: context).encoded()
        )
      }
  }
}

/// How far the writer, in another process, says the log is durable.
private enum DurableMark {
  static func read(
    _ fileSystem: any FileSystem,
    _ log: LogDirectory
  ) throws(LogFailure) -> UInt64 {
    do throws(FileSystemError) {
      let bytes = try fileSystem.readAll(log.watermark, limit: Watermark.fileBytes)
      return Watermark.read(bytes).mark?.size ?? 0
    } catch {
      throw .system(error)
    }
  }
}
