package import CarnetCore
import Crypto
import Synchronization
package import SystemPackage

/// The keys of all records: two per record, in two copies of a sealed file (docs/vault-format.md).
///
/// The only part of a data directory that changes in place, because erasing a record means
/// destroying its keys everywhere. A call that returns has made its change durable in both copies.
package final class KeyStore: Sendable {
  private struct State {
    var root: RootKey
    var epoch: UInt32
    var damagedPages: [Int] = []
    var healedPages: [Int] = []
    var needsMending = false
    /// Why a change did not become durable.
    var failure: VaultFailure?
  }

  private let fileSystem: any FileSystem
  private let directory: FilePath
  private let rootPath: FilePath
  private let table: KeyTable
  private let state: Mutex<State>
  package let log: String

  private static let copies = ["a.keys", "b.keys"]
  /// More records than one machine holds.
  private static let fileLimitBytes = 4 << 30

  private init(
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
    try onDisk { () throws(FileSystemError) in
      if try !fileSystem.exists(directory) { try fileSystem.createDirectory(directory) }
    }
    let root = RootKey(log: log)
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
    let root = try RootKey.load(fileSystem, from: rootPath)
    guard root.log == log else { throw .rootKeyOfAnotherLog(found: root.log, expected: log) }
    let newest = try copies.newest()
    guard newest.log == log else {
      throw .rootKeyOfAnotherLog(found: newest.log, expected: log)
    }
    guard let key = root.pageKey(newest.epoch), KeyStoreHeader.checkValue(key) == newest.check
    else {
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
      state.needsMending = found.copiesDiffer || root.epochs.count > 1
    }
    return store
  }

  /// Makes both copies whole and alike, and forgets the secret of an epoch whose change was
  /// interrupted.
  ///
  /// Only the log's writer may.
  ///
  /// - Throws: `.pagesDamaged` when a page opens in neither copy; nothing was changed.
  package func mend() throws(VaultFailure) {
    try change { (state) throws(VaultFailure) in
      guard state.needsMending else { return }
      for copy in Self.copies { try writeWhole(copy, &state) }
      state.root.keepOnly(state.epoch)
      try state.root.save(fileSystem, to: rootPath)
      state.needsMending = false
    }
  }

  /// Every change of the store goes through here.
  ///
  /// Once one failed, nobody knows what stands on the disk, and none is tried again before the
  /// store is opened anew.
  private func change<R>(
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
        .map {
          (Pseudonym(rawValue: table.record(at: $0)), table.isDestroyed(.content, at: $0))
        }
    }
    return last.filter { !$0.1 && $0.0 != .system && !isUsed($0.0) }.map(\.0)
  }

  /// A new key version for a record's new events; what was sealed before still opens.
  package func rotate(_ record: Pseudonym) throws(VaultFailure) -> UInt32 {
    try change { (state) throws(VaultFailure) in
      guard let place = table.place(of: record.rawValue) else { throw .keyMissing(record) }
      if table.isDestroyed(.content, at: place) { throw .keyDestroyed(record) }
      var generator = SystemRandomNumberGenerator()
      let version = table.version(at: place) + 1
      let first = table.count
      table.add(record.rawValue, version: version, using: &generator)
      try writePages(from: first / KeyPage.slots, &state)
      return version
    }
  }

  /// Seals all keys anew under a new epoch and destroys the old epoch's secret: every older copy of
  /// the key store becomes unreadable.
  package func rotateEpoch() throws(VaultFailure) {
    try change { (state) throws(VaultFailure) in try newEpoch(&state) }
  }

  /// What is left of destroyed keys: proof that they were the ones, of no use to open anything.
  package struct ShredReceipt: Hashable, Sendable {
    /// 16 bytes derived from each key of the newest version; empty where it was destroyed before.
    package var contentCommitment: [UInt8]
    package var traceCommitment: [UInt8]
    package var epochBefore: UInt32
    package var epochAfter: UInt32
  }

  /// Destroys a record's keys, of all versions, in both copies, and the epoch that held them.
  package func shred(
    _ record: Pseudonym,
    traces: Bool = true
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
      let content = commitment(.content)
      let trace = traces ? commitment(.trace) : []
      for place in table.places(of: record.rawValue) {
        table.destroy(.content, at: place)
        if traces { table.destroy(.trace, at: place) }
      }
      try newEpoch(&state)
      return ShredReceipt(
        contentCommitment: content,
        traceCommitment: trace,
        epochBefore: before,
        epochAfter: state.epoch
      )
    }
  }

  private func newEpoch(_ state: inout State) throws(VaultFailure) {
    // The new secret is safe before anything is sealed under it, and the old one goes last.
    let next = state.epoch + 1
    state.root.addEpoch(next)
    try state.root.save(fileSystem, to: rootPath)
    state.epoch = next
    for copy in Self.copies { try writeWhole(copy, &state) }
    state.root.keepOnly(next)
    try state.root.save(fileSystem, to: rootPath)
  }

  private func pageKey(_ state: State) throws(VaultFailure) -> SymmetricKey {
    guard let key = state.root.pageKey(state.epoch) else { throw .wrongRootKey(rootPath) }
    return key
  }

  private func writeWhole(_ copy: String, _ state: inout State) throws(VaultFailure) {
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
  private func writePages(from first: Int, _ state: inout State) throws(VaultFailure) {
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
}
