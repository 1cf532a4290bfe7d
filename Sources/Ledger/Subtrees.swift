import CarnetCore

/// The stored hashes from which the nodes over some ranges of leaves are computed, read together: a
/// tile that several of them need is read once.
struct Subtrees {
  private let readings: [Reading]

  /// Hashes of one level that follow each other.
  private struct Run {
    var level: Int
    var from: UInt64
    var count: Int

    var end: UInt64 { from + UInt64(count) }
  }

  private struct Reading {
    var run: Run
    var hashes: [Digest]
  }

  /// Reads what the given subtrees, each aligned as a tree has them, are made of.
  init(of subtrees: [Range<UInt64>], from source: some HashSource) throws {
    readings = try Self.joined(subtrees.flatMap(Self.runs))
      .map { run in
        let hashes = try source.hashes(level: run.level, from: run.from, count: run.count)
        guard hashes.count == run.count else {
          throw HashSourceFailure.hashesMissing(
            level: run.level,
            from: run.from,
            expected: run.count,
            found: hashes.count
          )
        }
        return Reading(run: run, hashes: hashes)
      }
  }

  /// The right edge of one of the subtrees, as of a tree of its own.
  func frontier(of subtree: Range<UInt64>) throws -> MerkleFrontier {
    var frontier = MerkleFrontier()
    for run in Self.runs(of: subtree) {
      guard
        let reading = readings.first(where: {
          $0.run.level == run.level && $0.run.from <= run.from && run.end <= $0.run.end
        })
      else { preconditionFailure("every run of the subtrees was read") }
      let start = Int(run.from - reading.run.from)
      let hashes = reading.hashes[start..<start + run.count]
      if run.level == 0 {
        frontier.append(contentsOf: hashes)
      } else {
        for hash in hashes { frontier.append(subtree: hash, level: run.level) }
      }
    }
    return frontier
  }

  /// The fewest stored hashes that make up a range, from left to right.
  private static func runs(of leaves: Range<UInt64>) -> [Run] {
    var runs: [Run] = []
    var place = leaves.lowerBound
    while place < leaves.upperBound {
      // The largest stored subtree that begins here and fits.
      var level = 0
      while level < TileGeometry.highestLevel {
        let larger = UInt64(1) << UInt64(level + TileGeometry.height)
        guard place & (larger - 1) == 0, leaves.upperBound - place >= larger else { break }
        level += TileGeometry.height
      }
      let width = UInt64(1) << UInt64(level)
      // As many of them as follow each other up to the end or to the end of their tile.
      var count = (leaves.upperBound - place) / width
      if level < TileGeometry.highestLevel {
        let tile = UInt64(TileGeometry.width)
        count = min(count, tile - place / width % tile)
      }
      runs.append(Run(level: level, from: place / width, count: Int(count)))
      place += count * width
    }
    return runs
  }

  /// Runs of one tile with at most one hash between them become one: an audit path leaves out the
  /// leaf and the nodes above it, and a second reading costs more than one hash.
  private static func joined(_ runs: [Run]) -> [Run] {
    let sorted = runs.sorted { ($0.level, $0.from) < ($1.level, $1.from) }
    var joined: [Run] = []
    for run in sorted {
      if let last = joined.last, last.level == run.level, run.from <= last.end + 1,
        last.from >> UInt64(TileGeometry.height) == run.from >> UInt64(TileGeometry.height)
      {
        joined[joined.count - 1].count = Int(max(last.end, run.end) - last.from)
      } else {
        joined.append(run)
      }
    }
    return joined
  }
}
