package import CarnetCore

/// Grows the stored levels of a tree: takes leaf hashes in order and gives back the hashes that
/// became complete, to be written behind those given before.
///
/// Holds fewer than 256 hashes a level. Level 0 is never given back: it is computed from the log.
package struct TileAccumulator: Hashable, Sendable {
  /// Complete hashes of one level that follow each other.
  package struct Cells: Hashable, Sendable {
    /// 8, 16, … 40.
    package var level: Int
    /// The place of the first of them in its level.
    package var firstIndex: UInt64
    package var hashes: [Digest]
  }

  /// Number of leaves.
  package private(set) var size: UInt64 = 0
  /// For level 0, 8, … the hashes since its last complete tile.
  private var pending: [[Digest]] = TileGeometry.levels.map { _ in [] }

  package init() {}

  /// Goes on where a tree of `size` leaves ends.
  ///
  /// Reads the right edge: at most 255 hashes of each level.
  package init(restoring source: some HashSource, size: UInt64) throws {
    self.size = size
    for (place, level) in TileGeometry.levels.enumerated() {
      let all = size >> UInt64(level)
      let complete = level == TileGeometry.highestLevel ? 0 : all & ~UInt64(TileGeometry.width - 1)
      let count = Int(all - complete)
      guard count > 0 else { continue }
      let hashes = try source.hashes(level: level, from: complete, count: count)
      guard hashes.count == count else {
        throw HashSourceFailure.hashesMissing(
          level: level,
          from: complete,
          expected: count,
          found: hashes.count
        )
      }
      pending[place] = hashes
    }
  }

  /// Adds leaves at the end of the tree.
  ///
  /// - Returns: what became complete, lowest level first, at most one `Cells` a level.
  package mutating func append(contentsOf leaves: some Collection<Digest>) -> [Cells] {
    var completed: [Cells] = []
    var before = size
    size += UInt64(leaves.count)
    pending[0].append(contentsOf: leaves)
    for place in 1..<pending.count {
      let count = pending[place - 1].count & ~(TileGeometry.width - 1)
      guard count > 0 else { break }
      before >>= UInt64(TileGeometry.height)
      // Whole tiles side by side: eight levels up, each is one hash.
      var roots = Array(pending[place - 1][..<count])
      for _ in 0..<TileGeometry.height { TreeHash.ascend(&roots) }
      pending[place - 1].removeFirst(count)
      pending[place].append(contentsOf: roots)
      completed.append(
        Cells(level: TileGeometry.levels[place], firstIndex: before, hashes: roots)
      )
    }
    return completed
  }

  /// The hashes of a level since its last complete tile: its partial tile (C2SP tlog-tiles).
  ///
  /// - Parameter level: 0, 8, … 40; other levels have none.
  /// - Returns: fewer than 256 hashes, except at level 40.
  package func partialTile(level: Int) -> [Digest] {
    guard let place = TileGeometry.levels.firstIndex(of: level) else { return [] }
    return pending[place]
  }

  /// The tree's right edge.
  package var frontier: MerkleFrontier {
    var frontier = MerkleFrontier()
    for (place, level) in TileGeometry.levels.enumerated().reversed() {
      for hash in pending[place] { frontier.append(subtree: hash, level: level) }
    }
    return frontier
  }

  /// The tree's root.
  package var root: Digest { frontier.root }
}
