package import CarnetCore
package import MedicalRecord
package import Views

extension AuditTrail {
  /// What is searched for in the trail; what is not set does not matter.
  package struct Filter: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
      case success
      /// Refused by a rule.
      case refused
    }

    package var record: Pseudonym?
    /// The document's number in the record.
    package var document: UInt32?
    /// Who acted, by identifier.
    package var agent: AuditActor.Identifier?
    package var agentKind: Carnet_V1_ActorKind?
    package var types: Set<UInt16> = []
    package var outcome: Outcome?
    package var request: UInt64?

    package init() {}
  }
}

extension ViewSession where P == AuditTrail {
  /// Accesses of a period that a filter admits, in the order of positions.
  package func accesses(
    matching filter: AuditTrail.Filter,
    in period: Range<Instant>,
    _ page: AuditTrail.Page = .init()
  ) throws -> [AuditTrail.Access] {
    var conditions: [String] = []
    var values: [SQLValue] = []
    if let record = filter.record {
      conditions.append("record = ?")
      values.append(.integer(Int64(bitPattern: record.rawValue)))
    }
    if let document = filter.document {
      conditions.append("document = ?")
      values.append(.integer(Int64(document)))
    }
    if filter.agent != nil || filter.agentKind != nil {
      var (words, bound): ([String], [SQLValue]) = ([], [])
      if let agent = filter.agent {
        words.append("identifier = ?")
        bound.append(agent.value)
      }
      if let kind = filter.agentKind {
        words.append("kind = ?")
        bound.append(.integer(Int64(kind.rawValue)))
      }
      conditions.append(
        "actor IN (SELECT id FROM actor WHERE \(words.joined(separator: " AND ")))"
      )
      values += bound
    }
    if !filter.types.isEmpty {
      let list = filter.types.sorted().map { String($0) }.joined(separator: ", ")
      conditions.append("type IN (\(list))")
    }
    switch filter.outcome {
    case .refused: conditions.append("type = 34 AND \(AuditTrail.rare)")
    case .success: conditions.append("type <> 34")
    case nil: break
    }
    if let request = filter.request {
      conditions.append("request = ? AND request IS NOT NULL")
      values.append(.integer(Int64(bitPattern: request)))
    }
    return try accesses(
      conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND "),
      values,
      period,
      page
    )
  }
}
