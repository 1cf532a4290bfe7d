package import CarnetCore
package import SystemPackage

// Looking at stored bytes, placing and spoiling them, from outside of the machine. None of this is
// a call: nothing is counted and no fault strikes.
extension SimulatedFileSystem {
  /// Every file that has a name, in the order of the tree.
  package var files: [FilePath] {
    withMachine { machine in
      machine.disk.entries.compactMap { entry in
        guard case .file = entry.node else { return nil }
        return entry.path
      }
    }
  }

  /// A file's bytes as readers see them.
  package func contents(of path: FilePath) throws(FileSystemError) -> [UInt8] {
    try withFile(path) { file in file.cached }
  }

  /// A file's bytes as far as they are safe on the disk; its name may not be.
  package func durableContents(of path: FilePath) throws(FileSystemError) -> [UInt8] {
    try withFile(path) { file in file.durable }
  }

  /// Puts a file in place, durable, with its folders; it replaces one of the same name.
  package func place(_ bytes: [UInt8], at path: FilePath) throws(FileSystemError) {
    try withDisk(path) { disk throws(Errno) in
      let path = path.lexicallyNormalized()
      var folder = FilePath("/")
      for component in path.removingLastComponent().components {
        folder.append(component)
        try disk.createDirectory(folder)
      }
      if try disk.exists(path) { try disk.remove(path) }
      let file = try disk.createFile(path)
      let written = bytes.withUnsafeBytes { memory in
        Result { () throws(Errno) in try disk.write(memory, to: file, at: 0) }
      }
      try written.get()
      disk.files[file].persist(first: .max)
      for change in disk.unsyncedNames { disk.makeDurable(change) }
      disk.unsyncedNames = []
    }
  }

  /// Flips the bits of `mask` in the byte at `offset`, on the disk and in the cache: bit rot.
  ///
  /// - Throws: `EINVAL` if the file has no such byte.
  package func corrupt(_ path: FilePath, at offset: Int, mask: UInt8) throws(FileSystemError) {
    try damage(path, offset..<offset + 1) { bytes in bytes[offset] ^= mask }
  }

  /// Overwrites stored bytes, as a write that went to the wrong place would.
  ///
  /// - Throws: `EINVAL` if the file does not have all of these bytes.
  package func overwrite(
    _ path: FilePath,
    at offset: Int,
    with noise: [UInt8]
  ) throws(FileSystemError) {
    try damage(path, offset..<offset + noise.count) { $0.store(noise[...], at: offset) }
  }

  /// Fills sectors of 512 bytes with zeros; the last one of a file may be shorter.
  ///
  /// - Throws: `EINVAL` if the file does not reach into the last of them.
  package func zeroSectors(
    _ path: FilePath,
    _ sectors: Range<Int>
  ) throws(FileSystemError) {
    let start = sectors.lowerBound * Disk.sectorBytes
    try damage(path, start..<max(start, (sectors.upperBound - 1) * Disk.sectorBytes + 1)) {
      let end = min(sectors.upperBound * Disk.sectorBytes, $0.count)
      $0.store([UInt8](repeating: 0, count: max(0, end - start))[...], at: start)
    }
  }

  /// Exchanges two whole sectors of 512 bytes.
  ///
  /// - Throws: `EINVAL` if the file does not have both, whole.
  package func swapSectors(
    _ path: FilePath,
    _ first: Int,
    _ second: Int
  ) throws(FileSystemError) {
    let starts = [first * Disk.sectorBytes, second * Disk.sectorBytes].sorted()
    try damage(path, starts[0]..<starts[1] + Disk.sectorBytes) { bytes in
      let low = Array(bytes[starts[0]..<starts[0] + Disk.sectorBytes])
      let high = Array(bytes[starts[1]..<starts[1] + Disk.sectorBytes])
      bytes.store(high[...], at: starts[0])
      bytes.store(low[...], at: starts[1])
    }
  }

  private func damage(
    _ path: FilePath,
    _ range: Range<Int>,
    _ body: (inout [UInt8]) -> Void
  ) throws(FileSystemError) {
    try withDisk(path) { disk throws(Errno) in
      let file = try disk.file(at: path)
      guard range.lowerBound >= 0, range.upperBound <= disk.files[file].cached.count else {
        throw .invalidArgument
      }
      body(&disk.files[file].cached)
      if range.upperBound <= disk.files[file].durable.count { body(&disk.files[file].durable) }
    }
  }

  private func withFile<Result: Sendable>(
    _ path: FilePath,
    _ body: (FileState) -> Result
  ) throws(FileSystemError) -> Result {
    try withDisk(path) { disk throws(Errno) in body(disk.files[try disk.file(at: path)]) }
  }

  private func withDisk<Result: Sendable>(
    _ path: FilePath,
    _ body: (inout Disk) throws(Errno) -> Result
  ) throws(FileSystemError) -> Result {
    do throws(Errno) {
      return try withMachine { machine throws(Errno) in try body(&machine.disk) }
    } catch {
      throw FileSystemError("simulation", path, error)
    }
  }
}
