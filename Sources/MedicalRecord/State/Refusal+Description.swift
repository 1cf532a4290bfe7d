extension Refusal: CustomStringConvertible {
  /// One sentence: what is refused and what would be accepted.
  package var description: String {
    switch self {
    case .recordDoesNotExist: "there is no such record"
    case .recordExists: "the record is open already"
    case .recordIsClosed: "the record is closed; it can be reopened at its holder's request"
    case .recordWasErased: "the record was erased"
    case .consentMissing(let subject): "the holder's consent is missing (\(subject))"
    case .consentAlreadyGranted(let subject): "the consent was given before (\(subject))"
    case .consentAlreadyWithdrawn(let subject): "the consent was withdrawn before (\(subject))"
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
    case .labelsExcludeEachOther:
      "a document cannot be hidden from professionals and from the patient at once"
    case .feedingOpposed: "the holder refuses that the record be fed"
    case .reasonMissing: "a reason is required"
    case .noSuchConflict(let record): "there is no open doubt about \(record)"
    }
  }
}
