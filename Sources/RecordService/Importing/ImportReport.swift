package import CarnetCore
package import Interop
package import MedicalRecord

/// What became of one document, or of a file that brings none.
package struct ImportEntry: Sendable {
  package enum Outcome: Sendable {
    case added(record: Pseudonym, document: UInt32)
    /// The same document is in the record already: nothing was added.
    case alreadyThere(record: Pseudonym, document: UInt32)
    /// In, in a record of its own: its matricule is also that of other records with other traits.
    case quarantined(record: Pseudonym, document: UInt32, traits: [IdentityTrait])
    /// A message that carries no document but consents, which were read.
    case consents(ConsentCollection)
    /// Not in; why, with the place.
    case refused(ImportRefusal)
  }

  /// The document: its file's name, with a number where the file brings several.
  package var name: String
  /// The file that brought it.
  package var source: String
  package var outcome: Outcome
  /// Named problems of the source that did not keep the document out.
  package var findings: [ImportRemark]

  package init(name: String, outcome: Outcome, findings: [ImportRemark] = []) {
    self.name = name
    source = name
    self.outcome = outcome
    self.findings = findings
  }
}

/// Why a document is not in.
package enum ImportRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// It cannot be read.
  case document(IncomingRefusal)
  /// The record does not take it.
  case decision(Refusal)
  /// Documents of one submission have several patients.
  case patientsDiffer
  /// The patient is named by an INS alone, and no record carries it.
  case patientUnknown
  /// The patient is named by an INS alone, and several records carry it.
  case patientAmbiguous
  /// Another document of its submission is refused, this one; all go in or none does.
  case otherOfSubmission(String)
  /// The metadata are longer than an append may be.
  case tooLarge(bytes: Int)

  package var description: String {
    switch self {
    case .document(let refusal): refusal.description
    case .decision(let refusal): refusal.description
    case .patientsDiffer:
      "the documents of the submission have several patients; one submission has one"
    case .patientUnknown:
      "the patient is named by an INS alone, and no record carries it; traits are needed to open one"
    case .patientAmbiguous:
      "the patient is named by an INS alone, and several records carry it; settle the doubt first"
    case .otherOfSubmission(let name):
      "\(name) of the same submission is refused; all its documents go in, or none"
    case .tooLarge(let bytes): "the metadata have \(bytes) bytes, more than an append may have"
    }
  }
}

/// What is doubtful about a document that is in.
package enum ImportRemark: Hashable, Sendable, CustomStringConvertible {
  case finding(ImportFinding)
  /// It replaces a document that the record does not hold, by this identifier.
  case parentUnknown(String)
  /// Consents of a person who has no record: nothing was kept.
  case consentsWithoutRecord

  package var description: String {
    switch self {
    case .finding(let finding): finding.description
    case .parentUnknown(let id):
      "\(RecordState.unknownParent): \(id) is not in the record; the document is in, and replaces it "
        + "when it comes"
    case .consentsWithoutRecord: "no record of this person: the consents were not kept"
    }
  }
}

/// The sums of an import.
package struct ImportReport: Sendable {
  package var added = 0
  package var alreadyThere = 0
  package var quarantined = 0
  package var refused = 0
  package var consents = 0
  package var opened = 0
  package var withFindings = 0

  package init() {}

  package mutating func count(_ entry: ImportEntry) {
    switch entry.outcome {
    case .added: added += 1
    case .alreadyThere: alreadyThere += 1
    case .quarantined: quarantined += 1
    case .refused: refused += 1
    case .consents: consents += 1
    }
    if !entry.findings.isEmpty { withFindings += 1 }
  }
}
