package import CarnetCore

/// A record as its events have made it: the fold that decisions are taken on.
///
/// Pure: `evolve` knows no clock and no disk, so the state at any past revision is the fold of the
/// events up to it.
package struct RecordState: Hashable, Sendable {
  /// Can move to, besides `erased`: none → announced, active; announced → refused, active;
  /// refused → announced, active; active → suspended, closed; suspended → active, closed;
  /// closed → active.
  package enum Status: Hashable, Sendable, CaseIterable {
    case none
    /// The holder was told, and may object for six weeks.
    case announced
    /// The holder objected to the opening.
    case refused
    case active
    /// Malfunction or fraud: nobody enters until it is settled.
    case suspended
    /// Archived for ten years.
    case closed
    case erased
  }

  package struct Document: Hashable, Sendable {
    package var number: UInt32
    package var uniqueID: String
    package var type: Code
    package var documentClass: String
    /// Identifiers of the authors: the only ones who may delete it.
    package var authors: [String]
    /// Structures of the authors, from which it may be replaced.
    package var structures: [String]
    /// The document that it said to replace.
    package var replaces: String?
    package var replacedBy: UInt32?
    package var hiddenFrom: Set<Visibility> = []
    package var isArchived = false
    package var isDeleted = false
    package var content: [UInt8]

    /// What a list shows without being asked for more.
    package var isCurrent: Bool { replacedBy == nil && !isArchived && !isDeleted }
  }

  /// What the holder declares of themself.
  package struct Statement: Hashable, Sendable {
    package var number: UInt32
    package var kind: StatementKind
    package var value: String
    package var code: Code
    package var detail: String
    /// Who made it: the holder, or a professional in their presence.
    package var declaredBy: Carnet_V1_ActorKind
    /// The professional who saw the proof.
    package var verifiedBy: String?
    package var isWithdrawn = false
    package var replacedBy: UInt32?

    package var isCurrent: Bool { !isWithdrawn && replacedBy == nil }
  }

  package var status = Status.none
  package var revision: Revision?
  package var identity: IdentityRecorded?
  /// Where the holder lives and is reached, as last said.
  package var contact: ContactRecorded?
  /// Age band, sex and commune, as announced or opened, for statistics.
  package var traits: RecordOpened?
  package var consents: [ConsentSubject: Bool] = [:]
  package var rights = Rights()
  package var documents: [UInt32: Document] = [:]
  package var numbersByUniqueID: [String: UInt32] = [:]
  package var statements: [UInt32: Statement] = [:]
  package var deadlines: [Deadline.Key: Instant] = [:]
  /// Those that came, and whose matter is still to be done.
  package var reachedDeadlines: Set<Deadline.Key> = []
  /// Emergency accesses by their revision, and what was said of them at the review.
  package var emergencies: [UInt32: Carnet_V1_Verdict] = [:]
  /// Until when somebody's last emergency access lasts.
  package var sessions: [EmergencySession: Instant] = [:]
  /// The revision of the access with which each of these sessions began.
  package var sessionStarts: [EmergencySession: UInt32] = [:]
  /// Records that may be the same person's, until an operator says.
  package var openConflicts: Set<Pseudonym> = []
  /// The record that this one's person turned out to have.
  package var samePersonAs: Pseudonym?
  package var isDead = false
  /// Why the record is suspended.
  package var suspension: ClosureReason?
  package var erasureWasRequested = false
  /// References of proceedings for which nothing may be destroyed.
  package var legalHolds: Set<String> = []

  package init() {}

  /// Somebody who got in, and in which emergency mode.
  package struct EmergencySession: Hashable, Sendable {
    package var identifier: String
    package var mode: EmergencyMode

    package init(_ actor: Actor, _ mode: EmergencyMode) {
      identifier = actor.identifierText
      self.mode = mode
    }
  }

  /// The number of the next document.
  package var nextDocument: UInt32 { (documents.keys.max() ?? 0) + 1 }
  package var nextStatement: UInt32 { (statements.keys.max() ?? 0) + 1 }
  /// Whether the holder has not come of age yet, as far as their record knows.
  package var isMinor: Bool { deadlines[Deadline.Key(.majority)] != nil }
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
