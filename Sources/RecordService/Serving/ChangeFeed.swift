package import CarnetCore
import EventLog
package import MedicalRecord

/// Something that happened to a record and that the caller may know.
package struct ChangeItem: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case documentAdded(replaces: UInt32?)
    case documentReplaced(by: UInt32)
    /// A change of confidentiality must be noticed and shown (P4D).
    case labelsChanged(Set<Visibility>)
    case documentArchived
    case documentUnarchived
    /// Of a document that the caller could see.
    case documentDeleted
    case recordClosed
    case recordSuspended
    case recordResumed
    case recordReactivated
    case identityChanged
    /// Consents, authorisations, blocks, representatives.
    case rightsChanged
  }

  package var position: Position
  package var time: Instant
  package var record: Pseudonym
  package var kind: Kind
  /// The document's number and logicalId, where it is about one.
  package var document: UInt32?
  package var logicalID: EventID?
  /// The set that a document came with.
  package var submissionSet: String?
}

/// A page of changes.
package struct ChangePage: Sendable {
  package var items: [ChangeItem]
  /// What the next call gives as `after`: nothing is missed and nothing comes twice.
  package var cursor: Position
  /// Whether there is more by now.
  package var isCut: Bool
  /// The records that were asked for and that the caller may not read any more.
  package var refused: [Pseudonym]
  /// The traces, one for each record of which something is shown.
  package var receipts: [Pseudonym: WriteReceipt]
}

/// Which records a caller wants to hear of.
package enum ChangeScope: Sendable, Hashable {
  case records([Pseudonym])
  /// Those on which the professional is authorised; a patient's is named.
  case authorised

  /// Whether each record was named.
  var isExplicit: Bool { if case .records = self { true } else { false } }

  /// Whether nothing can come of it.
  package var isEmpty: Bool { self == .records([]) }

  /// Without records that were refused.
  package func without(_ refused: [Pseudonym]) -> ChangeScope {
    guard case .records(let records) = self, !refused.isEmpty else { return self }
    return .records(records.filter { !refused.contains($0) })
  }
}

extension RecordDesk {
  package static let changesMax = 1000
  private static let recordsMax = 1000

  /// What changed since a position, in the order of the log: "since my last visit" in one call.
  ///
  /// Each item is decided as of now: what the caller may not see is not there, also where they could
  /// when it happened. One trace for each record of which something is shown.
  ///
  /// - Parameters:
  ///   - cursor: the position after which; `ChangePage.cursor` of the call before, or nil for all.
  ///   - scope: of which records.
  ///   - limit: items at most, 1 to 1000.
  ///   - caller: who asks.
  package func changes(
    after cursor: Position?,
    in scope: ChangeScope,
    limit: Int = 100,
    for caller: Caller
  ) async throws(ServingFailure) -> ChangePage {
    guard (1...Self.changesMax).contains(limit) else { throw .badParameter("limit") }
    let size = try durableSize()
    if let cursor, cursor.rawValue >= size { throw .behind(asked: cursor, reached: size) }
    let start = cursor.map { $0.rawValue + 1 } ?? 0
    var page = ChangePage(
      items: [],
      cursor: Position(max(size, 1) - 1),
      isCut: false,
      refused: [],
      receipts: [:]
    )
    for record in try await records(in: scope, caller) {
      guard let head = service.index.head(of: record) else { continue }
      // Whoever names a record is told whether they may, also when there is nothing new in it.
      if !scope.isExplicit, head.position.rawValue < start { continue }
      do throws(ServingFailure) {
        page.items += try items(of: record, from: start, to: size, caller)
      } catch .forbidden, .notFound {
        if scope.isExplicit {
          try await refuse(record, caller)
          page.refused.append(record)
        }
      }
    }
    page.items.sort { ($0.position, $0.document ?? 0) < ($1.position, $1.document ?? 0) }
    if page.items.count > limit {
      page.items.removeSubrange(limit...)
      page.isCut = true
      if let last = page.items.last { page.cursor = last.position }
    }
    return try await traced(page, caller)
  }

  /// Writes down that a caller may not follow a record.
  ///
  /// - Throws: `.notFound` where they may not know that there is one, and `.forbidden` for what they lack
  ///   whichever it is: as for one that is not there.
  private func refuse(
    _ record: Pseudonym,
    _ caller: Caller
  ) async throws(ServingFailure) {
    do throws(ServingFailure) {
      _ = try await read(record, by: caller, asking: { _ in .record(.list) }) { _ in Shown(()) }
    } catch .forbidden(let rule) {
      if caller.refusal != nil { throw .forbidden(rule) }
    }
  }

  private func durableSize() throws(ServingFailure) -> UInt64 {
    do {
      return try service.reader.readableSize()
    } catch {
      throw ServingFailure(error)
    }
  }

  private func records(
    in scope: ChangeScope,
    _ caller: Caller
  ) async throws(ServingFailure) -> [Pseudonym] {
    switch scope {
    case .records(let records):
      guard records.count <= Self.recordsMax else { throw .badParameter("records") }
      return Array(Set(records)).sorted()
    case .authorised:
      guard case .professional = caller.identity else { throw .badParameter("records") }
      let name = caller.actor.identifierText
      do {
        try await views.bringUp()
        let found = try await trail.read { try $0.records(authorising: name) }
        guard found.count <= Self.recordsMax else { throw ServingFailure.tooMany(found.count) }
        return found
      } catch {
        throw ServingFailure(error)
      }
    }
  }

  /// What a page shows is decided again in the turn of each record, and traced there: whatever was
  /// hidden between the look and the trace is left out.
  private func traced(
    _ page: ChangePage,
    _ caller: Caller
  ) async throws(ServingFailure) -> ChangePage {
    var page = page
    let items = Dictionary(grouping: page.items) { $0.record }
    var kept: [ChangeItem] = []
    for (record, items) in items.sorted(by: { $0.key < $1.key }) {
      do throws(ServingFailure) {
        let traced = try await read(record, by: caller, asking: { _ in .record(.list) }) { ground in
          let shown = items.filter { Self.shows($0, ground) }
          return Shown(shown, documents: Array(Set(shown.compactMap(\.document))).sorted())
        }
        kept += traced.value
        page.receipts[record] = traced.receipt
      } catch .forbidden, .notFound {
        page.refused.append(record)
      }
    }
    page.items = kept.sorted {
      ($0.position, $0.document ?? 0) < ($1.position, $1.document ?? 0)
    }
    return page
  }

  private static func shows(_ item: ChangeItem, _ ground: ReadGround) -> Bool {
    guard let number = item.document else { return true }
    if item.kind == .documentDeleted { return ground.couldSee(number) }
    return ground.allows(number)
  }

  /// The items of one record, as far as the caller may see them now.
  private func items(
    of record: Pseudonym,
    from start: UInt64,
    to size: UInt64,
    _ caller: Caller
  ) throws(ServingFailure) -> [ChangeItem] {
    do {
      let dossier = try service.dossier(of: record)
      let now = service.clock()
      let rules = try service.rules(at: now)
      let request = caller.accessRequest(.record(.list), on: dossier.state)
      let decision = AccessPolicy.decide(request, on: dossier.state, rules: rules)
      let ground = ReadGround(
        dossier: dossier,
        decision: decision,
        rules: rules,
        now: now,
        caller: caller
      )
      guard decision.isAllowed, caller.refusal == nil else { throw refused(ground, caller) }
      if dossier.changed.map({ $0.rawValue < start }) ?? true { return [] }
      return try service.recentEvents(of: record, from: Position(start))
        .compactMap { event in
          guard event.position.rawValue < size else { return nil }
          return Self.item(event, dossier)
        }
        .filter { Self.shows($0, ground) }
    } catch {
      throw ServingFailure(error)
    }
  }

  private static func item(_ event: OpenedEvent, _ dossier: RecordDossier) -> ChangeItem? {
    guard let fact = event.body?.fact else { return nil }
    var item = ChangeItem(
      position: event.position,
      time: event.time,
      record: event.record,
      kind: .rightsChanged
    )
    func about(_ number: UInt32, _ kind: ChangeItem.Kind) {
      item.kind = kind
      item.document = number
      item.logicalID = dossier.documents[number]?.logicalID
      item.submissionSet = dossier.documents[number]?.submissionSet
    }
    switch fact {
    case .documentAdded(let added):
      about(
        added.number,
        .documentAdded(replaces: dossier.state.numbersByUniqueID[added.replaces])
      )
    case .documentReplaced(let replaced):
      about(replaced.number, .documentReplaced(by: replaced.by))
    case .documentHidden(let hidden): about(hidden.number, labels(hidden.number, dossier))
    case .documentRevealed(let revealed):
      about(revealed.number, labels(revealed.number, dossier))
    case .documentArchived(let archived): about(archived.number, .documentArchived)
    case .documentUnarchived(let archived): about(archived.number, .documentUnarchived)
    case .documentDeleted(let deleted): about(deleted.number, .documentDeleted)
    case .recordClosed: item.kind = .recordClosed
    case .recordSuspended: item.kind = .recordSuspended
    case .recordResumed: item.kind = .recordResumed
    case .recordReactivated: item.kind = .recordReactivated
    case .identityRecorded: item.kind = .identityChanged
    case .consentGranted, .consentWithdrawn, .consentCollected, .authorisationGranted,
      .authorisationRevoked, .authorisationExpired, .treatingDoctorNamed, .treatingDoctorEnded,
      .careTeamJoined, .careTeamLeft, .actorBlocked, .actorUnblocked, .representativeNamed,
      .representativeEnded, .heirAdmitted, .heirEnded:
      item.kind = .rightsChanged
    default: return nil
    }
    return item
  }

  private static func labels(_ number: UInt32, _ dossier: RecordDossier) -> ChangeItem.Kind {
    .labelsChanged(dossier.documents[number]?.hiddenFrom ?? [])
  }

  /// As `changes`, and where there is nothing yet, waits until there is or the time is over.
  ///
  /// Whoever waits takes no thread, and is woken by the log's growth alone.
  package func waitForChanges(
    after cursor: Position?,
    in scope: ChangeScope,
    limit: Int = 100,
    timeout: Duration,
    for caller: Caller
  ) async throws(ServingFailure) -> ChangePage {
    let deadline = ContinuousClock.now + min(max(timeout, .zero), .seconds(300))
    var after = cursor
    var scope = scope
    var refused: [Pseudonym] = []
    while true {
      var page = try await changes(after: after, in: scope, limit: limit, for: caller)
      refused += page.refused
      page.refused = refused
      // What was refused is not asked for again: each refusal is an event, and would wake this.
      scope = scope.without(refused)
      if !page.items.isEmpty || scope.isEmpty || ContinuousClock.now >= deadline
        || Task.isCancelled
      {
        return page
      }
      // What was looked at and held nothing is not looked at again.
      after = page.cursor
      await growth.wait(beyond: page.cursor.rawValue + 1, until: deadline)
    }
  }
}

extension ReadGround {
  /// Whether a deleted document is one that the caller could see if it were not deleted.
  func couldSee(_ number: UInt32) -> Bool {
    var state = dossier.state
    state.documents[number]?.isDeleted = false
    let request = caller.accessRequest(.document(number), on: state)
    return AccessPolicy.decide(request, on: state, rules: rules).isAllowed
  }
}

extension RecordService {
  /// The events of a record from a position on, in order, opened.
  func recentEvents(of record: Pseudonym, from start: Position) throws -> [OpenedEvent] {
    guard let head = index.head(of: record) else { return [] }
    commit?.waitForTree(head.position.rawValue + 1)
    var events: [OpenedEvent] = []
    var scratch = BodyOpener.Scratch()
    let opener = EventOpener(opener)
    var failure: (any Error)?
    try reader.walkBack(from: head) { block, index in
      do {
        if block.position(index) < start { return false }
        if !FactKind.isTrace(block.types[index].rawValue) {
          events.append(try opener.event(block, index, &scratch))
        }
        return true
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return events.reversed()
  }
}
