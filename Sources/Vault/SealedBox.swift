import CarnetCore
import Crypto

/// AES-256-GCM over bytes in memory, with the nonce and tag beside the ciphertext.
enum SealedBox {
  static let nonceBytes = 12
  static let tagBytes = 16

  /// Nonce, ciphertext and tag; the nonce is random.
  static func seal(
    _ plain: UnsafeRawBufferPointer,
    key: SymmetricKey,
    authenticating data: [UInt8]
  ) -> [UInt8] {
    do {
      let box = try AES.GCM.seal(plain, using: key, authenticating: data)
      return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    } catch {
      preconditionFailure("AES-GCM seals every message below 64 GiB")
    }
  }

  /// What `seal` was given; nil when key, bytes or associated data are not those.
  static func open(
    _ box: ArraySlice<UInt8>,
    key: SymmetricKey,
    authenticating data: [UInt8]
  ) -> [UInt8]? {
    guard box.count >= nonceBytes + tagBytes,
      let nonce = try? AES.GCM.Nonce(data: box.prefix(nonceBytes)),
      let sealed = try? AES.GCM.SealedBox(
        nonce: nonce,
        ciphertext: box.dropFirst(nonceBytes).dropLast(tagBytes),
        tag: box.suffix(tagBytes)
      ),
      let plain = try? AES.GCM.open(sealed, using: key, authenticating: data)
    else { return nil }
    return Array(plain)
  }

  /// A key for one use, derived from another.
  static func derive(_ key: SymmetricKey, _ use: String, salt: [UInt8] = []) -> SymmetricKey {
    HKDF<Crypto.SHA256>
      .deriveKey(
        inputKeyMaterial: key,
        salt: salt,
        info: Array(use.utf8),
        outputByteCount: 32
      )
  }
}
