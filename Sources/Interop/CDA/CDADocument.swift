package import MedicalRecord

/// A document in the HL7 Clinical Document Architecture, release 2, as the CI-SIS writes it, read
/// into the values of this domain.
package struct CDADocument: Hashable, Sendable {
  package var identity: PatientIdentity
  package var metadata: DocumentMetadata
  package var content: CDAContent
  /// Everything doubtful that did not stand in the way, in the order it was met.
  package var findings: [ImportFinding]

  package init(
    identity: PatientIdentity,
    metadata: DocumentMetadata,
    content: CDAContent,
    findings: [ImportFinding] = []
  ) {
    self.identity = identity
    self.metadata = metadata
    self.content = content
    self.findings = findings
  }
}

/// What there is to keep of a document.
package enum CDAContent: Hashable, Sendable {
  /// The body is in the document's own markup: the content is the whole document as it came.
  case structured
  /// The body is a file that the document only wraps.
  case embedded([UInt8], mediaType: String)
}
