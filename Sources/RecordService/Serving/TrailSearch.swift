package import AuditTrail
package import CarnetCore
import MedicalRecord
import Views

/// What is searched for among the traces; a period is compulsory, as every profile of AuditEvent
/// wants it.
package struct TrailSearch: Sendable {
  package var period: Range<Instant>
  /// Agent, document, types, outcome, request.
  package var filter: AuditTrail.Filter
  /// The last position of the page before.
  package var after: Position?
  package var limit: Int
  /// An event that must be seen.
  package var atLeast: Position?

  package static let limitMax = 1000

  package init(
    _ period: Range<Instant>,
    _ filter: AuditTrail.Filter = .init(),
    after: Position? = nil,
    limit: Int = 100,
    atLeast: Position? = nil
  ) {
    self.period = period
    self.filter = filter
    self.after = after
    self.limit = limit
    self.atLeast = atLeast
  }
}

/// A page of traces.
package struct TrailPage: Sendable {
  package var accesses: [AuditTrail.Access]
  /// What the next page gives as `after`; nil after the last one.
  package var next: Position?
  /// Number of events that the view held when it was asked: what came later is not in the page.
  package var reached: UInt64
}

extension RecordDesk {
  /// A record's own traces: for the holder's side, the "médecin traitant" and management (R1111-43,
  /// L1111-19).
  ///
  /// A trace about a document that the caller may not see would tell that there is one, so it is not
  /// there either; and representatives do not learn of a minor's secret connections (R1111-50).
  package func trail(
    of reference: RecordReference,
    _ search: TrailSearch,
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<TrailPage> {
    try check(search)
    let record = try await find(reference, for: caller)
    var search = search
    search.filter.record = record
    let found = try await visible(search, of: record, for: caller)
    return try await read(record, by: caller, asking: { _ in .record(.trail) }) { ground in
      var page = found
      page.accesses.removeAll { !Self.shows($0, ground) }
      return Shown(page)
    }
  }

  /// A page of what the caller may see: what is left out must not leave a gap, which would tell that
  /// there is something.
  ///
  /// Shows nothing yet: that is decided once more, and traced, by whoever gives the page away.
  private func visible(
    _ search: TrailSearch,
    of record: Pseudonym,
    for caller: Caller
  ) async throws(ServingFailure) -> TrailPage {
    let ground = try trailGround(record, caller)
    var page = TrailPage(accesses: [], next: search.after, reached: 0)
    guard ground.decision.isAllowed else { return page }
    repeat {
      var part = search
      part.after = page.next
      let more = try await accesses(part)
      page.accesses += more.accesses.filter { Self.shows($0, ground) }
      page.next = more.next
      page.reached = more.reached
    } while page.next != nil && page.accesses.count <= search.limit
    if page.accesses.count > search.limit {
      page.accesses.removeSubrange(search.limit...)
      page.next = page.accesses.last?.position
    }
    return page
  }

  private func trailGround(
    _ record: Pseudonym,
    _ caller: Caller
  ) throws(ServingFailure) -> ReadGround {
    do {
      let dossier = try service.dossier(of: record)
      let now = service.clock()
      let rules = try service.rules(at: now)
      return ReadGround(
        dossier: dossier,
        decision: AccessPolicy.decide(
          caller.accessRequest(.record(.trail), on: dossier.state),
          on: dossier.state,
          rules: rules
        ),
        rules: rules,
        now: now,
        caller: caller
      )
    } catch {
      throw ServingFailure(error)
    }
  }

  static func shows(_ access: AuditTrail.Access, _ ground: ReadGround) -> Bool {
    let caller = ground.caller
    if case .representative = caller.identity, access.isSecret { return false }
    switch caller.identity {
    // Traces are their work; they see no document behind the number.
    case .auditor, .operator, .insuranceAgent: return true
    default: break
    }
    guard let number = access.document else { return true }
    switch ground.rule(for: number) {
    case .documentDeleted: return ground.couldSee(number)
    case let rule: return rule.allows
    }
  }

  /// Traces of all records, for auditors; that they were read is itself an event, in the system's
  /// stream and, where the search names one, in the record's own trail.
  package func trail(
    _ search: TrailSearch,
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<TrailPage> {
    try check(search)
    if let record = search.filter.record {
      let traced = try await trail(of: .record(record), search, for: caller)
      guard case .auditor = caller.identity else { return traced }
      _ = try await asked(search, traced.value, caller)
      return traced
    }
    guard case .auditor = caller.identity, caller.refusal == nil else {
      throw try await refusedTrail(caller)
    }
    let page = try await accesses(search)
    let receipt = try await asked(search, page, caller)
    return Traced(
      value: page,
      receipt: receipt,
      asOf: Position(page.reached),
      rule: .management,
      relation: .management
    )
  }

  private func check(_ search: TrailSearch) throws(ServingFailure) {
    guard (1...TrailSearch.limitMax).contains(search.limit) else { throw .badParameter("limit") }
    guard !search.period.isEmpty else { throw .badParameter("date") }
  }

  private func accesses(_ search: TrailSearch) async throws(ServingFailure) -> TrailPage {
    do {
      if let position = search.atLeast {
        try await views.reach(position)
      } else {
        try await views.bringUp()
      }
      let (accesses, reached) = try await trail.read { session in
        (
          try session.accesses(
            matching: search.filter,
            in: search.period,
            AuditTrail.Page(after: search.after, limit: search.limit + 1)
          ),
          session.progress.applied
        )
      }
      let page = Array(accesses.prefix(search.limit))
      return TrailPage(
        accesses: page,
        next: accesses.count > search.limit ? page.last?.position : nil,
        reached: reached
      )
    } catch {
      throw ServingFailure(error)
    }
  }

  private func asked(
    _ search: TrailSearch,
    _ page: TrailPage,
    _ caller: Caller
  ) async throws(ServingFailure) -> WriteReceipt {
    var parameters = ["\(search.period.lowerBound)", "\(search.period.upperBound)"]
    if let record = search.filter.record { parameters.append(record.description) }
    if let agent = search.filter.agent { parameters.append("agent \(agent)") }
    parameters += search.filter.types.sorted().map { "type \($0)" }
    if let after = search.after { parameters.append("after \(after)") }
    do {
      return WriteReceipt(
        try await service.traceQuestion(
          "AuditEvent",
          parameters,
          answers: UInt64(page.accesses.count),
          caller.context()
        )
      )
    } catch {
      throw ServingFailure(error)
    }
  }

  /// Who is no auditor and asks for the traces of everybody: the attempt stands in the system's
  /// stream.
  private func refusedTrail(_ caller: Caller) async throws(ServingFailure) -> ServingFailure {
    let rule = caller.refusal ?? .trailNotForThisReader
    var denied = Carnet_V1_AccessDenied()
    denied.kind = .trail
    denied.rule = rule.rawValue
    do {
      _ = try await service.append(.system, [.accessDenied(denied)], caller.context())
    } catch {
      return ServingFailure(error)
    }
    return .forbidden(rule)
  }
}
