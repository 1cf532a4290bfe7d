package import AuditTrail
package import CarnetCore
import EventLog
package import Ledger
package import MedicalRecord
package import RecordService
package import Views

/// Somebody who asks about the trail.
///
/// Every question is itself an event, durable before its answer is shown; a question about one
/// record also stands in that record's own trail, where its holder reads it.
package struct AuditSession: Sendable {
  package let service: RecordService
  package let actor: Actor
  package let reason: String
  /// What `carnet audit trace` finds the events of this request by; 0 for none.
  package let request: UInt64
  /// Where it is asked from: the application, as its events name it.
  package let place: String

  package init(
    _ service: RecordService,
    actor: Actor,
    reason: String,
    request: UInt64 = 0,
    place: String = ""
  ) {
    self.service = service
    self.actor = actor
    self.reason = reason
    self.request = request
    self.place = place
  }

  var context: EventContext {
    var context = EventContext()
    context.request = request
    context.place = place
    context.actor = actor
    context.purpose = .audit
    context.reason = reason
    return context
  }

  /// Looks the answer up, writes down that it was asked for, and only then gives it.
  ///
  /// - Parameters:
  ///   - question: what is asked.
  ///   - packing: makes the evidence package of what was found; its digest stands in the event that
  ///     says that the question was asked.
  /// - Returns: the rows, and what they rest on.
  /// - Throws: what the question throws; `ServiceFailure.accessDenied` where no reason was given.
  package func ask<Q: AuditQuestion>(
    _ question: Q,
    packing: ((Found<Q.Row>) async throws -> EvidencePackage)? = nil
  ) async throws -> Answer<Q.Row> {
    // An erased record has no trail any more that the question could stand in.
    if let record = question.record, try service.state(of: record).status != .erased {
      _ = try await service.authorise(
        AccessRequest(actor: actor, purpose: .audit, reason: reason, target: .record(.trail)),
        on: record,
        place: place
      )
    }
    let feed = LogFeed(service)
    try service.runner.requireUpToDate(feed)
    let size = try feed.size()
    let ground = AuditGround(service, size: size, actor: actor)
    let rows = try await question.rows(ground)
    let found = Found(
      rows: rows,
      positions: Set(rows.flatMap { question.events(behind: $0) }).filter { $0.rawValue < size }
        .sorted(),
      size: size,
      root: try feed.root(at: size),
      checkpoint: try service.checkpoint(covering: size)
    )
    let package = try await packing?(found)
    let receipt = try await service.traceQuestion(
      question.name,
      question.parameters,
      answers: UInt64(rows.count),
      evidence: package?.digest.bytes ?? [],
      context
    )
    return Answer(
      rows: rows,
      coverage: Coverage(
        size: size,
        root: found.root,
        checkpoint: found.checkpoint,
        trace: receipt.positions.first ?? .zero
      ),
      evidence: package
    )
  }
}

/// One of the questions of an audit: its parameters, and how it is answered.
package protocol AuditQuestion: Sendable {
  associatedtype Row: Sendable

  /// As the event that it was asked names it.
  var name: String { get }
  /// What it is asked about, as that event keeps it.
  var parameters: [String] { get }
  /// The record in whose own trail the question stands too.
  var record: Pseudonym? { get }

  func rows(_ ground: AuditGround) async throws -> [Row]
  /// The events that a row rests on.
  func events(behind row: Row) -> [Position]
}

extension AuditQuestion {
  package var record: Pseudonym? { nil }
  package func events(behind row: Row) -> [Position] { [] }
}

extension AuditQuestion where Row == AuditTrail.Access {
  package func events(behind row: Row) -> [Position] { [row.position] }
}

/// What questions are answered from: the log and its views, as far as the answer covers them.
package struct AuditGround: Sendable {
  package let service: RecordService
  /// Number of events that the answer covers.
  package let size: UInt64
  /// Who asks.
  package let actor: Actor

  package init(
    _ service: RecordService,
    size: UInt64,
    actor: Actor
  ) {
    self.service = service
    self.size = size
    self.actor = actor
  }

  package func trail<T>(_ query: (ViewSession<AuditTrail>) throws -> T) throws -> T {
    try ViewReader(AuditTrail.self, in: service.directory.views).read(query)
  }
}

/// What an answer rests on.
package struct Coverage: Hashable, Sendable {
  /// Number of events.
  package var size: UInt64
  package var root: Digest
  /// The newest signed head of the log that covers them.
  package var checkpoint: SignedNote
  /// Where it was written down that the question was asked.
  package var trace: Position
}

/// An answer and what it rests on.
package struct Answer<Row: Sendable>: Sendable {
  package var rows: [Row]
  package var coverage: Coverage
  package var evidence: EvidencePackage?
}

/// What was found before anybody was told.
package struct Found<Row: Sendable>: Sendable {
  package var rows: [Row]
  /// The events that the rows rest on, in order.
  package var positions: [Position]
  package var size: UInt64
  package var root: Digest
  package var checkpoint: SignedNote
}
