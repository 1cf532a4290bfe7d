package import CarnetCore
package import EventLog
package import Vault

/// The log's seam to the keys, over the vault.
package struct VaultSealing: BodySealing {
  private let keys: KeyStore
  private let sealer: RecordSealer

  package init(_ keys: KeyStore) {
    self.keys = keys
    sealer = RecordSealer(keys)
  }

  package func newKey(
    _ kind: EventKey.Kind,
    record: Pseudonym
  ) throws(SealFailure) -> SealingKey {
    guard let kind = Self.kind(kind) else { throw .doesNotOpen }
    do throws(VaultFailure) {
      let key = try keys.keyBytes(kind, of: record, version: nil)
      return SealingKey(version: key.version, words: key.bytes.words)
    } catch {
      throw Self.failure(error, record)
    }
  }

  package func seal(
    _ plain: UnsafeRawBufferPointer,
    with key: SealingKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) {
    withUnsafeTemporaryAllocation(byteCount: Nonce.byteCount, alignment: 8) { memory in
      nonce.write(to: memory)
      RecordCipher.seal(
        plain,
        key: KeyBytes(words: key.words),
        nonce: UnsafeRawBufferPointer(memory),
        authenticating: associatedData,
        into: target
      )
    }
  }

  package func open(
    _ sealed: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure) {
    guard let kind = Self.kind(key.kind) else { throw .doesNotOpen }
    let bytes = NonceBytes(nonce)
    do throws(VaultFailure) {
      try bytes.use { (nonce) throws(VaultFailure) in
        try sealer.open(
          sealed,
          kind: kind,
          version: key.version,
          record: record,
          nonce: nonce,
          authenticating: associatedData,
          into: &target
        )
      }
    } catch {
      throw Self.failure(error, record)
    }
  }

  private static func kind(_ kind: EventKey.Kind?) -> KeyStore.Kind? {
    switch kind {
    case .content: .content
    case .trace: .trace
    case Optional.none, .some(.none): nil
    }
  }

  private static func failure(_ error: VaultFailure, _ record: Pseudonym) -> SealFailure {
    switch error {
    case .keyDestroyed: .keyDestroyed(record)
    case .keyMissing: .keyMissing(record)
    default: .doesNotOpen
    }
  }
}

/// The 12 bytes of a nonce, on the stack.
private struct NonceBytes {
  private var words: (UInt64, UInt32)

  init(_ nonce: Nonce) { words = (nonce.high.littleEndian, nonce.low.littleEndian) }

  func use(
    _ body: (UnsafeRawBufferPointer) throws(VaultFailure) -> Void
  ) throws(VaultFailure) {
    let outcome = withUnsafeBytes(of: words) { memory in
      Result { () throws(VaultFailure) in
        try body(UnsafeRawBufferPointer(rebasing: memory[..<Nonce.byteCount]))
      }
    }
    try outcome.get()
  }
}
