package import CarnetCore

/// What became of one entry of a transaction, in the order in which they came (ITI-65).
package struct FHIRTransactionEntry: Hashable, Sendable {
  /// `201` for what was created, `200` for what changed.
  package var status: Int
  /// `DocumentReference/…`, relative to the base.
  package var path: String?
  package var etag: String?
  package var modified: Instant?
  /// Warnings about the entry: `PartialFolderContentNotProcessed` and the like.
  package var issues: [FHIRIssue] = []

  package init(
    status: Int,
    path: String? = nil,
    etag: String? = nil,
    modified: Instant? = nil,
    issues: [FHIRIssue] = []
  ) {
    self.status = status
    self.path = path
    self.etag = etag
    self.modified = modified
    self.issues = issues
  }

  package static func created(_ document: FHIRDocument) -> FHIRTransactionEntry {
    FHIRTransactionEntry(
      status: 201,
      path: document.path,
      etag: document.etag,
      modified: document.updated
    )
  }
}

extension FHIRValue {
  package static func transactionResponse(
    _ entries: [FHIRTransactionEntry],
    at site: FHIRSite,
    in language: FHIRIssue.Language = .french
  ) -> FHIRValue {
    [
      "resourceType": "Bundle", "type": "transaction-response",
      "entry": .array(
        entries.map { entry in
          let words = entry.status == 201 ? "201 Created" : "\(entry.status) OK"
          let response: FHIRValue = [
            "status": .string(words), "location": entry.path.map { .string("\(site.base)/\($0)") },
            "etag": .text(entry.etag), "lastModified": .moment(entry.modified),
            "outcome": entry.issues.isEmpty
              ? nil : operationOutcome(entry.issues, in: language),
          ]
          return ["response": response]
        }
      ),
    ]
  }

  /// A resource as a person may load it: ITI-68 for those who want it as FHIR.
  package static func binary(
    id: String,
    mediaType: String,
    content: [UInt8],
    securityContext: String? = nil
  ) -> FHIRValue {
    [
      "resourceType": "Binary", "id": .string(id), "contentType": .string(mediaType),
      "securityContext": securityContext.map { .reference($0) },
      "data": .text(Base64.encode(content)),
    ]
  }
}
