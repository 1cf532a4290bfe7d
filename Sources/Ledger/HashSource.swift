package import CarnetCore

/// Where the hashes of complete subtrees come from: level 0 are leaves, level 8 the roots of 256 of
/// them, and so on in steps of 8 (the tiles of C2SP tlog-tiles).
package protocol HashSource {
  /// `count` hashes of a level from `index` on; all of them exist.
  func hashes(level: Int, from index: UInt64, count: Int) throws -> [Digest]
}

extension HashSource {
  /// The root of the first `size` leaves: MTH of RFC 6962 section 2.1.
  package func root(at size: UInt64) throws -> Digest {
    size == 0 ? TreeHash.empty : try subtree(0, size)
  }

  /// The audit path of a leaf, from the leaf upwards: PATH of RFC 6962 section 2.1.1.
  package func inclusionProof(index: UInt64, size: UInt64) throws -> InclusionProof {
    precondition(index < size)
    var path: [Digest] = []
    var (from, to) = (UInt64(0), size)
    while to - from > 1 {
      let middle = from + Self.split(to - from)
      if index < middle {
        path.append(try subtree(middle, to))
        to = middle
      } else {
        path.append(try subtree(from, middle))
        from = middle
      }
    }
    return InclusionProof(index: index, size: size, path: path.reversed())
  }

  /// The proof that the tree of `from` leaves is the beginning of that of `to` leaves: PROOF of
  /// RFC 6962 section 2.1.2.
  package func consistencyProof(from first: UInt64, to second: UInt64) throws -> ConsistencyProof {
    precondition(first <= second)
    var path: [Digest] = []
    if first > 0, first < second {
      var (from, to, isWhole) = (UInt64(0), second, true)
      while first != to {
        let middle = from + Self.split(to - from)
        if first <= middle {
          path.append(try subtree(middle, to))
          to = middle
        } else {
          path.append(try subtree(from, middle))
          from = middle
          isWhole = false
        }
      }
      if !isWhole { path.append(try subtree(from, to)) }
    }
    return ConsistencyProof(first: first, second: second, path: path.reversed())
  }

  /// The largest power of two strictly below `count`, which is at least 2.
  private static func split(_ count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }

  /// The root of the leaves from `from` to, not including, `to`. `from` is a multiple of the
  /// smallest power of two that holds as many leaves, as all subtrees of the proofs are.
  private func subtree(_ from: UInt64, _ to: UInt64) throws -> Digest {
    var frontier = MerkleFrontier()
    var place = from
    while place < to {
      // The largest tile level whose subtrees begin here and fit.
      var level = 0
      while level + 8 <= 40, place & ((1 << UInt64(level + 8)) - 1) == 0,
        place + (1 << UInt64(level + 8)) <= to
      {
        level += 8
      }
      let width = UInt64(1) << UInt64(level)
      // As many of them as follow each other up to the end or to the next larger one.
      var count = (to - place) / width
      if level < 40 {
        let larger = width << 8
        count = min(count, (larger - place % larger) / width)
      }
      for hash in try hashes(level: level, from: place / width, count: Int(count)) {
        frontier.append(subtree: hash, level: level)
      }
      place += count * width
    }
    return frontier.root
  }
}
