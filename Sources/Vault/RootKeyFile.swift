package import CarnetCore
package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The root key's file where more than one process may change it: the writer its epochs, a backup
/// beside it its generations.
package enum RootKeyFile {
  /// Beside the root key.
  package static func erasures(of path: FilePath) -> FilePath {
    FilePath(path.string + ".erasures")
  }

  private static let attemptsMax = 5000
  private static let waitMicroseconds: UInt32 = 2000

  /// Reads the file, changes what it says and writes it, while nobody else does.
  ///
  /// - Parameters:
  ///   - fileSystem: where the file stands.
  ///   - path: the root key's file.
  ///   - known: what the caller read before; a file with another root is refused. nil for none.
  ///   - body: the change.
  /// - Returns: the root key as it now stands in the file, using the root that `known` uses.
  package static func update(
    _ fileSystem: any FileSystem,
    _ path: FilePath,
    known: RootKey?,
    _ body: (inout RootKey) throws(VaultFailure) -> Void
  ) throws(VaultFailure) -> RootKey {
    let lock = try wait(fileSystem, FilePath(path.string + ".lock"))
    defer { lock.release() }
    var root = try RootKey.load(fileSystem, from: path)
    if let known, !root.activateRoot(of: known) { throw .wrongRootKey(path) }
    try body(&root)
    try root.save(fileSystem, to: path)
    return root
  }

  /// Lets another process finish what it does with the file.
  static func pause() { usleep(waitMicroseconds) }

  private static func wait(
    _ fileSystem: any FileSystem,
    _ path: FilePath
  ) throws(VaultFailure) -> any FileLock {
    for _ in 0..<attemptsMax {
      if let lock = try onDisk({ () throws(FileSystemError) in try fileSystem.lock(path) }) {
        return lock
      }
      pause()
    }
    throw .system(FileSystemError("lock", path, .resourceTemporarilyUnavailable))
  }
}

extension RootKeyFile {
  /// Destroys the secrets of key backups: none of that generation opens any more.
  ///
  /// - Parameters:
  ///   - fileSystem: where the file stands.
  ///   - path: the root key's file.
  ///   - isGone: which generations.
  /// - Returns: those whose secrets are gone now.
  package static func destroyGenerations(
    _ fileSystem: any FileSystem,
    _ path: FilePath,
    where isGone: (BackupGeneration) -> Bool
  ) throws(VaultFailure) -> [BackupGeneration] {
    let root = try RootKey.load(fileSystem, from: path)
    // Nothing to forget is no reason to write the file.
    guard root.generations.contains(where: isGone) else { return [] }
    var gone: [BackupGeneration] = []
    _ = try update(fileSystem, path, known: root) { (root) throws(VaultFailure) in
      gone = root.drop(where: isGone)
    }
    return gone
  }
}
