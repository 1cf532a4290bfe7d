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

  package func seal(
    _ plain: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure) {
    guard let kind = Self.kind(key) else { throw .doesNotOpen }
    let bytes = NonceBytes(nonce)
    do throws(VaultFailure) {
      try bytes.use { (nonce) throws(VaultFailure) in
        try sealer.seal(
          plain,
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

  package func open(
    _ sealed: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure) {
    guard let kind = Self.kind(key) else { throw .doesNotOpen }
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

  package func currentVersion(
    of kind: EventKey.Kind,
    record: Pseudonym
  ) throws(SealFailure) -> UInt32 {
    do throws(VaultFailure) {
      return try keys.currentVersion(of: record)
    } catch {
      throw Self.failure(error, record)
    }
  }

  private static func kind(_ key: EventKey) -> KeyStore.Kind? {
    switch key.kind {
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
