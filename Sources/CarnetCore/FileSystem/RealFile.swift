import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A file descriptor and the calls on it that continue short transfers and interrupted calls.
final class RealFile: File, @unchecked Sendable {
  private let descriptor: Int32
  private let path: FilePath
  // Closing is the owner's last act; it does not race with its other calls.
  private var isClosed = false

  init(descriptor: Int32, path: FilePath) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    if !isClosed { _ = Self.closeDescriptor(descriptor) }
  }

  func read(
    into memory: UnsafeMutableRawBufferPointer,
    at offset: UInt64
  ) throws(FileSystemError) -> Int {
    let start = try place(offset, memory.count, "read")
    var done = 0
    while done < memory.count {
      let count = pread(
        descriptor,
        memory.baseAddress?.advanced(by: done),
        memory.count - done,
        start + off_t(done)
      )
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("read")
      }
      done += count
    }
    return done
  }

  func write(_ memory: UnsafeRawBufferPointer, at offset: UInt64) throws(FileSystemError) {
    let start = try place(offset, memory.count, "write")
    var done = 0
    while done < memory.count {
      let count = pwrite(
        descriptor,
        memory.baseAddress?.advanced(by: done),
        memory.count - done,
        start + off_t(done)
      )
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("write")
      }
      done += count
    }
  }

  func sync() throws(FileSystemError) {
    try checkOpen("fsync")
    #if canImport(Darwin)
    if fsync(descriptor) != 0 { throw failure("fsync") }
    #else
    // Not retried on EINTR either: after any failure the state of the pages is unknown.
    if fdatasync(descriptor) != 0 { throw failure("fdatasync") }
    #endif
  }

  func size() throws(FileSystemError) -> UInt64 {
    try checkOpen("stat")
    var information = stat()
    if fstat(descriptor, &information) != 0 { throw failure("stat") }
    return UInt64(information.st_size)
  }

  func truncate(to size: UInt64) throws(FileSystemError) {
    let end = try place(size, 0, "truncate")
    while ftruncate(descriptor, end) != 0 {
      if errno != EINTR { throw failure("truncate") }
    }
  }

  func map() throws(FileSystemError) -> any MappedBytes {
    try checkOpen("map")
    let length = Int(try size())
    if length == 0 { return RealMapping(UnsafeRawBufferPointer(start: nil, count: 0)) }
    guard let base = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED
    else { throw failure("map") }
    return RealMapping(UnsafeRawBufferPointer(start: base, count: length))
  }

  func close() throws(FileSystemError) {
    if isClosed { return }
    isClosed = true
    if Self.closeDescriptor(descriptor) != 0 { throw failure("close") }
  }

  /// Once closed, the number of the descriptor may already be another file's.
  private func checkOpen(_ operation: String) throws(FileSystemError) {
    if isClosed { throw FileSystemError(operation, path, .badFileDescriptor) }
  }

  /// An offset as the system takes it.
  private func place(
    _ offset: UInt64,
    _ count: Int,
    _ operation: String
  ) throws(FileSystemError) -> off_t {
    try checkOpen(operation)
    guard let start = off_t(exactly: offset), !start.addingReportingOverflow(off_t(count)).overflow
    else { throw FileSystemError(operation, path, .invalidArgument) }
    return start
  }

  private static func closeDescriptor(_ descriptor: Int32) -> Int32 {
    #if canImport(Glibc)
    Glibc.close(descriptor)
    #elseif canImport(Musl)
    Musl.close(descriptor)
    #else
    Darwin.close(descriptor)
    #endif
  }

  private func failure(_ operation: String) -> FileSystemError {
    FileSystemError(operation, path, Errno(rawValue: errno))
  }
}

private final class RealMapping: MappedBytes, @unchecked Sendable {
  // Read-only memory that nobody unmaps before the last reference goes.
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  deinit {
    if let base = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: base), bytes.count) }
  }
}
