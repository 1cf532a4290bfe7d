import CarnetCore
import EventLog
import SystemPackage
import Vault

import struct Crypto.SHA256

/// Files of backups, read and cleared away.
enum BackupFiles {
  static func isPack(_ name: String) -> Bool { ContentPacks.isName(name) }

  /// SHA-256 of the first `size` bytes; nil when the file has fewer.
  static func digest(
    _ fileSystem: any FileSystem,
    _ path: FilePath,
    size: UInt64,
    _ progress: (UInt64) -> Void = { _ in }
  ) throws(FileSystemError) -> Digest? {
    let file = try fileSystem.open(path, for: .reading)
    defer { try? file.close() }
    guard try file.size() >= size else { return nil }
    var hasher = SHA256()
    var offset: UInt64 = 0
    while offset < size {
      let bytes = try file.readBytes(Int(min(4 << 20, size - offset)), at: offset)
      guard !bytes.isEmpty else { return nil }
      bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
      offset += UInt64(bytes.count)
      progress(UInt64(bytes.count))
    }
    return hasher.finalize().withUnsafeBytes { Digest(copying: $0) }
  }

  /// Makes a folder and those above it.
  static func makeFolders(
    _ fileSystem: any FileSystem,
    _ path: FilePath
  ) throws(FileSystemError) {
    var made = FilePath(root: path.root)
    for component in path.components {
      let above = made
      made.append(component)
      if try !fileSystem.exists(made) {
        try fileSystem.createDirectory(made)
        try fileSystem.syncDirectory(above.isEmpty ? "." : above)
      }
    }
  }

  /// Removes all files below a folder; empty folders stay, which hold nothing.
  static func clear(
    _ fileSystem: any FileSystem,
    _ folder: FilePath,
    depth: Int = 8
  ) throws(FileSystemError) {
    for name in try fileSystem.list(folder) {
      let path = folder.appending(name)
      do throws(FileSystemError) {
        guard depth > 0 else { throw FileSystemError("list", path, .tooManySymbolicLinkLevels) }
        try clear(fileSystem, path, depth: depth - 1)
      } catch {
        guard error.code == .notDirectory else { throw error }
        try fileSystem.remove(path)
      }
    }
    try fileSystem.syncDirectory(folder)
  }
}
