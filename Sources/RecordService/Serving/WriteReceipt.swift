package import CarnetCore
import EventLog
package import Ledger

/// Where what a request wrote stands in the log.
package struct WriteReceipt: Sendable, Hashable {
  /// The place of each event.
  package var positions: [Position]
  /// The events were in the log before: nothing was added.
  package var wasRecordedBefore: Bool

  /// What a later request gives as `min_position` to see this.
  package var position: Position { positions.last ?? .zero }

  init(_ receipt: AppendReceipt) {
    positions = receipt.positions
    wasRecordedBefore = receipt.wasRecordedBefore
  }

  init(positions: [Position], wasRecordedBefore: Bool) {
    self.positions = positions
    self.wasRecordedBefore = wasRecordedBefore
  }
}

/// Signs heads for those who want a proof: many who ask at once share one.
actor ProofDesk {
  private let service: RecordService
  private var underWay: Task<SignedNote, any Error>?

  init(_ service: RecordService) { self.service = service }

  func checkpoint(covering size: UInt64) async throws -> SignedNote {
    while let underWay {
      let note = try await underWay.value
      if try Checkpoint(parsing: note.text).size >= size { return note }
      if self.underWay == underWay { self.underWay = nil }
    }
    let task = Task { [service] in try service.checkpoint(covering: size) }
    underWay = task
    defer { if underWay == task { underWay = nil } }
    return try await task.value
  }
}

extension RecordDesk {
  /// The newest signed head that covers an event: proof that the log has it, once it is checked.
  package func checkpoint(covering receipt: WriteReceipt) async throws(ServingFailure) -> SignedNote
  {
    do {
      return try await proofs.checkpoint(covering: receipt.position.rawValue + 1)
    } catch {
      throw ServingFailure(error)
    }
  }

  /// A `.tlog-proof` that an event is in the log, under a signed head; it names the record by its
  /// pseudonym and the kind of event, and nothing that they hold.
  ///
  /// - Throws: `.notFound` for a position that the log has not reached.
  package func proof(of position: Position) async throws(ServingFailure) -> TlogProof {
    do {
      guard try position.rawValue < service.reader.readableSize() else {
        throw ServingFailure.notFound
      }
      let note = try await proofs.checkpoint(covering: position.rawValue + 1)
      return try service.proof(of: position, under: note)
    } catch {
      throw ServingFailure(error)
    }
  }
}
