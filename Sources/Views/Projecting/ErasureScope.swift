package import MedicalRecord

/// What an erasure takes away.
///
/// Traces of who looked are kept longer than what the record held (ten years after closure,
/// EX_AIR-100), so the two keys of a record may go at different times.
package struct ErasureScope: OptionSet, Hashable, Sendable {
  package var rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let contents = ErasureScope(rawValue: 1)
  package static let traces = ErasureScope(rawValue: 2)
  package static let everything: ErasureScope = [.contents, .traces]

  /// The scope of a `RecordErased` event: the keys whose commitments it states; everything when it
  /// states none or cannot be read.
  package init(of body: EventBody?) {
    guard case .recordErased(let erased)? = body?.fact else {
      self = .everything
      return
    }
    self = []
    if !erased.contentKeyCommitment.isEmpty { insert(.contents) }
    if !erased.traceKeyCommitment.isEmpty { insert(.traces) }
    if isEmpty { self = .everything }
  }
}
