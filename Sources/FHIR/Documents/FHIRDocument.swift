package import CarnetCore
package import MedicalRecord

/// All that FHIR shows of a document: its metadata, its state, and the identifiers the server gave it.
///
/// Made by the caller of what the index and the log know; nothing here is looked up.
package struct FHIRDocument: Hashable, Sendable {
  /// The server's identifier for the document as long as nothing replaces it: the FHIR id
  /// (domain 5.1).
  package var logicalID: EventID
  /// New at every change of the metadata: XDS's entryUUID.
  package var entryID: EventID
  /// Counted from 1, one more at every change of the metadata: `meta.versionId`.
  package var version: Int
  package var metadata: DocumentMetadata
  /// Bytes of the content.
  package var size: Int
  /// SHA-1 of the content, 20 bytes.
  package var sha1: [UInt8]
  package var hiddenFrom: Set<Visibility> = []
  package var isArchived = false
  package var isDeleted = false
  package var isReplaced = false
  /// The logicalID of the document that this one replaces, where the record holds it.
  package var predecessor: EventID?
  /// When it came into the record.
  package var added: Instant
  /// When its metadata last changed.
  package var updated: Instant
  /// The uniqueId of the submission set that it came with.
  package var submissionSet: String?
  package var subject: FHIRSubject

  package init(
    logicalID: EventID,
    entryID: EventID,
    version: Int = 1,
    metadata: DocumentMetadata,
    size: Int,
    sha1: [UInt8],
    added: Instant,
    updated: Instant,
    subject: FHIRSubject
  ) {
    self.logicalID = logicalID
    self.entryID = entryID
    self.version = version
    self.metadata = metadata
    self.size = size
    self.sha1 = sha1
    self.added = added
    self.updated = updated
    self.subject = subject
  }

  /// A document as the event that added it says it, before anything happened to it.
  package init(
    _ event: DocumentAdded,
    logicalID: EventID,
    entryID: EventID? = nil,
    added: Instant,
    updated: Instant? = nil,
    subject: FHIRSubject
  ) {
    self.init(
      logicalID: logicalID,
      entryID: entryID ?? logicalID,
      metadata: DocumentMetadata(event),
      size: Int(event.contentBytes),
      sha1: Array(event.sha1),
      added: added,
      updated: updated ?? added,
      subject: subject
    )
    submissionSet = event.submissionSet.isEmpty ? nil : event.submissionSet
  }

  package enum Status: String, Hashable, Sendable, CaseIterable {
    case current
    case superseded
    case enteredInError = "entered-in-error"
  }

  package var status: Status {
    isDeleted ? .enteredInError : isReplaced ? .superseded : .current
  }

  /// `DocumentReference/…`, relative to the service's base.
  package var path: String { "DocumentReference/\(logicalID)" }
  /// Where the content is (ITI-68).
  package var binaryPath: String { "Binary/\(logicalID)" }
  /// The weak ETag of this version.
  package var etag: String { "W/\"\(version)\"" }

  /// The levels of confidentiality, then the labels that hide, in the order of their list.
  package var securityLabels: [Code] {
    metadata.confidentiality.filter { Visibility(label: $0) == nil }
      + Visibility.hiding.filter { hiddenFrom.contains($0) }.compactMap(\.label)
  }
}
