package import CarnetCore
import Crypto
package import SystemPackage

/// The root of the key tree and the secrets of the key store's epochs.
///
/// It stands outside the data directory, in a file that only its owner reads; nothing it prints
/// shows a key.
///
/// An epoch secret is what a key store is sealed under, so destroying one makes every older copy of
/// the key store unreadable, whatever backup or disk block it stands in.
package struct RootKey: Sendable {
  package let log: String
  private let root: SymmetricKey
  private(set) var epochs: [UInt32: SymmetricKey]

  private static let heading = "carnet-root-key/v1"
  private static let fileLimitBytes = 64 << 10

  /// A new root with the secret of epoch 1.
  package init(log: String) {
    self.log = log
    root = SymmetricKey(size: .bits256)
    epochs = [1: SymmetricKey(size: .bits256)]
  }

  mutating func addEpoch(_ number: UInt32) {
    if epochs[number] == nil { epochs[number] = SymmetricKey(size: .bits256) }
  }

  mutating func keepOnly(_ number: UInt32) { epochs = epochs.filter { $0.key == number } }

  /// The key that the pages of an epoch are sealed under; nil for an epoch that was destroyed.
  func pageKey(_ epoch: UInt32) -> SymmetricKey? {
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
    SealedBox.derive(root, "carnet/v1/file/\(use)/\(log)")
  }
}

extension RootKey: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "root key of log \(log)" }
  package var debugDescription: String { description }
}

extension RootKey {
  private var fileText: String {
    func base64(_ key: SymmetricKey) -> String { key.withUnsafeBytes { Base64.encode(Array($0)) } }
    var text = "\(Self.heading)\nlog \(log)\nroot \(base64(root))\n"
    for (number, secret) in epochs.sorted(by: { $0.key < $1.key }) {
      text += "epoch \(number) \(base64(secret))\n"
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
    if let version = FormatHeading.later(bytes, than: heading) {
      throw .futureFormat(path, version: version)
    }
    return try RootKey(parsing: bytes, path)
  }

  private init(parsing bytes: [UInt8], _ path: FilePath) throws(VaultFailure) {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 6, lines[0] == Self.heading, lines.last?.isEmpty == true else {
      throw .rootKeyMalformed(path, line: 1)
    }
    func key(_ text: some StringProtocol, _ line: Int) throws(VaultFailure) -> SymmetricKey {
      guard let bytes = Base64.decode(text), bytes.count == 32 else {
        throw VaultFailure.rootKeyMalformed(path, line: line)
      }
      return SymmetricKey(data: bytes)
    }
    guard lines[1].hasPrefix("log ") else { throw .rootKeyMalformed(path, line: 2) }
    log = String(lines[1].dropFirst(4))
    guard lines[2].hasPrefix("root ") else { throw .rootKeyMalformed(path, line: 3) }
    root = try key(lines[2].dropFirst(5), 3)
    epochs = [:]
    for (index, line) in lines.enumerated().dropFirst(3).dropLast(2) {
      let parts = line.split(separator: " ")
      guard parts.count == 3, parts[0] == "epoch", let number = UInt32(parts[1]) else {
        throw .rootKeyMalformed(path, line: index + 1)
      }
      epochs[number] = try key(parts[2], index + 1)
    }
    let sum = Hex.encode(Crypto.SHA256.hash(data: Array(fileText.utf8)))
    guard lines[lines.count - 2] == "sum \(sum)" else {
      throw .rootKeyMalformed(path, line: lines.count - 1)
    }
  }
}
