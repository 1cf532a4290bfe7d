import CarnetCore
import SystemPackage

/// An open file of a simulated file system.
final class SimulatedFile: File {
  private let system: SimulatedFileSystem
  private let path: FilePath
  private let file: Int
  private let handle: Int

  init(_ system: SimulatedFileSystem, _ path: FilePath, file: Int, handle: Int) {
    self.system = system
    self.path = path
    self.file = file
    self.handle = handle
  }

  // A handle that is forgotten is closed, but that is no call.
  deinit { system.withMachine { $0.close(handle) } }

  func read(
    into memory: UnsafeMutableRawBufferPointer,
    at offset: UInt64
  ) throws(FileSystemError) -> Int {
    try system.call(.read, path, offset: offset, length: memory.count) {
      machine,
      _ throws(Errno) in
      let file = try machine.file(of: handle)
      guard offset <= UInt64(Int64.max) else { throw .invalidArgument }
      return machine.disk.files[file].cached
        .withUnsafeBytes { bytes in
          let start = min(Int(offset), bytes.count)
          let found = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(memory.count))
          memory.copyMemory(from: found)
          return found.count
        }
    }
  }

  func write(_ memory: UnsafeRawBufferPointer, at offset: UInt64) throws(FileSystemError) {
    try system.call(.write, path, offset: offset, length: memory.count) {
      machine,
      extent throws(Errno) in
      let file = try machine.file(of: handle, for: .writing)
      let count =
        switch extent {
        case .firstHalf: memory.count / 2
        case .firstBytes(let count): max(0, min(count, memory.count))
        case .nothing, .whole, .failedSync: memory.count
        }
      try machine.disk.write(
        UnsafeRawBufferPointer(rebasing: memory[..<count]),
        to: file,
        at: offset
      )
    }
  }

  func sync() throws(FileSystemError) {
    try system.call(.sync, path) { machine, extent throws(Errno) in
      let file = try machine.file(of: handle)
      switch extent {
      case .nothing, .whole, .firstBytes: machine.disk.files[file].persist(first: .max)
      case .firstHalf:
        machine.disk.files[file].persist(first: machine.disk.files[file].unsynced.count / 2)
      case .failedSync(let loss, let reached):
        machine.disk.files[file].loseUnsynced(loss, reached: reached)
      }
    }
  }

  func size() throws(FileSystemError) -> UInt64 {
    try system.call(.size, path) { machine, _ throws(Errno) in
      UInt64(machine.disk.files[try machine.file(of: handle)].cached.count)
    }
  }

  func truncate(to size: UInt64) throws(FileSystemError) {
    try system.call(.truncate, path, offset: size) { machine, _ throws(Errno) in
      try machine.disk.resize(try machine.file(of: handle, for: .writing), to: size)
    }
  }

  func map() throws(FileSystemError) -> any MappedBytes {
    try system.call(.map, path) { machine, _ throws(Errno) in
      SimulatedMapping(machine.disk.files[try machine.file(of: handle)].cached)
    }
  }

  func close() throws(FileSystemError) {
    try system.call(.close, path) { machine, _ in machine.close(handle) }
  }
}

/// A copy of a file's bytes, taken when it was mapped.
final class SimulatedMapping: MappedBytes, @unchecked Sendable {
  // Written in the initialiser, read-only from then on.
  let bytes: UnsafeRawBufferPointer

  init(_ content: [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: content.count, alignment: 4096)
    copy.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(copy)
  }

  deinit { bytes.deallocate() }
}

/// A lock inside the simulated machine.
///
/// One of a process that died there holds nothing.
final class SimulatedFileLock: FileLock {
  private let system: SimulatedFileSystem
  private let file: Int
  private let ticket: Int

  init(_ system: SimulatedFileSystem, file: Int, ticket: Int) {
    self.system = system
    self.file = file
    self.ticket = ticket
  }

  func release() { system.withMachine { $0.release(ticket, of: file) } }

  deinit { release() }
}
