package import CarnetCore

/// Where the hashes of complete subtrees come from: level 0 are leaves, level 8 the roots of 256 of
/// them, and so on in steps of 8 up to 40 (the tiles of C2SP tlog-tiles).
package protocol HashSource {
  /// `count` hashes of a level from `index` on; throws when the tree has not as many.
  func hashes(level: Int, from index: UInt64, count: Int) throws -> [Digest]
}

/// Why a tree does not answer; beside it stand the errors of the source itself.
package enum HashSourceFailure: Error, Hashable, Sendable {
  case indexBeyondSize(index: UInt64, size: UInt64)
  case sizesFell(first: UInt64, second: UInt64)
  /// No tree has a node over these leaves: the first is a multiple of a power of two that is at
  /// least their number.
  case notASubtree(from: UInt64, to: UInt64)
  /// The source gave another number of hashes than it was asked for.
  case hashesMissing(level: Int, from: UInt64, expected: Int, found: Int)
}

extension HashSource {
  /// The root of the first `size` leaves: MTH of RFC 6962 section 2.1.
  ///
  /// Reads the right edge alone: at most 255 hashes of each level.
  package func root(at size: UInt64) throws -> Digest { try frontier(at: size).root }

  /// The right edge of the first `size` leaves, to go on from there.
  package func frontier(at size: UInt64) throws -> MerkleFrontier {
    try Subtrees(of: [0..<size], from: self).frontier(of: 0..<size)
  }

  /// The node over the leaves from `from` to, not including, `to`.
  ///
  /// `from` must be a multiple of the smallest power of two that is at least `to - from`, as it is
  /// in every tree and proof.
  package func subtreeHash(from: UInt64, to: UInt64) throws -> Digest {
    guard from < to, Self.isSubtree(from..<to) else {
      throw HashSourceFailure.notASubtree(from: from, to: to)
    }
    return try Subtrees(of: [from..<to], from: self).frontier(of: from..<to).root
  }

  /// The audit path of a leaf, from the leaf upwards: PATH of RFC 6962 section 2.1.1.
  ///
  /// Reads each tile on the way from the leaf to the root once, and the right edge.
  package func inclusionProof(index: UInt64, size: UInt64) throws -> InclusionProof {
    guard index < size else { throw HashSourceFailure.indexBeyondSize(index: index, size: size) }
    var siblings: [Range<UInt64>] = []
    var (from, to) = (UInt64(0), size)
    while to - from > 1 {
      let middle = from + Self.split(to - from)
      if index < middle {
        siblings.append(middle..<to)
        to = middle
      } else {
        siblings.append(from..<middle)
        from = middle
      }
    }
    return InclusionProof(index: index, size: size, path: try path(siblings))
  }

  /// The proof that the tree of `first` leaves is the beginning of that of `second` leaves: PROOF
  /// of RFC 6962 section 2.1.2.
  ///
  /// Empty from a tree without leaves.
  package func consistencyProof(from first: UInt64, to second: UInt64) throws -> ConsistencyProof {
    guard first <= second else {
      throw HashSourceFailure.sizesFell(first: first, second: second)
    }
    var siblings: [Range<UInt64>] = []
    if first > 0, first < second {
      var (from, to) = (UInt64(0), second)
      while first != to {
        let middle = from + Self.split(to - from)
        if first <= middle {
          siblings.append(middle..<to)
          to = middle
        } else {
          siblings.append(from..<middle)
          from = middle
        }
      }
      // The verifier has the first root: it is repeated only where it is no node of the second tree.
      if from > 0 { siblings.append(from..<to) }
    }
    return ConsistencyProof(first: first, second: second, path: try path(siblings))
  }

  /// The hashes of subtrees that were listed from the root downwards.
  private func path(_ siblings: [Range<UInt64>]) throws -> [Digest] {
    let subtrees = try Subtrees(of: siblings, from: self)
    return try siblings.reversed().map { try subtrees.frontier(of: $0).root }
  }

  /// The largest power of two strictly below `count`, which is at least 2.
  private static func split(_ count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }

  private static func isSubtree(_ leaves: Range<UInt64>) -> Bool {
    let count = leaves.upperBound - leaves.lowerBound
    let below = count == 1 ? 0 : UInt64.max >> UInt64((count - 1).leadingZeroBitCount)
    return leaves.lowerBound & below == 0
  }
}
