package import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The operating system's files.
package struct RealFileSystem: FileSystem {
  package init() {}

  package func open(_ path: FilePath, for access: FileAccess) throws(FileSystemError) -> any File {
    try openFile(path, access == .reading ? O_RDONLY : O_RDWR, "open")
  }

  package func create(_ path: FilePath) throws(FileSystemError) -> any File {
    try openFile(path, O_RDWR | O_CREAT | O_EXCL, "create")
  }

  private func openFile(
    _ path: FilePath,
    _ flags: Int32,
    _ operation: String
  ) throws(FileSystemError) -> RealFile {
    let descriptor = try retrying(operation, path) {
      path.withPlatformString { systemOpen($0, flags | O_CLOEXEC, 0o600) }
    }
    return RealFile(descriptor: descriptor, path: path)
  }

  package func createDirectory(_ path: FilePath) throws(FileSystemError) {
    if path.withPlatformString({ mkdir($0, 0o700) }) == 0 { return }
    let reason = Errno(rawValue: errno)
    if reason == .fileExists, isDirectory(path) { return }
    throw FileSystemError("mkdir", path, reason)
  }

  private func isDirectory(_ path: FilePath) -> Bool {
    var information = stat()
    return path.withPlatformString { stat($0, &information) } == 0
      && information.st_mode & S_IFMT == S_IFDIR
  }

  package func list(_ directory: FilePath) throws(FileSystemError) -> [String] {
    guard let stream = directory.withPlatformString({ opendir($0) }) else {
      throw FileSystemError("list", directory, Errno(rawValue: errno))
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw FileSystemError("list", directory, Errno(rawValue: errno)) }
    return names.sorted()
  }

  package func exists(_ path: FilePath) throws(FileSystemError) -> Bool {
    if path.withPlatformString({ access($0, F_OK) }) == 0 { return true }
    if errno == ENOENT || errno == ENOTDIR { return false }
    throw FileSystemError("access", path, Errno(rawValue: errno))
  }

  package func rename(_ source: FilePath, to target: FilePath) throws(FileSystemError) {
    let result = source.withPlatformString { from in
      target.withPlatformString { to in systemRename(from, to) }
    }
    if result != 0 { throw FileSystemError("rename", source, Errno(rawValue: errno)) }
  }

  package func remove(_ path: FilePath) throws(FileSystemError) {
    if path.withPlatformString({ unlink($0) }) != 0 {
      throw FileSystemError("remove", path, Errno(rawValue: errno))
    }
  }

  package func syncDirectory(_ path: FilePath) throws(FileSystemError) {
    let descriptor = try retrying("open", path) {
      path.withPlatformString { systemOpen($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) }
    }
    defer { _ = systemClose(descriptor) }
    if fsync(descriptor) != 0 {
      throw FileSystemError("fsync", path, Errno(rawValue: errno))
    }
  }

  package func availableBytes(at path: FilePath) throws(FileSystemError) -> UInt64 {
    var information = statvfs()
    if path.withPlatformString({ statvfs($0, &information) }) != 0 {
      throw FileSystemError("statvfs", path, Errno(rawValue: errno))
    }
    return UInt64(information.f_bavail) * UInt64(information.f_frsize)
  }

  package func lock(_ path: FilePath) throws(FileSystemError) -> (any FileLock)? {
    let descriptor = try retrying("open", path) {
      path.withPlatformString { systemOpen($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    }
    // flock rather than fcntl: it belongs to the open file, so closing another descriptor of the
    // same file elsewhere in the process does not drop it.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let reason = errno
      _ = systemClose(descriptor)
      if reason == EWOULDBLOCK { return nil }
      throw FileSystemError("lock", path, Errno(rawValue: reason))
    }
    return RealFileLock(descriptor: descriptor)
  }
}

private func retrying(
  _ operation: String,
  _ path: FilePath,
  _ call: () -> Int32
) throws(FileSystemError) -> Int32 {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw FileSystemError(operation, path, Errno(rawValue: errno)) }
  }
}

// The C functions under names that the methods above do not shadow.
private func systemOpen(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
  open(path, flags, mode)
}
private func systemRename(_ source: UnsafePointer<CChar>, _ target: UnsafePointer<CChar>) -> Int32 {
  rename(source, target)
}
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private final class RealFileLock: FileLock, @unchecked Sendable {
  // The descriptor is the lock; it is closed once, by whoever comes first.
  private var descriptor: Int32

  init(descriptor: Int32) { self.descriptor = descriptor }

  func release() {
    if descriptor >= 0 { _ = systemClose(descriptor) }
    descriptor = -1
  }

  deinit { release() }
}
