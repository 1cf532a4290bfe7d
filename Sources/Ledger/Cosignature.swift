import CarnetCore

/// That a witness saw a log grow as it must, up to a checkpoint and at a time (C2SP
/// tlog-cosignature, the Ed25519 form `cosignature/v1`).
package struct Cosignature: Hashable, Sendable {
  package var witness: String
  /// When the witness signed, in seconds since 1970-01-01T00:00:00Z.
  package var seconds: UInt64

  package init(witness: String, seconds: UInt64) {
    self.witness = witness
    self.seconds = seconds
  }
}

/// The bytes of a cosignature's line, and those it is a signature over.
enum CosignatureBytes {
  static let signatureBytes = 64

  /// The time in eight bytes, most significant first, then the signature.
  static func encode(seconds: UInt64, signature: [UInt8]) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * UInt64($0))) } + signature
  }

  static func decode(_ line: [UInt8]) -> (seconds: UInt64, signature: [UInt8])? {
    guard line.count == 8 + signatureBytes else { return nil }
    let seconds = line.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard seconds <= UInt64(Int64.max) else { return nil }
    return (seconds, Array(line.dropFirst(8)))
  }

  static func message(seconds: UInt64, text: String) -> String {
    "cosignature/v1\ntime \(seconds)\n\(text)"
  }
}

/// The public key of a witness, in the vkey form: `name+hash+base64(0x04, key)`.
package struct WitnessVerifier: Hashable, Sendable {
  let key: PublicNoteKey

  init(_ key: PublicNoteKey) { self.key = key }

  /// Reads the vkey form.
  ///
  /// The key of a log, which signs other bytes, is refused.
  package init(_ text: String) throws(NoteFailure) {
    key = try PublicNoteKey(text, type: .cosignature)
  }

  package var name: String { key.name }

  package var keyID: NoteKeyID { key.id }
}

/// Written in the vkey form.
extension WitnessVerifier: CustomStringConvertible {
  package var description: String { key.text }
}

/// The secret key of a witness, with its name.
///
/// Nothing it prints shows the key.
///
/// The signed bytes do not hold the witness's name: no two witnesses may share a key.
package struct WitnessSigner: Sendable {
  private let key: SecretNoteKey

  /// - Parameters:
  ///   - name: the witness's name.
  ///   - seed: the 32 bytes of the secret key.
  package init(name: String, seed: [UInt8]) throws(NoteFailure) {
    key = try SecretNoteKey(name: name, type: .cosignature, seed: seed)
  }

  /// Reads the text form of a secret key: `PRIVATE+KEY+name+hash+base64(0x04, seed)`.
  package init(secretText: String) throws(NoteFailure) {
    key = try SecretNoteKey(text: secretText, type: .cosignature)
  }

  /// The text form of the secret key: whoever reads it can sign in the witness's name.
  package var secretText: String { key.text }

  package var verifier: WitnessVerifier { WitnessVerifier(key.publicKey) }

  package var name: String { key.publicKey.name }

  /// Signs a checkpoint with the time.
  ///
  /// The caller has checked the log's signature and the proof from the last checkpoint it signed,
  /// and has stored this one durably before the answer leaves (C2SP tlog-witness).
  ///
  /// - Parameters:
  ///   - note: a note whose text is a checkpoint.
  ///   - seconds: the time since 1970-01-01T00:00:00Z, below 2^63.
  /// - Returns: the signature line to add to the note.
  package func cosign(
    _ note: SignedNote,
    seconds: UInt64
  ) throws(NoteFailure) -> SignedNote.Signature {
    _ = try Checkpoint(parsing: note.text)
    guard seconds <= UInt64(Int64.max) else { throw .malformed(.cosignatureTime) }
    let message = CosignatureBytes.message(seconds: seconds, text: note.text)
    return SignedNote.Signature(
      name: name,
      keyID: key.publicKey.id,
      bytes: CosignatureBytes.encode(
        seconds: seconds,
        signature: key.signature(of: Array(message.utf8))
      )
    )
  }
}

extension WitnessSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "witness \(name)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

extension SignedNote {
  /// The cosignatures by the given witnesses; whether they are enough is the caller's policy.
  ///
  /// Signatures by other keys are ignored. A line that repeats a witness must be right too, and the
  /// first counts.
  ///
  /// - Throws: `.badSignature` when one by a given witness does not verify.
  package func cosignatures(
    by witnesses: [WitnessVerifier]
  ) throws(NoteFailure) -> [Cosignature] {
    let signed = try verify(witnesses, key: \.key) { line in
      CosignatureBytes.decode(line)
        .map { seconds, signature in
          (signature, CosignatureBytes.message(seconds: seconds, text: text))
        }
    }
    return signed.compactMap { witness, line in
      CosignatureBytes.decode(line).map { Cosignature(witness: witness.name, seconds: $0.seconds) }
    }
  }
}
