import CarnetCore
import Crypto

/// A named Ed25519 secret key of one type: what signers of notes and of cosignatures share.
///
/// Nothing that prints or mirrors it shows the key; only `text` gives it out.
struct SecretNoteKey: Sendable {
  private static let heading = "PRIVATE+KEY+"

  let publicKey: PublicNoteKey
  private let key: Curve25519.Signing.PrivateKey

  /// - Parameters:
  ///   - name: the key's name.
  ///   - type: what the key signs.
  ///   - seed: the 32 bytes of the key.
  init(name: String, type: NoteKeyType, seed: [UInt8]) throws(NoteFailure) {
    guard NoteKeyName.isValid(name) else { throw .malformed(.keyName) }
    do {
      key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    } catch {
      throw .malformed(.seed)
    }
    publicKey = PublicNoteKey(name: name, type: type, key: key.publicKey)
  }

  /// Reads `PRIVATE+KEY+name+hash+base64(type, seed)`, where the hash is that of the public key.
  init(text: String, type: NoteKeyType) throws(NoteFailure) {
    guard text.utf8.starts(with: Self.heading.utf8) else { throw .malformed(.secretKeyForm) }
    let rest = text.utf8.dropFirst(Self.heading.utf8.count)
    let parts = try NoteKeyText.decode(rest, type, form: .secretKeyForm)
    try self.init(name: parts.name, type: type, seed: parts.key)
    guard parts.hash.isSpelled(as: publicKey.id.description) else { throw .malformed(.keyHash) }
  }

  var text: String {
    Self.heading
      + NoteKeyText.encode(
        publicKey.name,
        publicKey.id,
        publicKey.type,
        Array(key.rawRepresentation)
      )
  }

  func signature(of message: [UInt8]) -> [UInt8] {
    do {
      return Array(try key.signature(for: message))
    } catch {
      preconditionFailure("Ed25519 signs every message")
    }
  }
}

extension SecretNoteKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  var description: String { "secret key of \(publicKey.name)" }
  var debugDescription: String { description }
  var customMirror: Mirror { Mirror(self, children: []) }
}
