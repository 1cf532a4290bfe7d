package import CarnetCore
package import SystemPackage

/// A small secret that outlives every epoch, sealed under the root key: the log's signing key.
package enum SealedFile {
  private static let limitBytes = 4096

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
    let key = keys.fileKey(use)
    guard let secret = SealedBox.open(box[...], key: key, authenticating: Array(use.utf8)) else {
      throw .sealedFileDamaged(path)
    }
    return secret
  }
}
