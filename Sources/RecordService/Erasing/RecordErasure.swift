package import CarnetCore
import EventLog
import Foundation
package import MedicalRecord
package import Vault
import Views

extension RecordService {
  /// Erases a record: its keys are destroyed in both copies of the key store, an event without
  /// personal data says so, and the views are purged to their bytes.
  ///
  /// The log keeps every event and its root; what they said is gone.
  ///
  /// - Parameters:
  ///   - record: whose keys go.
  ///   - warrant: on what ground, and who approved it.
  @discardableResult
  package func erase(
    _ record: Pseudonym,
    _ warrant: ErasureWarrant = ErasureWarrant()
  ) async throws -> ErasureReceipt {
    guard isWriter else { throw ServiceFailure.openedForReading }
    guard let head = index.head(of: record), record != .system else {
      throw ServiceFailure.unknownRecord(record)
    }
    try runner.catchUp(LogFeed(self))
    let receipt = try keys.shred(record, at: clock())
    var erased = Carnet_V1_RecordErased()
    erased.contentKeyCommitment = Data(receipt.contentCommitment)
    erased.traceKeyCommitment = Data(receipt.traceCommitment)
    erased.eventsCovered = head.revision.rawValue + 1
    erased.epochBefore = receipt.epochBefore
    erased.epochAfter = receipt.epochAfter
    erased.ground = warrant.ground
    erased.approvals = warrant.approvals.map(\.rawValue)
    erased.backupHorizon = receipt.backupHorizon?.milliseconds ?? 0
    erased.requested = warrant.requested?.milliseconds ?? 0
    var generator = SystemRandomNumberGenerator()
    let id = EventID.random(using: &generator)
    let events = events(
      [.recordErased(erased)],
      context: EventContext(),
      ids: { _ in id },
      time: clock()
    )
    let written = try await append(
      Write(record: record, expecting: .any, events: events)
    )
    // The open views hold the pages that are about to be overwritten.
    try runner.catchUp(LogFeed(self))
    try runner.close()
    for projector in AllViews.projectors {
      try directory.views.purge(
        record,
        .everything,
        before: written.positions.first,
        from: projector
      )
    }
    return ErasureReceipt(
      record: record,
      position: written.positions.first ?? .zero,
      keys: receipt,
      eventsCovered: erased.eventsCovered,
      warrant: warrant
    )
  }
}

/// On what ground a record is erased, and who approved it.
package struct ErasureWarrant: Hashable, Sendable {
  package var ground = Carnet_V1_ErasureGround.unspecified
  /// Where the approvals stand in the log.
  package var approvals: [Position] = []
  /// When the holder asked.
  package var requested: Instant?

  package init() {}
}

/// What an erasure leaves: enough to prove it, nothing to undo it.
package struct ErasureReceipt: Hashable, Sendable {
  package var record: Pseudonym
  /// Where the erasure stands in the log.
  package var position: Position
  package var keys: KeyStore.ShredReceipt
  package var eventsCovered: UInt32
  package var warrant: ErasureWarrant
}
