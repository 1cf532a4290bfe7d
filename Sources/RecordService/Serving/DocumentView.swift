package import CarnetCore
package import MedicalRecord

/// A document as a record's events have made it: what it was added with, and what became of it.
package struct DocumentView: Sendable {
  package enum Status: Hashable, Sendable {
    case current
    case superseded
    case deleted
  }

  package var record: Pseudonym
  /// Its number in the record, from 1.
  package var number: UInt32
  /// The server's own identifier, the same as long as the document is not replaced: XDS's logicalId.
  package var logicalID: EventID
  /// New at every change of the metadata too: XDS's entryUUID.
  package var entryID: EventID
  /// The record's revision at which the metadata became what they are; what `If-Match` is held
  /// against.
  package var revision: Revision
  package var added: Position
  package var addedAt: Instant
  package var changed: Position
  package var changedAt: Instant
  /// What it was added with.
  package var metadata: DocumentAdded
  package var hiddenFrom: Set<Visibility> = []
  package var replacedBy: UInt32?
  /// The logicalId of the document that it took the place of, where the reader may see that one.
  package var predecessor: EventID?
  package var isArchived = false
  package var isDeleted = false

  package var status: Status {
    if isDeleted { return .deleted }
    return replacedBy == nil ? .current : .superseded
  }
  /// What a list shows without being asked for more.
  package var isCurrent: Bool { replacedBy == nil && !isArchived && !isDeleted }

  package var uniqueID: String { metadata.uniqueID }
  package var title: String { metadata.title }
  package var type: Code { Code(metadata.type) }
  package var documentClass: Code { Code(metadata.documentClass) }
  package var created: Instant { Instant(milliseconds: metadata.created) }
  /// When the documented care began; nil where that is not said.
  package var serviceStart: Instant? {
    metadata.serviceStart == 0 ? nil : Instant(milliseconds: metadata.serviceStart)
  }
  package var serviceStop: Instant? {
    metadata.serviceStop == 0 ? nil : Instant(milliseconds: metadata.serviceStop)
  }
  /// When the care took place, or where that is not said, when the document was created.
  package var moment: Instant { serviceStart ?? created }
  /// The uniqueId of the submission set that it came with.
  package var submissionSet: String? {
    metadata.submissionSet.isEmpty ? nil : metadata.submissionSet
  }
}

/// Documents that were sent together, as their sender named the set (XDS SubmissionSet).
package struct SubmissionView: Sendable {
  package var record: Pseudonym
  package var id: EventID
  package var position: Position
  package var time: Instant
  package var sender: Actor
  package var received: Carnet_V1_SubmissionReceived
  /// The documents of the set that the reader may see, by number.
  package var documents: [UInt32]
}

extension Code {
  package init(_ code: Carnet_V1_Code) {
    self.init(
      system: code.system,
      code: code.code,
      display: code.display.isEmpty ? nil : code.display
    )
  }
}
