package import MedicalRecord

// The one place where a refusal of the domain becomes what HTTP and FHIR say.
extension FHIRFailure {
  package init(_ refusal: Refusal) {
    let (status, kind) = Self.statusAndKind(refusal)
    self.init(
      status,
      FHIRIssue(
        kind,
        code: Self.xdsCode(refusal),
        refusal.french,
        refusal.description
      )
    )
  }

  /// Codes of XDS where there is one (ITI TF-3 table 4.2.4.1-2).
  private static func xdsCode(_ refusal: Refusal) -> String? {
    switch refusal {
    case .recordDoesNotExist: "XDSUnknownPatientId"
    case .documentUnchanged: "XDSDuplicateUniqueIdInRegistry"
    case .uniqueIDTaken: "XDSNonIdenticalHash"
    case .alreadyReplaced: "XDSReplaceFailed"
    case .emptyDocument: "XDSMissingDocument"
    case .unknownDocument: "XDSDocumentUniqueIdError"
    case .actorIsBlocked, .feedingOpposed, .notTheAuthor: "XDSAuthorizationException"
    default: nil
    }
  }

  private static func statusAndKind(_ refusal: Refusal) -> (Int, FHIRIssue.Kind) {
    switch refusal {
    case .recordDoesNotExist, .unknownDocument, .unknownStatement, .noSuchConflict,
      .unknownAccess, .noSuchDeadline, .noSuchHold, .unknownRepresentative, .unknownHeir:
      (404, .notFound)
    case .recordWasErased, .documentDeleted: (410, .deleted)
    case .recordExists, .documentUnchanged, .uniqueIDTaken, .holdExists: (409, .duplicate)
    case .consentAlreadyGranted, .consentAlreadyWithdrawn, .alreadyReplaced, .alreadyHidden,
      .notHidden, .alreadyArchived, .notArchived, .alreadyBlocked, .notBlocked, .notAuthorised,
      .notTreatingDoctor, .notInCareTeam, .statementNotCurrent, .erasureAlreadyRequested,
      .erasureNotRequested, .alreadyReviewed, .deadlineNotDue, .noEmergencySession:
      (409, .conflict)
    case .notTheAuthor, .labelNotForThisActor, .actorIsBlocked, .notAPhysician,
      .reviewsOwnAccess, .feedingOpposed, .isTreatingDoctor:
      (403, .forbidden)
    case .actorWithoutIdentifier: (403, .security)
    case .malformedContact: (422, .value)
    case .emptyDocument, .reasonMissing, .emptyStatement, .legitimateReasonMissing:
      (422, .required)
    case .recordIsClosed, .recordIsAnnounced, .openingWasRefused, .recordIsSuspended,
      .wrongStatus, .openingNotInForce, .consentMissing, .labelsExcludeEachOther, .notAMinor,
      .secretNeedsHiding, .holderIsAlive, .legalHold:
      (422, .businessRule)
    }
  }
}
