package import CarnetCore

/// Seals and opens event bodies with record keys: AES-256-GCM, nonce and associated data given by
/// the log (docs/log-format.md section 6).
package struct RecordSealer: Sendable {
  private let keys: KeyStore

  package init(_ keys: KeyStore) { self.keys = keys }

  package static let overheadBytes = RecordCipher.tagBytes

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
    let key = try keys.keyBytes(kind, of: record, version: version).bytes
    let start = target.count
    target.append(contentsOf: repeatElement(0, count: plain.count + Self.overheadBytes))
    target.withUnsafeMutableBytes { target in
      RecordCipher.seal(
        plain,
        key: key,
        nonce: nonce,
        authenticating: data,
        into: UnsafeMutableRawBufferPointer(rebasing: target[start...])
      )
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
    let key = try keys.keyBytes(kind, of: record, version: version).bytes
    guard sealed.count >= Self.overheadBytes else { throw .doesNotOpen }
    let length = sealed.count - Self.overheadBytes
    if target.count > length {
      target.removeSubrange(length...)
    } else {
      target.append(contentsOf: repeatElement(0, count: length - target.count))
    }
    let isOpened = target.withUnsafeMutableBytes { target in
      RecordCipher.open(sealed, key: key, nonce: nonce, authenticating: data, into: target)
    }
    guard isOpened else {
      target.removeAll(keepingCapacity: true)
      throw .doesNotOpen
    }
  }
}
