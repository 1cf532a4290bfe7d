import CarnetCore
import Ledger
import Testing

struct HashSourceTests {
  /// One tree for all tests: it remembers its nodes.
  private static let sharedTree = NaiveTree(count: 65_540)
  private let tree = Self.sharedTree
  private let source = MemoryHashes(Self.sharedTree)

  private static let sizes = [
    1, 255, 256, 257, 511, 512, 513, 4096, 65_279, 65_280, 65_281, 65_535, 65_536, 65_537, 65_540,
  ]

  @Test func `roots and proofs around the tile borders are those of the definition`() throws {
    var random = SplitMix64(seed: 20_261_123)
    for size in Self.sizes {
      #expect(try source.root(at: UInt64(size)) == tree.root(size), "size \(size)")
      var places = Set([0, 1, 254, 255, 256, 257, 511, 512, size / 2, size - 2, size - 1])
      for _ in 0..<10 { places.insert(random.below(size)) }
      for place in places where (0..<size).contains(place) {
        let inclusion = try source.inclusionProof(index: UInt64(place), size: UInt64(size))
        #expect(inclusion.path == tree.path(place, 0..<size), "leaf \(place) of \(size)")
        try inclusion.verify(leaf: tree.leaves[place], root: tree.root(size))
        let consistency = try source.consistencyProof(from: UInt64(place), to: UInt64(size))
        #expect(consistency.path == tree.consistency(place, size), "\(place) to \(size)")
        try consistency.verify(firstRoot: tree.root(place), secondRoot: tree.root(size))
      }
    }
  }

  @Test func `nodes of the tree are given, other ranges refused`() throws {
    for (from, to) in [(0, 1), (0, 257), (256, 512), (256, 300), (512, 515), (65_536, 65_540)] {
      #expect(
        try source.subtreeHash(from: UInt64(from), to: UInt64(to)) == tree.hash(from..<to)
      )
    }
    for (from, to) in [(1, 3), (256, 768), (5, 5), (6, 5), (128, 384)] as [(UInt64, UInt64)] {
      #expect(throws: HashSourceFailure.notASubtree(from: from, to: to)) {
        try source.subtreeHash(from: from, to: to)
      }
    }
  }

  @Test func `a root reads the right edge alone`() throws {
    #expect(try source.root(at: 65_536) == tree.root(65_536))
    #expect(source.readings == [.init(level: 16, from: 0, count: 1)])
    source.forgetReadings()
    _ = try source.root(at: 65_536 - 256 + 5)
    #expect(
      source.readings == [
        .init(level: 0, from: 65_280, count: 5), .init(level: 8, from: 0, count: 255),
      ]
    )
  }

  @Test func `an inclusion proof reads each tile once`() throws {
    _ = try source.inclusionProof(index: 1000, size: 65_540)
    #expect(
      source.readings == [
        // The leaf's tile, which begins and ends with hashes of the path; the right edge.
        .init(level: 0, from: 768, count: 256), .init(level: 0, from: 65_536, count: 4),
        .init(level: 8, from: 0, count: 256),
      ]
    )
    source.forgetReadings()
    _ = try source.inclusionProof(index: 65_539, size: 65_540)
    // The leaf itself is not read.
    #expect(
      source.readings == [
        .init(level: 0, from: 65_536, count: 3), .init(level: 16, from: 0, count: 1),
      ]
    )
  }

  @Test func `a consistency proof reads each tile once`() throws {
    _ = try source.consistencyProof(from: 1000, to: 65_540)
    #expect(
      source.readings == [
        .init(level: 0, from: 768, count: 256), .init(level: 0, from: 65_536, count: 4),
        .init(level: 8, from: 0, count: 256),
      ]
    )
    source.forgetReadings()
    _ = try source.consistencyProof(from: 65_536, to: 65_540)
    #expect(source.readings == [.init(level: 0, from: 65_536, count: 4)])
    source.forgetReadings()
    _ = try source.consistencyProof(from: 65_540, to: 65_540)
    _ = try source.consistencyProof(from: 0, to: 65_540)
    #expect(source.readings == [])
  }

  @Test func `what no tree has is refused before anything is read`() throws {
    #expect(throws: HashSourceFailure.indexBeyondSize(index: 7, size: 7)) {
      try source.inclusionProof(index: 7, size: 7)
    }
    #expect(throws: HashSourceFailure.indexBeyondSize(index: 0, size: 0)) {
      try source.inclusionProof(index: 0, size: 0)
    }
    #expect(throws: HashSourceFailure.sizesFell(first: 8, second: 7)) {
      try source.consistencyProof(from: 8, to: 7)
    }
    #expect(source.readings == [])
  }

  @Test func `the source's own error comes through, for any size`() {
    for size in [UInt64(65_541), 1 << 40, 1 << 63, .max] {
      #expect(throws: MemoryHashes.Missing.self) { try source.root(at: size) }
      #expect(throws: MemoryHashes.Missing.self) {
        try source.inclusionProof(index: 0, size: size)
      }
      #expect(throws: MemoryHashes.Missing.self) {
        try source.consistencyProof(from: size - 1, to: size)
      }
    }
  }

  @Test func `a source that gives too few hashes is not believed`() {
    struct Short: HashSource {
      func hashes(level: Int, from index: UInt64, count: Int) throws -> [Digest] {
        [Digest](repeating: .zero, count: count - 1)
      }
    }
    #expect(
      throws: HashSourceFailure.hashesMissing(level: 0, from: 0, expected: 5, found: 4)
    ) {
      try Short().root(at: 5)
    }
    #expect(
      throws: HashSourceFailure.hashesMissing(level: 0, from: 256, expected: 1, found: 0)
    ) {
      try TileAccumulator(restoring: Short(), size: 257)
    }
  }
}
