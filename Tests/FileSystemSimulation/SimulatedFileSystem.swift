package import CarnetCore
import Synchronization
package import SystemPackage

/// A file system in memory that can be crashed between any two calls, damaged as a power cut would
/// damage it, made to fail at a chosen call, and filled up.
///
/// It keeps the promises of `FileSystem` and not one more. For every file it knows the bytes that
/// readers see and the bytes that are safe on the disk, for every folder the names likewise, and
/// in between everything that was written, resized, created, renamed and removed since the last
/// sync. `crashImage(damage:using:)` gives one of the disks that a crash could leave.
///
///     let fileSystem = SimulatedFileSystem()
///     fileSystem.crash(at: CrashPoint(call: 17))
///     …                                            // runs into `hasCrashed`
///     let image = fileSystem.crashImage(damage: .torn, seed: 42)
///     …                                            // recovers from `image`
///
/// One instance is one machine with one process on it. It may be used from any thread; the order
/// of calls is then the order of threads, so a run that shall be repeated must make its calls in
/// an order of its own.
package final class SimulatedFileSystem: FileSystem, Sendable {
  private let machine: Mutex<Machine>

  /// An empty disk: the root folder alone.
  ///
  /// - Parameter capacityBytes: how much can be written, counted in sectors of 512 bytes; no limit
  ///   if nil.
  package convenience init(capacityBytes: UInt64? = nil) {
    var disk = Disk()
    disk.capacityBytes = capacityBytes
    self.init(disk: disk)
  }

  init(disk: Disk) {
    var machine = Machine()
    machine.disk = disk
    self.machine = Mutex(machine)
  }

  /// Looks at the machine or changes it from outside: no call, nothing is counted.
  func withMachine<Result: Sendable, Failure: Error>(
    _ body: (inout Machine) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try machine.withLock { machine throws(Failure) in try body(&machine) }
  }

  /// A call through the seam.
  func call<Result: Sendable>(
    _ operation: Operation,
    _ path: FilePath,
    target: FilePath? = nil,
    offset: UInt64 = 0,
    length: Int = 0,
    _ body: (inout Machine, Extent) throws(Errno) -> Result
  ) throws(FileSystemError) -> Result {
    let record = CallRecord(
      index: 0,
      operation: operation,
      path: path,
      target: target,
      offset: offset,
      length: length
    )
    return try withMachine { machine throws(FileSystemError) in
      try machine.perform(record, body)
    }
  }

  // MARK: FileSystem

  package func open(_ path: FilePath, for access: FileAccess) throws(FileSystemError) -> any File {
    let (file, handle) = try call(.open, path) { machine, _ throws(Errno) in
      let file = try machine.disk.file(at: path)
      if access == .writing { try machine.disk.requireWritable() }
      return (file, machine.open(file, for: access))
    }
    return SimulatedFile(self, path, file: file, handle: handle)
  }

  package func create(_ path: FilePath) throws(FileSystemError) -> any File {
    let (file, handle) = try call(.create, path) { machine, _ throws(Errno) in
      let file = try machine.disk.createFile(path)
      return (file, machine.open(file, for: .writing))
    }
    return SimulatedFile(self, path, file: file, handle: handle)
  }

  package func createDirectory(_ path: FilePath) throws(FileSystemError) {
    try call(.createDirectory, path) { machine, _ throws(Errno) in
      try machine.disk.createDirectory(path)
    }
  }

  package func list(_ directory: FilePath) throws(FileSystemError) -> [String] {
    try call(.list, directory) { machine, _ throws(Errno) in
      let index = try machine.disk.directory(at: directory)
      return machine.disk.directories[index].names.keys.sorted()
    }
  }

  package func exists(_ path: FilePath) throws(FileSystemError) -> Bool {
    try call(.exists, path) { machine, _ throws(Errno) in try machine.disk.exists(path) }
  }

  package func rename(_ source: FilePath, to target: FilePath) throws(FileSystemError) {
    try call(.rename, source, target: target) { machine, _ throws(Errno) in
      try machine.disk.rename(source, to: target)
    }
  }

  package func remove(_ path: FilePath) throws(FileSystemError) {
    try call(.remove, path) { machine, _ throws(Errno) in try machine.disk.remove(path) }
  }

  package func syncDirectory(_ path: FilePath) throws(FileSystemError) {
    try call(.syncDirectory, path) { machine, extent throws(Errno) in
      let directory = try machine.disk.directory(at: path)
      if case .failedSync = extent {
        machine.disk.loseUnsyncedNames(of: directory)
      } else {
        machine.disk.persistNames(of: directory)
      }
    }
  }

  package func availableBytes(at path: FilePath) throws(FileSystemError) -> UInt64 {
    try call(.availableBytes, path) { machine, _ throws(Errno) in
      _ = try machine.disk.node(at: path)
      return machine.disk.availableBytes
    }
  }

  package func lock(_ path: FilePath) throws(FileSystemError) -> (any FileLock)? {
    let held = try call(.lock, path) { machine, _ throws(Errno) -> (file: Int, ticket: Int)? in
      try machine.disk.requireWritable()
      let file =
        try machine.disk.exists(path)
        ? machine.disk.file(at: path) : machine.disk.createFile(path)
      return machine.lock(file).map { (file, $0) }
    }
    return held.map { SimulatedFileLock(self, file: $0.file, ticket: $0.ticket) }
  }
}
