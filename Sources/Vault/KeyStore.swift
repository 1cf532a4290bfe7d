package import CarnetCore
import Crypto
import Synchronization
package import SystemPackage

/// The keys of all records: two per record, in two copies of a sealed file (docs/vault-format.md).
///
/// The only part of a data directory that changes in place, because erasing a record means
/// destroying its keys everywhere. A call that returns has made its change durable in both copies.
package final class KeyStore: Sendable {
  struct State {
    var root: RootKey
    var epoch: UInt32
    var damagedPages: [Int] = []
    var healedPages: [Int] = []
    var needsMending = false
    /// Why a change did not become durable.
    var failure: VaultFailure?
  }

  let fileSystem: any FileSystem
  let directory: FilePath
  let rootPath: FilePath
  let table: KeyTable
  let state: Mutex<State>
  package let log: String

  static let copies = ["a.keys", "b.keys"]
  /// More records than one machine holds.
  private static let fileLimitBytes = 4 << 30

  init(
    _ fileSystem: any FileSystem,
    _ directory: FilePath,
    _ rootPath: FilePath,
    _ root: RootKey,
    epoch: UInt32,
    table: KeyTable
  ) {
    self.fileSystem = fileSystem
    self.directory = directory
    self.rootPath = rootPath
    self.table = table
    log = root.log
    state = Mutex(State(root: root, epoch: epoch))
  }

  /// Makes a root key and an empty key store, which holds the keys of the system's own stream.
  ///
  /// - Throws: `.keyStoreExists` when there is one; nothing was changed.
  package static func create(
    _ fileSystem: any FileSystem,
    directory: FilePath,
    rootKey rootPath: FilePath,
    log: String
  ) throws(VaultFailure) -> KeyStore {
    let exists = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(directory.appending(copies[1]))
    }
    if exists { throw .keyStoreExists(directory) }
    try refuseForeignRegister(fileSystem, rootPath, log)
    try onDisk { () throws(FileSystemError) in
      if try !fileSystem.exists(directory) { try fileSystem.createDirectory(directory) }
    }
    let root = RootKey(log: log)
    // First of all: what is erased one day must be found by whoever restores.
    try ErasureRegister.create(
      fileSystem,
      at: RootKeyFile.erasures(of: rootPath),
      log: log,
      begun: ErasureRegister.sinceTheBeginning
    )
    try root.save(fileSystem, to: rootPath)
    let store = KeyStore(
      fileSystem,
      directory,
      rootPath,
      root,
      epoch: 1,
      table: KeyTable()
    )
    try store.state.withLock { (state) throws(VaultFailure) in
      var generator = SystemRandomNumberGenerator()
      store.table.add(Pseudonym.system.rawValue, version: 1, using: &generator)
      for copy in copies { try store.writeWhole(copy, &state) }
    }
    return store
  }

  /// A register in which erasures of another log stand is never written over.
  private static func refuseForeignRegister(
    _ fileSystem: any FileSystem,
    _ rootPath: FilePath,
    _ log: String
  ) throws(VaultFailure) {
    let path = RootKeyFile.erasures(of: rootPath)
    do throws(VaultFailure) {
      guard let register = try ErasureRegister.load(fileSystem, from: path, log: log),
        !register.entries.isEmpty
      else { return }
      throw .keyStoreExists(path)
    } catch {
      guard case .register(.ofAnotherLog(let found), _) = error else { throw error }
      let other = try ErasureRegister.load(fileSystem, from: path, log: found)
      if other?.entries.isEmpty == false { throw error }
    }
  }

  /// Opens the key store: page by page from the first copy that is whole.
  ///
  /// Nothing is written; the one writer calls `mend` when it has the log's lock.
  package static func open(
    _ fileSystem: any FileSystem,
    directory: FilePath,
    rootKey rootPath: FilePath,
    log: String
  ) throws(VaultFailure) -> KeyStore {
    let copies = try KeyStoreCopies(
      fileSystem,
      directory,
      names: Self.copies,
      limit: fileLimitBytes
    )
    var root = try RootKey.load(fileSystem, from: rootPath)
    guard root.log == log else { throw .rootKeyOfAnotherLog(found: root.log, expected: log) }
    let newest = try copies.newest()
    guard newest.log == log else {
      throw .rootKeyOfAnotherLog(found: newest.log, expected: log)
    }
    guard root.activateRoot(opening: newest), let key = root.pageKey(newest.epoch) else {
      throw .wrongRootKey(rootPath)
    }
    let found = copies.read(newest, key: key)
    // The system's own keys were written with the header: a store without them was cut.
    guard found.table.place(of: Pseudonym.system.rawValue) != nil || !found.damaged.isEmpty else {
      throw .keyStoreDamaged(directory)
    }
    let store = KeyStore(
      fileSystem,
      directory,
      rootPath,
      root,
      epoch: newest.epoch,
      table: found.table
    )
    store.state.withLock { state in
      state.damagedPages = found.damaged
      state.healedPages = found.healed
      state.needsMending = found.copiesDiffer || root.epochs.count > 1 || root.isChanging
    }
    return store
  }

  /// Makes both copies whole and alike, forgets the secret of an epoch whose change was interrupted,
  /// and finishes erasures that the register tells of.
  ///
  /// Only the log's writer may.
  ///
  /// - Throws: `.pagesDamaged` when a page opens in neither copy; nothing was changed.
  package func mend() throws(VaultFailure) {
    try change { (state) throws(VaultFailure) in
      if state.needsMending {
        for copy in Self.copies { try writeWhole(copy, &state) }
        if state.root.isChanging { try resealFiles(state) }
        try settleRoot(&state)
        state.needsMending = false
      }
      let pending = try pendingErasures()
      guard !pending.isEmpty else { return }
      for entry in pending { _ = table.destroy(entry) }
      try newEpoch(&state)
    }
  }

  /// Erasures that were ordered and whose keys are still there: the process ended in between.
  private func pendingErasures() throws(VaultFailure) -> [ErasureRegister.Entry] {
    do throws(VaultFailure) {
      let path = RootKeyFile.erasures(of: rootPath)
      return try ErasureRegister.load(fileSystem, from: path, log: log)?
        .entries.filter { table.holdsKeys(of: $0) } ?? []
    } catch {
      // A register that cannot be read stops erasures and restores, not the service.
      guard case .register = error else { throw error }
      return []
    }
  }

  /// Every change of the store goes through here.
  ///
  /// Once one failed, nobody knows what stands on the disk, and none is tried again before the
  /// store is opened anew.
  func change<R>(
    _ body: (inout State) throws(VaultFailure) -> R
  ) throws(VaultFailure) -> R {
    try state.withLock { (state) throws(VaultFailure) -> R in
      guard state.damagedPages.isEmpty else { throw .pagesDamaged(state.damagedPages) }
      if let failure = state.failure { throw failure }
      do throws(VaultFailure) {
        return try body(&state)
      } catch {
        if case .system = error { state.failure = error }
        throw error
      }
    }
  }

  /// Pages of which neither copy opens.
  package var damagedPages: [Int] { state.withLock { $0.damagedPages } }
  /// Pages that one copy gave back to the other when the store was opened.
  package var healedPages: [Int] { state.withLock { $0.healedPages } }
  package var epoch: UInt32 { state.withLock { $0.epoch } }
  /// Number of key slots, the system's and reserved ones included.
  package var slotCount: Int { state.withLock { _ in table.count } }

  /// Draws pseudonyms with fresh keys, durable before this returns: opening a record later then
  /// costs no synchronisation of the key store.
  package func reserve(_ count: Int) throws(VaultFailure) -> [Pseudonym] {
    try change { (state) throws(VaultFailure) in
      var generator = SystemRandomNumberGenerator()
      var drawn: [Pseudonym] = []
      let first = table.count
      while drawn.count < count {
        let pseudonym = Pseudonym.random(using: &generator)
        if table.place(of: pseudonym.rawValue) != nil { continue }
        table.add(pseudonym.rawValue, version: 1, using: &generator)
        drawn.append(pseudonym)
      }
      try writePages(from: first / KeyPage.slots, &state)
      return drawn
    }
  }

  /// Makes keys for records whose pseudonyms come from elsewhere; those that have keys keep them.
  package func add(_ pseudonyms: some Sequence<Pseudonym>) throws(VaultFailure) {
    try change { (state) throws(VaultFailure) in
      var generator = SystemRandomNumberGenerator()
      let first = table.count
      for pseudonym in pseudonyms where table.place(of: pseudonym.rawValue) == nil {
        table.add(pseudonym.rawValue, version: 1, using: &generator)
      }
      if table.count > first { try writePages(from: first / KeyPage.slots, &state) }
    }
  }

  /// Makes keys for records of a simulation, which follow from its seed: nobody in them exists, and
  /// the names of their contents, digests under these keys, are then the same in each run.
  package func add(
    _ pseudonyms: [Pseudonym],
    using generator: inout some RandomNumberGenerator
  ) throws(VaultFailure) {
    try change { (state) throws(VaultFailure) in
      let first = table.count
      for pseudonym in pseudonyms where table.place(of: pseudonym.rawValue) == nil {
        table.add(pseudonym.rawValue, version: 1, using: &generator)
      }
      if table.count > first { try writePages(from: first / KeyPage.slots, &state) }
    }
  }

  /// Pseudonyms that were reserved last and never used, newest pages first, at most `limit` slots
  /// back.
  package func unusedReservations(
    limit: Int = 4096,
    isUsed: (Pseudonym) -> Bool
  ) -> [Pseudonym] {
    let last = state.withLock { _ in
      (max(0, table.count - limit)..<table.count)
        // A later version of a key stands in a slot of its own: its record is not named twice.
        .filter { table.version(at: $0) == 1 }
        .map {
          (Pseudonym(rawValue: table.record(at: $0)), table.isDestroyed(.content, at: $0))
        }
    }
    return last.filter { !$0.1 && $0.0 != .system && !isUsed($0.0) }.map(\.0)
  }

  /// What is left of destroyed keys: proof that they were the ones, of no use to open anything.
  package struct ShredReceipt: Hashable, Sendable {
    /// 16 bytes derived from each key of the newest version; empty where it was destroyed before.
    package var contentCommitment: [UInt8]
    package var traceCommitment: [UInt8]
    package var epochBefore: UInt32
    package var epochAfter: UInt32
    /// When the last backup that holds these keys expires; nil when none does.
    package var backupHorizon: Instant?
  }

  /// Destroys a record's keys, of all versions, in both copies, and the epoch that held them.
  ///
  /// The register beside the root key tells of it before anything is destroyed: if the process dies
  /// on the way, the next opening finishes it, and a restore of an older backup does it again.
  ///
  /// - Parameters:
  ///   - record: whose keys.
  ///   - traces: whether the trace keys go as well.
  ///   - time: when it was ordered.
  /// - Returns: commitments of the keys, epochs, and the backup horizon.
  package func shred(
    _ record: Pseudonym,
    traces: Bool = true,
    at time: Instant
  ) throws(VaultFailure) -> ShredReceipt {
    try change { (state) throws(VaultFailure) in
      guard let newest = table.place(of: record.rawValue) else { throw .keyMissing(record) }
      let before = state.epoch
      func commitment(_ kind: KeyTable.Kind) -> [UInt8] {
        if table.isDestroyed(kind, at: newest) { return [] }
        let key = SymmetricKey(data: table.key(kind, at: newest))
        return SealedBox.derive(key, "carnet/v1/commitment")
          .withUnsafeBytes { Array($0.prefix(16)) }
      }
      var entry = ErasureRegister.Entry(
        record: record,
        traces: traces,
        time: time,
        contentCommitment: commitment(.content),
        traceCommitment: traces ? commitment(.trace) : []
      )
      let path = RootKeyFile.erasures(of: rootPath)
      if table.holdsKeys(of: entry) {
        try ErasureRegister.append([entry], fileSystem, to: path, log: log, now: time)
      } else if let noted = try ErasureRegister.load(fileSystem, from: path, log: log)?
        .commitments(of: record)
      {
        // Destroyed before, by an erasure that was interrupted perhaps: the same is stated again.
        entry.contentCommitment = noted.content
        entry.traceCommitment = traces ? noted.trace : []
      }
      let slots = table.places(of: record.rawValue)
      _ = table.destroy(entry)
      try newEpoch(&state)
      return ShredReceipt(
        contentCommitment: entry.contentCommitment,
        traceCommitment: entry.traceCommitment,
        epochBefore: before,
        epochAfter: state.epoch,
        // Looked at last: a backup begun from here on reads a store without these keys.
        backupHorizon: state.root.generations
          .filter { generation in slots.contains { generation.mayHold(slot: $0) } }
          .map(\.expires).max()
      )
    }
  }

  func newEpoch(_ state: inout State) throws(VaultFailure) {
    // The new secret is safe before anything is sealed under it, and the old one goes last.
    let next = state.epoch + 1
    try updateRoot(&state) { $0.addEpoch(next) }
    state.epoch = next
    for copy in Self.copies { try writeWhole(copy, &state) }
    try settleRoot(&state)
  }

  /// Forgets every epoch and every root but those in use.
  func settleRoot(_ state: inout State) throws(VaultFailure) {
    let epoch = state.epoch
    try updateRoot(&state) {
      $0.keepOnly(epoch)
      $0.dropIdleRoot()
    }
  }

  /// Changes the root key's file, in which a backup may have noted a generation meanwhile.
  func updateRoot(
    _ state: inout State,
    _ body: (inout RootKey) -> Void
  ) throws(VaultFailure) {
    state.root = try RootKeyFile.update(fileSystem, rootPath, known: state.root, body)
  }

  private func pageKey(_ state: State) throws(VaultFailure) -> SymmetricKey {
    guard let key = state.root.pageKey(state.epoch) else { throw .wrongRootKey(rootPath) }
    return key
  }

  func writeWhole(_ copy: String, _ state: inout State) throws(VaultFailure) {
    let key = try pageKey(state)
    var bytes = KeyStoreHeader(
      log: log,
      epoch: state.epoch,
      check: KeyStoreHeader.checkValue(key)
    )
    .encoded()
    bytes.reserveCapacity((table.pages + 1) * KeyPage.byteCount)
    for number in 0..<table.pages {
      bytes += KeyPage.seal(
        table.page(number),
        number: number,
        epoch: state.epoch,
        log: log,
        key: key
      )
    }
    try onDisk { () throws(FileSystemError) in
      try fileSystem.replace(directory.appending(copy), with: bytes)
    }
  }

  /// Writes the pages from `first` on, in one copy after the other, each synchronised before the
  /// next is touched.
  func writePages(from first: Int, _ state: inout State) throws(VaultFailure) {
    let key = try pageKey(state)
    var bytes: [UInt8] = []
    for number in first..<table.pages {
      bytes += KeyPage.seal(
        table.page(number),
        number: number,
        epoch: state.epoch,
        log: log,
        key: key
      )
    }
    for copy in Self.copies {
      try onDisk { () throws(FileSystemError) in
        let file = try fileSystem.open(directory.appending(copy), for: .writing)
        defer { try? file.close() }
        try file.write(bytes, at: UInt64((first + 1) * KeyPage.byteCount))
        try file.sync()
      }
    }
  }
}

extension KeyStore {
  /// Which of a record's two keys.
  package enum Kind: Sendable {
    case content
    case trace
  }

  /// The version that seals a record's new bodies.
  package func currentVersion(of record: Pseudonym) throws(VaultFailure) -> UInt32 {
    let version = state.withLock { _ in
      table.place(of: record.rawValue).map { table.version(at: $0) }
    }
    guard let version else { throw .keyMissing(record) }
    return version
  }

  /// A key, for the vault's own sealing.
  func key(
    _ kind: Kind,
    of record: Pseudonym,
    version: UInt32?
  ) throws(VaultFailure) -> SymmetricKey {
    try keyBytes(kind, of: record, version: version).bytes
      .withUnsafeBytes { SymmetricKey(data: $0) }
  }

  /// A key and its version; the newest one when none is named.
  package func keyBytes(
    _ kind: Kind,
    of record: Pseudonym,
    version: UInt32?
  ) throws(VaultFailure) -> (version: UInt32, bytes: KeyBytes) {
    let which: KeyTable.Kind = kind == .content ? .content : .trace
    enum Found {
      case key(UInt32, KeyBytes)
      case destroyed
      case missing
    }
    let found = state.withLock { _ -> Found in
      guard let place = table.place(of: record.rawValue, version: version) else { return .missing }
      if table.isDestroyed(which, at: place) { return .destroyed }
      return .key(table.version(at: place), KeyBytes(copying: table.key(which, at: place)))
    }
    switch found {
    case .key(let version, let bytes): return (version, bytes)
    case .destroyed: throw .keyDestroyed(record)
    case .missing: throw .keyMissing(record)
    }
  }

  /// The key of a file that outlives the epochs.
  func fileKey(_ use: String) -> SymmetricKey { state.withLock { $0.root.fileKey(use) } }

  /// The keys that such a file may be sealed under; more than one while the root is being changed.
  func fileKeys(_ use: String) -> [SymmetricKey] { state.withLock { $0.root.fileKeys(use) } }
}
