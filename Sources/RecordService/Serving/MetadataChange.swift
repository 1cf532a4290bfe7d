package import CarnetCore
package import MedicalRecord

/// What is to become of a document's metadata; what is nil stays as it is.
package struct MetadataChange: Sendable, Hashable {
  /// From whom it is hidden: the whole set, of which the difference to the present one is applied.
  package var labels: Set<Visibility>?
  package var isArchived: Bool?
  /// TD3.3c; never undone.
  package var deletes: Bool

  package init(
    labels: Set<Visibility>? = nil,
    isArchived: Bool? = nil,
    deletes: Bool = false
  ) {
    self.labels = labels
    self.isArchived = isArchived
    self.deletes = deletes
  }
}

/// A document after its metadata were changed.
package struct ChangedDocument: Sendable, Hashable {
  package var record: Pseudonym
  package var number: UInt32
  package var logicalID: EventID
  /// XDS's entryUUID: new where anything was changed.
  package var entryID: EventID
  /// What the next `If-Match` names.
  package var revision: Revision
}

extension RecordDesk {
  /// TD3.3a to TD3.3d: hides and reveals, archives, deletes; all of it in one write.
  ///
  /// - Parameters:
  ///   - reference: the document; it must be one that the caller may see.
  ///   - change: what is to become of it.
  ///   - expected: the document's revision as the caller knows it (`If-Match`); nil for whichever.
  ///   - caller: who changes.
  /// - Returns: the document's new version; the old one and no positions where it was so already.
  /// - Throws: `.conflict` where somebody changed the document since, `.refused`; nothing was changed.
  package func change(
    _ reference: DocumentReference,
    _ change: MetadataChange,
    ifMatch expected: Revision? = nil,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<ChangedDocument> {
    let (record, number) = try await locate(reference, for: caller)
    var written = try await act(on: record, by: caller) { ground throws(Refusal) in
      try Self.change(number(ground.dossier), change, expected, caller, ground)
    }
    do {
      let now = try service.dossier(of: record).documents[written.value.number]
      if let now {
        written.value.entryID = now.entryID
        written.value.revision = now.revision
      }
    } catch {
      throw ServingFailure(error)
    }
    return written
  }

  private static func change(
    _ number: UInt32,
    _ change: MetadataChange,
    _ expected: Revision?,
    _ caller: Caller,
    _ ground: DecisionGround
  ) throws(Refusal) -> Act<ChangedDocument> {
    let state = ground.state
    // Whoever may not see it does not change it, and is told as much as a reader would be.
    let request = caller.accessRequest(.document(number), on: state)
    let rule = AccessPolicy.decide(request, on: state, rules: ground.rules).rule
    if let refusal = caller.refusal(to: .feed, on: state) ?? (rule.allows ? nil : rule) {
      return .denied(refusal, document: number)
    }
    guard let document = ground.dossier.documents[number] else {
      return .denied(.unknownDocument, document: number)
    }
    let result = ChangedDocument(
      record: document.record,
      number: number,
      logicalID: document.logicalID,
      entryID: document.entryID,
      revision: document.revision
    )
    if let expected, expected != document.revision {
      return .failed(.conflict(expected: expected, actual: document.revision))
    }
    let facts = try facts(of: change, to: document, caller.actor, ground)
    return facts.isEmpty ? .unchanged(result) : .write(Draft(facts), result)
  }

  private static func facts(
    of change: MetadataChange,
    to document: DocumentView,
    _ actor: Actor,
    _ ground: DecisionGround
  ) throws(Refusal) -> [Fact] {
    let number = document.number
    var state = ground.state
    var facts: [Fact] = []
    func take(_ made: [Fact]) {
      for fact in made {
        state.evolve(EventBody(fact, context: EventContext()), at: state.revision?.next ?? .zero)
      }
      facts += made
    }
    if let labels = change.labels {
      // Two labels exclude each other: the old one goes first.
      for label in document.hiddenFrom.subtracting(labels).sorted(by: Self.inOrder) {
        take(try state.reveal(number, to: label, by: actor))
      }
      for label in labels.subtracting(document.hiddenFrom).sorted(by: Self.inOrder) {
        take(
          try state.hide(number, from: label, by: actor, rules: ground.rules, now: ground.now)
        )
      }
    }
    if let isArchived = change.isArchived, isArchived != document.isArchived {
      take(try isArchived ? state.archive(number) : state.unarchive(number))
    }
    if change.deletes { take(try state.delete(number, by: actor)) }
    return facts
  }

  private static func inOrder(_ left: Visibility, _ right: Visibility) -> Bool {
    left.rawValue < right.rawValue
  }
}
