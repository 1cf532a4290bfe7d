import MedicalRecord

/// A document as its page shows it: what is known of it, what it says, and what stands beside it.
package struct DocumentSight: Sendable {
  package var document: DocumentView
  /// Its bytes as they were filed, or why they cannot be given.
  package var content: Result<[UInt8], ServingFailure>
  /// Other versions of the same document, the newest first.
  package var versions: [DocumentView]
  /// Documents that were sent together with it (BB#146).
  package var companions: [DocumentView]
  /// Whether the holder has not come of age, so that representatives read the record.
  package var isOfAMinor: Bool
}

extension RecordDesk {
  /// A document with its content and what belongs to it, in one read with one write of its traces.
  ///
  /// Versions that another one took the place of are given too. A content that is damaged or whose
  /// key is destroyed leaves the metadata readable.
  ///
  /// - Returns: as far as the caller may see each of its parts.
  /// - Throws: `.notFound`, `.gone`, `.forbidden`.
  package func sight(
    of reference: DocumentReference,
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<DocumentSight> {
    let (record, number) = try await locate(reference, for: caller)
    return try await readDocument(
      record,
      number,
      caller,
      showing: { [self] document, ground in
        let versions = Self.versions(of: document, ground)
        let companions = Self.companions(of: document, ground)
          .filter { companion in !versions.contains { $0.number == companion.number } }
        let content = open(document).map(\.bytes)
        return Shown(
          DocumentSight(
            document: document,
            content: content,
            versions: versions,
            companions: companions,
            isOfAMinor: ground.dossier.state.isMinor && ground.rules.functions.minors
          ),
          documents: (versions + companions).map(\.number).sorted()
        )
      }
    )
  }

  private static func versions(of document: DocumentView, _ ground: ReadGround) -> [DocumentView] {
    let documents = ground.dossier.documents
    let predecessors = Dictionary(
      documents.values.compactMap { view in view.replacedBy.map { ($0, view.number) } },
      uniquingKeysWith: min
    )
    var family: Set<UInt32> = [document.number]
    for next in [{ documents[$0]?.replacedBy }, { predecessors[$0] }] as [(UInt32) -> UInt32?] {
      var number = document.number
      // A chain that comes back to itself ends.
      while let other = next(number), family.insert(other).inserted { number = other }
    }
    let set = document.metadata.setID
    if !set.isEmpty {
      family.formUnion(documents.values.filter { $0.metadata.setID == set }.map(\.number))
    }
    family.remove(document.number)
    return family.compactMap { documents[$0] }
      .filter { !$0.isDeleted && ground.allows($0.number) }
      .sorted { ($0.created, $0.number) > ($1.created, $1.number) }
  }

  private static func companions(
    of document: DocumentView,
    _ ground: ReadGround
  ) -> [DocumentView] {
    guard let set = document.submissionSet else { return [] }
    return ground.dossier.documents.values
      .filter {
        $0.submissionSet == set && $0.number != document.number && $0.isCurrent
          && ground.allows($0.number)
      }
      .sorted { $0.number < $1.number }
  }
}
