package import CarnetCore

/// That a leaf stands at its index in a tree: RFC 9162 section 2.1.3.
package struct InclusionProof: Hashable, Sendable {
  package var index: UInt64
  package var size: UInt64
  /// Hashes from the leaf upwards; at most 63 for the sizes that checkpoints have.
  package var path: [Digest]

  package init(index: UInt64, size: UInt64, path: [Digest]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Checks that the leaf with this hash stands at `index` in the tree with this root.
  ///
  /// The algorithm of RFC 9162 section 2.1.3.2; the number of hashes is checked before any is
  /// computed, so that a long path costs nothing.
  package func verify(leaf: Digest, root: Digest) throws(ProofFailure) {
    guard index < size else { throw .indexBeyondSize(index: index, size: size) }
    let expected = Self.pathCount(index: index, size: size)
    guard path.count == expected else {
      throw .pathLength(found: path.count, expected: expected)
    }
    var (place, last) = (index, size - 1)
    var hash = leaf
    for sibling in path {
      if place & 1 == 1 || place == last {
        hash = TreeHash.node(sibling, hash)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = TreeHash.node(hash, sibling)
      }
      place >>= 1
      last >>= 1
    }
    guard hash == root else { throw .rootDiffers(size: size, computed: hash, expected: root) }
  }

  /// How many hashes the path has: one a level up to where the ways to the leaf and to the last
  /// leaf part, and above it one for each step that has a left neighbour.
  private static func pathCount(index: UInt64, size: UInt64) -> Int {
    let inner = UInt64.bitWidth - (index ^ (size - 1)).leadingZeroBitCount
    return inner + (index >> UInt64(inner)).nonzeroBitCount
  }
}
