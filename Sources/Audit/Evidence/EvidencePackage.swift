package import CarnetCore
import EventLog
import Foundation
import Ledger
import MedicalRecord
import RecordService

/// An answer to take home: rows, the events behind them, their proofs and the signed head, in a zip
/// that `tools/verify-log --evidence` checks without the log (docs/auditing.md).
package struct EvidencePackage: Sendable {
  /// The zip.
  package var bytes: [UInt8]
  /// SHA-256 of the manifest, which names the digest of every other file.
  package var digest: Digest

  /// More events than this ask for a narrower question.
  package static let eventsMax = 20_000

  package enum Failure: Error, Hashable, Sendable {
    case tooManyEvents(Int, max: Int)
  }

  /// What the answer looks like to its readers.
  package struct Presentation: Sendable {
    package var csv: String
    package var json: String
    /// A page in plain language.
    package var page: String
    package var readme: String

    package init(csv: String, json: String, page: String, readme: String) {
      self.csv = csv
      self.json = json
      self.page = page
      self.readme = readme
    }
  }
}

/// What `manifest.json` says.
private struct EvidenceManifest: Encodable {
  struct File: Encodable {
    var name: String
    var bytes: Int
    var sha256: String
  }

  var format = "carnet-evidence/1"
  var origin: String
  var log: String
  var question: String
  var parameters: [String]
  var askedBy: String
  var reason: String
  var asked: String
  /// Number of events that the answer covers, and the root over them.
  var size: UInt64
  var root: String
  var rows: Int
  var events: Int
  var files: [File]
}

extension EvidencePackage {
  /// Packs an answer.
  ///
  /// - Parameters:
  ///   - found: the answer.
  ///   - question: what was asked.
  ///   - session: who asked.
  ///   - presentation: the rows for people and programs.
  /// - Throws: `.tooManyEvents`, and what reading the log throws.
  package init<Q: AuditQuestion>(
    _ found: Found<Q.Row>,
    to question: Q,
    asked session: AuditSession,
    _ presentation: Presentation
  ) throws {
    guard found.positions.count <= Self.eventsMax else {
      throw Failure.tooManyEvents(found.positions.count, max: Self.eventsMax)
    }
    var lines: [(position: Position, line: String)] = []
    for position in found.positions {
      let event = try session.service.event(at: position)
      lines.append((position, try EvidenceEvent.line(event)))
    }
    try self.init(
      Enclosed(
        question: question.name,
        parameters: question.parameters,
        askedBy: session.actor.identifierText,
        reason: session.reason,
        rows: found.rows.count,
        size: found.size,
        root: found.root,
        checkpoint: found.checkpoint,
        lines: lines
      ),
      presentation,
      session.service
    )
  }

  /// What a package encloses, whoever it is for.
  struct Enclosed {
    var question: String
    var parameters: [String]
    var askedBy: String
    var reason: String
    var rows: Int
    var size: UInt64
    var root: Digest
    var checkpoint: SignedNote
    /// Each event as it is told, by its position.
    var lines: [(position: Position, line: String)]
    /// What else goes along, such as contents.
    var files: [(name: String, bytes: [UInt8])] = []
  }

  init(
    _ enclosed: Enclosed,
    _ presentation: Presentation,
    _ service: RecordService
  ) throws {
    guard enclosed.lines.count <= Self.eventsMax else {
      throw Failure.tooManyEvents(enclosed.lines.count, max: Self.eventsMax)
    }
    let note = enclosed.checkpoint
    var files: [(name: String, bytes: [UInt8])] = [
      ("README.txt", Array(presentation.readme.utf8)),
      ("page.html", Array(presentation.page.utf8)),
      ("rows.csv", Array(presentation.csv.utf8)),
      ("rows.json", Array(presentation.json.utf8)),
      ("checkpoint.txt", Array(note.encoded.utf8)),
      ("key.txt", Array((service.identity.verifierKey + "\n").utf8)),
    ]
    let head = try Checkpoint(parsing: note.text)
    if head.size != enclosed.size {
      // The signed head is newer than what the answer covers: it goes on from there.
      let proof = try service.tree.consistency(from: enclosed.size, to: head.size)
      let lines = proof.path.map { Base64.encode($0.bytes) + "\n" }.joined()
      files.append(("consistency.txt", Array(lines.utf8)))
    }
    var events = ""
    var envelopes = ""
    for (position, line) in enclosed.lines {
      let proof = try service.proof(of: position, under: note)
      events += line + "\n"
      let envelope = try service.reader.envelope(at: position)
      let hex = Hex.encode(envelope.bytes)
      envelopes += "{\"position\":\(position),\"envelope\":\"\(hex)\","
      envelopes += "\"bodyDigest\":\"\(envelope.bodyDigest)\"}\n"
      files.append(("proofs/\(position).tlog-proof", Array(proof.encoded.utf8)))
    }
    files.append(("events.ndjson", Array(events.utf8)))
    files.append(("envelopes.ndjson", Array(envelopes.utf8)))
    files += enclosed.files
    let manifest = EvidenceManifest(
      origin: service.identity.origin,
      log: service.identity.id.description,
      question: enclosed.question,
      parameters: enclosed.parameters,
      askedBy: enclosed.askedBy,
      reason: enclosed.reason,
      asked: service.clock().description,
      size: enclosed.size,
      root: enclosed.root.description,
      rows: enclosed.rows,
      events: enclosed.lines.count,
      files: files.map {
        EvidenceManifest.File(
          name: $0.name,
          bytes: $0.bytes.count,
          sha256: TreeHash.hash($0.bytes).description
        )
      }
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let manifestBytes = Array(try encoder.encode(manifest)) + [0x0a]
    var zip = StoredZip()
    try zip.add("manifest.json", manifestBytes)
    for file in files { try zip.add(file.name, file.bytes) }
    bytes = zip.bytes
    digest = TreeHash.hash(manifestBytes)
  }
}

/// An event as evidence shows it: opened, but for what auditors do not see.
enum EvidenceEvent {
  /// What a record holds, in words: identity, titles, statements.
  private static let withheld: Set<FactKind> = [
    .identityRecorded, .contactRecorded, .documentAdded, .submissionReceived, .statementMade,
    .statementVerified,
  ]

  static func line(_ event: OpenedEvent) throws -> String {
    guard let fact = event.body?.fact, withheld.contains(fact.kind) else {
      return try EventLine(event).encoded()
    }
    return try withholding(event)
  }

  /// An event with who did it, when and why, and without what it says.
  static func withholding(_ event: OpenedEvent) throws -> String {
    guard var body = event.body else { return try EventLine(event).encoded() }
    // Who did it and why stays; the fact itself is proved by its digest and not told.
    body.fact = nil
    var event = event
    event.content = .body(body)
    let line = try EventLine(event).encoded()
    return line.dropLast() + ",\"withheld\":true}"
  }
}
