/// The Ed25519 secret key of a log, with its name.
///
/// Nothing it prints shows the key.
package struct NoteSigner: Sendable {
  private let key: SecretNoteKey

  /// - Parameters:
  ///   - name: the key's name; for a log, its origin.
  ///   - seed: the 32 bytes of the secret key.
  package init(name: String, seed: [UInt8]) throws(NoteFailure) {
    key = try SecretNoteKey(name: name, type: .ed25519, seed: seed)
  }

  /// Reads the text form of a secret key: `PRIVATE+KEY+name+hash+base64(0x01, seed)`.
  package init(secretText: String) throws(NoteFailure) {
    key = try SecretNoteKey(text: secretText, type: .ed25519)
  }

  /// The text form of the secret key: whoever reads it can sign in the log's name.
  package var secretText: String { key.text }

  package var verifier: NoteVerifier { NoteVerifier(key.publicKey) }

  package var name: String { key.publicKey.name }

  /// Signs the text of a note.
  func signature(of text: String) -> SignedNote.Signature {
    SignedNote.Signature(
      name: name,
      keyID: key.publicKey.id,
      bytes: key.signature(of: Array(text.utf8))
    )
  }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "signer of \(name)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
