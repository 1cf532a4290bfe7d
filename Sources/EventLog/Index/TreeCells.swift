import CChecksum
package import CarnetCore
import Synchronization
package import SystemPackage

/// The hashes of complete subtrees of 256, 65,536, … leaves, in flat files of 32-byte cells, and the
/// hashes since the last complete one in memory (docs/log-format.md section 9).
///
/// Derived from the log. Level 0 is not stored: a third of a log would be hashes; what is needed of
/// it is computed from the events again.
package final class TreeCells: Sendable {
  package static let height = 8
  package static let width = 1 << height
  /// Levels 8, 16, 24, 32, 40: more events than any log holds.
  package static let levels = 5

  private struct State {
    var size: UInt64 = 0
    /// Hashes at level 0, 8, 16, … since the last complete tile of that level.
    var pending: [[Digest]] = Array(repeating: [], count: levels + 1)
    /// Cells that are complete at level 8, 16, … and how many of them the files hold.
    var counts: [UInt64] = Array(repeating: 0, count: levels)
    /// Cells not yet written to the files.
    var unwritten: [[Digest]] = Array(repeating: [], count: levels)
  }

  private let state = Mutex(State())
  private let fileSystem: any FileSystem
  private let directory: FilePath

  package init(_ fileSystem: any FileSystem, directory: FilePath) {
    self.fileSystem = fileSystem
    self.directory = directory
  }

  /// Number of leaves.
  package var size: UInt64 { state.withLock { $0.size } }

  private func path(_ level: Int) -> FilePath {
    let number = (level + 1) * Self.height
    return directory.appending("tree-" + (number < 10 ? "0" : "") + String(number))
  }

  /// Takes what the files hold of the first `covered` leaves, and says from which leaf on leaves
  /// must be appended again: a multiple of 256, at most `covered`.
  package func load(covered: UInt64) throws(FileSystemError) -> UInt64 {
    var loaded = State()
    var size = (covered >> UInt64(Self.height)) << UInt64(Self.height)
    var cells: [UInt64] = []
    for level in 0..<Self.levels {
      let wanted = size >> UInt64(Self.height * (level + 1))
      let held =
        try fileSystem.exists(path(level)) ? fileSize(path(level)) / UInt64(Digest.byteCount) : 0
      if level == 0, held < wanted {
        size = held << UInt64(Self.height)
      }
      cells.append(held)
    }
    loaded.size = size
    for level in 0..<Self.levels {
      let wanted = size >> UInt64(Self.height * (level + 1))
      guard cells[level] >= wanted else {
        // A higher file lags behind a lower one: begin anew from the leaves.
        state.withLock { $0 = State() }
        return 0
      }
      loaded.counts[level] = wanted
      let complete = (wanted >> UInt64(Self.height)) << UInt64(Self.height)
      loaded.pending[level + 1] = try read(level, from: complete, count: Int(wanted - complete))
    }
    state.withLock { $0 = loaded }
    return size
  }

  private func fileSize(_ path: FilePath) throws(FileSystemError) -> UInt64 {
    let file = try fileSystem.open(path, for: .reading)
    defer { try? file.close() }
    return try file.size()
  }

  private func read(
    _ level: Int,
    from: UInt64,
    count: Int
  ) throws(FileSystemError) -> [Digest] {
    guard count > 0 else { return [] }
    let file = try fileSystem.open(path(level), for: .reading)
    defer { try? file.close() }
    let bytes = try file.readBytes(
      count * Digest.byteCount,
      at: from * UInt64(Digest.byteCount)
    )
    guard bytes.count == count * Digest.byteCount else {
      throw FileSystemError("read", path(level), .ioError)
    }
    return bytes.withUnsafeBytes { memory in
      (0..<count)
        .map { index in
          Digest(
            copying: UnsafeRawBufferPointer(rebasing: memory[(index * Digest.byteCount)...])
          )
        }
    }
  }

  /// Adds leaves at the end of the tree.
  package func append(_ leaves: some Collection<Digest>) {
    state.withLock { state in
      state.size += UInt64(leaves.count)
      state.pending[0].append(contentsOf: leaves)
      var level = 0
      while level < Self.levels, state.pending[level].count >= Self.width {
        let complete = state.pending[level].count / Self.width
        var roots: [Digest] = []
        for tile in 0..<complete {
          roots.append(
            Self.root(ofTile: state.pending[level][tile * Self.width..<(tile + 1) * Self.width])
          )
        }
        state.pending[level].removeFirst(complete * Self.width)
        state.unwritten[level].append(contentsOf: roots)
        state.counts[level] += UInt64(complete)
        state.pending[level + 1].append(contentsOf: roots)
        level += 1
      }
    }
  }

  /// The root of 256 hashes.
  static func root(ofTile hashes: ArraySlice<Digest>) -> Digest {
    precondition(hashes.count == width)
    return withUnsafeTemporaryAllocation(
      byteCount: width * Digest.byteCount,
      alignment: 16
    ) { memory in
      hashes.withUnsafeBytes { memory.copyMemory(from: $0) }
      let cells = memory.bindMemory(to: UInt8.self)
      var count = width
      while count > 1, let base = cells.baseAddress {
        carnet_merkle_level(base, count, base)
        count /= 2
      }
      return Digest(copying: UnsafeRawBufferPointer(memory))
    }
  }

  /// Writes complete cells to the files and synchronises them, so that the index may say they are
  /// there.
  package func write() throws(FileSystemError) {
    let (unwritten, counts) = state.withLock { ($0.unwritten, $0.counts) }
    guard unwritten.contains(where: { !$0.isEmpty }) else { return }
    if try !fileSystem.exists(directory) { try fileSystem.createDirectory(directory) }
    var created = false
    for level in 0..<Self.levels where !unwritten[level].isEmpty {
      let path = path(level)
      let file: any File
      if try fileSystem.exists(path) {
        file = try fileSystem.open(path, for: .writing)
      } else {
        file = try fileSystem.create(path)
        created = true
      }
      defer { try? file.close() }
      let start = counts[level] - UInt64(unwritten[level].count)
      var bytes = ByteWriter(capacity: unwritten[level].count * Digest.byteCount)
      for digest in unwritten[level] { bytes.write(digest) }
      try file.truncate(to: start * UInt64(Digest.byteCount))
      try file.write(bytes.bytes, at: start * UInt64(Digest.byteCount))
      try file.sync()
    }
    if created { try fileSystem.syncDirectory(directory) }
    state.withLock { state in
      for level in 0..<Self.levels { state.unwritten[level].removeFirst(unwritten[level].count) }
    }
  }

  /// Hashes of a level that is a multiple of 8 and at least 8, from files or memory; nil when the
  /// tree has not as many.
  package func cells(
    level: Int,
    from: UInt64,
    count: Int
  ) throws(FileSystemError) -> [Digest]? {
    let index = level / Self.height - 1
    guard level % Self.height == 0, index >= 0, index < Self.levels, count >= 0 else { return nil }
    let (total, unwritten) = state.withLock { ($0.counts[index], $0.unwritten[index]) }
    guard from + UInt64(count) <= total else { return nil }
    let written = total - UInt64(unwritten.count)
    let fromFile = from < written ? Int(min(UInt64(count), written - from)) : 0
    var hashes = try read(index, from: from, count: fromFile)
    if fromFile < count {
      let start = Int(from + UInt64(fromFile) - written)
      hashes.append(contentsOf: unwritten[start..<start + count - fromFile])
    }
    return hashes
  }

  /// Leaves since the last complete tile of 256: the first one's index, and the hashes.
  package var lastLeaves: (from: UInt64, hashes: [Digest]) {
    state.withLock { ($0.size - UInt64($0.pending[0].count), $0.pending[0]) }
  }
}
