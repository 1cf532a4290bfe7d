package import CarnetCore
import EventLog
import MedicalRecord
import Vault

/// A document's content, opened.
package struct DocumentContent: Sendable {
  package var document: DocumentView
  package var bytes: [UInt8]
}

extension RecordDesk {
  /// Where a document stands: its record, and how to find it there.
  func locate(
    _ reference: DocumentReference,
    for caller: Caller
  ) async throws(ServingFailure) -> (
    record: Pseudonym, number: @Sendable (RecordDossier) -> UInt32
  ) {
    switch reference {
    case .number(let number, let record): return (record, { _ in number })
    case .uniqueID(let uniqueID, let place):
      let record = try await find(place, for: caller)
      return (record, { $0.state.numbersByUniqueID[uniqueID] ?? 0 })
    case .identifier(let id):
      do {
        if let position = try service.position(of: id) {
          let record = try service.reader.envelope(at: position).record
          return (
            record,
            { dossier in
              dossier.documents.values.first { $0.logicalID == id || $0.entryID == id }?.number ?? 0
            }
          )
        }
      } catch {
        throw ServingFailure(error)
      }
      throw try await nothingThere(for: caller, ["document"])
    }
  }

  /// One document's metadata.
  ///
  /// - Throws: `.notFound` for one that is not there or that the caller may not see; `.gone` for one
  ///   that they could see before it was deleted.
  package func document(
    _ reference: DocumentReference,
    for caller: Caller,
    atLeast position: Position? = nil
  ) async throws(ServingFailure) -> Traced<DocumentView> {
    try await requireDurable(position)
    let (record, number) = try await locate(reference, for: caller)
    return try await readDocument(record, number, caller) { $0 }
  }

  /// TD3.2: a document's content.
  ///
  /// The content is opened and checked before its trace is written, so that a trace never says that
  /// somebody received what they did not; and nothing is given before the trace is durable.
  ///
  /// - Parameters:
  ///   - reference: the document.
  ///   - caller: who reads.
  ///   - position: an event that must be seen.
  ///   - includingSuperseded: also a version that another one took the place of.
  /// - Returns: the bytes as they were filed.
  /// - Throws: `.notFound`, `.gone`, `.forbidden`, `.contentDamaged`.
  package func content(
    _ reference: DocumentReference,
    for caller: Caller,
    atLeast position: Position? = nil,
    includingSuperseded: Bool = false
  ) async throws(ServingFailure) -> Traced<DocumentContent> {
    try await requireDurable(position)
    let (record, number) = try await locate(reference, for: caller)
    let opened = try await readDocument(record, number, caller) { [self] document in
      if document.replacedBy != nil, !includingSuperseded {
        return Result<DocumentContent, ServingFailure>.failure(.gone(.superseded(by: nil)))
      }
      return open(document)
    }
    switch opened.value {
    case .success(let content):
      return Traced(
        value: content,
        receipt: opened.receipt,
        asOf: opened.asOf,
        rule: opened.rule,
        relation: opened.relation
      )
    case .failure(.gone(.superseded)):
      throw .gone(.superseded(by: try await successor(record, number, caller)))
    case .failure(let failure): throw failure
    }
  }

  /// The newest version in a document's place, where the caller may see it.
  private func successor(
    _ record: Pseudonym,
    _ number: (RecordDossier) -> UInt32,
    _ caller: Caller
  ) async throws(ServingFailure) -> EventID? {
    do {
      let dossier = try service.dossier(of: record)
      let ground = ReadGround(
        dossier: dossier,
        decision: AccessPolicy.decide(
          caller.accessRequest(.record(.existence), on: dossier.state),
          on: dossier.state
        ),
        rules: try service.rules(at: service.clock()),
        now: service.clock(),
        caller: caller
      )
      var document = dossier.documents[number(dossier)]
      // A chain cannot be longer than there are documents.
      for _ in 0..<dossier.documents.count {
        guard let by = document?.replacedBy else { break }
        document = dossier.documents[by]
      }
      guard let document, ground.allows(document.number) else { return nil }
      return document.logicalID
    } catch {
      throw ServingFailure(error)
    }
  }

  func open(_ document: DocumentView) -> Result<DocumentContent, ServingFailure> {
    let damaged = ServingFailure.contentDamaged(document.record, document: document.number)
    guard let name = Digest(bytes: Array(document.metadata.content)) else {
      return .failure(damaged)
    }
    do throws(VaultFailure) {
      let bytes = try service.contents.get(name, record: document.record)
      guard bytes.count == Int(document.metadata.contentBytes) else { return .failure(damaged) }
      return .success(DocumentContent(document: document, bytes: bytes))
    } catch {
      switch error {
      case .keyDestroyed, .keyMissing: return .failure(.gone(.shredded))
      case .contentMissing, .contentDamaged, .doesNotOpen: return .failure(damaged)
      default: return .failure(.unavailable(String(describing: error)))
      }
    }
  }

  private func readDocument<Value: Sendable>(
    _ record: Pseudonym,
    _ number: @Sendable (RecordDossier) -> UInt32,
    _ caller: Caller,
    _ make: (DocumentView) -> Value
  ) async throws(ServingFailure) -> Traced<Value> {
    try await readDocument(record, number, caller) { document, _ in Shown(make(document)) }
  }

  /// - Parameter show: makes the answer, with what stands beside the document.
  func readDocument<Value: Sendable>(
    _ record: Pseudonym,
    _ number: @Sendable (RecordDossier) -> UInt32,
    _ caller: Caller,
    showing show: (DocumentView, ReadGround) -> Shown<Value>
  ) async throws(ServingFailure) -> Traced<Value> {
    var isDeletedForThem = false
    let traced: Traced<Value?>
    let rules: Rules
    do {
      rules = try service.rules(at: service.clock())
    } catch {
      throw ServingFailure(error)
    }
    do {
      traced = try await read(
        record,
        by: caller,
        asking: { dossier in
          let number = number(dossier)
          isDeletedForThem = Self.couldSee(number, dossier, caller, rules)
          return .document(number)
        }
      ) { ground in
        guard let document = ground.dossier.documents[number(ground.dossier)] else {
          return Shown<Value?>(nil)
        }
        let shown = show(document, ground)
        return Shown(shown.value, documents: shown.documents, parts: shown.parts)
      }
    } catch {
      if error == .notFound, isDeletedForThem { throw .gone(.deleted) }
      throw error
    }
    guard let value = traced.value else { throw .notFound }
    return Traced(
      value: value,
      receipt: traced.receipt,
      asOf: traced.asOf,
      rule: traced.rule,
      relation: traced.relation
    )
  }

  /// Whether a deleted document is one that the caller could see if it were not deleted.
  private static func couldSee(
    _ number: UInt32,
    _ dossier: RecordDossier,
    _ caller: Caller,
    _ rules: Rules
  ) -> Bool {
    guard dossier.state.documents[number]?.isDeleted == true else { return false }
    var state = dossier.state
    state.documents[number]?.isDeleted = false
    let request = caller.accessRequest(.document(number), on: state)
    return AccessPolicy.decide(request, on: state, rules: rules).isAllowed
  }
}
