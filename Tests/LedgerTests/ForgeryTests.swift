import CarnetCore
import Ledger
import Testing

/// Ten thousand forgeries from a seed, all refused; nothing traps, and what reads is written again
/// byte for byte.
struct ForgeryTests {
  private static let tree = NaiveTree(count: 1000)

  @Test("a note with any damage is refused", arguments: [20_261_123] as [UInt64])
  func notes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let verifier = try NoteVerifier(Vectors.logKey)
    for number in 0..<4000 {
      let forged = Self.damaged(Vectors.logNote.bytes, &random)
      forged.withUnsafeBytes { fuzzCheckpoint($0) }
      #expect(throws: NoteFailure.self, "seed \(seed), number \(number): \(forged)") {
        try Checkpoint(note: forged, verifier: verifier)
      }
    }
  }

  @Test("a proof file with any damage is refused", arguments: [20_261_124] as [UInt64])
  func proofFiles(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let verifier = try NoteVerifier(Vectors.logKey)
    for number in 0..<4000 {
      let index = random.below(1000)
      let proof = TlogProof(
        index: UInt64(index),
        path: Self.tree.path(index, 0..<1000),
        checkpoint: Vectors.logNote
      )
      let forged = Self.damaged(proof.encoded.bytes, &random)
      forged.withUnsafeBytes { fuzzCheckpoint($0) }
      #expect(throws: (any Error).self, "seed \(seed), number \(number): \(forged)") {
        try TlogProof(parsing: forged).verify(entry: NaiveTree.entry(index), verifier: verifier)
      }
    }
  }

  @Test("a path with strange hashes is refused", arguments: [20_261_125] as [UInt64])
  func paths(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for number in 0..<2000 {
      let size = 2 + random.below(998)
      let (index, other) = (random.below(size), random.below(size))
      var path = Self.tree.path(index, 0..<size)
      if random.below(2) == 0, !path.isEmpty {
        path[random.below(path.count)] = Self.tree.leaves[random.below(1000)]
      } else {
        path = Self.tree.path(other, 0..<size)
      }
      let isGood = path == Self.tree.path(index, 0..<size)
      if isGood { continue }
      #expect(throws: ProofFailure.self, "seed \(seed), number \(number)") {
        try InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
          .verify(leaf: Self.tree.leaves[index], root: Self.tree.root(size))
      }
      let first = 1 + random.below(size - 1)
      var hashes = Self.tree.consistency(first, size)
      hashes[random.below(hashes.count)] = Self.tree.leaves[random.below(1000)]
      if hashes == Self.tree.consistency(first, size) { continue }
      #expect(throws: ProofFailure.self, "seed \(seed), number \(number)") {
        try ConsistencyProof(first: UInt64(first), second: UInt64(size), path: hashes)
          .verify(firstRoot: Self.tree.root(first), secondRoot: Self.tree.root(size))
      }
    }
  }

  @Test("rubbish is read without a trap", arguments: [20_261_126] as [UInt64])
  func rubbish(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "\n", "\n\n", "\u{2014} ", " ", "+", "0", "1000", "c2sp.org/tlog-proof@v1\n", "extra ",
      "index ", "carnet.example/log1", "0D1jt3KvmQGYF+4+AYKG02omFhvbW/6CKOksAqvpEV0=", "AAAAAAE=",
      "tile/", "x001/", ".p/", "PRIVATE+KEY+", Vectors.peterKey, Vectors.logNote, "\u{301}", "\r",
    ]
    for _ in 0..<10_000 {
      var text = ""
      for _ in 0..<random.below(12) { text += pieces[random.below(pieces.count)] }
      text.bytes.withUnsafeBytes { fuzzCheckpoint($0) }
    }
    for text in [
      Vectors.logNote, Vectors.logText, Vectors.logKey, Vectors.witnessKey, Vectors.peterSecret,
      "tile/0/x001/x234/067.p/12",
    ] {
      text.bytes.withUnsafeBytes { fuzzCheckpoint($0) }
    }
    fuzzCheckpoint(UnsafeRawBufferPointer(start: nil, count: 0))
  }

  /// Bytes that differ from the good ones: a bit, a byte, a cut, a piece doubled or moved.
  private static func damaged(_ good: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    while true {
      var bytes = good
      let place = random.below(bytes.count)
      switch random.below(6) {
      case 0: bytes[place] ^= 1 << UInt8(random.below(8))
      case 1: bytes[place] = UInt8(random.below(256))
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(UInt8(random.below(256)), at: place)
      case 4: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(40)))
      default:
        let piece = Array(bytes[place..<min(bytes.count, place + 1 + random.below(40))])
        bytes.insert(contentsOf: piece, at: random.below(bytes.count))
      }
      if bytes != good { return bytes }
    }
  }
}
