import CarnetCore
import Crypto

/// A named Ed25519 public key of one type: what verifiers of notes and of cosignatures share.
struct PublicNoteKey: Hashable, Sendable {
  let name: String
  let id: NoteKeyID
  let type: NoteKeyType
  private let bytes: [UInt8]
  private let key: Curve25519.Signing.PublicKey

  init(name: String, type: NoteKeyType, key: Curve25519.Signing.PublicKey) {
    self.name = name
    self.type = type
    self.key = key
    bytes = Array(key.rawRepresentation)
    id = NoteKeyID(name: name, type: type, publicKey: bytes)
  }

  /// Reads the vkey form of C2SP signed-note: `name+hash+base64(type, key)`.
  init(_ text: String, type: NoteKeyType) throws(NoteFailure) {
    let parts = try NoteKeyText.decode(text[...].utf8, type, form: .verifierKeyForm)
    let key: Curve25519.Signing.PublicKey
    do {
      key = try Curve25519.Signing.PublicKey(rawRepresentation: parts.key)
    } catch {
      throw .malformed(.keyBytes)
    }
    self.init(name: parts.name, type: type, key: key)
    guard parts.hash.isSpelled(as: id.description) else { throw .malformed(.keyHash) }
  }

  /// The vkey form.
  var text: String { NoteKeyText.encode(name, id, type, bytes) }

  /// Whether a signature line names this key; only name and hash together do.
  func isNamed(by signature: SignedNote.Signature) -> Bool {
    signature.keyID == id && signature.name.isSpelled(as: name)
  }

  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    key.isValidSignature(signature, for: message)
  }

  static func == (left: PublicNoteKey, right: PublicNoteKey) -> Bool {
    left.type == right.type && left.bytes == right.bytes && left.name.isSpelled(as: right.name)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}
