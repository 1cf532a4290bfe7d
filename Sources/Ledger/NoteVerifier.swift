/// The Ed25519 public key of a log, in the vkey form of C2SP signed-note:
/// `name+hash+base64(0x01, key)`.
package struct NoteVerifier: Hashable, Sendable {
  let key: PublicNoteKey

  init(_ key: PublicNoteKey) { self.key = key }

  /// Reads the vkey form.
  ///
  /// The key of a witness, which signs other bytes, is refused.
  package init(_ text: String) throws(NoteFailure) {
    key = try PublicNoteKey(text, type: .ed25519)
  }

  /// The key's name; for a log, its origin.
  package var name: String { key.name }

  package var keyID: NoteKeyID { key.id }

  package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    key.verifies(signature, of: message)
  }
}

/// Written in the vkey form.
extension NoteVerifier: CustomStringConvertible {
  package var description: String { key.text }
}
