package import CarnetCore

/// Why a proof proves nothing.
package enum ProofFailure: Error, Hashable, Sendable {
  case indexBeyondSize(index: UInt64, size: UInt64)
  case sizesFell(first: UInt64, second: UInt64)
  /// The path has more or fewer hashes than such a tree gives.
  case pathLength(found: Int)
  case rootDiffers(computed: Digest, expected: Digest)
}

/// That a leaf stands at its index in a tree: RFC 9162 section 2.1.3.
package struct InclusionProof: Hashable, Sendable {
  package var index: UInt64
  package var size: UInt64
  /// Hashes from the leaf upwards; at most 63.
  package var path: [Digest]

  package init(index: UInt64, size: UInt64, path: [Digest]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Checks the proof (RFC 9162 section 2.1.3.2).
  package func verify(leaf: Digest, root: Digest) throws(ProofFailure) {
    guard index < size else { throw .indexBeyondSize(index: index, size: size) }
    var (place, last) = (index, size - 1)
    var hash = leaf
    for sibling in path {
      guard last > 0 else { throw .pathLength(found: path.count) }
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
    guard last == 0 else { throw .pathLength(found: path.count) }
    guard hash == root else { throw .rootDiffers(computed: hash, expected: root) }
  }
}

/// That one tree is the beginning of another: RFC 9162 section 2.1.4.
package struct ConsistencyProof: Hashable, Sendable {
  package var first: UInt64
  package var second: UInt64
  package var path: [Digest]

  package init(first: UInt64, second: UInt64, path: [Digest]) {
    self.first = first
    self.second = second
    self.path = path
  }

  /// Checks the proof (RFC 9162 section 2.1.4.2).
  package func verify(firstRoot: Digest, secondRoot: Digest) throws(ProofFailure) {
    guard first <= second else { throw .sizesFell(first: first, second: second) }
    if first == second || first == 0 {
      guard path.isEmpty else { throw .pathLength(found: path.count) }
      let expected = first == second ? secondRoot : TreeHash.empty
      guard firstRoot == expected else {
        throw .rootDiffers(computed: firstRoot, expected: expected)
      }
      return
    }
    var hashes = path[...]
    if first & (first - 1) == 0 { hashes = ([firstRoot] + path)[...] }
    var (place, last) = (first - 1, second - 1)
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    guard let start = hashes.popFirst() else { throw .pathLength(found: path.count) }
    var (old, new) = (start, start)
    for hash in hashes {
      guard last > 0 else { throw .pathLength(found: path.count) }
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
    guard last == 0 else { throw .pathLength(found: path.count) }
    guard old == firstRoot else { throw .rootDiffers(computed: old, expected: firstRoot) }
    guard new == secondRoot else { throw .rootDiffers(computed: new, expected: secondRoot) }
  }
}
