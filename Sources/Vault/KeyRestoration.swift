package import CarnetCore
package import SystemPackage

/// Keys on their way from a backup to a new key store: in memory alone, until the erased ones are
/// gone.
package struct KeyRestoration {
  private let root: RootKey
  private let rootPath: FilePath
  private let fileSystem: any FileSystem
  private let table: KeyTable
  package private(set) var signingSeed: [UInt8]
  /// Pages of a copied key store that open in neither of its copies.
  package private(set) var damagedPages: [Int] = []

  /// Opens a backup of the keys with the root key.
  package init(
    _ fileSystem: any FileSystem,
    backup path: FilePath,
    rootKey rootPath: FilePath,
    log: String
  ) throws(VaultFailure) {
    self.fileSystem = fileSystem
    self.rootPath = rootPath
    root = try RootKey.load(fileSystem, from: rootPath)
    guard root.log == log else { throw .rootKeyOfAnotherLog(found: root.log, expected: log) }
    (table, signingSeed) = try KeyBackup.open(fileSystem, path, root)
  }

  /// Opens a copy of a key store with the root key.
  package init(
    _ fileSystem: any FileSystem,
    store directory: FilePath,
    rootKey rootPath: FilePath,
    log: String
  ) throws(VaultFailure) {
    self.fileSystem = fileSystem
    self.rootPath = rootPath
    let store = try KeyStore.open(
      fileSystem,
      directory: directory,
      rootKey: rootPath,
      log: log
    )
    root = store.state.withLock { $0.root }
    table = store.table
    damagedPages = store.damagedPages
    signingSeed = try SealedFile.load(
      SealedFile.signingUse,
      at: directory.appending(SealedFile.signingName),
      store,
      fileSystem
    )
  }

  package var slotCount: Int { table.count }

  /// Whether there are keys, or the note that they were destroyed, of a record.
  package func knows(_ record: Pseudonym) -> Bool { table.place(of: record.rawValue) != nil }

  /// Destroys the keys that an erasure took away; true when they were still there.
  package func destroy(_ entry: ErasureRegister.Entry) -> Bool { table.destroy(entry) }

  /// Writes the key store and the signing key into a folder, under the root key's newest epoch.
  ///
  /// - Parameters:
  ///   - directory: the folder, which is made.
  ///   - seed: of the signing key that the restored log gets.
  package func write(
    to directory: FilePath,
    signingSeed seed: [UInt8]
  ) throws(VaultFailure) {
    guard let epoch = root.epochs.keys.max() else { throw .wrongRootKey(rootPath) }
    try onDisk { () throws(FileSystemError) in try fileSystem.createDirectory(directory) }
    let store = KeyStore(fileSystem, directory, rootPath, root, epoch: epoch, table: table)
    try store.state.withLock { (state) throws(VaultFailure) in
      for copy in KeyStore.copies { try store.writeWhole(copy, &state) }
    }
    try SealedFile.save(
      seed,
      as: SealedFile.signingUse,
      at: directory.appending(SealedFile.signingName),
      store,
      fileSystem
    )
  }
}
