package import CarnetCore

/// The right edge of a growing tree: enough to add leaves and to know the root, and nothing else.
///
/// Holds one hash for each one-bit of the size: the roots of the complete subtrees from left to
/// right (the compact range of Crosby and Wallach).
package struct MerkleFrontier: Hashable, Sendable {
  package private(set) var size: UInt64 = 0
  /// Roots of complete subtrees, largest first.
  package private(set) var subtrees: [Digest] = []

  /// Leaves hashed at a time by `append(contentsOf:)`: 64 KiB, so that the levels stay in cache.
  private static let sweepCount = 2048

  package init() {}

  /// A tree of this size whose complete subtrees, largest first, are known.
  package init(size: UInt64, subtrees: [Digest]) {
    precondition(subtrees.count == size.nonzeroBitCount, "one subtree for each one-bit")
    self.size = size
    self.subtrees = subtrees
  }

  package mutating func append(_ leaf: Digest) { append(subtree: leaf, level: 0) }

  /// Adds many leaves, level by level, two nodes at a time where the processor can.
  package mutating func append(contentsOf leaves: some Collection<Digest>) {
    var rest = leaves[...]
    while !rest.isEmpty {
      let next = Array(rest.prefix(Self.sweepCount))
      rest = rest.dropFirst(next.count)
      sweep(next)
    }
  }

  private mutating func sweep(_ leaves: [Digest]) {
    var place = size
    var nodes = leaves
    // What is left over on the right of each level, lowest level first.
    var edge: [Digest] = []
    size += UInt64(leaves.count)
    while !nodes.isEmpty {
      if place & 1 == 1 { nodes.insert(subtrees.removeLast(), at: 0) }
      if nodes.count & 1 == 1 { edge.append(nodes.removeLast()) }
      TreeHash.ascend(&nodes)
      place >>= 1
    }
    subtrees.append(contentsOf: edge.reversed())
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
