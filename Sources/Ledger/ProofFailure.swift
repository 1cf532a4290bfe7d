package import CarnetCore

/// Why a proof proves nothing.
package enum ProofFailure: Error, Hashable, Sendable {
  case indexBeyondSize(index: UInt64, size: UInt64)
  case sizesFell(first: UInt64, second: UInt64)
  /// The path has more or fewer hashes than such a tree gives.
  case pathLength(found: Int, expected: Int)
  /// The path leads to another root than the one given for the tree of this size.
  case rootDiffers(size: UInt64, computed: Digest, expected: Digest)
}

extension ProofFailure: CustomStringConvertible {
  package var description: String {
    switch self {
    case .indexBeyondSize(let index, let size):
      "index \(index) is not in a tree of \(size) leaves"
    case .sizesFell(let first, let second):
      "a tree of \(second) leaves does not extend one of \(first)"
    case .pathLength(let found, let expected):
      "the path has \(found) hashes; this proof has \(expected)"
    case .rootDiffers(let size, let computed, let expected):
      "the path leads to root \(computed) at size \(size), not to \(expected)"
    }
  }
}
