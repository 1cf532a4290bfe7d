import CarnetCore
import Ledger
import Testing

struct NoteKeyTests {
  @Test(
    "verifier keys are written as they are read",
    arguments: [Vectors.logKey, Vectors.exampleKey, Vectors.peterKey]
  )
  func verifierKey(text: String) throws {
    let verifier = try NoteVerifier(text)
    #expect(verifier.description == text)
    #expect(verifier.name == String(text.prefix { $0 != "+" }))
    #expect(try NoteVerifier(verifier.description) == verifier)
  }

  @Test func `the key hash is that of name, type and key`() throws {
    #expect(try NoteVerifier(Vectors.logKey).keyID.description == "477e444d")
    #expect(try NoteVerifier(Vectors.logKey).keyID.bytes == [0x47, 0x7e, 0x44, 0x4d])
    #expect(try WitnessVerifier(Vectors.witnessKey).keyID.description == "e75f6532")
  }

  @Test func `a secret key is written as it is read and has its verifier key`() throws {
    let signer = try NoteSigner(secretText: Vectors.peterSecret)
    #expect(signer.secretText == Vectors.peterSecret)
    #expect(signer.verifier.description == Vectors.peterKey)
    let witness = try WitnessSigner(name: Vectors.witnessName, seed: Vectors.witnessSeed)
    #expect(witness.verifier.description == Vectors.witnessKey)
    #expect(try WitnessSigner(secretText: witness.secretText).verifier == witness.verifier)
  }

  @Test("a name may hold any letters", arguments: ["journal.exemple/é", "日本", "a", "x\u{301}y"])
  func names(name: String) throws {
    let signer = try Vectors.signer(name, 7)
    #expect(try NoteVerifier(signer.verifier.description) == signer.verifier)
    #expect(try NoteSigner(secretText: signer.secretText).verifier == signer.verifier)
    let note = try SignedNote("text\n", signedBy: signer)
    try SignedNote(parsing: note.encoded.bytes).verify([signer.verifier])
  }

  @Test(
    "a name has no space, plus sign or control character",
    arguments: [
      "", "a b", "a+b", "a\u{a0}b", "a\u{2003}b", "a\tb", "a\nb", "a\u{0}b", " ", "a+\u{301}b",
      "a \u{301}b", "a\u{85}b",
    ]
  )
  func badNames(name: String) {
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .keyName))) {
      try Vectors.signer(name, 7)
    }
  }

  @Test("seeds have 32 bytes", arguments: [0, 1, 31, 33, 64])
  func seeds(count: Int) {
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .seed))) {
      try NoteSigner(name: "a", seed: [UInt8](repeating: 1, count: count))
    }
  }

  static let badKeys: [(String, NoteRule)] = [
    ("", .verifierKeyForm),
    ("PeterNeumann", .verifierKeyForm),
    ("PeterNeumann+c74f20a3", .verifierKeyForm),
    ("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyName),
    ("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyName),
    ("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyHash),
    ("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyHash),
    ("PeterNeumann+0c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyHash),
    ("PeterNeumann++ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyHash),
    ("PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyHash),
    ("PeterNeumann+c74f20a3+", .keyBytes),
    ("PeterNeumann+c74f20a3+AR", .keyBytes),
    ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T", .keyBytes),
    ("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n", .keyBytes),
    // One byte too many under its own hash; another type under its own hash.
    ("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", .keyBytes),
    ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", .keyType),
    (Vectors.witnessKey, .keyType),
  ]

  @Test("what is no verifier key is refused with the rule", arguments: badKeys)
  func badKey(text: String, rule: NoteRule) {
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: rule))) { try NoteVerifier(text) }
  }

  @Test func `the key of a log is no witness's`() {
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .keyType))) {
      try WitnessVerifier(Vectors.logKey)
    }
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .keyType))) {
      try WitnessSigner(secretText: Vectors.peterSecret)
    }
  }

  @Test func `no part and no neighbour of a key's text is a key`() {
    for (text, isSecret) in [(Vectors.peterKey, false), (Vectors.peterSecret, true)] {
      func isRead(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        do throws(NoteFailure) {
          if isSecret { _ = try NoteSigner(secretText: text) } else { _ = try NoteVerifier(text) }
          return true
        } catch {
          return false
        }
      }
      let bytes = text.bytes
      #expect(isRead(bytes))
      for start in 0...bytes.count {
        for end in start...bytes.count where end - start < bytes.count {
          #expect(!isRead(Array(bytes[start..<end])))
        }
      }
      for place in bytes.indices {
        var other = bytes
        other[place] += 1
        #expect(!isRead(other), "byte \(place)")
      }
    }
  }

  @Test func `a text that is too long is not looked at`() {
    #expect(throws: NoteFailure.tooLong(bytes: 5000, max: 4096)) {
      try NoteVerifier(String(repeating: "+", count: 5000))
    }
  }

  @Test func `nothing that prints a signer shows its key`() throws {
    let signer = try NoteSigner(secretText: Vectors.peterSecret)
    let witness = try WitnessSigner(name: "w", seed: signer.seedForTest)
    var dumped = ""
    dump(signer, to: &dumped)
    dump(witness, to: &dumped)
    dump([Optional(signer)], to: &dumped)
    for text in [
      "\(signer)", "\(witness)", "\([signer])", "\(Optional(witness) as Any)",
      String(describing: signer), String(reflecting: signer), String(reflecting: [witness]),
      String(reflecting: (signer, witness)), dumped,
      Mirror(reflecting: signer).children.map { "\($0)" }.joined(),
    ] {
      let seed = signer.seedForTest
      #expect(!text.contains(Base64.encode(seed)))
      #expect(!text.contains(Base64.encode([1] + seed)))
      #expect(!text.lowercased().contains(Hex.encode(seed.prefix(4))))
      #expect(!text.contains("\(seed[0]), \(seed[1])"))
      #expect(!text.contains("PrivateKey"))
    }
    #expect("\(signer)" == "signer of PeterNeumann")
  }
}

extension NoteSigner {
  /// The seed out of the secret text.
  fileprivate var seedForTest: [UInt8] {
    let text = secretText.split(separator: "+", maxSplits: 4).last ?? ""
    return Array((Base64.decode(text) ?? []).dropFirst())
  }
}
