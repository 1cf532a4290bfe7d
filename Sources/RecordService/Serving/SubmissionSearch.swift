package import CarnetCore
import MedicalRecord

/// A page of submission sets.
package struct SubmissionPage: Sendable {
  package var submissions: [SubmissionView]
  package var total: Int
  /// The last position of the page, for the next one; nil after the last page.
  package var next: Position?
}

extension RecordDesk {
  package static let submissionsMax = 500

  /// The sets in which a record's documents came (ITI-66): those of which the caller may see at least
  /// one document, and of each the documents that they may see.
  ///
  /// - Parameters:
  ///   - reference: the record.
  ///   - after: the last position of the page before.
  ///   - limit: sets at most, 0 to 500.
  ///   - caller: who asks.
  ///   - wanted: what else is asked for; called with sets that the caller may see, alone.
  package func submissions(
    of reference: RecordReference,
    after: Position? = nil,
    limit: Int = 50,
    for caller: Caller,
    where wanted: @Sendable (SubmissionView) -> Bool = { _ in true }
  ) async throws(ServingFailure) -> Traced<SubmissionPage> {
    guard (0...Self.submissionsMax).contains(limit) else { throw .badParameter("limit") }
    let record = try await find(reference, for: caller)
    return try await read(record, by: caller, asking: { _ in .record(.list) }) { ground in
      let found = ground.dossier.submissions.compactMap { submission -> SubmissionView? in
        var submission = submission
        submission.documents.removeAll { !ground.allows($0) }
        submission.received.documents = submission.documents
        return submission.documents.isEmpty || !wanted(submission) ? nil : submission
      }
      let rest = found.filter { submission in after.map { submission.position > $0 } ?? true }
      let page = Array(rest.prefix(limit))
      return Shown(
        SubmissionPage(
          submissions: page,
          total: found.count,
          next: page.count < rest.count ? page.last?.position : nil
        ),
        documents: Array(Set(page.flatMap(\.documents))).sorted()
      )
    }
  }
}
