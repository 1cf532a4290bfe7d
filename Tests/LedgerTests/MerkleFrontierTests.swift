import CarnetCore
import Ledger
import Testing

struct MerkleFrontierTests {
  @Test func `the root of each size is that of the definition`() {
    let tree = NaiveTree(count: 600)
    var frontier = MerkleFrontier()
    for size in 0...600 {
      #expect(frontier.size == UInt64(size))
      #expect(frontier.root == tree.root(size), "size \(size)")
      if size < 600 { frontier.append(tree.leaves[size]) }
    }
  }

  @Test func `leaves may come in pieces of any length`() {
    let tree = NaiveTree(count: 130)
    for first in 0...130 {
      for second in first...130 {
        var frontier = MerkleFrontier()
        frontier.append(contentsOf: tree.leaves[..<first])
        frontier.append(contentsOf: tree.leaves[first..<second])
        #expect(frontier.size == UInt64(second))
        #expect(frontier.root == tree.root(second), "\(first) leaves, then to \(second)")
      }
    }
  }

  @Test("long pieces give the same edge as single leaves", arguments: [1, 2, 3] as [UInt64])
  func longPieces(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let leaves = (0..<9000).map { TreeHash.hash([UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]) }
    var single = MerkleFrontier()
    var pieces = MerkleFrontier()
    var place = 0
    while place < leaves.count {
      let count = min(leaves.count - place, 1 + random.below(5000))
      pieces.append(contentsOf: leaves[place..<place + count])
      for leaf in leaves[place..<place + count] { single.append(leaf) }
      place += count
      #expect(pieces == single, "seed \(seed), \(place) leaves")
    }
  }

  @Test func `an edge goes on from its size and subtrees`() {
    let tree = NaiveTree(count: 40)
    var frontier = MerkleFrontier()
    frontier.append(contentsOf: tree.leaves[..<21])
    var copy = MerkleFrontier(size: frontier.size, subtrees: frontier.subtrees)
    #expect(copy == frontier)
    copy.append(contentsOf: tree.leaves[21...])
    #expect(copy.root == tree.root(40))
  }

  @Test func `a whole subtree counts as its leaves`() {
    let tree = NaiveTree(count: 24)
    var frontier = MerkleFrontier()
    frontier.append(subtree: tree.hash(0..<16), level: 4)
    frontier.append(subtree: tree.hash(16..<20), level: 2)
    frontier.append(subtree: tree.hash(20..<24), level: 2)
    #expect(frontier.size == 24)
    #expect(frontier.root == tree.root(24))
  }
}
