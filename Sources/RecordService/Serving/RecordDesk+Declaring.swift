package import CarnetCore
package import MedicalRecord

/// What a holder declared, with who vouches for it.
package struct DeclaredView: Sendable {
  package struct Entry: Sendable {
    package var statement: RecordState.Statement
    /// The one that took its place or that it took the place of stands in the list too.
    package var isCurrent: Bool { statement.isCurrent }
  }

  package var record: Pseudonym
  /// In the order in which they were made.
  package var entries: [Entry]
  package var contact: ContactRecorded?
  /// The directives among the documents that the reader may see.
  package var directives: [DocumentView]
}

/// What holders say of themselves (domain 1.7): blood group, allergies, whom to call, directives.
extension RecordDesk {
  package func declared(
    of reference: RecordReference,
    for caller: Caller
  ) async throws(ServingFailure) -> Traced<DeclaredView> {
    let record = try await find(reference, for: caller)
    return try await read(record, by: caller, asking: { _ in .record(.statements) }) { ground in
      let state = ground.dossier.state
      let directives = ground.dossier.documents.values
        .filter {
          $0.isCurrent && RecordState.directiveTypes.contains($0.type.code)
            && ground.allows($0.number)
        }
        .sorted { $0.number < $1.number }
      return Shown(
        DeclaredView(
          record: record,
          entries: state.statements.values.sorted { $0.number < $1.number }
            .map { DeclaredView.Entry(statement: $0) },
          contact: state.contact,
          directives: directives
        )
      )
    }
  }

  /// Writes down what the holder declares; one that names a former one takes its place.
  package func declare(
    _ declaration: RecordState.Declaration,
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.declare(declaration, rules: ground.rules, now: ground.now)
    }
  }

  package func withdrawStatement(
    _ number: UInt32,
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.withdrawStatement(number)
    }
  }

  /// TD1.3 by the holder: where they live and how they are reached.
  package func recordContact(
    _ change: RecordState.ContactChange,
    in reference: RecordReference,
    by caller: Caller
  ) async throws(ServingFailure) -> Written<Pseudonym> {
    let record = try await find(reference, for: caller)
    return try await actAsHolder(on: record, by: caller) { ground throws(Refusal) in
      try ground.state.recordContact(change)
    }
  }
}
