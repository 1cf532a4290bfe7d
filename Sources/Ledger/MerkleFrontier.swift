package import CarnetCore

/// The right edge of a growing tree: enough to add leaves and to know the root, and nothing else.
///
/// Holds one hash for each one-bit of the size: the roots of the complete subtrees from left to
/// right (the compact range of Crosby and Wallach).
package struct MerkleFrontier: Hashable, Sendable {
  package private(set) var size: UInt64 = 0
  /// Roots of complete subtrees, largest first.
  private var subtrees: [Digest] = []

  package init() {}

  /// A tree of this size whose complete subtrees, largest first, are known.
  package init(size: UInt64, subtrees: [Digest]) {
    precondition(subtrees.count == size.nonzeroBitCount)
    self.size = size
    self.subtrees = subtrees
  }

  package mutating func append(_ leaf: Digest) {
    var hash = leaf
    var rest = size
    while rest & 1 == 1 {
      hash = TreeHash.node(subtrees.removeLast(), hash)
      rest >>= 1
    }
    subtrees.append(hash)
    size += 1
  }

  package mutating func append(contentsOf leaves: some Sequence<Digest>) {
    for leaf in leaves { append(leaf) }
  }

  /// Adds the root of a complete subtree of 2^`level` leaves; the size must be a multiple of that.
  package mutating func append(subtree: Digest, level: Int) {
    precondition(size & ((1 << UInt64(level)) - 1) == 0, "subtrees are aligned")
    var hash = subtree
    var rest = size >> UInt64(level)
    while rest & 1 == 1 {
      hash = TreeHash.node(subtrees.removeLast(), hash)
      rest >>= 1
    }
    subtrees.append(hash)
    size += 1 << UInt64(level)
  }

  /// The tree's root.
  package var root: Digest {
    guard var root = subtrees.last else { return TreeHash.empty }
    for subtree in subtrees.dropLast().reversed() { root = TreeHash.node(subtree, root) }
    return root
  }
}
