import CarnetCore
import Ledger
import Testing

struct CheckpointTests {
  private static let root = "0D1jt3KvmQGYF+4+AYKG02omFhvbW/6CKOksAqvpEV0="

  @Test func `a checkpoint of another program opens`() throws {
    let verifier = try NoteVerifier(Vectors.logKey)
    let checkpoint = try Checkpoint(note: Vectors.logNote.bytes, verifier: verifier)
    #expect(checkpoint.origin == "carnet.example/log1")
    #expect(checkpoint.size == 1000)
    #expect(
      checkpoint.root.description
        == "d03d63b772af99019817ee3e018286d36a26161bdb5bfe8228e92c02abe9115d"
    )
    #expect(checkpoint.extensions == [])
    #expect(checkpoint.text == Vectors.logText)
  }

  @Test func `what is signed opens, with its extension lines`() throws {
    let signer = try Vectors.signer("log.example/é", 3)
    for extensions in [[], ["one"], ["one", "two + three", "\u{2014} x AAAAAAE="]] {
      for size in [0, 1, UInt64(Int64.max)] {
        let checkpoint = Checkpoint(
          origin: signer.name,
          size: size,
          root: TreeHash.empty,
          extensions: extensions
        )
        let note = checkpoint.signed(by: signer)
        #expect(try Checkpoint(note: note.encoded.bytes, verifier: signer.verifier) == checkpoint)
        #expect(try Checkpoint(parsing: checkpoint.text) == checkpoint)
      }
    }
  }

  static let malformed: [(String, NoteRule, Int?)] = [
    ("", .finalNewline, nil),
    ("\n", .origin, 1),
    ("a", .finalNewline, nil),
    ("a\n", .checkpointForm, nil),
    ("a\n1\n", .checkpointForm, nil),
    ("a\n1\n\(root)", .finalNewline, nil),
    ("\n1\n\(root)\n", .origin, 1),
    ("a\n\n\(root)\n", .size, 2),
    ("a\n01\n\(root)\n", .size, 2),
    ("a\n00\n\(root)\n", .size, 2),
    ("a\n+1\n\(root)\n", .size, 2),
    ("a\n-1\n\(root)\n", .size, 2),
    ("a\n1 \n\(root)\n", .size, 2),
    ("a\n0x1\n\(root)\n", .size, 2),
    ("a\n1e3\n\(root)\n", .size, 2),
    ("a\n\u{661}\n\(root)\n", .size, 2),
    ("a\n9223372036854775808\n\(root)\n", .size, 2),
    ("a\n9999999999999999999\n\(root)\n", .size, 2),
    ("a\n18446744073709551616\n\(root)\n", .size, 2),
    ("a\n99999999999999999999999999\n\(root)\n", .size, 2),
    ("a\n1\n\n", .root, 3),
    ("a\n1\n\(root.dropLast())\n", .root, 3),
    ("a\n1\n\(root)=\n", .root, 3),
    ("a\n1\n\(root) \n", .root, 3),
    ("a\n1\n0D1jt3KvmQGYF+4+AYKG02omFhvbW/6CKOksAqvpEV1=\n", .root, 3),
    ("a\n1\n0D1jt3KvmQGYF-4-AYKG02omFhvbW_6CKOksAqvpEV0=\n", .root, 3),
    ("a\n1\nAAAA\n", .root, 3),
    ("a\n1\n\(root)\n\n", .extensionLine, 4),
    ("a\n1\n\(root)\nx\n\ny\n", .extensionLine, 5),
    ("a\n1\n\(root)\nx", .finalNewline, nil),
    ("a\r\n1\r\n\(root)\r\n", .controlCharacter, 1),
    ("a\n1\n\(root)\nx\ty\n", .controlCharacter, 4),
    ("a\n1\n\(root)\n" + String(repeating: "x\n", count: 101), .extensionCount, 104),
  ]

  @Test("what is no checkpoint is refused with rule and line", arguments: malformed)
  func refused(text: String, rule: NoteRule, line: Int?) {
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: rule, line: line))) {
      try Checkpoint(parsing: text)
    }
  }

  @Test func `the origin must be the key's name, byte for byte`() throws {
    let signer = try Vectors.signer("caf\u{e9}", 1)
    for origin in ["other", "cafe\u{301}"] {
      let note = Checkpoint(origin: origin, size: 1, root: .zero).signed(by: signer)
      #expect(throws: NoteFailure.anotherOrigin(found: origin, expected: "caf\u{e9}")) {
        try Checkpoint(note: note.encoded.bytes, verifier: signer.verifier)
      }
    }
  }

  @Test func `any of a log's keys opens its checkpoint, another log's does not`() throws {
    let (old, new) = (try Vectors.signer("log", 1), try Vectors.signer("log", 2))
    let friend = try Vectors.signer("friend", 3)
    let checkpoint = Checkpoint(origin: "log", size: 5, root: .zero)
    let note = try checkpoint.signed(by: new).signed(by: friend)
    let opened = try Checkpoint.open(
      note.encoded.bytes,
      origin: "log",
      verifiers: [old.verifier, new.verifier]
    )
    #expect(opened.checkpoint == checkpoint)
    #expect(opened.note == note)
    #expect(throws: NoteFailure.noKnownSignature) {
      try Checkpoint.open(note.encoded.bytes, origin: "log", verifiers: [old.verifier])
    }
    // A key of another name vouches for nothing, however right its signature.
    #expect(throws: NoteFailure.noKnownSignature) {
      try Checkpoint.open(note.encoded.bytes, origin: "log", verifiers: [friend.verifier])
    }
    #expect(throws: NoteFailure.anotherOrigin(found: "log", expected: "friend")) {
      try Checkpoint.open(note.encoded.bytes, origin: "friend", verifiers: [friend.verifier])
    }
  }

  @Test func `what could not be read back is never signed`() async {
    await #expect(processExitsWith: .failure) {
      _ = Checkpoint(origin: "a\nb", size: 1, root: .zero)
        .signed(by: try NoteSigner(name: "a", seed: [UInt8](repeating: 1, count: 32)))
    }
    await #expect(processExitsWith: .failure) {
      _ = Checkpoint(origin: "a", size: 1 << 63, root: .zero)
        .signed(by: try NoteSigner(name: "a", seed: [UInt8](repeating: 1, count: 32)))
    }
    await #expect(processExitsWith: .failure) {
      _ = Checkpoint(origin: "a", size: 1, root: .zero, extensions: [""])
        .signed(by: try NoteSigner(name: "a", seed: [UInt8](repeating: 1, count: 32)))
    }
  }
}
