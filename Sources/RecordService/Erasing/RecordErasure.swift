package import CarnetCore
import EventLog
import Foundation
import MedicalRecord
package import Vault
import Views

extension RecordService {
  /// Erases a record: its keys are destroyed in both copies of the key store, an event without
  /// personal data says so, and the views are purged to their bytes.
  ///
  /// The log keeps every event and its root; what they said is gone.
  package func erase(_ record: Pseudonym) async throws -> KeyStore.ShredReceipt {
    guard isWriter else { throw ServiceFailure.openedForReading }
    guard let head = index.head(of: record), record != .system else {
      throw ServiceFailure.unknownRecord(record)
    }
    try runner.catchUp(LogFeed(self))
    let receipt = try keys.shred(record)
    var erased = Carnet_V1_RecordErased()
    erased.contentKeyCommitment = Data(receipt.contentCommitment)
    erased.traceKeyCommitment = Data(receipt.traceCommitment)
    erased.eventsCovered = head.revision.rawValue + 1
    erased.epochBefore = receipt.epochBefore
    erased.epochAfter = receipt.epochAfter
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
    return receipt
  }
}
