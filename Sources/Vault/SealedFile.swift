package import CarnetCore
package import SystemPackage

/// A small secret that outlives every epoch, sealed under the root key: the log's signing key.
package enum SealedFile {
  static let limitBytes = 4096
  /// The log's signing key: what it is sealed as, and its name among the keys.
  package static let signingUse = "signing-key"
  package static let signingName = "signing.key"

  package static func save(
    _ secret: [UInt8],
    as use: String,
    at path: FilePath,
    _ keys: KeyStore,
    _ fileSystem: any FileSystem
  ) throws(VaultFailure) {
    let box = secret.withUnsafeBytes {
      SealedBox.seal($0, key: keys.fileKey(use), authenticating: Array(use.utf8))
    }
    try onDisk { () throws(FileSystemError) in try fileSystem.replace(path, with: box) }
  }

  package static func load(
    _ use: String,
    at path: FilePath,
    _ keys: KeyStore,
    _ fileSystem: any FileSystem
  ) throws(VaultFailure) -> [UInt8] {
    let box = try onDisk { () throws(FileSystemError) in
      try fileSystem.exists(path) ? fileSystem.readAll(path, limit: limitBytes) : nil
    }
    guard let box else { throw .sealedFileMissing(path) }
    for key in keys.fileKeys(use) {
      if let secret = SealedBox.open(box[...], key: key, authenticating: Array(use.utf8)) {
        return secret
      }
    }
    throw .sealedFileDamaged(path)
  }
}
