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
    _ fileSystem: any FileSystem, _ directory: FilePath, _ rootPath: FilePath, _ root: RootKey,
    epoch: UInt32, table: KeyTable
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
    _ fileSystem: any FileSystem, directory: FilePath, rootKey rootPath: FilePath, log: String
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
      fileSystem, directory, rootPath, root, epoch: 1, table: KeyTable())
    try store.state.withLock { (state) throws(VaultFailure) in
      var generator = SystemRandomNumberGenerator()
      store.table.add(Pseudonym.system.rawValue, version: 1, using: &generator)
      for copy in copies { try store.writeWhole(copy, &state) }
    }
    return store
  }

  /// Opens the key store: page by page from the first copy that is whole, mending the other one.
  package static func open(
    _ fileSystem: any FileSystem, directory: FilePath, rootKey rootPath: FilePath, log: String,
    mayMend: Bool = true
  ) throws(VaultFailure) -> KeyStore {
    var files: [(header: KeyStoreHeader, bytes: [UInt8])?] = []
    for copy in copies {
      let path = directory.appending(copy)
      let bytes = try onDisk { () throws(FileSystemError) -> [UInt8] in
        guard try fileSystem.exists(path) else { return [] }
        return try fileSystem.readAll(path, limit: fileLimitBytes)
      }
      files.append(
        KeyStoreHeader(decoding: Array(bytes.prefix(KeyPage.byteCount))).map { ($0, bytes) })
    }
    let missing = try onDisk { () throws(FileSystemError) -> Bool in
      for copy in copies where try fileSystem.exists(directory.appending(copy)) { return false }
      return true
    }
    if missing { throw .noKeyStore(directory) }
    var root = try RootKey.load(fileSystem, from: rootPath)
    guard root.log == log else { throw .rootKeyOfAnotherLog(found: root.log, expected: log) }
    // During a change of epoch copy a is the newer one.
    guard let newest = files.compactMap({ $0?.header }).max(by: { $0.epoch < $1.epoch }) else {
      throw .keyStoreDamaged(directory)
    }
    guard newest.log == log else {
      throw .rootKeyOfAnotherLog(found: newest.log, expected: log)
    }
    guard let key = root.pageKey(newest.epoch), KeyStoreHeader.checkValue(key) == newest.check else {
      throw .wrongRootKey(rootPath)
    }
    let table = KeyTable()
    var healed: [Int] = []
    var damaged: [Int] = []
    let pages =
      (files.compactMap { $0 }.filter { $0.header.epoch == newest.epoch }
      .map { $0.bytes.count }.max() ?? 0) / KeyPage.byteCount - 1
    for number in 0..<max(0, pages) {
      let opened = files.map { file -> [UInt8]? in
        guard let file, file.header.epoch == newest.epoch else { return nil }
        let start = (number + 1) * KeyPage.byteCount
        guard file.bytes.count >= start + KeyPage.byteCount else { return nil }
        return KeyPage.open(
          file.bytes[start..<start + KeyPage.byteCount], number: number, epoch: newest.epoch,
          log: log, key: key)
      }
      if opened[0] != opened[1] { healed.append(number) }
      if let plain = opened[0] ?? opened[1] {
        table.load(page: plain, number: number)
      } else {
        damaged.append(number)
      }
    }
    let isWhole = files.allSatisfy { $0?.header == newest }
    let needsMending = (!healed.isEmpty && damaged.isEmpty) || !isWhole || root.epochs.count > 1
    if needsMending, mayMend, damaged.isEmpty { root.keepOnly(newest.epoch) }
    let store = KeyStore(fileSystem, directory, rootPath, root, epoch: newest.epoch, table: table)
    try store.state.withLock { (state) throws(VaultFailure) in
      state.damagedPages = damaged
      state.healedPages = healed
      if needsMending, mayMend, damaged.isEmpty {
        for copy in copies { try store.writeWhole(copy, &state) }
        try root.save(fileSystem, to: rootPath)
      }
    }
    return store
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
    try state.withLock { (state) throws(VaultFailure) in
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
    try state.withLock { (state) throws(VaultFailure) in
      var generator = SystemRandomNumberGenerator()
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
    limit: Int = 4096, isUsed: (Pseudonym) -> Bool
  ) -> [Pseudonym] {
    let last = state.withLock { _ in
      (max(0, table.count - limit)..<table.count).map {
        (Pseudonym(rawValue: table.record(at: $0)), table.isDestroyed(.content, at: $0))
      }
    }
    return last.filter { !$0.1 && $0.0 != .system && !isUsed($0.0) }.map(\.0)
  }

  /// A new key version for a record's new events; what was sealed before still opens.
  package func rotate(_ record: Pseudonym) throws(VaultFailure) -> UInt32 {
    try state.withLock { (state) throws(VaultFailure) in
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
    try state.withLock { (state) throws(VaultFailure) in try newEpoch(&state) }
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
    _ record: Pseudonym, traces: Bool = true
  ) throws(VaultFailure) -> ShredReceipt {
    try state.withLock { (state) throws(VaultFailure) in
      guard let newest = table.place(of: record.rawValue) else { throw .keyMissing(record) }
      let before = state.epoch
      func commitment(_ kind: KeyTable.Kind) -> [UInt8] {
        if table.isDestroyed(kind, at: newest) { return [] }
        let key = SymmetricKey(data: table.key(kind, at: newest))
        return SealedBox.derive(key, "carnet/v1/commitment").withUnsafeBytes { Array($0.prefix(16)) }
      }
      let content = commitment(.content)
      let trace = traces ? commitment(.trace) : []
      for place in table.places(of: record.rawValue) {
        table.destroy(.content, at: place)
        if traces { table.destroy(.trace, at: place) }
      }
      try newEpoch(&state)
      return ShredReceipt(
        contentCommitment: content, traceCommitment: trace, epochBefore: before,
        epochAfter: state.epoch)
    }
  }

  private func newEpoch(_ state: inout State) throws(VaultFailure) {
    guard state.damagedPages.isEmpty else { throw .pagesDamaged(state.damagedPages) }
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
      log: log, epoch: state.epoch, check: KeyStoreHeader.checkValue(key)
    ).encoded()
    bytes.reserveCapacity((table.pages + 1) * KeyPage.byteCount)
    for number in 0..<table.pages {
      bytes += KeyPage.seal(
        table.page(number), number: number, epoch: state.epoch, log: log, key: key)
    }
    try onDisk { () throws(FileSystemError) in
      try fileSystem.replace(directory.appending(copy), with: bytes)
    }
  }

  /// Writes the pages from `first` on, in one copy after the other, each synchronised before the
  /// next is touched.
  private func writePages(from first: Int, _ state: inout State) throws(VaultFailure) {
    guard state.damagedPages.isEmpty else { throw .pagesDamaged(state.damagedPages) }
    let key = try pageKey(state)
    var bytes: [UInt8] = []
    for number in first..<table.pages {
      bytes += KeyPage.seal(
        table.page(number), number: number, epoch: state.epoch, log: log, key: key)
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
    _ kind: Kind, of record: Pseudonym, version: UInt32?
  ) throws(VaultFailure) -> SymmetricKey {
    let which: KeyTable.Kind = kind == .content ? .content : .trace
    enum Found {
      case key(SymmetricKey)
      case destroyed
      case missing
    }
    let found = state.withLock { _ -> Found in
      guard let place = table.place(of: record.rawValue, version: version) else { return .missing }
      if table.isDestroyed(which, at: place) { return .destroyed }
      return .key(SymmetricKey(data: table.key(which, at: place)))
    }
    switch found {
    case .key(let key): return key
    case .destroyed: throw .keyDestroyed(record)
    case .missing: throw .keyMissing(record)
    }
  }

  /// The key of a file that outlives the epochs.
  func fileKey(_ use: String) -> SymmetricKey { state.withLock { $0.root.fileKey(use) } }
}
