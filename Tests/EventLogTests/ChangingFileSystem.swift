import CarnetCore
import FileSystemSimulation
import Synchronization
import SystemPackage

/// A disk that a writer changes while somebody reads: the first reads find what stood there before,
/// all later ones what stands there after.
final class ChangingFileSystem: FileSystem {
  private let before: SimulatedFileSystem
  private let after: SimulatedFileSystem
  private let readsLeft: Mutex<Int>

  /// - Parameter reads: how many reads of files find the disk as it was before.
  init(from before: SimulatedFileSystem, to after: SimulatedFileSystem, afterReads reads: Int) {
    self.before = before
    self.after = after
    readsLeft = Mutex(reads)
  }

  private var now: SimulatedFileSystem { readsLeft.withLock { $0 > 0 } ? before : after }

  func open(_ path: FilePath, for access: FileAccess) throws(FileSystemError) -> any File {
    let files = (try before.open(path, for: access), try after.open(path, for: access))
    return ChangingFile(before: files.0, after: files.1, on: self)
  }

  /// Counts a read; whether it still finds what stood there before.
  fileprivate func isReadBefore() -> Bool {
    readsLeft.withLock { left in
      left -= 1
      return left >= 0
    }
  }

  func create(_ path: FilePath) throws(FileSystemError) -> any File { try now.create(path) }

  func createDirectory(_ path: FilePath) throws(FileSystemError) { try now.createDirectory(path) }

  func list(_ directory: FilePath) throws(FileSystemError) -> [String] { try now.list(directory) }

  func exists(_ path: FilePath) throws(FileSystemError) -> Bool { try now.exists(path) }

  func rename(_ source: FilePath, to target: FilePath) throws(FileSystemError) {
    try now.rename(source, to: target)
  }

  func remove(_ path: FilePath) throws(FileSystemError) { try now.remove(path) }

  func syncDirectory(_ path: FilePath) throws(FileSystemError) { try now.syncDirectory(path) }

  func availableBytes(at path: FilePath) throws(FileSystemError) -> UInt64 {
    try now.availableBytes(at: path)
  }

  func lock(_ path: FilePath) throws(FileSystemError) -> (any FileLock)? { try now.lock(path) }
}

private final class ChangingFile: File {
  private let before: any File
  private let after: any File
  private let disk: ChangingFileSystem

  init(before: any File, after: any File, on disk: ChangingFileSystem) {
    self.before = before
    self.after = after
    self.disk = disk
  }

  func read(
    into memory: UnsafeMutableRawBufferPointer,
    at offset: UInt64
  ) throws(FileSystemError) -> Int {
    try (disk.isReadBefore() ? before : after).read(into: memory, at: offset)
  }

  func write(_ memory: UnsafeRawBufferPointer, at offset: UInt64) throws(FileSystemError) {
    try after.write(memory, at: offset)
  }

  func sync() throws(FileSystemError) { try after.sync() }

  func size() throws(FileSystemError) -> UInt64 { try after.size() }

  func truncate(to size: UInt64) throws(FileSystemError) { try after.truncate(to: size) }

  func map() throws(FileSystemError) -> any MappedBytes { try after.map() }

  func close() throws(FileSystemError) {
    try before.close()
    try after.close()
  }
}
