import CarnetCore
import Ledger
import Testing

struct TreeHashTests {
  /// The leaves are `entry-0`, `entry-1`, …; two other programs agree on these roots.
  static let roots: [(Int, String)] = [
    (1, "40766b2033429026f53d54502679a839706b4741f8dcaf3a8bba5f41b5ffe075"),
    (2, "2f27a5082c1d42afa488ac350a9fc4390c084f54f71ecdff859e98db8429b479"),
    (3, "a64bf26e09128f6fe2fe6f8b2d8c801e166b57c047a7cd9b2b809e7a96a2f1cb"),
    (7, "9139601cc1ca8ab2a7a0c2c134c04845f2b1ba549a83d6c845cfcda439cc585d"),
    (8, "dfcc13b9b0ca932c68de3d59eaaa8fe266a9c8091c0300e8405ebfeb0d0e5832"),
    (255, "45da9f374748e17a372f71c00422b12e2bf96842f1f61c5740fe494e4becff0f"),
    (256, "f85f4ead34080710b4d1e808301543aaab81aa04deb88599350dc26a4f2f58de"),
    (257, "918b1cec64f317c76e3cf55c0536841c039eff06772ebb8828ce7c176028b5ac"),
    (1000, "d03d63b772af99019817ee3e018286d36a26161bdb5bfe8228e92c02abe9115d"),
  ]

  @Test("known roots come out of the frontier, the accumulator and the source", arguments: roots)
  func knownRoot(size: Int, root: String) throws {
    let expected = try #require(Digest(root))
    var frontier = MerkleFrontier()
    for index in 0..<size { frontier.append(TreeHash.leaf(NaiveTree.entry(index))) }
    #expect(frontier.root == expected)
    let tree = NaiveTree(count: size)
    var accumulator = TileAccumulator()
    _ = accumulator.append(contentsOf: tree.leaves)
    #expect(accumulator.root == expected)
    #expect(try MemoryHashes(tree).root(at: UInt64(size)) == expected)
  }

  @Test func `the empty tree has the hash of nothing`() throws {
    let expected = Digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(TreeHash.empty == expected)
    #expect(MerkleFrontier().root == expected)
    #expect(TileAccumulator().root == expected)
    #expect(try MemoryHashes(levels: [:]).root(at: 0) == expected)
  }

  @Test func `leaves and nodes of the same bytes differ`() {
    let (left, right) = (TreeHash.hash([1]), TreeHash.hash([2]))
    #expect(TreeHash.node(left, right) == NaiveTree.node(left, right))
    #expect(TreeHash.leaf(left.bytes + right.bytes) == NaiveTree.leaf(left.bytes + right.bytes))
    #expect(TreeHash.node(left, right) != TreeHash.leaf(left.bytes + right.bytes))
    #expect(TreeHash.leaf([]) == NaiveTree.leaf([]))
  }

  @Test("many leaves of one size are hashed as one by one", arguments: [1, 2, 64, 66, 86, 300])
  func strided(stride: Int) {
    for count in [0, 1, 2, 3, 17] {
      var random = SplitMix64(seed: UInt64(stride * 100 + count))
      var entries: [[UInt8]] = []
      for _ in 0..<count {
        entries.append((1..<stride).map { _ in UInt8.random(in: 0...255, using: &random) })
      }
      let prefixed: [UInt8] = entries.flatMap { [0x00] + $0 }
      let leaves = prefixed.withUnsafeBytes { TreeHash.leaves(ofPrefixed: $0, stride: stride) }
      #expect(leaves == entries.map(NaiveTree.leaf))
    }
  }

  @Test func `a level goes up by pairs`() {
    for pairs in 0..<9 {
      let hashes = NaiveTree(count: 2 * pairs).leaves
      var above = hashes
      TreeHash.ascend(&above)
      #expect(above == (0..<pairs).map { NaiveTree.node(hashes[2 * $0], hashes[2 * $0 + 1]) })
    }
  }

  @Test func `an entry without its prefix is a mistake of the caller`() async {
    await #expect(processExitsWith: .failure) {
      _ = [UInt8](repeating: 1, count: 8)
        .withUnsafeBytes {
          TreeHash.leaves(ofPrefixed: $0, stride: 4)
        }
    }
  }
}
