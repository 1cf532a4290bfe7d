import CarnetCore
import Ledger
import Testing

struct CosignatureTests {
  private func cosigned() throws -> SignedNote {
    try SignedNote(parsing: (Vectors.logNote + Vectors.witnessLine + "\n").bytes)
  }

  @Test func `a cosignature that OpenSSL made verifies, beside the log's own signature`() throws {
    let note = try cosigned()
    let witness = try WitnessVerifier(Vectors.witnessKey)
    #expect(
      try note.cosignatures(by: [witness]) == [
        Cosignature(witness: Vectors.witnessName, seconds: Vectors.witnessSeconds)
      ]
    )
    try note.verify([NoteVerifier(Vectors.logKey)])
    #expect(
      try Checkpoint(note: note.encoded.bytes, verifier: NoteVerifier(Vectors.logKey)).size == 1000
    )
  }

  @Test func `a witness's own cosignature verifies`() throws {
    let signer = try WitnessSigner(name: Vectors.witnessName, seed: Vectors.witnessSeed)
    let note = try SignedNote(parsing: Vectors.logNote.bytes)
    let line = try signer.cosign(note, seconds: Vectors.witnessSeconds)
    #expect(line.bytes.count == 72)
    #expect(SignedNote.line(line).utf8.count == Vectors.witnessLine.utf8.count)
    let read = try SignedNote(parsing: note.adding(line).encoded.bytes)
    #expect(
      try read.cosignatures(by: [signer.verifier]) == [
        Cosignature(witness: Vectors.witnessName, seconds: Vectors.witnessSeconds)
      ]
    )
  }

  @Test func `a cosignature is no signature of the log, nor the other way round`() throws {
    // One key and one name under both types.
    let log = try NoteSigner(name: "same", seed: Vectors.witnessSeed)
    let witness = try WitnessSigner(name: "same", seed: Vectors.witnessSeed)
    let checkpoint = Checkpoint(origin: "same", size: 1, root: .zero)
    let signed = checkpoint.signed(by: log)
    #expect(try signed.cosignatures(by: [witness.verifier]) == [])
    let line = SignedNote.line(try witness.cosign(signed, seconds: 1))
    let onlyCosigned = try SignedNote(parsing: (checkpoint.text + "\n" + line + "\n").bytes)
    #expect(throws: NoteFailure.noKnownSignature) { try onlyCosigned.verify([log.verifier]) }
  }

  @Test func `another time, text or byte refuses the note`() throws {
    let witness = try WitnessVerifier(Vectors.witnessKey)
    let good = try #require(
      Base64.decode(Vectors.witnessLine.dropFirst("\u{2014} witness.example/w1 ".count))
    )
    var damaged: [[UInt8]] = [good + [0], good.dropLast()]
    for place in 4..<good.count {
      var bytes = good
      bytes[place] ^= 1
      damaged.append(bytes)
    }
    for bytes in damaged {
      let line = "\u{2014} witness.example/w1 \(Base64.encode(bytes))\n"
      let note = try SignedNote(parsing: (Vectors.logNote + line).bytes)
      #expect(throws: NoteFailure.badSignature(key: Vectors.witnessName)) {
        try note.cosignatures(by: [witness])
      }
    }
    let other = Vectors.logNote.replacing(first: "1000", by: "1001") + Vectors.witnessLine + "\n"
    #expect(throws: NoteFailure.badSignature(key: Vectors.witnessName)) {
      try SignedNote(parsing: other.bytes).cosignatures(by: [witness])
    }
  }

  @Test func `witnesses that are not asked for do not count`() throws {
    let stranger = try WitnessSigner(
      name: Vectors.witnessName,
      seed: [UInt8](repeating: 9, count: 32)
    )
    #expect(try cosigned().cosignatures(by: [stranger.verifier]) == [])
    #expect(try cosigned().cosignatures(by: []) == [])
  }

  @Test func `a witness signs checkpoints only, and times below 2^63`() throws {
    let signer = try WitnessSigner(name: Vectors.witnessName, seed: Vectors.witnessSeed)
    let note = try SignedNote(parsing: Vectors.exampleNote.bytes)
    #expect(throws: NoteFailure.self) { try signer.cosign(note, seconds: 1) }
    let checkpoint = try SignedNote(parsing: Vectors.logNote.bytes)
    #expect(throws: NoteFailure.malformed(NoteFlaw(rule: .cosignatureTime))) {
      try signer.cosign(checkpoint, seconds: 1 << 63)
    }
    _ = try signer.cosign(checkpoint, seconds: 1 << 63 - 1)
  }
}
