package import SystemPackage

/// Every system call that Carnet's own storage makes, behind one seam.
///
/// There are two implementations: `RealFileSystem`, and the simulated one of the tests, which
/// crashes between any two calls, tears and reorders what was not synced, fails a chosen call and
/// runs out of room. Code above the seam relies on what is written here and on nothing else:
///
/// - What `File.write` returned from is in the page cache: other readers see it, a crash may lose
///   it, whole or in part, in any order.
/// - What was written before `File.sync` returned survives a crash. A name made by `create` or
///   `rename` survives only after `syncDirectory` on its folder.
/// - After a failed `sync` nothing is known about the file's unsynced bytes; it is never retried.
package protocol FileSystem: Sendable {
  /// Opens an existing file.
  func open(_ path: FilePath, for access: FileAccess) throws(FileSystemError) -> any File

  /// Creates a file that must not exist yet, readable by its owner alone, open for writing.
  func create(_ path: FilePath) throws(FileSystemError) -> any File

  /// Makes a folder; one that is already there is no error.
  func createDirectory(_ path: FilePath) throws(FileSystemError)

  /// The names in a folder, sorted; without `.` and `..`.
  func list(_ directory: FilePath) throws(FileSystemError) -> [String]

  /// Whether a file or folder of this name exists.
  func exists(_ path: FilePath) throws(FileSystemError) -> Bool

  /// Gives `source` the name `target`, atomically replacing what had it.
  func rename(_ source: FilePath, to target: FilePath) throws(FileSystemError)

  func remove(_ path: FilePath) throws(FileSystemError)

  /// Makes the names of a folder durable (fsync on the folder).
  func syncDirectory(_ path: FilePath) throws(FileSystemError)

  /// Bytes that may still be written where `path` stands.
  func availableBytes(at path: FilePath) throws(FileSystemError) -> UInt64

  /// Takes the exclusive lock that the file at `path` stands for, making the file if need be; it
  /// lasts until the lock is released or the process ends. nil when someone else has it.
  func lock(_ path: FilePath) throws(FileSystemError) -> (any FileLock)?
}

package enum FileAccess: Sendable {
  case reading
  case writing
}

/// An open file.
///
/// Its methods may be called from any thread; overlapping writes are the caller's mistake.
package protocol File: AnyObject, Sendable {
  /// Reads up to `memory.count` bytes at `offset`; fewer only at the end of the file.
  func read(
    into memory: UnsafeMutableRawBufferPointer,
    at offset: UInt64
  ) throws(FileSystemError) -> Int

  /// Writes all of `memory` at `offset`; a short write is continued, a failed one thrown.
  func write(_ memory: UnsafeRawBufferPointer, at offset: UInt64) throws(FileSystemError)

  /// Makes the bytes and the size durable (fdatasync).
  func sync() throws(FileSystemError)

  func size() throws(FileSystemError) -> UInt64

  /// Cuts or extends with zeros.
  func truncate(to size: UInt64) throws(FileSystemError)

  /// The file's bytes as they are now, mapped read-only where the system can.
  func map() throws(FileSystemError) -> any MappedBytes

  /// Closes the file; later calls fail. Closing twice is no error.
  func close() throws(FileSystemError)
}

/// A read-only picture of a file's bytes that lives as long as it is referenced.
package protocol MappedBytes: AnyObject, Sendable {
  var bytes: UnsafeRawBufferPointer { get }
}

package protocol FileLock: AnyObject, Sendable {
  func release()
}

/// A system call that failed: which one, on what, and the system's reason.
package struct FileSystemError: Error, Hashable, Sendable {
  package var operation: String
  package var path: FilePath
  package var code: Errno

  package init(_ operation: String, _ path: FilePath, _ code: Errno) {
    self.operation = operation
    self.path = path
    self.code = code
  }
}

extension FileSystemError: CustomStringConvertible {
  package var description: String { "\(operation) \(path): \(code)" }
}

extension FileSystem {
  /// The whole of a file that is no larger than `limit` bytes; `EFBIG` if it is.
  package func readAll(_ path: FilePath, limit: Int) throws(FileSystemError) -> [UInt8] {
    let file = try open(path, for: .reading)
    defer { try? file.close() }
    let size = try file.size()
    guard size <= UInt64(limit) else { throw FileSystemError("read", path, .fileTooLarge) }
    return try file.readBytes(Int(size), at: 0)
  }

  /// Puts a file in place so that after a crash there is the old one or the new one, whole:
  /// temporary file, sync, rename, sync of the folder.
  package func replace(_ path: FilePath, with bytes: [UInt8]) throws(FileSystemError) {
    var temporary = path
    temporary.removeLastComponent()
    let directory = temporary
    temporary.append((path.lastComponent?.string ?? "file") + ".tmp")
    if try exists(temporary) { try remove(temporary) }
    let file = try create(temporary)
    do {
      try file.write(bytes, at: 0)
      try file.sync()
      try file.close()
    } catch {
      try? file.close()
      throw error
    }
    try rename(temporary, to: path)
    try syncDirectory(directory.isEmpty ? "." : directory)
  }
}

extension File {
  /// Up to `count` bytes at `offset`; fewer only at the end of the file.
  package func readBytes(_ count: Int, at offset: UInt64) throws(FileSystemError) -> [UInt8] {
    var failure: FileSystemError?
    // Never of no capacity: that would write to the empty array which all threads share.
    let bytes = [UInt8](unsafeUninitializedCapacity: max(1, count)) { memory, initialized in
      let target = UnsafeMutableBufferPointer(rebasing: memory[..<count])
      do throws(FileSystemError) {
        initialized = try read(into: UnsafeMutableRawBufferPointer(target), at: offset)
      } catch {
        failure = error
        initialized = 0
      }
    }
    if let failure { throw failure }
    return bytes
  }

  package func write(_ bytes: [UInt8], at offset: UInt64) throws(FileSystemError) {
    let outcome = bytes.withUnsafeBytes { memory in
      Result { () throws(FileSystemError) in try write(memory, at: offset) }
    }
    try outcome.get()
  }
}
