package import CarnetCore
package import EventLog
package import Ledger
package import MedicalRecord
package import RecordService

/// The receipt for something that stands in a record: what was written and when, and the proof that
/// it is in the log, to be kept by the person and checked without the service ("accusé de création",
/// BB#91; proof of an objection, R1111-28).
package struct RecordReceipt: Sendable {
  /// What the receipt is for.
  package enum Subject: String, Hashable, Sendable, CaseIterable {
    case opening
    /// That one will be opened unless the person objects.
    case announcement
    case objection
    case closure
    case erasureRequest = "erasure-request"
    /// That the holder spoke up about an access.
    case dispute

    /// Whether a fact is what the receipt is for.
    func isShown(by fact: Fact, _ access: UInt32?) -> Bool {
      switch (self, fact) {
      case (.opening, .recordOpened), (.opening, .recordReactivated): true
      case (.announcement, .recordAnnounced): true
      case (.objection, .openingRefused): true
      case (.closure, .recordClosed): true
      case (.erasureRequest, .erasureRequested): true
      case (.dispute, .accessDisputed(let disputed)): access.map { $0 == disputed.access } ?? true
      default: false
      }
    }
  }

  package enum Failure: Error, Hashable, Sendable {
    /// Nothing of the kind stands in the record.
    case nothingToShow(Subject)
  }

  package var subject: Subject
  package var record: Pseudonym
  package var event: OpenedEvent
  /// The record right after it, with what was written together with it.
  package var state: RecordState
  package var envelope: Envelope
  package var proof: TlogProof
  /// The log's public key, as `verify-log --key` takes it.
  package var verifierKey: String
  package var origin: String

  /// Makes the receipt for the last such event of a record; a new head is signed where none covers it.
  ///
  /// - Parameters:
  ///   - subject: what the receipt is for.
  ///   - access: the access that was disputed, by its revision; the last that was if nil.
  ///   - record: whose.
  ///   - service: over the log.
  /// - Throws: `Failure.nothingToShow`, and what reading the log throws.
  package init(
    for subject: Subject,
    about access: UInt32? = nil,
    of record: Pseudonym,
    in service: RecordService
  ) throws {
    let history = try service.history(of: record)
    let place = history.events.lastIndex { event in
      event.body?.fact.map { subject.isShown(by: $0, access) } ?? false
    }
    guard let place else { throw Failure.nothingToShow(subject) }
    let event = history.events[place]
    // What belongs to one act was written as one: identity, consents and both emergency answers.
    let next = history.events[place...]
      .firstIndex {
        $0.time != event.time || $0.body?.context != event.body?.context
      }
    let end = next ?? history.events.count
    self.subject = subject
    self.record = record
    self.event = event
    state = try history.state(after: end)
    envelope = try service.reader.envelope(at: event.position)
    proof = try service.prove(event.position)
    verifierKey = service.identity.verifierKey
    origin = service.identity.origin
  }

  /// Writes down that the receipt leaves the system.
  package func trace(
    _ digest: Digest,
    _ context: EventContext,
    in service: RecordService
  ) async throws -> AppendReceipt? {
    var disclosed = Carnet_V1_RecordDisclosed()
    disclosed.recipient = "holder"
    disclosed.form = "receipt/\(subject.rawValue)"
    disclosed.digest = .init(digest.bytes)
    let fact = Fact.recordDisclosed(disclosed)
    return try await service.perform(on: record, context) { ground throws(Refusal) in
      if ground.state.status == .erased { throw .recordWasErased }
      return [fact]
    }
  }
}
