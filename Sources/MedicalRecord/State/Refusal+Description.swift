extension Refusal: CustomStringConvertible {
  package var description: String {
    switch self {
    case .recordDoesNotExist: "there is no such record"
    case .recordExists: "the record exists already"
    case .recordIsClosed: "the record is closed"
    case .recordWasErased: "the record was erased"
    case .recordIsAnnounced: "the opening is announced and not yet in force"
    case .openingWasRefused: "the holder objected to the opening"
    case .recordIsSuspended: "the record is suspended"
    case .wrongStatus(let found, let needed):
      "the record is \(found); accepted: "
        + needed.map { String(describing: $0) }.joined(separator: ", ")
    case .openingNotInForce(let channel):
      "the rules in force open no record through this channel (\(channel))"
    case .consentMissing(let subject): "the holder's consent is missing (\(subject))"
    case .consentAlreadyGranted(let subject): "the consent was given before (\(subject))"
    case .consentAlreadyWithdrawn(let subject): "the consent was withdrawn before (\(subject))"
    case .legitimateReasonMissing: "feeding is opposed for a legitimate reason alone: state it"
    case .documentUnchanged(let number): "unchanged: it is document \(number) of the record"
    case .uniqueIDTaken(let number):
      "document \(number) of the record has the same identifier and another content; a changed "
        + "document needs an identifier of its own and replaces the other"
    case .emptyDocument: "the document is empty"
    case .unknownDocument(let number): "the record has no document \(number)"
    case .alreadyReplaced(let number, let by):
      "document \(number) was replaced by document \(by) before; replace that one"
    case .alreadyHidden(let number): "document \(number) is hidden already"
    case .notHidden(let number): "document \(number) is not hidden"
    case .alreadyArchived(let number): "document \(number) is archived already"
    case .notArchived(let number): "document \(number) is not archived"
    case .documentDeleted(let number): "document \(number) is deleted"
    case .notTheAuthor(let number): "only the author of document \(number) may do this"
    case .labelsExcludeEachOther:
      "a document cannot be hidden from professionals and from the patient at once"
    case .labelNotForThisActor(let visibility):
      "this actor cannot set or take the label \(visibility)"
    case .notAMinor: "the holder is not a minor, or the functions for minors are off"
    case .secretNeedsHiding:
      "in a secret connection a document must be hidden from the representatives"
    case .feedingOpposed: "the holder refuses that the record be fed"
    case .reasonMissing: "a reason is required"
    case .noSuchConflict(let record): "there is no open doubt about \(record)"
    case .actorWithoutIdentifier: "a person is named by a national identifier"
    case .actorIsBlocked: "the holder keeps this professional out"
    case .alreadyBlocked: "blocked already"
    case .notBlocked: "not blocked"
    case .notAuthorised: "there is no valid authorisation to end"
    case .isTreatingDoctor:
      "the \"médecin traitant\" is not kept out: end that role first"
    case .notTreatingDoctor: "this is not a \"médecin traitant\" of the record"
    case .notAPhysician: "only a physician may be a \"médecin traitant\""
    case .notInCareTeam: "not a member of the care team"
    case .unknownRepresentative: "not a representative of the holder"
    case .unknownHeir: "not an admitted heir"
    case .holderIsAlive: "no death is recorded"
    case .unknownStatement(let number): "the record has no statement \(number)"
    case .statementNotCurrent(let number):
      "statement \(number) was withdrawn or replaced before"
    case .emptyStatement: "the statement says nothing"
    case .malformedContact(let field): "the \(field.rawValue) is malformed"
    case .erasureAlreadyRequested: "the erasure was requested before"
    case .erasureNotRequested: "nobody requested the erasure"
    case .legalHold: "a legal hold forbids it"
    case .holdExists: "a hold under this reference exists already"
    case .noSuchHold: "there is no hold under this reference"
    case .unknownAccess(let revision): "event \(revision) of the record is not such an access"
    case .noEmergencySession: "no emergency session of theirs is open"
    case .alreadyReviewed(let revision): "access \(revision) was reviewed before"
    case .reviewsOwnAccess: "a second person reviews the access, not the one who made it"
    case .deadlineNotDue: "this deadline has not come"
    case .noSuchDeadline: "the record has no such deadline"
    }
  }
}
