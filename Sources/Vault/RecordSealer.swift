package import CarnetCore
import Crypto

/// Seals and opens event bodies with record keys: AES-256-GCM, nonce and associated data given by
/// the log (docs/log-format.md section 6).
package struct RecordSealer: Sendable {
  private let keys: KeyStore

  package init(_ keys: KeyStore) { self.keys = keys }

  package static let overheadBytes = SealedBox.tagBytes

  /// Appends ciphertext and tag to `target`.
  package func seal(
    _ plain: UnsafeRawBufferPointer,
    kind: KeyStore.Kind,
    version: UInt32,
    record: Pseudonym,
    nonce: UnsafeRawBufferPointer,
    authenticating data: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(VaultFailure) {
    let key = try keys.key(kind, of: record, version: version)
    do {
      let box = try AES.GCM.seal(
        plain,
        using: key,
        nonce: AES.GCM.Nonce(data: nonce),
        authenticating: data
      )
      target.append(contentsOf: box.ciphertext)
      target.append(contentsOf: box.tag)
    } catch {
      preconditionFailure("AES-GCM seals every message below 64 GiB under a nonce of 12 bytes")
    }
  }

  /// Replaces `target` by what `sealed` holds.
  package func open(
    _ sealed: UnsafeRawBufferPointer,
    kind: KeyStore.Kind,
    version: UInt32,
    record: Pseudonym,
    nonce: UnsafeRawBufferPointer,
    authenticating data: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(VaultFailure) {
    let key = try keys.key(kind, of: record, version: version)
    guard sealed.count >= SealedBox.tagBytes else { throw .doesNotOpen }
    let end = sealed.count - SealedBox.tagBytes
    do {
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce),
        ciphertext: UnsafeRawBufferPointer(rebasing: sealed[..<end]),
        tag: UnsafeRawBufferPointer(rebasing: sealed[end...])
      )
      let plain = try AES.GCM.open(box, using: key, authenticating: data)
      target.removeAll(keepingCapacity: true)
      target.append(contentsOf: plain)
    } catch {
      throw .doesNotOpen
    }
  }
}
