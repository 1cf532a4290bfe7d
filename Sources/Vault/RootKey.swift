package import CarnetCore
import Crypto
package import SystemPackage

/// The root of the key tree, the secrets of the key store's epochs, and those of key backups.
///
/// It stands outside the data directory, in a file that only its owner reads; nothing it prints
/// shows a key.
///
/// An epoch secret is what a key store is sealed under, so destroying one makes every older copy of
/// the key store unreadable, whatever backup or disk block it stands in. A generation's secret is
/// what a backup of the keys is sealed under: it opens after an erasure, until it expires.
package struct RootKey: Sendable {
  package let log: String
  /// What the file calls `root`, and `next` while the root is being changed.
  private var fileRoot: SymmetricKey
  private var fileNext: SymmetricKey?
  /// The one of the two that the key store is sealed under.
  private var active: SymmetricKey
  private(set) var epochs: [UInt32: SymmetricKey]
  /// Backups of the keys whose secrets still exist, oldest first.
  package private(set) var generations: [BackupGeneration] = []
  private var generationSecrets: [UInt64: SymmetricKey] = [:]

  private static let heading = "carnet-root-key/v1"
  /// Written only while there is something in the file that version 1 does not know.
  private static let headingWithGenerations = "carnet-root-key/v2"
  private static let fileLimitBytes = 1 << 20

  /// A new root with the secret of epoch 1.
  package init(log: String) {
    self.log = log
    fileRoot = SymmetricKey(size: .bits256)
    active = fileRoot
    epochs = [1: SymmetricKey(size: .bits256)]
  }

  mutating func addEpoch(_ number: UInt32) {
    if epochs[number] == nil { epochs[number] = SymmetricKey(size: .bits256) }
  }

  mutating func keepOnly(_ number: UInt32) { epochs = epochs.filter { $0.key == number } }

  /// The key that the pages of an epoch are sealed under; nil for an epoch that was destroyed.
  func pageKey(_ epoch: UInt32) -> SymmetricKey? { pageKey(epoch, active) }

  private func pageKey(_ epoch: UInt32, _ root: SymmetricKey) -> SymmetricKey? {
    guard let secret = epochs[epoch] else { return nil }
    let both = secret.withUnsafeBytes { Array($0) }
    return HKDF<Crypto.SHA256>
      .deriveKey(
        inputKeyMaterial: root,
        salt: both,
        info: Array("carnet/v1/pages/\(log)".utf8),
        outputByteCount: 32
      )
  }

  /// The key of the few things that outlive every epoch: the log's signing key.
  func fileKey(_ use: String) -> SymmetricKey {
    SealedBox.derive(active, "carnet/v1/file/\(use)/\(log)")
  }

  /// The keys that such a thing may be sealed under: two while the root is being changed.
  func fileKeys(_ use: String) -> [SymmetricKey] {
    let others = [fileRoot, fileNext].compactMap { $0 }.filter { $0 != active }
    return ([active] + others).map { SealedBox.derive($0, "carnet/v1/file/\(use)/\(log)") }
  }
}

// Changing the root: the next one stands in the file beside the one in use until all that the one
// in use has sealed is sealed anew.
extension RootKey {
  var isChanging: Bool { fileNext != nil }

  mutating func addNextRoot() {
    if fileNext == nil { fileNext = SymmetricKey(size: .bits256) }
  }

  /// Uses the next root from here on, if there is one.
  mutating func activateNextRoot() { active = fileNext ?? fileRoot }

  /// Makes the root that opens a key store the one in use; false when none of them does.
  mutating func activateRoot(opening header: KeyStoreHeader) -> Bool {
    for root in [fileRoot, fileNext].compactMap({ $0 }) {
      if let key = pageKey(header.epoch, root), KeyStoreHeader.checkValue(key) == header.check {
        active = root
        return true
      }
    }
    return false
  }

  /// Uses the root that another reading of the file uses; false when this file has it not.
  mutating func activateRoot(of other: RootKey) -> Bool {
    guard log == other.log else { return false }
    for root in [fileRoot, fileNext].compactMap({ $0 }) where root == other.active {
      active = root
      return true
    }
    return false
  }

  /// Forgets the root that is not in use.
  mutating func dropIdleRoot() {
    fileRoot = active
    fileNext = nil
  }
}

extension RootKey {
  /// Makes the secret of a new backup of the keys.
  mutating func addGeneration(created: Instant, expires: Instant) -> BackupGeneration {
    var generator = SystemRandomNumberGenerator()
    let generation = BackupGeneration(id: generator.next(), created: created, expires: expires)
    generations.append(generation)
    generationSecrets[generation.id] = SymmetricKey(size: .bits256)
    return generation
  }

  /// Notes how many key slots a generation's backup holds.
  mutating func note(slots: Int, heldBy id: UInt64) {
    for index in generations.indices where generations[index].id == id {
      generations[index].slots = slots
    }
  }

  /// Forgets the secrets of generations.
  mutating func drop(where isGone: (BackupGeneration) -> Bool) -> [BackupGeneration] {
    let gone = generations.filter(isGone)
    generations.removeAll(where: isGone)
    for generation in gone { generationSecrets[generation.id] = nil }
    return gone
  }

  /// The key of a generation's pages; nil when its secret was destroyed.
  ///
  /// The root has no part in it: backups open after a change of the root.
  func backupKey(_ id: UInt64) -> SymmetricKey? {
    generationSecrets[id].map { SealedBox.derive($0, "carnet/v1/key-backup/\(log)") }
  }
}

extension RootKey: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "root key of log \(log)" }
  package var debugDescription: String { description }
}

extension RootKey {
  private var fileText: String {
    func base64(_ key: SymmetricKey) -> String { key.withUnsafeBytes { Base64.encode(Array($0)) } }
    let isPlain = generations.isEmpty && fileNext == nil
    var text = "\(isPlain ? Self.heading : Self.headingWithGenerations)\nlog \(log)\n"
    text += "root \(base64(fileRoot))\n"
    if let fileNext { text += "next \(base64(fileNext))\n" }
    for (number, secret) in epochs.sorted(by: { $0.key < $1.key }) {
      text += "epoch \(number) \(base64(secret))\n"
    }
    for generation in generations {
      guard let secret = generationSecrets[generation.id] else { continue }
      text += "generation \(generation.line) \(base64(secret))\n"
    }
    return text
  }

  /// Writes the file in place of the one before, whose bytes are overwritten first: on disks that
  /// write in place nothing of a destroyed secret is left.
  package func save(
    _ fileSystem: any FileSystem,
    to path: FilePath
  ) throws(VaultFailure) {
    let text = fileText
    let sum = Hex.encode(Crypto.SHA256.hash(data: Array(text.utf8)))
    let bytes = Array((text + "sum \(sum)\n").utf8)
    try onDisk { () throws(FileSystemError) in
      let previous = try fileSystem.exists(path) ? fileSystem.open(path, for: .writing) : nil
      try fileSystem.replace(path, with: bytes)
      if let previous {
        // The name is gone; the blocks are still ours until the descriptor is closed.
        let size = try previous.size()
        try previous.write([UInt8](repeating: 0, count: Int(size)), at: 0)
        try previous.sync()
        try previous.close()
      }
    }
  }

  package static func load(
    _ fileSystem: any FileSystem,
    from path: FilePath
  ) throws(VaultFailure) -> RootKey {
    let bytes = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(path) ? fileSystem.readAll(path, limit: fileLimitBytes) : nil
    }
    guard let bytes else { throw .noRootKey(path) }
    if let version = FormatHeading.later(bytes, than: headingWithGenerations) {
      throw .futureFormat(path, version: version)
    }
    return try RootKey(parsing: bytes, path)
  }

  private init(parsing bytes: [UInt8], _ path: FilePath) throws(VaultFailure) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 6, [Self.heading, Self.headingWithGenerations].contains(String(lines[0])),
      lines.last?.isEmpty == true
    else { throw .rootKeyMalformed(path, line: 1) }
    func key(_ text: some StringProtocol, _ line: Int) throws(VaultFailure) -> SymmetricKey {
      guard let bytes = Base64.decode(text), bytes.count == 32 else {
        throw VaultFailure.rootKeyMalformed(path, line: line)
      }
      return SymmetricKey(data: bytes)
    }
    guard lines[1].hasPrefix("log ") else { throw .rootKeyMalformed(path, line: 2) }
    log = String(lines[1].dropFirst(4))
    guard lines[2].hasPrefix("root ") else { throw .rootKeyMalformed(path, line: 3) }
    fileRoot = try key(lines[2].dropFirst(5), 3)
    active = fileRoot
    epochs = [:]
    for (index, line) in lines.enumerated().dropFirst(3).dropLast(2) {
      let parts = line.split(separator: " ").map(String.init)
      if parts.count == 3, parts[0] == "epoch", let number = UInt32(parts[1]) {
        epochs[number] = try key(parts[2], index + 1)
      } else if parts.count == 6, parts[0] == "generation",
        let generation = BackupGeneration(fields: Array(parts[1...4]))
      {
        generations.append(generation)
        generationSecrets[generation.id] = try key(parts[5], index + 1)
      } else if parts.count == 2, parts[0] == "next", index == 3 {
        fileNext = try key(parts[1], index + 1)
      } else {
        throw .rootKeyMalformed(path, line: index + 1)
      }
    }
    // Written again, it must give the same bytes: this covers the version and every odd spelling.
    let sum = Hex.encode(Crypto.SHA256.hash(data: Array(fileText.utf8)))
    guard lines[lines.count - 2] == "sum \(sum)" else {
      throw .rootKeyMalformed(path, line: lines.count - 1)
    }
  }
}
