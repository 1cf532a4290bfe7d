import CarnetCore
import Ledger
import Testing

/// All trees of fewer than 130 leaves: every proof, and every single damage to it.
struct ProofTests {
  private static let sizes = 0..<130
  private let tree = NaiveTree(count: 129)

  @Test func `the source answers with the roots and paths of the definition`() throws {
    let source = MemoryHashes(tree)
    for size in Self.sizes {
      #expect(try source.root(at: UInt64(size)) == tree.root(size))
      for index in 0..<size {
        let proof = try source.inclusionProof(index: UInt64(index), size: UInt64(size))
        #expect(proof.path == tree.path(index, 0..<size), "leaf \(index) of \(size)")
      }
      for first in 0...size {
        let proof = try source.consistencyProof(from: UInt64(first), to: UInt64(size))
        #expect(proof.path == tree.consistency(first, size), "\(first) to \(size)")
      }
    }
  }

  @Test func `every inclusion proof verifies, and no damaged one does`() throws {
    for size in Self.sizes {
      for index in 0..<size {
        let proof = InclusionProof(
          index: UInt64(index),
          size: UInt64(size),
          path: tree.path(index, 0..<size)
        )
        let (leaf, root) = (tree.leaves[index], tree.root(size))
        try proof.verify(leaf: leaf, root: root)
        var accepted: [String] = []
        for (what, damaged) in Self.damages(to: proof.path)
        where Self.holds(index, size, damaged, leaf, root) {
          accepted.append(what)
        }
        for (what, otherIndex, otherSize) in [
          ("index before", index - 1, size), ("index after", index + 1, size),
          ("index of the next bit", index ^ 1 << 6, size),
        ] where otherIndex >= 0 {
          if Self.holds(otherIndex, otherSize, proof.path, leaf, root) { accepted.append(what) }
        }
        if Self.holds(index, size, proof.path, Self.flipped(leaf), root) {
          accepted.append("another leaf")
        }
        if Self.holds(index, size, proof.path, leaf, Self.flipped(root)) {
          accepted.append("another root")
        }
        #expect(accepted.isEmpty, "leaf \(index) of \(size)")
      }
    }
  }

  @Test func `a proof at another size proves nothing of that size's root`() throws {
    for size in 2..<130 {
      for index in 0..<size - 1 {
        let path = tree.path(index, 0..<size)
        #expect(!Self.holds(index, size - 1, path, tree.leaves[index], tree.root(size - 1)))
        #expect(!Self.holds(index, size + 1, path, tree.leaves[index], tree.hash(0..<size - 1)))
      }
    }
  }

  @Test func `every consistency proof verifies, and no damaged one does`() throws {
    for second in Self.sizes {
      for first in 0...second {
        let path = tree.consistency(first, second)
        let (old, new) = (tree.root(first), tree.root(second))
        try ConsistencyProof(first: UInt64(first), second: UInt64(second), path: path)
          .verify(firstRoot: old, secondRoot: new)
        var accepted: [String] = []
        for (what, damaged) in Self.damages(to: path)
        where Self.follows(first, second, damaged, old, new) {
          accepted.append(what)
        }
        if Self.follows(first, second, path, Self.flipped(old), new) {
          accepted.append("another first root")
        }
        // From nothing every tree follows: there is no hash that would bind its root.
        if first > 0, Self.follows(first, second, path, old, Self.flipped(new)) {
          accepted.append("another second root")
        }
        if first > 0, first < second {
          if Self.follows(first - 1, second, path, old, new) { accepted.append("first before") }
          if first + 1 < second, Self.follows(first + 1, second, path, old, new) {
            accepted.append("first after")
          }
          if Self.follows(second, first, path, new, old) { accepted.append("sizes exchanged") }
        }
        #expect(accepted.isEmpty, "\(first) to \(second)")
      }
    }
  }

  @Test func `failures say what did not fit`() throws {
    let root = tree.root(7)
    let path = tree.path(3, 0..<7)
    let leaf = tree.leaves[3]
    #expect(throws: ProofFailure.indexBeyondSize(index: 7, size: 7)) {
      try InclusionProof(index: 7, size: 7, path: path).verify(leaf: leaf, root: root)
    }
    #expect(throws: ProofFailure.indexBeyondSize(index: 0, size: 0)) {
      try InclusionProof(index: 0, size: 0, path: []).verify(leaf: leaf, root: root)
    }
    #expect(throws: ProofFailure.pathLength(found: 2, expected: 3)) {
      try InclusionProof(index: 3, size: 7, path: Array(path.dropLast()))
        .verify(leaf: leaf, root: root)
    }
    #expect(
      throws: ProofFailure.rootDiffers(size: 7, computed: root, expected: tree.root(6))
    ) {
      try InclusionProof(index: 3, size: 7, path: path).verify(leaf: leaf, root: tree.root(6))
    }
    #expect(throws: ProofFailure.sizesFell(first: 7, second: 6)) {
      try ConsistencyProof(first: 7, second: 6, path: [])
        .verify(firstRoot: root, secondRoot: tree.root(6))
    }
    let proof = ConsistencyProof(first: 3, second: 7, path: tree.consistency(3, 7))
    #expect(
      throws: ProofFailure.rootDiffers(
        size: 3,
        computed: tree.root(3),
        expected: tree.root(2)
      )
    ) {
      try proof.verify(firstRoot: tree.root(2), secondRoot: root)
    }
    #expect(
      throws: ProofFailure.rootDiffers(size: 7, computed: root, expected: tree.root(6))
    ) {
      try proof.verify(firstRoot: tree.root(3), secondRoot: tree.root(6))
    }
  }

  @Test func `the largest sizes neither trap nor verify`() {
    let sizes: [UInt64] = [.max, .max - 1, 1 << 63, 1 << 63 - 1, 1 << 40]
    for size in sizes {
      for index: UInt64 in [0, 1, size / 2, size - 1] {
        for count in [0, 1, 39, 40, 62, 63, 64, 65] {
          let path = [Digest](repeating: .zero, count: count)
          #expect(throws: ProofFailure.self) {
            try InclusionProof(index: index, size: size, path: path)
              .verify(leaf: .zero, root: .zero)
          }
          #expect(throws: ProofFailure.self) {
            try ConsistencyProof(first: index, second: size, path: path)
              .verify(firstRoot: .zero, secondRoot: .zero)
          }
        }
      }
    }
  }

  // MARK: - Damage

  static func flipped(_ digest: Digest, bit: Int = 0) -> Digest {
    var digest = digest
    digest.withUnsafeMutableBytes { $0[bit / 8] ^= 1 << UInt8(bit % 8) }
    return digest
  }

  /// Each hash flipped, dropped, doubled and exchanged with the next; one added at each end.
  private static func damages(to path: [Digest]) -> [(String, [Digest])] {
    var damages = [
      ("hash before", [.zero] + path), ("hash after", path + [.zero]),
    ]
    for place in path.indices {
      var damaged = path
      damaged[place] = flipped(path[place], bit: place * 37 % 256)
      damages.append(("hash \(place) flipped", damaged))
      damaged = path
      damaged.remove(at: place)
      damages.append(("hash \(place) dropped", damaged))
      damaged = path
      damaged.insert(path[place], at: place)
      damages.append(("hash \(place) doubled", damaged))
      if place > 0 {
        damaged = path
        damaged.swapAt(place - 1, place)
        damages.append(("hash \(place) exchanged", damaged))
      }
    }
    return damages
  }

  private static func holds(
    _ index: Int,
    _ size: Int,
    _ path: [Digest],
    _ leaf: Digest,
    _ root: Digest
  ) -> Bool {
    do throws(ProofFailure) {
      try InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
        .verify(leaf: leaf, root: root)
      return true
    } catch {
      return false
    }
  }

  private static func follows(
    _ first: Int,
    _ second: Int,
    _ path: [Digest],
    _ old: Digest,
    _ new: Digest
  ) -> Bool {
    do throws(ProofFailure) {
      try ConsistencyProof(first: UInt64(first), second: UInt64(second), path: path)
        .verify(firstRoot: old, secondRoot: new)
      return true
    } catch {
      return false
    }
  }
}
