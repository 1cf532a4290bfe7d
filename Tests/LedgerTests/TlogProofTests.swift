import CarnetCore
import Ledger
import Testing

struct TlogProofTests {
  private static let tree = NaiveTree(count: 1000)

  private func proof(_ index: Int, extra: [UInt8]? = nil) -> TlogProof {
    TlogProof(
      index: UInt64(index),
      extra: extra,
      path: Self.tree.path(index, 0..<1000),
      checkpoint: Vectors.logNote
    )
  }

  @Test("a proof under another program's checkpoint verifies", arguments: [0, 1, 511, 512, 999])
  func verifies(index: Int) throws {
    let verifier = try NoteVerifier(Vectors.logKey)
    for extra in [nil, [], [1, 2, 3]] as [[UInt8]?] {
      let written = proof(index, extra: extra)
      let read = try TlogProof(parsing: written.encoded.bytes)
      #expect(read == written)
      #expect(read.extra == (extra == [] ? nil : extra))
      #expect(read.encoded == written.encoded)
      let head = try read.verify(entry: NaiveTree.entry(index), verifier: verifier)
      #expect(head.size == 1000)
    }
  }

  @Test func `the file looks as the specification shows it`() {
    let text = proof(999, extra: [0xff]).encoded
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "c2sp.org/tlog-proof@v1")
    #expect(lines[1] == "extra /w==")
    #expect(lines[2] == "index 999")
    #expect(lines[3] == Base64.encode(Self.tree.leaves[998].bytes)[...])
    #expect(text.hasSuffix("\n\n" + Vectors.logNote))
  }

  @Test func `a proof of the only leaf has no hashes`() throws {
    let signer = try Vectors.signer("log", 1)
    let note = Checkpoint(origin: "log", size: 1, root: TreeHash.leaf([])).signed(by: signer)
    let proof = TlogProof(index: 0, path: [], checkpoint: note.encoded)
    #expect(proof.encoded == "c2sp.org/tlog-proof@v1\nindex 0\n\n" + note.encoded)
    try TlogProof(parsing: proof.encoded.bytes).verify(entry: [], verifier: signer.verifier)
  }

  @Test func `failures say whether checkpoint or path is wrong`() throws {
    let verifier = try NoteVerifier(Vectors.logKey)
    let stranger = try NoteVerifier(Vectors.exampleKey)
    #expect(throws: TlogProof.Failure.checkpoint(.noKnownSignature)) {
      try proof(7).verify(entry: NaiveTree.entry(7), verifier: stranger)
    }
    let short = TlogProof(index: 7, path: [], checkpoint: Vectors.logNote)
    #expect(throws: TlogProof.Failure.inclusion(.pathLength(found: 0, expected: 10))) {
      try short.verify(entry: NaiveTree.entry(7), verifier: verifier)
    }
    let beyond = TlogProof(index: 1000, path: [], checkpoint: Vectors.logNote)
    #expect(throws: TlogProof.Failure.inclusion(.indexBeyondSize(index: 1000, size: 1000))) {
      try beyond.verify(entry: NaiveTree.entry(7), verifier: verifier)
    }
    #expect(throws: TlogProof.Failure.self) {
      try proof(7).verify(entry: NaiveTree.entry(8), verifier: verifier)
    }
  }

  private static let hash = "0D1jt3KvmQGYF+4+AYKG02omFhvbW/6CKOksAqvpEV0="
  private static let head = "c2sp.org/tlog-proof@v1\n"
  private static let note = Vectors.logNote

  static let malformed: [(String, NoteRule, Int?)] = [
    ("", .proofHeading, 1),
    ("c2sp.org/tlog-proof@v1", .proofHeading, 1),
    ("c2sp.org/tlog-proof@v2\nindex 0\n\n\(note)", .proofHeading, 1),
    ("\n\(head)index 0\n\n\(note)", .proofHeading, 1),
    (head, .proofIndex, 1),
    ("\(head)\n\(note)", .proofIndex, 2),
    ("\(head)index\n\n\(note)", .proofIndex, 2),
    ("\(head)index \n\n\(note)", .proofIndex, 2),
    ("\(head)index 00\n\n\(note)", .proofIndex, 2),
    ("\(head)index 07\n\n\(note)", .proofIndex, 2),
    ("\(head)index  7\n\n\(note)", .proofIndex, 2),
    ("\(head)index -7\n\n\(note)", .proofIndex, 2),
    ("\(head)index 9223372036854775808\n\n\(note)", .proofIndex, 2),
    ("\(head)Index 7\n\n\(note)", .proofIndex, 2),
    ("\(head)extra \nindex 7\n\n\(note)", .proofExtra, 2),
    ("\(head)extra A\nindex 7\n\n\(note)", .proofExtra, 2),
    ("\(head)extra AB==\nindex 7\n\n\(note)", .proofExtra, 2),
    ("\(head)extra\nindex 7\n\n\(note)", .proofIndex, 2),
    ("\(head)extra AA==\nextra AA==\nindex 7\n\n\(note)", .proofIndex, 3),
    ("\(head)index 7\nextra AA==\n\n\(note)", .proofHash, 3),
    ("\(head)index 7\nAAAA\n\n\(note)", .proofHash, 3),
    ("\(head)index 7\n\(hash) \n\n\(note)", .proofHash, 3),
    ("\(head)index 7\n\(hash)\r\n\n\(note)", .proofHash, 3),
    ("\(head)index 7\n\(hash)\n\(note)", .proofHash, 4),
    ("\(head)index 7", .proofIndex, 1),
    ("\(head)index 7\n", .proofSeparator, nil),
    ("\(head)index 7\n\(hash)\n", .proofSeparator, nil),
    ("\(head)index 7\n" + String(repeating: "\(hash)\n", count: 64) + "\n\(note)", .proofPath, 66),
    ("\(head)index 7\n\n", .finalNewline, 1),
    ("\(head)index 7\n\n\n\(note)", .origin, 1),
    ("\(head)index 7\n\n\(note)\n", .separator, nil),
    ("\(head)index 7\n\n\(Vectors.exampleNote)", .checkpointForm, nil),
  ]

  @Test("what is no proof is refused with the rule", arguments: malformed)
  func refused(text: String, rule: NoteRule, line: Int?) {
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: rule, line: line))) {
      try TlogProof(parsing: text.bytes)
    }
  }

  @Test func `bytes that are no text are refused`() {
    #expect(throws: NoteFailure.self) {
      try TlogProof(parsing: Self.head.bytes + [0xff, 0x0a])
    }
    #expect(throws: NoteFailure.tooLong(bytes: 1 << 21, max: SignedNote.bytesMax)) {
      try TlogProof(parsing: [UInt8](repeating: 0x41, count: 1 << 21))
    }
  }
}
