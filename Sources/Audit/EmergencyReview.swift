package import CarnetCore
import EventLog
package import MedicalRecord
import RecordService

extension AuditSession {
  /// A second person says what they think of an emergency access.
  ///
  /// - Parameters:
  ///   - position: where the access stands.
  ///   - verdict: justified, unjustified, or to be made clear.
  ///   - remark: why; compulsory.
  ///   - structure: where the access must have been made, for a reviewer who answers for one
  ///     establishment alone; nil for any.
  /// - Returns: where the review stands.
  /// - Throws: `ServiceFailure.refused`: no such access, reviewed before, or one's own.
  package func review(
    _ position: Position,
    _ verdict: Carnet_V1_Verdict,
    remark: String,
    of structure: String? = nil
  ) async throws -> Position {
    let size = try service.reader.readableSize()
    guard position.rawValue < size else { throw LogFailure.beyondEnd(position, size: size) }
    let access = try service.event(at: position)
    guard access.record.isOfARecord else { throw ServiceFailure.unknownRecord(access.record) }
    if let structure, access.body?.context.actor.structureIdentifier != structure {
      // What is of others is not there for this reviewer.
      throw ServiceFailure.unknownRecord(access.record)
    }
    let accessor = access.body?.context.actor.identifierText ?? ""
    let receipt = try await service.perform(on: access.record, context) {
      ground throws(Refusal) in
      try ground.state.review(
        access.revision.rawValue,
        verdict,
        remark: remark,
        by: actor,
        accessor: accessor
      )
    }
    return receipt?.positions.first ?? position
  }
}
