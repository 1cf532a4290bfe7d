package import CarnetCore
package import MedicalRecord
package import Views

// What operators do with a service that runs. Each act is written down with who did it and why.
extension RecordService {
  /// Writes down an act of whoever runs the service.
  ///
  /// - Parameters:
  ///   - action: what was done.
  ///   - parameters: to what, never personal data.
  ///   - record: the record that it concerns, if it is one.
  ///   - outcome: what came of it.
  ///   - context: who and why.
  @discardableResult
  package func note(
    _ action: Carnet_V1_Administration,
    _ parameters: [String] = [],
    record: Pseudonym? = nil,
    outcome: String = "",
    _ context: EventContext
  ) async throws -> Position {
    var done = Carnet_V1_AdministrationDone()
    done.action = action
    done.parameters = parameters
    done.record = record?.rawValue ?? 0
    done.outcome = outcome
    let receipt = try await append(.system, [.administrationDone(done)], context)
    return receipt.positions.first ?? .zero
  }

  /// The projectors of these names, in the order of `AllViews`; all of them for none.
  ///
  /// - Throws: `.noSuchView` for a name that no view of this version has.
  package static func projectors(named names: [String]) throws -> [any Projector.Type] {
    for name in names where !AllViews.projectors.contains(where: { $0.name == name }) {
      throw ViewFailure.noSuchView(name)
    }
    return names.isEmpty
      ? AllViews.projectors : AllViews.projectors.filter { names.contains($0.name) }
  }

  /// Lets the generation before serve again, and brings it up to the log's head.
  ///
  /// - Returns: the generation that serves.
  /// - Throws: as `ViewStore.rollback` does; nothing is written down then, for nothing was done.
  package func rollBack(view name: String, _ context: EventContext) async throws -> Generation {
    guard let projector = try Self.projectors(named: [name]).first else {
      throw ViewFailure.noSuchView(name)
    }
    let generation = try directory.views.rollback(projector)
    try await note(.viewRolledBack, [name], outcome: generation.description, context)
    return generation
  }

  /// Tries a record that views have set aside again, in each of them.
  ///
  /// - Returns: the views in which it is still aside, with the reason.
  package func retryParked(
    _ record: Pseudonym,
    _ context: EventContext
  ) async throws -> [(view: String, reason: String)] {
    try runner.requireUpToDate(LogFeed(self))
    var left: [(view: String, reason: String)] = []
    var tried: [String] = []
    for projector in AllViews.projectors {
      let parked = try AllViews.parkedRecords(of: projector, in: directory.views)
      guard parked.contains(where: { $0.record == record }) else { continue }
      let report = try RecordRebuild(projector, in: directory.views)
        .run(record, projectedEvents(of: record), repairs: true)
      tried.append(projector.name)
      if let still = report.stillParked { left.append((projector.name, still.reason)) }
    }
    guard !tried.isEmpty else { throw ServiceFailure.unknownRecord(record) }
    try await note(
      .parkedRetried,
      tried,
      record: record,
      outcome: left.isEmpty ? "applied" : "parked",
      context
    )
    return left
  }
}
