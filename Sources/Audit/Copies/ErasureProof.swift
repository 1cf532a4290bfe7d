package import CarnetCore
package import EventLog
package import Ledger
package import MedicalRecord
package import RecordService

/// What the log keeps of an erasure, with a proof that needs nobody's word.
///
/// That it was done, on which ground, and who approved it; it names nobody whose record it was.
package struct ErasureProof: Sendable {
  /// That an operator approved.
  package struct Approval: Hashable, Sendable {
    package var position: Position
    package var time: Instant
    package var `operator`: String
  }

  package enum Failure: Error, Hashable, Sendable {
    case notErased(Pseudonym)
  }

  package var record: Pseudonym
  package var position: Position
  package var time: Instant
  package var erased: Carnet_V1_RecordErased
  package var approvals: [Approval]
  package var proof: TlogProof
  package var envelope: Envelope
  /// The log's public key, as `verify-log --key` takes it.
  package var verifierKey: String
  package var origin: String

  /// Reads the erasure of a record; a new head is signed where none covers it.
  ///
  /// - Throws: `Failure.notErased`, and what reading the log throws.
  package init(of record: Pseudonym, in service: RecordService) throws {
    guard service.index.head(of: record) != nil else { throw Failure.notErased(record) }
    var found: (event: OpenedEvent, fact: Carnet_V1_RecordErased)?
    for event in try service.history(of: record).events {
      if case .recordErased(let fact)? = event.body?.fact { found = (event, fact) }
    }
    guard let (event, fact) = found else { throw Failure.notErased(record) }
    self.record = record
    position = event.position
    time = event.time
    erased = fact
    approvals = try fact.approvals.map { number in
      let event = try service.event(at: Position(number))
      return Approval(
        position: event.position,
        time: event.time,
        operator: event.body?.context.actor.identifierText ?? ""
      )
    }
    envelope = try service.reader.envelope(at: event.position)
    proof = try service.prove(event.position)
    verifierKey = service.identity.verifierKey
    origin = service.identity.origin
  }
}
