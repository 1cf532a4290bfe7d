package import CarnetCore
import Crypto
package import SystemPackage

/// A backup of the keys: the key store's pages and the signing key in one file, sealed under the
/// secret of a generation, which stands in the root key file alone (docs/vault-format.md section 8).
///
/// When the secret is destroyed, because the generation expired, the file opens nothing any more,
/// wherever copies of it are.
package struct KeyBackup: Hashable, Sendable {
  package var log: String
  package var generation: UInt64
  package var created: Instant
  package var expires: Instant
  package var slots: Int
  /// Nonce, ciphertext and tag of the signing key's seed.
  private var signing: [UInt8]
  private var check: [UInt8]

  /// Why a backup of the keys cannot be used.
  package enum Failure: Hashable, Sendable {
    /// No header of a key backup, or one that does not check.
    case malformed
    case ofAnotherLog(found: String)
    /// The root key has no secret of its generation: it expired, or the root key is an older one.
    case generationGone(String)
    /// A page does not open.
    case damaged(page: Int)
  }

  private static let heading = "carnet-key-backup/v1"
  private static let suffix = ".keys"
  private static let fileLimitBytes = 4 << 30
  private static let attemptsMax = 50

  /// The name of a generation's file.
  package static func fileName(_ generation: UInt64) -> String {
    "keys-" + Hex.encode(generation) + suffix
  }

  package static func isFileName(_ name: String) -> Bool {
    name.hasPrefix("keys-") && name.hasSuffix(suffix)
  }
}

extension KeyBackup {
  /// Copies the keys as they are now, beside their writer or in its process.
  ///
  /// The generation's secret is in the root key file before the keys are read: an erasure that comes
  /// meanwhile either finds the generation there, or has destroyed its keys before they are read.
  ///
  /// - Parameters:
  ///   - fileSystem: where all of it stands.
  ///   - directory: the key store.
  ///   - rootPath: the root key's file, which gets the generation.
  ///   - log: the log's id.
  ///   - folder: where the file goes; apart from the rest.
  ///   - created: now.
  ///   - expires: when the secret may be destroyed.
  /// - Returns: the header of the file, which is durable.
  package static func make(
    _ fileSystem: any FileSystem,
    directory: FilePath,
    rootKey rootPath: FilePath,
    log: String,
    in folder: FilePath,
    created: Instant,
    expires: Instant
  ) throws(VaultFailure) -> KeyBackup {
    let register = RootKeyFile.erasures(of: rootPath)
    if try ErasureRegister.load(fileSystem, from: register, log: log) == nil {
      // Erasures from before are in no backup made from here on.
      try ErasureRegister.create(fileSystem, at: register, log: log, begun: created)
    }
    let first = try RootKey.load(fileSystem, from: rootPath)
    guard first.log == log else { throw .rootKeyOfAnotherLog(found: first.log, expected: log) }
    var generation = BackupGeneration(id: 0, created: created, expires: expires)
    let root = try RootKeyFile.update(fileSystem, rootPath, known: nil) { root in
      generation = root.addGeneration(created: created, expires: expires)
    }
    guard let key = root.backupKey(generation.id) else { throw .wrongRootKey(rootPath) }
    let store = try openBesideWriter(fileSystem, directory, rootPath, log)
    let seed = try SealedFile.load(
      SealedFile.signingUse,
      at: directory.appending(SealedFile.signingName),
      store,
      fileSystem
    )
    let header = KeyBackup(
      log: log,
      generation: generation.id,
      created: created,
      expires: expires,
      slots: store.slotCount,
      signing: seed.withUnsafeBytes {
        SealedBox.seal($0, key: key, authenticating: associatedData(log, generation.id, "signing"))
      },
      check: KeyStoreHeader.checkValue(key)
    )
    var bytes = header.encoded()
    store.table.append(to: &bytes) { number, slots in
      SealedBox.seal(
        slots,
        key: key,
        authenticating: associatedData(log, generation.id, String(number))
      )
    }
    try onDisk { () throws(FileSystemError) in
      if try !fileSystem.exists(folder) { try fileSystem.createDirectory(folder) }
      try fileSystem.replace(folder.appending(fileName(generation.id)), with: bytes)
    }
    _ = try RootKeyFile.update(fileSystem, rootPath, known: nil) { root in
      root.note(slots: header.slots, heldBy: generation.id)
    }
    return header
  }

  /// Opens the store as it stands; a change of epoch in another process is waited for.
  private static func openBesideWriter(
    _ fileSystem: any FileSystem,
    _ directory: FilePath,
    _ rootPath: FilePath,
    _ log: String
  ) throws(VaultFailure) -> KeyStore {
    var attempt = 1
    while true {
      do throws(VaultFailure) {
        let store = try KeyStore.open(
          fileSystem,
          directory: directory,
          rootKey: rootPath,
          log: log
        )
        guard store.damagedPages.isEmpty else { throw .pagesDamaged(store.damagedPages) }
        return store
      } catch {
        attempt += 1
        guard attempt < attemptsMax else { throw error }
        switch error {
        case .wrongRootKey, .pagesDamaged, .keyStoreDamaged: RootKeyFile.pause()
        default: throw error
        }
      }
    }
  }

  static func associatedData(_ log: String, _ generation: UInt64, _ part: String) -> [UInt8] {
    Array("carnet/v1/key-backup/\(log)/\(Hex.encode(generation))/\(part)".utf8)
  }

  private func encoded() -> [UInt8] {
    let text = """
      \(Self.heading)
      log \(log)
      generation \(Hex.encode(generation))
      created \(created)
      expires \(expires)
      slots \(slots)
      signing \(Base64.encode(signing))
      check \(Hex.encode(check))

      """
    let sum = Hex.encode(Crypto.SHA256.hash(data: Array(text.utf8)))
    let bytes = Array((text + "sum \(sum)\n").utf8)
    return bytes + [UInt8](repeating: 0, count: KeyPage.byteCount - bytes.count)
  }

  /// nil when it is not a header that checks.
  private init?(decoding page: [UInt8]) {
    guard page.count == KeyPage.byteCount else { return nil }
    let lines = String(decoding: page.prefix { $0 != 0 }, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 10, lines[0] == Self.heading else { return nil }
    var values: [String] = []
    for (line, name) in zip(
      lines.dropFirst(),
      ["log", "generation", "created", "expires", "slots", "signing", "check"]
    ) {
      guard line.hasPrefix(name + " ") else { return nil }
      values.append(String(line.dropFirst(name.utf8.count + 1)))
    }
    guard let generation = Hex.decodeUInt64(values[1]), let created = Instant(values[2]),
      let expires = Instant(values[3]), let slots = Int(values[4]), slots >= 0,
      let signing = Base64.decode(values[5]), let check = Hex.decode(values[6])
    else { return nil }
    self.init(
      log: values[0],
      generation: generation,
      created: created,
      expires: expires,
      slots: slots,
      signing: signing,
      check: check
    )
    guard encoded() == page else { return nil }
  }
}

extension KeyBackup {
  /// Reads the header of a key backup; opens nothing.
  package static func readHeader(
    _ fileSystem: any FileSystem,
    _ path: FilePath
  ) throws(VaultFailure) -> KeyBackup {
    let page = try onDisk { () throws(FileSystemError) in
      let file = try fileSystem.open(path, for: .reading)
      defer { try? file.close() }
      return try file.readBytes(KeyPage.byteCount, at: 0)
    }
    if let version = FormatHeading.later(page, than: heading) {
      throw .futureFormat(path, version: version)
    }
    guard let header = KeyBackup(decoding: page) else { throw .keyBackup(.malformed, path) }
    return header
  }

  /// Opens a backup of the keys.
  ///
  /// - Throws: `.keyBackup` when it is another log's, its generation's secret is gone, or a page of
  ///   it does not open.
  static func open(
    _ fileSystem: any FileSystem,
    _ path: FilePath,
    _ root: RootKey
  ) throws(VaultFailure) -> (table: KeyTable, signingSeed: [UInt8]) {
    let header = try readHeader(fileSystem, path)
    guard header.log == root.log else {
      throw .keyBackup(.ofAnotherLog(found: header.log), path)
    }
    let name = Hex.encode(header.generation)
    guard let key = root.backupKey(header.generation) else {
      throw .keyBackup(.generationGone(name), path)
    }
    guard KeyStoreHeader.checkValue(key) == header.check,
      let seed = SealedBox.open(
        header.signing[...],
        key: key,
        authenticating: associatedData(header.log, header.generation, "signing")
      )
    else { throw .keyBackup(.malformed, path) }
    let bytes = try onDisk { () throws(FileSystemError) in
      try fileSystem.readAll(path, limit: fileLimitBytes)
    }
    let table = KeyTable()
    let pages = (header.slots + KeyPage.slots - 1) / KeyPage.slots
    guard bytes.count == (pages + 1) * KeyPage.byteCount else {
      throw .keyBackup(.damaged(page: max(0, bytes.count / KeyPage.byteCount - 1)), path)
    }
    for number in 0..<pages {
      let start = (number + 1) * KeyPage.byteCount
      guard
        let plain = SealedBox.open(
          bytes[start..<start + KeyPage.byteCount],
          key: key,
          authenticating: associatedData(header.log, header.generation, String(number))
        )
      else { throw .keyBackup(.damaged(page: number), path) }
      table.load(page: plain, number: number)
    }
    guard table.count == header.slots else { throw .keyBackup(.damaged(page: pages), path) }
    return (table, seed)
  }
}
