package import CarnetCore

/// What of a record's events goes into the copy that its holder, a representative or an heir takes
/// away: all that they may know, and nothing that tells of what is kept from them.
///
/// Events are judged in order, because a notice or a review names the event that it is about.
package struct CopyFilter: Sendable {
  package enum Treatment: Hashable, Sendable {
    case whole
    /// That it happened, when and by whom; not what it says.
    case withheld
    /// Not even that it happened.
    case left
  }

  private let kind: Carnet_V1_ActorKind
  private let reader: String
  private let hidden: Set<UInt32>
  /// What hidden documents are called by those that replace them.
  private let hiddenNames: Set<String>
  private var leftPositions: Set<UInt64> = []
  private var leftRevisions: Set<UInt32> = []

  /// - Parameters:
  ///   - reader: who takes the copy.
  ///   - state: the record as it is copied.
  ///   - shown: the documents that the policy shows them.
  package init(for reader: Actor, of state: RecordState, shown: Set<UInt32>) {
    kind = reader.kind
    self.reader = reader.identifierText
    let hidden = Set(state.documents.keys).subtracting(shown)
    self.hidden = hidden
    hiddenNames = Set(hidden.compactMap { state.documents[$0]?.uniqueID })
  }

  package mutating func treatment(
    of body: EventBody?,
    at position: Position,
    _ revision: Revision
  ) -> Treatment {
    let treatment = judge(body)
    if treatment == .left {
      leftPositions.insert(position.rawValue)
      leftRevisions.insert(revision.rawValue)
    }
    return treatment
  }

  private func judge(_ body: EventBody?) -> Treatment {
    // What this version cannot read, it cannot vouch for.
    guard let body, let fact = body.fact else { return .left }
    switch kind {
    case .patient: return judge(fact)
    case .representative:
      // R1111-50: nothing of a minor's secret connection.
      if body.context.secret { return .left }
      return judge(fact)
    case .heir: return isForHeirs(fact) ? judge(fact) : .left
    default: return .left
    }
  }

  private func judge(_ fact: Fact) -> Treatment {
    switch fact {
    // A list that was shown to others may name what is hidden: that they looked stays told.
    case .recordAccessed(let accessed):
      return hidden.isDisjoint(with: accessed.documents) ? .whole : .withheld
    case .recordDisclosed(let disclosed):
      return hidden.isDisjoint(with: disclosed.documents) ? .whole : .withheld
    case .heirAdmitted(let heir):
      return hidden.isDisjoint(with: heir.documents) ? .whole : .withheld
    // A version that may be seen names the one before it, which may not.
    case .documentAdded(let added) where hiddenNames.contains(added.replaces):
      return hidden.contains(added.number) ? .left : .withheld
    case .noticeSent(let notice): return leftPositions.contains(notice.cause) ? .left : .whole
    case .noticeFailed(let notice): return leftPositions.contains(notice.cause) ? .left : .whole
    case .emergencyReviewed(let reviewed):
      return leftRevisions.contains(reviewed.access) ? .left : .whole
    case .emergencyEnded(let ended):
      return leftRevisions.contains(ended.access) ? .left : .whole
    case .accessDisputed(let disputed):
      return leftRevisions.contains(disputed.access) ? .left : .whole
    default:
      return hidden.isDisjoint(with: Self.documents(of: fact)) ? .whole : .left
    }
  }

  /// The documents that a fact is about.
  private static func documents(of fact: Fact) -> [UInt32] {
    switch fact {
    case .documentAdded(let added): [added.number]
    case .documentReplaced(let replaced): [replaced.number, replaced.by]
    case .documentHidden(let hidden): [hidden.number]
    case .documentRevealed(let revealed): [revealed.number]
    case .documentArchived(let archived): [archived.number]
    case .documentUnarchived(let archived): [archived.number]
    case .documentDeleted(let deleted): [deleted.number]
    case .documentAccessed(let accessed): [accessed.number]
    case .accessDenied(let denied): [denied.number]
    case .submissionReceived(let submission): submission.documents
    case .deadlineReached(let reached): Self.document(of: reached).map { [$0] } ?? []
    default: []
    }
  }

  private static func document(of reached: Carnet_V1_DeadlineReached) -> UInt32? {
    switch reached.kind {
    case .announcementNotice, .announcementRelease, .directives: UInt32(reached.subject)
    default: nil
    }
  }

  /// An heir has the documents that the motive covers, and what says that there was a record; who
  /// looked and what the dead had decided is not theirs.
  private func isForHeirs(_ fact: Fact) -> Bool {
    switch fact {
    case .recordOpened, .recordClosed, .deathRecorded, .documentAdded, .documentReplaced,
      .documentArchived, .documentUnarchived, .documentDeleted:
      true
    case .heirAdmitted(let heir): heir.heir.identifierText == reader
    default: false
    }
  }
}
