package import CarnetCore

/// The seam to the keys: the log seals and opens bodies through it and knows no key itself.
///
/// Calls come from several threads at once.
package protocol BodySealing: Sendable {
  /// The key under which a record's next body of this kind is sealed.
  func newKey(_ kind: EventKey.Kind, record: Pseudonym) throws(SealFailure) -> SealingKey

  /// Writes ciphertext and tag of `plain` to `target`, which is `overheadBytes` longer.
  func seal(
    _ plain: UnsafeRawBufferPointer,
    with key: SealingKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  )

  /// Replaces `target` by what `sealed` holds, or says why it cannot.
  func open(
    _ sealed: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure)
}

/// What the vault gives out when a body is admitted, and takes back when it is sealed.
///
/// Sealing then cannot fail, whatever happens to the record's keys in between. Only the vault knows
/// what it holds.
package struct SealingKey: Sendable {
  package var version: UInt32
  package var words: (UInt64, UInt64, UInt64, UInt64)

  package init(version: UInt32, words: (UInt64, UInt64, UInt64, UInt64)) {
    self.version = version
    self.words = words
  }

  mutating func erase() { words = (0, 0, 0, 0) }
}

extension SealingKey: CustomStringConvertible, CustomDebugStringConvertible {
  package var description: String { "sealing key, version \(version)" }
  package var debugDescription: String { description }
}

extension BodySealing {
  /// Bytes that sealing adds: the authentication tag.
  package static var overheadBytes: Int { 16 }
}

/// Why a body was not sealed or opened.
package enum SealFailure: Error, Hashable, Sendable {
  /// The record's key was destroyed by law; the event stays, its body is gone for ever.
  case keyDestroyed(Pseudonym)
  case keyMissing(Pseudonym)
  /// Ciphertext, record, place, type or log is not the one it was sealed for.
  case doesNotOpen
}

/// No keys at all: what a verifier has.
///
/// Only unsealed bodies open.
package struct WithoutKeys: BodySealing {
  package init() {}

  package func newKey(
    _ kind: EventKey.Kind,
    record: Pseudonym
  ) throws(SealFailure) -> SealingKey {
    throw .keyMissing(record)
  }

  package func seal(
    _ plain: UnsafeRawBufferPointer,
    with key: SealingKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: UnsafeMutableRawBufferPointer
  ) {
    preconditionFailure("without keys nothing is admitted for sealing")
  }

  package func open(
    _ sealed: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure) {
    throw .keyMissing(record)
  }
}
