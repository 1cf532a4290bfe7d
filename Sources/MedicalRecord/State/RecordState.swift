package import CarnetCore

/// A record as its events have made it: the fold that decisions are taken on.
///
/// Pure: `evolve` knows no clock and no disk, so the state at any past revision is the fold of the
/// events up to it.
package struct RecordState: Hashable, Sendable {
  package enum Status: Hashable, Sendable {
    case none
    case active
    case closed
    case erased
  }

  package struct Document: Hashable, Sendable {
    package var number: UInt32
    package var uniqueID: String
    package var type: Code
    /// Identifiers of the authors: the only ones who may replace it.
    package var authors: [String]
    package var structures: [String]
    /// The document that it said to replace.
    package var replaces: String?
    package var replacedBy: UInt32?
    package var hiddenFrom: Set<Visibility> = []
    package var content: [UInt8]
  }

  package var status = Status.none
  package var revision: Revision?
  package var identity: IdentityRecorded?
  package var consents: [ConsentSubject: Bool] = [:]
  package var documents: [UInt32: Document] = [:]
  package var numbersByUniqueID: [String: UInt32] = [:]
  /// Records that may be the same person's, until an operator says.
  package var openConflicts: Set<Pseudonym> = []
  /// The record that this one's person turned out to have.
  package var samePersonAs: Pseudonym?

  package init() {}

  /// The number of the next document.
  package var nextDocument: UInt32 { (documents.keys.max() ?? 0) + 1 }
}

extension RecordState {
  /// Applies the next event of the record.
  ///
  /// An event whose body is gone (its key was destroyed) counts as a revision and changes nothing
  /// else.
  package mutating func evolve(_ body: EventBody?, at revision: Revision) {
    self.revision = revision
    guard let fact = body?.fact else { return }
    switch fact {
    case .recordOpened:
      status = .active
      consents[.opening] = true
    case .identityRecorded(let recorded): identity = recorded
    case .identityConflictRaised(let raised):
      openConflicts.insert(Pseudonym(rawValue: raised.otherRecord))
    case .identityConflictSettled(let settled):
      let other = Pseudonym(rawValue: settled.otherRecord)
      openConflicts.remove(other)
      if settled.settlement == .samePerson { samePersonAs = other }
    case .consentGranted(let consent): consents[consent.subject] = true
    case .consentWithdrawn(let consent): consents[consent.subject] = false
    case .documentAdded(let added): keep(added)
    case .documentReplaced(let replaced):
      documents[replaced.number]?.replacedBy = replaced.by
    case .documentHidden(let hidden):
      documents[hidden.number]?.hiddenFrom.insert(hidden.visibility)
    case .documentRevealed(let revealed):
      documents[revealed.number]?.hiddenFrom.remove(revealed.visibility)
    case .recordClosed: status = .closed
    case .recordErased:
      let last = revision
      self = RecordState()
      self.revision = last
      status = .erased
    case .recordAccessed, .documentAccessed, .accessDenied, .emergencyAccessed, .auditAsked,
      .eventsExported:
      break
    }
  }

  private mutating func keep(_ added: DocumentAdded) {
    documents[added.number] = Document(
      number: added.number,
      uniqueID: added.uniqueID,
      type: Code(system: added.type.system, code: added.type.code),
      authors: added.authors.map(\.identifierText).filter { !$0.isEmpty },
      structures: added.authors.map(\.structureIdentifier).filter { !$0.isEmpty },
      replaces: added.replaces.isEmpty ? nil : added.replaces,
      content: Array(added.content)
    )
    numbersByUniqueID[added.uniqueID] = added.number
  }
}

extension Carnet_V1_Author {
  /// The identifier as it was given; empty when there was none.
  package var identifierText: String {
    switch identifier {
    case .number(let number): String(number)
    case .text(let text): text
    case nil: ""
    }
  }

  package var structureIdentifier: String {
    switch structure {
    case .structureNumber(let number): String(number)
    case .structureText(let text): text
    case nil: ""
    }
  }
}
