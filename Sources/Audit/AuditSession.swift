package import AuditTrail
package import CarnetCore
import EventLog
import Ledger
package import MedicalRecord
package import RecordService
package import Views

/// What an answer rests on: how many events it covers, and the root over them.
package struct Coverage: Hashable, Sendable {
  package var size: UInt64
  package var root: Digest
  /// Where it was written down that the question was asked.
  package var trace: Position
}

/// An answer and what it rests on.
package struct Answer<Row: Sendable>: Sendable {
  package var rows: [Row]
  package var coverage: Coverage
}

/// Somebody who asks about the trail.
///
/// Every question is itself an event, durable before its answer is shown; a question about one
/// record also stands in that record's own trail, where its holder reads it.
package struct AuditSession: Sendable {
  package let service: RecordService
  package let actor: Actor
  package let reason: String

  package init(_ service: RecordService, actor: Actor, reason: String) {
    self.service = service
    self.actor = actor
    self.reason = reason
  }

  private var context: EventContext {
    var context = EventContext()
    context.actor = actor
    context.purpose = .audit
    context.reason = reason
    return context
  }

  /// Looks the answer up, writes down that it was asked for, and only then gives it.
  package func ask<Row: Sendable>(
    _ question: String,
    _ parameters: [String],
    about record: Pseudonym? = nil,
    _ lookUp: () throws -> [Row]
  ) async throws -> Answer<Row> {
    if let record {
      _ = try await service.authorise(
        AccessRequest(actor: actor, purpose: .audit, reason: reason, target: .record(.trail)),
        on: record
      )
    }
    let feed = LogFeed(service)
    try service.runner.requireUpToDate(feed)
    let size = try feed.size()
    let rows = try lookUp()
    let receipt = try await service.traceQuestion(
      question,
      parameters,
      answers: UInt64(rows.count),
      context
    )
    let root = try feed.root(at: size)
    let trace = receipt.positions.first ?? .zero
    return Answer(rows: rows, coverage: Coverage(size: size, root: root, trace: trace))
  }

  /// Asks the view of the trail.
  package func askTrail(
    _ question: String,
    _ parameters: [String],
    about record: Pseudonym? = nil,
    _ query: (ViewSession<AuditTrail>) throws -> [AuditTrail.Access]
  ) async throws -> Answer<AuditTrail.Access> {
    let reader = ViewReader(AuditTrail.self, in: service.directory.views)
    return try await ask(question, parameters, about: record) { try reader.read(query) }
  }
}
