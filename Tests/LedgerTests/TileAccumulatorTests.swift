import CarnetCore
import Ledger
import Testing

struct TileAccumulatorTests {
  /// What a file of cells would hold.
  private struct Written {
    var levels: [Int: [Digest]] = [:]

    mutating func write(_ cells: [TileAccumulator.Cells]) {
      for run in cells {
        #expect(run.firstIndex == UInt64(levels[run.level]?.count ?? 0), "no gap, no overlap")
        levels[run.level, default: []].append(contentsOf: run.hashes)
      }
    }
  }

  @Test("complete cells come out once and in order", arguments: [1, 2, 3] as [UInt64])
  func cells(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let tree = NaiveTree(count: 66_000)
    var accumulator = TileAccumulator()
    var written = Written()
    var place = 0
    while place < tree.leaves.count {
      let longest = [3, 300, 20_000][random.below(3)]
      let count = min(tree.leaves.count - place, 1 + random.below(longest))
      written.write(accumulator.append(contentsOf: tree.leaves[place..<place + count]))
      place += count
      #expect(accumulator.size == UInt64(place))
      #expect(written.levels[8]?.count ?? 0 == place / 256, "seed \(seed)")
    }
    #expect(written.levels.keys.sorted() == [8, 16])
    #expect(written.levels[8] == (0..<257).map { tree.hash($0 * 256..<($0 + 1) * 256) })
    #expect(written.levels[16] == [tree.hash(0..<65_536)])
    #expect(accumulator.root == tree.root(66_000))
    #expect(accumulator.partialTile(level: 0) == Array(tree.leaves[65_792...]))
    #expect(accumulator.partialTile(level: 8) == [tree.hash(65_536..<65_792)])
    #expect(accumulator.partialTile(level: 16) == [tree.hash(0..<65_536)])
    #expect(accumulator.partialTile(level: 24) == [])
    #expect(accumulator.partialTile(level: 7) == [])
  }

  @Test func `the root of each size is that of the definition`() {
    let tree = NaiveTree(count: 1030)
    var accumulator = TileAccumulator()
    for size in 0...1030 {
      #expect(accumulator.root == tree.root(size), "size \(size)")
      if size < 1030 { _ = accumulator.append(contentsOf: [tree.leaves[size]]) }
    }
  }

  @Test func `an accumulator restored from stored hashes goes on as if it had never stopped`()
    throws
  {
    let tree = NaiveTree(count: 66_000)
    let source = MemoryHashes(tree)
    for size in [0, 1, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_800, 66_000] {
      var whole = TileAccumulator()
      _ = whole.append(contentsOf: tree.leaves[..<size])
      var restored = try TileAccumulator(restoring: source, size: UInt64(size))
      #expect(restored == whole, "size \(size)")
      #expect(restored.frontier == (try source.frontier(at: UInt64(size))))
      let rest = tree.leaves[size...]
      #expect(restored.append(contentsOf: rest) == whole.append(contentsOf: rest))
      #expect(restored.root == tree.root(66_000))
    }
  }

  @Test func `equal leaves give the roots that doubling gives`() {
    // All leaves are one hash, so each level's root is known from the one below.
    let leaf = TreeHash.leaf([])
    var roots = [leaf]
    for _ in 0..<16 { roots.append(TreeHash.node(roots[roots.count - 1], roots[roots.count - 1])) }
    var accumulator = TileAccumulator()
    var seen: [Int: Int] = [:]
    let piece = [Digest](repeating: leaf, count: 1 << 16)
    for _ in 0..<4 {
      for run in accumulator.append(contentsOf: piece) {
        #expect(run.hashes.allSatisfy { $0 == roots[run.level] })
        seen[run.level, default: 0] += run.hashes.count
      }
    }
    #expect(seen == [8: 1024, 16: 4])
    #expect(
      accumulator.root
        == TreeHash.node(
          TreeHash.node(roots[16], roots[16]),
          TreeHash.node(roots[16], roots[16])
        )
    )
  }
}
