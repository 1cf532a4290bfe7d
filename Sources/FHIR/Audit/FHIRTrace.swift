package import CarnetCore
package import MedicalRecord

/// A row of the audit trail as an AuditEvent needs it: who did what to whose record, when, why, and
/// by which rule.
package struct FHIRTrace: Hashable, Sendable {
  /// The position of the event in the log: the id of the AuditEvent.
  package var position: Position
  /// The catalogue's type; nil for one of a later version.
  package var kind: FactKind?
  /// Of a record access or refusal: what was asked for.
  package var access: AccessKind
  package var actor: FHIRActor
  /// On whom a right was given or taken.
  package var target: FHIRActor?
  package var recorded: Instant
  /// When it happened by the actor's own clock, where that is another moment.
  package var occurred: Instant?
  package var purpose: Purpose
  package var reason: String
  /// The logicalID of the document.
  package var document: EventID?
  /// The rule that decided, and the version of the rules.
  package var rule: UInt32?
  package var policy: UInt32?
  package var relation: Relation
  /// The network address or workstation of the caller.
  package var place: String
  /// The request across systems.
  package var request: UInt64?
  package var isSecret = false
  /// Nil for an event that is not about a record.
  package var subject: FHIRSubject?

  package init(
    position: Position,
    kind: FactKind?,
    access: AccessKind = .unspecified,
    actor: FHIRActor,
    recorded: Instant,
    purpose: Purpose = .unspecified,
    reason: String = "",
    relation: Relation = .unspecified,
    place: String = "",
    subject: FHIRSubject?
  ) {
    self.position = position
    self.kind = kind
    self.access = access
    self.actor = actor
    self.recorded = recorded
    self.purpose = purpose
    self.reason = reason
    self.relation = relation
    self.place = place
    self.subject = subject
  }

  package var id: String { String(position.rawValue) }
  package var path: String { "AuditEvent/\(id)" }

  /// When it happened: TDE's period.
  package var moment: Instant { occurred ?? recorded }

  package var isRefused: Bool { kind == .accessDenied }

  /// What was done, in the words of FHIR's interactions.
  enum Interaction: String, Hashable {
    case create, read, update, patch, delete
    case search = "search-type"
    case operation

    /// AuditEvent.action.
    var action: String {
      switch self {
      case .create: "C"
      case .read: "R"
      case .update, .patch: "U"
      case .delete: "D"
      case .search, .operation: "E"
      }
    }
  }

  var interaction: Interaction {
    switch kind {
    case .documentAccessed: .read
    case .recordAccessed: access == .list || access == .existence ? .search : .read
    case .accessDenied: document == nil && access == .list ? .search : .read
    case .recordFound, .auditAsked: .search
    case .documentAdded, .submissionReceived, .recordOpened, .statementMade: .create
    case .documentHidden, .documentRevealed, .documentArchived, .documentUnarchived,
      .documentReplaced:
      .patch
    case .documentDeleted, .recordErased: .delete
    case .eventsExported, .recordDisclosed, .noticeSent, .noticeFailed, .emergencyAccessed,
      .emergencyEnded:
      .operation
    default: .update
    }
  }

  /// The transaction of IHE or its national companion that this was, if any.
  var transaction: String? {
    switch (kind, interaction) {
    case (.documentAccessed?, _): "ITI-68"
    case (.recordAccessed?, .search) where access == .list: "ITI-67"
    case (.documentAdded?, _), (.submissionReceived?, _): "ITI-65"
    default: nil
    }
  }

  var isWrite: Bool { ["C", "U", "D"].contains(interaction.action) }
}
