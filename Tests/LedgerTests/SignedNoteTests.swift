import CarnetCore
import Ledger
import Testing

struct SignedNoteTests {
  @Test(
    "notes of other programs verify and are written as they were read",
    arguments: [
      (Vectors.logNote, Vectors.logKey), (Vectors.exampleNote, Vectors.exampleKey),
      (Vectors.peterNote, Vectors.peterKey),
    ]
  )
  func vectors(text: String, key: String) throws {
    let note = try SignedNote(parsing: text.bytes)
    let verifier = try NoteVerifier(key)
    #expect(try note.verify([verifier]) == [verifier])
    #expect(note.encoded == text)
  }

  @Test func `signing gives the bytes that another program gives`() throws {
    // Ed25519 signatures are deterministic on paper; the library may add randomness, so the line is
    // checked by its verifier and its place, the text byte for byte.
    let signer = try NoteSigner(secretText: Vectors.peterSecret)
    let note = try SignedNote(Vectors.peterText, signedBy: signer)
    #expect(note.text == Vectors.peterText)
    #expect(note.encoded.hasPrefix(Vectors.peterText + "\n\u{2014} PeterNeumann x08go"))
    #expect(note.encoded.utf8.count == Vectors.peterNote.utf8.count)
    try SignedNote(parsing: note.encoded.bytes).verify([try NoteVerifier(Vectors.peterKey)])
  }

  @Test func `the text ends at the last empty line`() throws {
    let signer = try Vectors.signer("a", 1)
    for text in ["\n", "\n\n", "a\n\nb\n", "a\n\n\n", "\u{2014} a AAAAAAAA\n", "é\n\n\u{2014} b\n"]
    {
      let note = try SignedNote(text, signedBy: signer)
      let read = try SignedNote(parsing: note.encoded.bytes)
      #expect(read == note)
      #expect(read.text == text)
      try read.verify([signer.verifier])
    }
  }

  @Test func `what cannot be a note's text is not signed`() throws {
    let signer = try Vectors.signer("a", 1)
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .finalNewline))) {
      try SignedNote("no newline", signedBy: signer)
    }
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .finalNewline))) {
      try SignedNote("", signedBy: signer)
    }
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .controlCharacter))) {
      try SignedNote("a\r\n", signedBy: signer)
    }
  }

  @Test func `unknown keys are ignored, even those that share name or hash with a known one`()
    throws
  {
    let known = try Vectors.signer("log", 1)
    let sameName = try Vectors.signer("log", 2)
    let note = try SignedNote("text\n", signedBy: sameName).signed(by: known)
    #expect(try note.verify([known.verifier]) == [known.verifier])
    // The known hash under another name, with rubbish for a signature.
    let hash = known.verifier.keyID.bytes
    let line = "\u{2014} other " + Base64.encode(hash + [1, 2, 3]) + "\n"
    try SignedNote(parsing: (note.encoded + line).bytes).verify([known.verifier])
    #expect(throws: NoteFailure.noKnownSignature) {
      try SignedNote(parsing: ("text\n\n" + line).bytes).verify([known.verifier])
    }
    #expect(throws: NoteFailure.noKnownSignature) { try note.verify([]) }
  }

  @Test func `a bad signature of a known key refuses the note whatever else it carries`() throws {
    let (good, bad) = (try Vectors.signer("good", 1), try Vectors.signer("bad", 2))
    let note = try SignedNote("text\n", signedBy: good)
    let forged = [
      Base64.encode(bad.verifier.keyID.bytes + [UInt8](repeating: 0, count: 64)),
      Base64.encode(bad.verifier.keyID.bytes + [0]),
    ]
    for signature in forged {
      let text = note.encoded + "\u{2014} bad \(signature)\n"
      let read = try SignedNote(parsing: text.bytes)
      try read.verify([good.verifier])
      #expect(throws: NoteFailure.badSignature(key: "bad")) {
        try read.verify([good.verifier, bad.verifier])
      }
      #expect(throws: NoteFailure.badSignature(key: "bad")) {
        try read.verify([bad.verifier, good.verifier])
      }
    }
    // A second line of a key that signed well must be right too.
    let doubled =
      note.encoded + "\u{2014} good "
      + Base64.encode(good.verifier.keyID.bytes + [UInt8](repeating: 0, count: 64)) + "\n"
    #expect(throws: NoteFailure.badSignature(key: "good")) {
      try SignedNote(parsing: doubled.bytes).verify([good.verifier])
    }
  }

  @Test func `a key whose name only looks the same is another key`() throws {
    // One letter, and the same letter composed: equal as Swift strings, different as bytes.
    let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
    let one = try Vectors.signer(composed, 1)
    let note = try SignedNote("text\n", signedBy: one)
    let text = note.encoded.replacing(first: "\u{2014} \(composed)", by: "\u{2014} \(decomposed)")
    #expect(throws: NoteFailure.noKnownSignature) {
      try SignedNote(parsing: text.bytes).verify([one.verifier])
    }
    #expect(try Vectors.signer(composed, 1).verifier != Vectors.signer(decomposed, 1).verifier)
  }

  @Test func `a hundred signatures are read, one more is not`() throws {
    let first = try Vectors.signer("key-0", 1)
    var note = try SignedNote("text\n", signedBy: first)
    for index in 1..<100 { note = try note.signed(by: Vectors.signer("key-\(index)", 1)) }
    let read = try SignedNote(parsing: note.encoded.bytes)
    #expect(read.signatures.count == 100)
    let all = try (0..<100).map { try Vectors.signer("key-\($0)", 1).verifier }
    #expect(try read.verify(all) == all)
    let more = try Vectors.signer("key-100", 1)
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .signatureCount))) {
      try note.signed(by: more)
    }
    let line = SignedNote.line(try SignedNote("text\n", signedBy: more).signatures[0]) + "\n"
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .signatureCount, line: 103))) {
      try SignedNote(parsing: (note.encoded + line).bytes)
    }
  }

  private static let good = "\u{2014} a AAAAAAE=\n"

  static let hostile: [([UInt8], NoteRule, Int?)] = [
    ([], .finalNewline, 1),
    ("\n".bytes, .separator, nil),
    ("\n\n".bytes, .separator, nil),
    ("text\n".bytes, .separator, nil),
    ("text\n\n".bytes, .separator, nil),
    ("text\n\(good)".bytes, .separator, nil),
    ("text".bytes, .finalNewline, 1),
    ("text\n\n\(good.dropLast())".bytes, .finalNewline, 3),
    ("text\n\n\(good)\n".bytes, .separator, nil),
    ("text\n\n\(good)\n\n".bytes, .separator, nil),
    ("te\u{0}xt\n\n\(good)".bytes, .controlCharacter, 1),
    ("text\r\n\r\n\(good)".bytes, .controlCharacter, 1),
    ("text\n\ttab\n\n\(good)".bytes, .controlCharacter, 2),
    ("text\n\n\(good.dropLast())\u{1b}\n".bytes, .controlCharacter, 3),
    ([0xff, 0x0a, 0x0a] + good.bytes, .encoding, nil),
    ([0xc0, 0x80, 0x0a, 0x0a] + good.bytes, .encoding, nil),
    ([0xed, 0xa0, 0x80, 0x0a, 0x0a] + good.bytes, .encoding, nil),
    ([0xf4, 0x90, 0x80, 0x80, 0x0a, 0x0a] + good.bytes, .encoding, nil),
    ("text\n\n- a AAAAAAE=\n".bytes, .signatureForm, 3),
    ("text\n\n\u{2013} a AAAAAAE=\n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014}a AAAAAAE=\n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014}\u{a0}a AAAAAAE=\n".bytes, .signatureForm, 3),
    ("text\n\n \u{2014} a AAAAAAE=\n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014} a\n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014} \n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014} a  AAAAAAE=\n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014} a AAAAAAE= \n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014} a b AAAAAAE=\n".bytes, .signatureForm, 3),
    ("text\n\n\u{2014}  AAAAAAE=\n".bytes, .keyName, 3),
    ("text\n\n\u{2014} a+b AAAAAAE=\n".bytes, .keyName, 3),
    ("text\n\n\u{2014} a+\u{301}b AAAAAAE=\n".bytes, .keyName, 3),
    ("text\n\n\u{2014} a\u{2003}b AAAAAAE=\n".bytes, .keyName, 3),
    ("text\n\n\u{2014} a \n".bytes, .signatureBytes, 3),
    ("text\n\n\u{2014} a AAAAAA==\n".bytes, .signatureBytes, 3),
    ("text\n\n\u{2014} a AAAAAAE\n".bytes, .signatureBytes, 3),
    ("text\n\n\u{2014} a AAAAAAF=\n".bytes, .signatureBytes, 3),
    ("text\n\n\u{2014} a AAAA=AAE=\n".bytes, .signatureBytes, 3),
    ("text\n\n\u{2014} a AAAAAAE==\n".bytes, .signatureBytes, 3),
    ("text\n\n\u{2014} a AAAA-AE=\n".bytes, .signatureBytes, 3),
    ("text\n\n\u{2014} a AAAAAAE\u{ff1d}\n".bytes, .signatureBytes, 3),
    ("text\n\n\(good)rubbish\n".bytes, .signatureForm, 4),
    ("a\n\nb\n\n\(good)\(good)rubbish\n".bytes, .signatureForm, 7),
  ]

  @Test("what is no note is refused with rule and line", arguments: hostile)
  func refused(bytes: [UInt8], rule: NoteRule, line: Int?) {
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: rule, line: line))) {
      try SignedNote(parsing: bytes)
    }
  }

  @Test func `a note is at most a mebibyte`() throws {
    let bytes = [UInt8](repeating: 0x0a, count: SignedNote.bytesMax + 1)
    #expect(throws: NoteFailure.tooLong(bytes: bytes.count, max: SignedNote.bytesMax)) {
      try SignedNote(parsing: bytes)
    }
    // The largest of the worst kind is read in linear time.
    let lines = [UInt8](repeating: 0x0a, count: SignedNote.bytesMax - Self.good.utf8.count)
    #expect(try SignedNote(parsing: lines + Self.good.bytes).signatures.count == 1)
  }

  @Test func `failures read as sentences`() {
    #expect(
      NoteFailure.malformed(NoteFlaw(rule: .size, line: 2)).description
        == "line 2: the size is a decimal number below 2^63 without leading zeros"
    )
    #expect(Set(NoteRule.allCases.map(\.rawValue)).count == NoteRule.allCases.count)
  }
}
