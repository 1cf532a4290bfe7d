package import CarnetCore
package import Interop
package import MedicalRecord

/// What became of one file, or one line of an event file.
package struct ImportEntry: Sendable {
  package enum Outcome: Sendable {
    case added(record: Pseudonym, document: UInt32)
    /// The same document is in the record already: nothing was added.
    case alreadyThere(record: Pseudonym, document: UInt32)
    /// In, in a record of its own: its matricule is also that of other records with other traits.
    case quarantined(record: Pseudonym, document: UInt32, traits: [IdentityTrait])
    /// Not in; why, with the place.
    case refused(ImportRefusal)
  }

  package var name: String
  package var outcome: Outcome
  /// Named problems of the source that did not keep the document out.
  package var findings: [ImportRemark]

  package init(name: String, outcome: Outcome, findings: [ImportRemark] = []) {
    self.name = name
    self.outcome = outcome
    self.findings = findings
  }
}

/// Why a document is not in.
package enum ImportRefusal: Hashable, Sendable, CustomStringConvertible {
  /// It cannot be read.
  case document(CDARefusal)
  /// The record does not take it.
  case decision(Refusal)

  package var description: String {
    switch self {
    case .document(let refusal): refusal.description
    case .decision(let refusal): refusal.description
    }
  }
}

/// What is doubtful about a document that is in.
package enum ImportRemark: Hashable, Sendable, CustomStringConvertible {
  case finding(ImportFinding)
  /// It replaces a document that the record does not hold, by this identifier.
  case parentUnknown(String)

  package var description: String {
    switch self {
    case .finding(let finding): finding.description
    case .parentUnknown(let id):
      "\(RecordState.unknownParent): \(id) is not in the record; the document is in, and replaces it "
        + "when it comes"
    }
  }
}

/// The sums of an import.
package struct ImportReport: Sendable {
  package var added = 0
  package var alreadyThere = 0
  package var quarantined = 0
  package var refused = 0
  package var opened = 0
  package var withFindings = 0

  package init() {}

  package mutating func count(_ entry: ImportEntry) {
    switch entry.outcome {
    case .added: added += 1
    case .alreadyThere: alreadyThere += 1
    case .quarantined: quarantined += 1
    case .refused: refused += 1
    }
    if !entry.findings.isEmpty { withFindings += 1 }
  }
}
