package import CarnetCore
package import MedicalRecord

/// A document as any feed brings it: the one value that CDA files, XDM packages, HL7 v2 messages and
/// FHIR bundles become before a record takes it.
package struct IncomingDocument: Hashable, Sendable {
  package var identity: PatientIdentity
  package var metadata: DocumentMetadata
  /// What is kept: the embedded file where the document only wraps one, else its own bytes.
  package var content: [UInt8]
  /// From whom its labels hide it (domain 1.5).
  package var hiddenFrom: Set<Visibility>
  package var form: Form
  /// Everything doubtful that did not stand in the way.
  package var findings: [ImportFinding]

  /// What the document is by itself, without its envelope.
  package enum Form: Hashable, Sendable {
    /// A CDA R2 document, read by its own header.
    case cda
    /// Anything else: what is known of it stands in the envelope alone.
    case file
  }

  package init(
    identity: PatientIdentity,
    metadata: DocumentMetadata,
    content: [UInt8],
    form: Form,
    findings: [ImportFinding] = []
  ) {
    self.identity = identity
    self.metadata = metadata
    self.content = content
    self.form = form
    self.findings = findings
    hiddenFrom = Set(metadata.confidentiality.compactMap(Visibility.init(label:)))
  }

  /// - Parameters:
  ///   - document: a CDA document that was read.
  ///   - bytes: the document as it came.
  package init(_ document: CDADocument, bytes: [UInt8]) {
    let content: [UInt8] =
      switch document.content {
      case .embedded(let file, _): file
      case .structured: bytes
      }
    self.init(
      identity: document.identity,
      metadata: document.metadata,
      content: content,
      form: .cda,
      findings: document.findings
    )
  }
}

/// Documents that were sent together and are taken together: all of them or none (BB#146).
package struct IncomingSubmission: Hashable, Sendable {
  /// The identifier that its sender gave the set; nil where documents come without one.
  package var uniqueID: String?
  /// The system that sent it.
  package var sourceID: String?
  /// When it was sent, by the sender's clock.
  package var submitted: Instant?
  package var documents: [IncomingDocument]

  package init(
    uniqueID: String? = nil,
    sourceID: String? = nil,
    submitted: Instant? = nil,
    documents: [IncomingDocument]
  ) {
    self.uniqueID = uniqueID
    self.sourceID = sourceID
    self.submitted = submitted
    self.documents = documents
  }
}

/// What one file or message brings.
package enum Incoming: Hashable, Sendable {
  /// Sets of documents, each by itself.
  case documents([IncomingSubmission])
  case consents(ConsentCollection)
}

extension Visibility {
  /// TRE_A07, the labels that hide a document.
  package static let labelSystem = "1.2.250.1.213.1.1.4.13"

  /// From whom a confidentiality code hides; nil for levels such as N, R and V.
  package init?(label: Code) {
    guard label.system == Self.labelSystem else { return nil }
    switch label.code {
    case "MASQUE_PS": self = .professionals
    case "INVISIBLE_PATIENT": self = .patient
    case "INVISIBLE_REPRESENTANTS_LEGAUX": self = .representatives
    default: return nil
    }
  }
}
