import CarnetCore
import MedicalRecord
import Testing

@testable import FHIR

/// What callers hear when something is refused.
struct OutcomeTests {
  private static let refusals: [Refusal] =
    [
      .recordDoesNotExist, .recordExists, .recordIsClosed, .recordWasErased, .recordIsAnnounced,
      .openingWasRefused, .recordIsSuspended, .wrongStatus(.closed, needed: [.active]),
      .openingNotInForce(.site), .consentMissing(.opening), .consentAlreadyGranted(.reading),
      .consentAlreadyWithdrawn(.reading), .legitimateReasonMissing, .documentUnchanged(number: 4),
      .uniqueIDTaken(number: 4), .emptyDocument, .unknownDocument(number: 4),
      .alreadyReplaced(number: 4, by: 5), .alreadyHidden(number: 4), .notHidden(number: 4),
      .alreadyArchived(number: 4), .notArchived(number: 4), .documentDeleted(number: 4),
      .notTheAuthor(number: 4), .labelsExcludeEachOther, .labelNotForThisActor(.patient),
      .notAMinor, .secretNeedsHiding, .feedingOpposed, .reasonMissing,
      .noSuchConflict(Pseudonym(rawValue: 7)), .actorWithoutIdentifier, .actorIsBlocked,
      .alreadyBlocked, .notBlocked, .notAuthorised, .isTreatingDoctor, .notTreatingDoctor,
      .notAPhysician, .notInCareTeam, .unknownRepresentative, .unknownHeir, .holderIsAlive,
      .unknownStatement(number: 1), .statementNotCurrent(number: 1), .emptyStatement,
      .erasureAlreadyRequested, .erasureNotRequested, .legalHold, .holdExists, .noSuchHold,
      .unknownAccess(revision: 3), .alreadyReviewed(revision: 3), .reviewsOwnAccess,
      .deadlineNotDue, .noSuchDeadline,
    ] + ContactField.allCases.map { .malformedContact($0) }

  @Test(arguments: refusals)
  func `every refusal has a status, words in both languages, and no fallback`(
    _ refusal: Refusal
  ) throws {
    let failure = FHIRFailure(refusal)
    #expect((400..<500).contains(failure.status))
    let issue = try #require(failure.issues.first)
    #expect(!issue.french.isEmpty && !issue.french.hasPrefix("refusé :"))
    #expect(issue.english == refusal.description)
    #expect(issue.french != issue.english)
  }

  @Test func `refusals that XDS has a code for carry it`() {
    #expect(
      FHIRFailure(Refusal.documentUnchanged(number: 1)).issues[0].code
        == "XDSDuplicateUniqueIdInRegistry"
    )
    #expect(FHIRFailure(Refusal.uniqueIDTaken(number: 1)).issues[0].code == "XDSNonIdenticalHash")
    #expect(
      FHIRFailure(Refusal.alreadyReplaced(number: 1, by: 2)).issues[0].code == "XDSReplaceFailed"
    )
    #expect(FHIRFailure(Refusal.recordDoesNotExist).issues[0].code == "XDSUnknownPatientId")
  }

  @Test(arguments: AccessRule.allCases.filter { !$0.allows })
  func `every rule that refuses has a status and words in both languages`(_ rule: AccessRule) {
    let failure = FHIRFailure(rule)
    #expect((400..<500).contains(failure.status))
    #expect(failure.issues.allSatisfy { !$0.french.isEmpty && !$0.english.isEmpty })
  }

  @Test(arguments: [
    AccessRule.hiddenFromProfessionals, .waitsForAnnouncement, .hiddenFromRepresentatives,
  ])
  func `what is hidden is answered exactly as what is not there`(_ rule: AccessRule) {
    #expect(FHIRFailure(rule) == FHIRFailure(.unknownDocument))
    for language in [FHIRIssue.Language.french, .english] {
      #expect(
        FHIRValue.operationOutcome(FHIRFailure(rule), in: language).jsonBytes()
          == FHIRValue.operationOutcome(FHIRFailure(.unknownDocument), in: language).jsonBytes()
      )
    }
  }

  @Test func `an outcome without issues says that nothing is wrong`() {
    let value = FHIRValue.operationOutcome([], in: .english)
    #expect(value.list("issue").first?["severity"]?.text == "information")
  }

  @Test func `all that is wrong with a search is said at once`() throws {
    let pairs = Samples.search(("type:fuzzy", "x"), ("creation", "yesterday"), ("_count", "many"))
    let failure = #expect(throws: FHIRFailure.self) {
      try DocumentSearch(pairs, now: Samples.later)
    }
    // Three that are wrong, two that are missing.
    #expect(failure?.issues.count == 5)
    #expect(failure?.status == 400)
  }
}
