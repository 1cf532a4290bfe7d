package import CarnetCore

/// That one tree is the beginning of another: RFC 9162 section 2.1.4.
package struct ConsistencyProof: Hashable, Sendable {
  /// Leaves of the earlier tree.
  package var first: UInt64
  /// Leaves of the later tree.
  package var second: UInt64
  /// Hashes from the leaves upwards; none between equal sizes and from a tree without leaves.
  package var path: [Digest]

  package init(first: UInt64, second: UInt64, path: [Digest]) {
    self.first = first
    self.second = second
    self.path = path
  }

  /// Checks that the tree with the second root begins with the one with the first.
  ///
  /// The algorithm of RFC 9162 section 2.1.4.2; the number of hashes is checked before any is
  /// computed. The root of a tree without leaves must be its own.
  package func verify(firstRoot: Digest, secondRoot: Digest) throws(ProofFailure) {
    guard first <= second else { throw .sizesFell(first: first, second: second) }
    let expected = Self.pathCount(first: first, second: second)
    guard path.count == expected else {
      throw .pathLength(found: path.count, expected: expected)
    }
    if first == 0, firstRoot != TreeHash.empty {
      throw .rootDiffers(size: 0, computed: TreeHash.empty, expected: firstRoot)
    }
    if first == second, firstRoot != secondRoot {
      throw .rootDiffers(size: second, computed: firstRoot, expected: secondRoot)
    }
    if first == 0 || first == second { return }

    var rest = path[...]
    // The earlier tree is a node of the later one where its size is a power of two.
    guard let start = first & (first - 1) == 0 ? firstRoot : rest.popFirst() else {
      throw .pathLength(found: path.count, expected: expected)
    }
    var (place, last) = (first - 1, second - 1)
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    var (old, new) = (start, start)
    for hash in rest {
      if place & 1 == 1 || place == last {
        old = TreeHash.node(hash, old)
        new = TreeHash.node(hash, new)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        new = TreeHash.node(new, hash)
      }
      place >>= 1
      last >>= 1
    }
    guard old == firstRoot else {
      throw .rootDiffers(size: first, computed: old, expected: firstRoot)
    }
    guard new == secondRoot else {
      throw .rootDiffers(size: second, computed: new, expected: secondRoot)
    }
  }

  /// How many hashes the path has: those of the last leaf's path in the earlier tree, above the
  /// largest complete subtree that ends there, and that subtree itself unless it is the whole.
  private static func pathCount(first: UInt64, second: UInt64) -> Int {
    if first == 0 || first == second { return 0 }
    let place = first - 1
    let inner = UInt64.bitWidth - (place ^ (second - 1)).leadingZeroBitCount
    let above = inner - first.trailingZeroBitCount + (place >> UInt64(inner)).nonzeroBitCount
    return above + (first & (first - 1) == 0 ? 0 : 1)
  }
}
