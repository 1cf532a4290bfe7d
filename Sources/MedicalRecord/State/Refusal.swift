package import CarnetCore

/// Why a command changes nothing.
///
/// Every case is told to the caller and none names a person.
package enum Refusal: Error, Hashable, Sendable {
  case recordDoesNotExist
  case recordExists
  case recordIsClosed
  case recordWasErased
  case recordIsAnnounced
  case openingWasRefused
  case recordIsSuspended
  /// The command needs a record in one of these states.
  case wrongStatus(RecordState.Status, needed: [RecordState.Status])
  /// The rules of the day do not open records this way (R1111-28; opt-in ended on 1 July 2021).
  case openingNotInForce(Channel)
  /// No opening without the holder's consent (BB#99).
  case consentMissing(ConsentSubject)
  case consentAlreadyGranted(ConsentSubject)
  case consentAlreadyWithdrawn(ConsentSubject)
  /// Feeding is opposed for a legitimate reason alone (R1111-47).
  case legitimateReasonMissing
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
  case alreadyArchived(number: UInt32)
  case notArchived(number: UInt32)
  case documentDeleted(number: UInt32)
  /// Only its author deletes a document (TD3.3c), and only the holder what they wrote themself;
  /// only the author or their structure replaces one (TD2.1b).
  case notTheAuthor(number: UInt32)
  /// Hidden from professionals and from the patient at once would be visible to nobody (BB#113).
  case labelsExcludeEachOther
  /// Nobody but a professional hides from the holder; only the holder's side or a professional
  /// hides from professionals.
  case labelNotForThisActor(Visibility)
  /// The functions for minors are switched off, or the holder is of age.
  case notAMinor
  /// In a "connexion secrète" only what representatives do not see may be filed (BB#113).
  case secretNeedsHiding
  /// The holder refuses that the record be fed (R1111-47).
  case feedingOpposed
  /// Breaking the glass, closing, and other acts need a typed reason.
  case reasonMissing
  case noSuchConflict(Pseudonym)
  case actorWithoutIdentifier
  case actorIsBlocked
  case alreadyBlocked
  case notBlocked
  case notAuthorised
  /// The holder ends any professional's access but that of the "médecin traitant".
  case isTreatingDoctor
  case notTreatingDoctor
  case notAPhysician
  case notInCareTeam
  case unknownRepresentative
  case unknownHeir
  case holderIsAlive
  case unknownStatement(number: UInt32)
  case statementNotCurrent(number: UInt32)
  case emptyStatement
  /// A part of the administrative block that cannot be: an address in too many lines, a number with
  /// letters, a postal code of four digits.
  case malformedContact(ContactField)
  case erasureAlreadyRequested
  case erasureNotRequested
  case legalHold
  case holdExists
  case noSuchHold
  case unknownAccess(revision: UInt32)
  case alreadyReviewed(revision: UInt32)
  /// Whoever leaves is not in: no emergency session of theirs is open.
  case noEmergencySession
  /// Whoever broke the glass does not review it.
  case reviewsOwnAccess
  case deadlineNotDue
  case noSuchDeadline
}
