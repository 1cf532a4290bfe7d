#if canImport(CCryptoBoringSSL)
import CCryptoBoringSSL
#else
import Crypto
import Foundation
#endif

/// A record key, on the stack for as long as it is used.
package struct KeyBytes: Sendable {
  package private(set) var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  package static let byteCount = 32

  package init(copying bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == Self.byteCount)
    withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
  }

  package init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  package func withUnsafeBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
    Swift.withUnsafeBytes(of: words, body)
  }
}

extension KeyBytes: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "a record key" }
  package var debugDescription: String { description }
}

/// AES-256-GCM from memory to memory: ciphertext, then the 16-byte tag.
///
/// It calls the BoringSSL that swift-crypto is built on. Through swift-crypto's own values every body
/// is copied three times and costs four times as much (docs/performance.md); where that BoringSSL is
/// not to be had, they are what is used.
package enum RecordCipher {
  package static let nonceBytes = 12
  package static let tagBytes = 16

  #if canImport(CCryptoBoringSSL)
  /// - Parameter target: exactly `tagBytes` longer than `plain`.
  package static func seal(
    _ plain: UnsafeRawBufferPointer,
    key: KeyBytes,
    nonce: UnsafeRawBufferPointer,
    authenticating data: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) {
    precondition(nonce.count == nonceBytes && target.count == plain.count + tagBytes)
    let isSealed = withContext(key) { context in
      var written = 0
      return CCryptoBoringSSL_EVP_AEAD_CTX_seal(
        context,
        pointer(target),
        &written,
        target.count,
        pointer(nonce),
        nonce.count,
        pointer(plain),
        plain.count,
        pointer(data),
        data.count
      ) == 1 && written == target.count
    }
    precondition(isSealed, "AES-GCM seals every message below 64 GiB")
  }

  /// False when key, bytes, nonce or data are not those it was sealed with; then `target` is zeros.
  ///
  /// - Parameter target: exactly `tagBytes` shorter than `sealed`.
  package static func open(
    _ sealed: UnsafeRawBufferPointer,
    key: KeyBytes,
    nonce: UnsafeRawBufferPointer,
    authenticating data: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    precondition(nonce.count == nonceBytes && target.count + tagBytes == sealed.count)
    let isOpened = withContext(key) { context in
      var written = 0
      return CCryptoBoringSSL_EVP_AEAD_CTX_open(
        context,
        pointer(target),
        &written,
        target.count,
        pointer(nonce),
        nonce.count,
        pointer(sealed),
        sealed.count,
        pointer(data),
        data.count
      ) == 1 && written == target.count
    }
    if !isOpened { target.initializeMemory(as: UInt8.self, repeating: 0) }
    return isOpened
  }

  private static func withContext(
    _ key: KeyBytes,
    _ body: (UnsafeMutablePointer<EVP_AEAD_CTX>) -> Bool
  ) -> Bool {
    withUnsafeTemporaryAllocation(of: EVP_AEAD_CTX.self, capacity: 1) { memory in
      guard let context = memory.baseAddress else { return false }
      CCryptoBoringSSL_EVP_AEAD_CTX_zero(context)
      // The key schedule goes with the frame.
      defer {
        CCryptoBoringSSL_EVP_AEAD_CTX_cleanup(context)
        CCryptoBoringSSL_OPENSSL_cleanse(context, MemoryLayout<EVP_AEAD_CTX>.size)
      }
      let isReady = key.withUnsafeBytes { key in
        CCryptoBoringSSL_EVP_AEAD_CTX_init(
          context,
          CCryptoBoringSSL_EVP_aead_aes_256_gcm(),
          pointer(key),
          key.count,
          tagBytes,
          nil
        ) == 1
      }
      return isReady && body(context)
    }
  }

  private static func pointer(_ memory: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
    memory.baseAddress?.assumingMemoryBound(to: UInt8.self)
  }

  private static func pointer(
    _ memory: UnsafeMutableRawBufferPointer
  ) -> UnsafeMutablePointer<UInt8>? {
    memory.baseAddress?.assumingMemoryBound(to: UInt8.self)
  }
  #else
  /// - Parameter target: exactly `tagBytes` longer than `plain`.
  package static func seal(
    _ plain: UnsafeRawBufferPointer,
    key: KeyBytes,
    nonce: UnsafeRawBufferPointer,
    authenticating data: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) {
    precondition(nonce.count == nonceBytes && target.count == plain.count + tagBytes)
    do {
      let box = try AES.GCM.seal(
        plain,
        using: key.withUnsafeBytes { SymmetricKey(data: $0) },
        nonce: AES.GCM.Nonce(data: nonce),
        authenticating: data
      )
      target.copyBytes(from: box.ciphertext)
      UnsafeMutableRawBufferPointer(rebasing: target[plain.count...]).copyBytes(from: box.tag)
    } catch {
      preconditionFailure("AES-GCM seals every message below 64 GiB under a nonce of 12 bytes")
    }
  }

  /// False when key, bytes, nonce or data are not those it was sealed with.
  ///
  /// - Parameter target: exactly `tagBytes` shorter than `sealed`.
  package static func open(
    _ sealed: UnsafeRawBufferPointer,
    key: KeyBytes,
    nonce: UnsafeRawBufferPointer,
    authenticating data: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) -> Bool {
    precondition(nonce.count == nonceBytes && target.count + tagBytes == sealed.count)
    let end = target.count
    guard
      let box = try? AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce),
        ciphertext: UnsafeRawBufferPointer(rebasing: sealed[..<end]),
        tag: UnsafeRawBufferPointer(rebasing: sealed[end...])
      ),
      let plain = try? AES.GCM.open(
        box,
        using: key.withUnsafeBytes { SymmetricKey(data: $0) },
        authenticating: data
      )
    else { return false }
    target.copyBytes(from: plain)
    return true
  }
  #endif
}
