package import CarnetCore
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
    case refused(String)
  }

  package var name: String
  package var outcome: Outcome
  /// Named problems of the source that did not keep the document out.
  package var findings: [String]

  package init(name: String, outcome: Outcome, findings: [String] = []) {
    self.name = name
    self.outcome = outcome
    self.findings = findings
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
