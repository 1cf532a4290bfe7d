package import CarnetCore
import EventLog
import Foundation
import Ledger
package import MedicalRecord
package import RecordService

/// A whole record for its holder to take away: documents, rights, who looked, and the proof of each
/// event, in the form of an evidence package that `tools/verify-log --evidence` checks without the
/// service.
///
/// A representative or an heir gets their own copy: what is kept from them leaves no mark in it.
package struct RecordBundle: Sendable {
  package enum Failure: Error, Hashable, Sendable {
    /// Only the holder's side takes a record away; others have their own reads.
    case notForThisReader
    case documentsTooLarge(bytes: UInt64, max: UInt64)
  }

  /// Bytes of contents at most; above that, documents are taken out one by one.
  package static let contentsMax: UInt64 = 1 << 30

  /// What goes into the copy, before it is packed.
  package struct Contents: Sendable {
    package struct Document: Sendable {
      package var metadata: DocumentAdded
      package var state: RecordState.Document
      /// Where it stands in the package.
      package var file: String
    }

    package var reader: Actor
    package var record: Pseudonym
    /// The record as the events of the copy make it.
    package var state: RecordState
    package var documents: [Document]
    /// Who looked, as the reader may know it; none for heirs.
    package var accesses: [PatientReport.Row]
    package var events: Int
    package var size: UInt64
    package var root: Digest
    package var checkpoint: String
    package var taken: Instant
  }

  package var contents: Contents
  package var package: EvidencePackage
  /// Where it was written down that the copy left.
  package var trace: Position

  /// Takes a copy out: decided by the policy, and traced before it is given.
  ///
  /// - Parameters:
  ///   - record: whose.
  ///   - context: who takes it, and why.
  ///   - service: open for writing.
  ///   - present: makes what people read, and further files.
  package static func take(
    _ record: Pseudonym,
    _ context: EventContext,
    from service: RecordService,
    present: (Contents) throws -> (EvidencePackage.Presentation, [(name: String, bytes: [UInt8])])
  ) async throws -> RecordBundle {
    let reader = context.actor
    guard [.patient, .representative, .heir].contains(reader.kind) else {
      throw Failure.notForThisReader
    }
    var request = AccessRequest(
      actor: reader,
      purpose: context.purpose,
      reason: context.reason,
      target: .record(.list)
    )
    request.listsEverything = true
    let read = try await service.authorise(
      request,
      on: record,
      place: context.place,
      isSecret: context.secret
    )
    try service.runner.requireUpToDate(LogFeed(service))
    let feed = LogFeed(service)
    let size = try feed.size()
    let history = try service.history(of: record)
    let events = history.events.filter { $0.position.rawValue < size }
    // Nothing is hidden that was deleted: it is gone from everyone's view.
    let shown = Set(read.decision.shown)
    let (lines, state, added) = try filtered(events, for: reader, read.state, shown)
    let checkpoint = try service.checkpoint(covering: size)
    let root = try feed.root(at: size)
    let (documents, files) = try documents(added, state, record, service)
    let contents = Contents(
      reader: reader,
      record: record,
      state: state,
      documents: documents,
      accesses: try accesses(record, reader, size, service),
      events: lines.count,
      size: size,
      root: root,
      checkpoint: checkpoint.encoded,
      taken: service.clock()
    )
    let (presentation, further) = try present(contents)
    let package = try EvidencePackage(
      EvidencePackage.Enclosed(
        question: "bundle",
        parameters: [record.description],
        askedBy: reader.identifierText.isEmpty ? "holder" : reader.identifierText,
        reason: context.reason,
        rows: documents.count,
        size: size,
        root: root,
        checkpoint: checkpoint,
        lines: lines,
        files: further + files
      ),
      presentation,
      service
    )
    let trace = try await disclose(package, documents, record, context, service)
    return RecordBundle(contents: contents, package: package, trace: trace)
  }

  private static func filtered(
    _ events: [OpenedEvent],
    for reader: Actor,
    _ state: RecordState,
    _ shown: Set<UInt32>
  ) throws -> ([(position: Position, line: String)], RecordState, [UInt32: DocumentAdded]) {
    var filter = CopyFilter(for: reader, of: state, shown: shown)
    var lines: [(position: Position, line: String)] = []
    var copied = RecordState()
    var added: [UInt32: DocumentAdded] = [:]
    for event in events {
      switch filter.treatment(of: event.body, at: event.position, event.revision) {
      case .left: continue
      case .withheld:
        lines.append((event.position, try EvidenceEvent.withholding(event)))
        guard var body = event.body, case .documentAdded(var document)? = body.fact else {
          continue
        }
        // The document itself may be seen; only which hidden one it replaced is left out.
        document.replaces = ""
        body.fact = .documentAdded(document)
        copied.evolve(body, at: event.revision)
        added[document.number] = document
      case .whole:
        lines.append((event.position, try EventLine(event).encoded()))
        copied.evolve(event.body, at: event.revision)
        if case .documentAdded(let document)? = event.body?.fact {
          added[document.number] = document
        }
      }
    }
    return (lines, copied, added)
  }

  private static func documents(
    _ added: [UInt32: DocumentAdded],
    _ state: RecordState,
    _ record: Pseudonym,
    _ service: RecordService
  ) throws -> ([Contents.Document], [(name: String, bytes: [UInt8])]) {
    let bytes = added.values.reduce(UInt64(0)) { $0 + UInt64($1.contentBytes) }
    guard bytes <= contentsMax else {
      throw Failure.documentsTooLarge(bytes: bytes, max: contentsMax)
    }
    var documents: [Contents.Document] = []
    var files: [(name: String, bytes: [UInt8])] = []
    for (number, metadata) in added.sorted(by: { $0.key < $1.key }) {
      guard let document = state.documents[number], let name = Digest(bytes: document.content)
      else { continue }
      let file = "documents/\(number).\(fileExtension(metadata.mediaType))"
      files.append((file, try service.contents.get(name, record: record)))
      documents.append(Contents.Document(metadata: metadata, state: document, file: file))
    }
    return (documents, files)
  }

  private static func fileExtension(_ mediaType: String) -> String {
    switch mediaType {
    case "text/xml", "application/xml", "": "xml"
    case "application/pdf": "pdf"
    case "image/jpeg": "jpg"
    case "image/png": "png"
    case "text/plain": "txt"
    default: "bin"
    }
  }

  private static func accesses(
    _ record: Pseudonym,
    _ reader: Actor,
    _ size: UInt64,
    _ service: RecordService
  ) throws -> [PatientReport.Row] {
    if reader.kind == .heir { return [] }
    let report = PatientReport(of: record, forRepresentative: reader.kind == .representative)
    return try report.rows(AuditGround(service, size: size, actor: reader))
  }

  private static func disclose(
    _ package: EvidencePackage,
    _ documents: [Contents.Document],
    _ record: Pseudonym,
    _ context: EventContext,
    _ service: RecordService
  ) async throws -> Position {
    var disclosed = Carnet_V1_RecordDisclosed()
    disclosed.recipient =
      context.actor.identifierText.isEmpty ? "holder" : context.actor.identifierText
    disclosed.form = "bundle"
    disclosed.documents = documents.map(\.state.number)
    disclosed.digest = Data(package.digest.bytes)
    let fact = Fact.recordDisclosed(disclosed)
    let receipt = try await service.perform(on: record, context) { ground throws(Refusal) in
      if ground.state.status == .erased { throw .recordWasErased }
      return [fact]
    }
    guard let position = receipt?.positions.first else {
      throw ServiceFailure.append(.emptyWrite)
    }
    return position
  }
}
