package import CarnetCore

/// The seam to the keys: the log seals and opens bodies through it and knows no key itself.
///
/// Calls come from several threads at once.
package protocol BodySealing: Sendable {
  /// Appends ciphertext and tag of `plain` to `target`; that is `plain.count + overheadBytes`.
  func seal(
    _ plain: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure)

  /// Replaces `target` by what `sealed` holds, or says why it cannot.
  func open(
    _ sealed: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure)

  /// The version with which a record's new bodies are sealed.
  func currentVersion(of kind: EventKey.Kind, record: Pseudonym) throws(SealFailure) -> UInt32
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

  package func seal(
    _ plain: UnsafeRawBufferPointer,
    record: Pseudonym,
    key: EventKey,
    nonce: Nonce,
    authenticating associatedData: UnsafeRawBufferPointer,
    into target: inout [UInt8]
  ) throws(SealFailure) {
    throw .keyMissing(record)
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

  package func currentVersion(
    of kind: EventKey.Kind,
    record: Pseudonym
  ) throws(SealFailure) -> UInt32 {
    throw .keyMissing(record)
  }
}
