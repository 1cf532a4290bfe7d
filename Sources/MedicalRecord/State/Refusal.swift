package import CarnetCore

/// Why a command changes nothing.
///
/// Every case is told to the caller and none names a person.
package enum Refusal: Error, Hashable, Sendable {
  case recordDoesNotExist
  case recordExists
  case recordIsClosed
  case recordWasErased
  /// No opening without the holder's consent (BB#99).
  case consentMissing(ConsentSubject)
  case consentAlreadyGranted(ConsentSubject)
  case consentAlreadyWithdrawn(ConsentSubject)
  /// The same uniqueId is in the record, with the same content.
  case documentUnchanged(number: UInt32)
  /// The same uniqueId is in the record, with other content (XDSNonIdenticalHash).
  case uniqueIDTaken(number: UInt32)
  case emptyDocument
  case unknownDocument(number: UInt32)
  /// The document to replace was replaced before.
  case alreadyReplaced(number: UInt32, by: UInt32)
  case alreadyHidden(number: UInt32)
  case notHidden(number: UInt32)
  /// Hidden from professionals and from the patient at once would be visible to nobody (BB#113).
  case labelsExcludeEachOther
  /// The holder refuses that the record be fed (R1111-47).
  case feedingOpposed
  /// Breaking the glass needs a typed reason.
  case reasonMissing
  case noSuchConflict(Pseudonym)
}
