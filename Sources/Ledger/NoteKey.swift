import CarnetCore
import Crypto

/// Why a text is not a key, a note, a checkpoint or a proof.
package enum NoteFailure: Error, Hashable, Sendable {
  case malformed(String)
  case tooLong(bytes: Int, max: Int)
  /// No signature is by a key that was asked for.
  case noKnownSignature
  /// A signature by a known key does not verify: the note is refused whatever else it carries.
  case badSignature(key: String)
  case anotherOrigin(found: String, expected: String)
}

/// The first four bytes of the hash of a key: tells keys of one name apart.
package struct NoteKeyID: Hashable, Sendable {
  package var bytes: [UInt8]

  fileprivate init(name: String, algorithm: UInt8, publicKey: [UInt8]) {
    bytes = Array(
      TreeHash.hash(Array(name.utf8) + [0x0a, algorithm] + publicKey).bytes.prefix(4))
  }

  fileprivate init?(hex: some StringProtocol) {
    guard let bytes = Hex.decode(hex), bytes.count == 4, Hex.encode(bytes) == hex else {
      return nil
    }
    self.bytes = bytes
  }
}

/// Names of keys: no space, no plus sign, not empty (C2SP signed-note).
enum NoteKeyName {
  static func isValid(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && !name.contains("+")
      && name.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
  }
}

/// An Ed25519 public key with its name, in the vkey form of C2SP signed-note:
/// `name+hash+base64(0x01, key)`.
package struct NoteVerifier: Hashable, Sendable {
  package let name: String
  package let keyID: NoteKeyID
  private let publicKey: [UInt8]

  static let ed25519: UInt8 = 0x01

  fileprivate init(name: String, publicKey: [UInt8]) {
    self.name = name
    self.publicKey = publicKey
    keyID = NoteKeyID(name: name, algorithm: Self.ed25519, publicKey: publicKey)
  }

  package init(_ text: String) throws(NoteFailure) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, NoteKeyName.isValid(parts[0]) else {
      throw .malformed("a verifier key is name+hash+base64")
    }
    guard let key = Base64.decode(parts[2]), key.count == 33, key[0] == Self.ed25519 else {
      throw .malformed("the key is 32 bytes of Ed25519 after the byte 0x01, in base64")
    }
    self.init(name: String(parts[0]), publicKey: Array(key.dropFirst()))
    guard NoteKeyID(hex: parts[1]) == keyID else {
      throw .malformed("the hash is not that of the name and the key")
    }
  }

  package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: message)
  }
}

extension NoteVerifier: CustomStringConvertible {
  package var description: String {
    "\(name)+\(Hex.encode(keyID.bytes))+\(Base64.encode([Self.ed25519] + publicKey))"
  }
}

/// An Ed25519 private key with its name. Nothing it prints shows the key.
package struct NoteSigner: Sendable {
  package let verifier: NoteVerifier
  private let privateKey: Curve25519.Signing.PrivateKey

  /// - Parameters:
  ///   - name: the key's name; for a log, its origin.
  ///   - seed: the 32 bytes of the private key.
  package init(name: String, seed: [UInt8]) throws(NoteFailure) {
    guard NoteKeyName.isValid(name) else {
      throw .malformed("a key's name has no space and no plus sign")
    }
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .malformed("an Ed25519 private key is 32 bytes")
    }
    privateKey = key
    verifier = NoteVerifier(name: name, publicKey: Array(key.publicKey.rawRepresentation))
  }

  package var name: String { verifier.name }

  func signature(of message: [UInt8]) -> [UInt8] {
    do {
      return Array(try privateKey.signature(for: message))
    } catch {
      preconditionFailure("Ed25519 signs every message")
    }
  }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "signer of \(name)" }
  package var debugDescription: String { description }
}
