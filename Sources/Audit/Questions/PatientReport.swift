package import AuditTrail
package import CarnetCore
package import MedicalRecord

/// Question 26: the list of accesses for the holder, in plain words.
package struct PatientReport: AuditQuestion {
  /// All that one person did of one kind in a day.
  package struct Row: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case looked
      case opened
      case refused
      case emergency
      case copied
      case checked
    }

    package var day: CalendarDay
    package var first: Instant
    package var actor: AuditActor
    package var purpose: Purpose
    package var kind: Kind
    package var rule: AccessRule?
    package var relation: Relation
    package var reason: String
    package var documents: [UInt32]
    package var count: Int
    package var positions: [Position]
  }

  private let asked: Pseudonym
  private let forRepresentative: Bool
  private let period: Range<Instant>?

  /// - Parameters:
  ///   - record: whose trail.
  ///   - forRepresentative: leaves out what a minor did or had done in secret (R1111-50). What
  ///     waits for its announcement is left out for both (R1111-53).
  ///   - period: when.
  package init(
    of record: Pseudonym,
    forRepresentative: Bool = false,
    in period: Range<Instant>? = nil
  ) {
    asked = record
    self.forRepresentative = forRepresentative
    self.period = period
  }

  package var name: String { "patient-report" }
  package var parameters: [String] {
    [asked.description] + (forRepresentative ? ["for representative"] : [])
      + Parameters.words(period)
  }
  package var record: Pseudonym? { asked }

  package func events(behind row: Row) -> [Position] { row.positions }

  package func rows(_ ground: AuditGround) throws -> [Row] {
    let accesses = try ground.trail {
      try $0.accesses(to: asked, in: period, AuditTrail.Page(limit: .max))
    }
    // What was hidden before the period stays hidden in it.
    let all =
      period == nil
      ? accesses
      : try ground.trail { try $0.accesses(to: asked, in: nil, AuditTrail.Page(limit: .max)) }
    let hidden = hiddenDocuments(all)
    var time = WorkingTime()
    var rows: [Row] = []
    for access in accesses {
      guard let kind = Row.Kind(access) else { continue }
      if forRepresentative, access.isSecret { continue }
      // A read of a document that is kept from them would tell that it exists.
      if let document = access.document, hidden.contains(document) { continue }
      let row = Row(
        day: time.day(of: access.time),
        first: access.time,
        actor: access.actor,
        purpose: access.purpose,
        kind: kind,
        rule: access.rule.flatMap(AccessRule.init),
        relation: access.relation,
        reason: access.reason,
        documents: access.document.map { [$0] } ?? [],
        count: 1,
        positions: [access.position]
      )
      if let place = rows.lastIndex(where: { $0.isContinued(by: row) }) {
        rows[place].add(row)
      } else {
        rows.append(row)
      }
    }
    return rows
  }

  /// Documents that wait for their announcement; for representatives, also those that are hidden
  /// from them or came in a secret connection.
  private func hiddenDocuments(_ accesses: [AuditTrail.Access]) -> Set<UInt32> {
    let labels: Set<Int> =
      forRepresentative
      ? [Visibility.patient.rawValue, Visibility.representatives.rawValue]
      : [Visibility.patient.rawValue]
    var secret: Set<UInt32> = []
    var hidden: [Int: Set<UInt32>] = [:]
    for access in accesses {
      guard let document = access.document else { continue }
      if forRepresentative, access.isSecret { secret.insert(document) }
      guard let label = access.detail.map({ Int($0) }), labels.contains(label) else { continue }
      if access.kind == .documentHidden { hidden[label, default: []].insert(document) }
      if access.kind == .documentRevealed {
        hidden[label, default: []].remove(document)
        if label == Visibility.representatives.rawValue { secret.remove(document) }
      }
    }
    return hidden.values.reduce(secret) { $0.union($1) }
  }
}

extension PatientReport.Row {
  /// Rows of one day stand near each other: only the last few are looked at.
  fileprivate func isContinued(by other: Self) -> Bool {
    day == other.day && kind == other.kind && actor == other.actor && rule == other.rule
      && purpose == other.purpose && reason == other.reason
  }

  fileprivate mutating func add(_ other: Self) {
    for document in other.documents where !documents.contains(document) {
      documents.append(document)
    }
    count += other.count
    positions += other.positions
  }
}

extension PatientReport.Row.Kind {
  fileprivate init?(_ access: AuditTrail.Access) {
    switch access.kind {
    case .recordAccessed where access.detail == AccessKind.existence.rawValue: return nil
    case .recordAccessed: self = access.purpose == .audit ? .checked : .looked
    case .documentAccessed: self = .opened
    case .accessDenied: self = .refused
    case .emergencyAccessed: self = .emergency
    case .recordDisclosed: self = .copied
    default: return nil
    }
  }
}
