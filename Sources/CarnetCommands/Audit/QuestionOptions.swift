import ArgumentParser
import Audit
import AuditTrail
import CarnetCore
import Foundation
import Ledger
import MedicalRecord
import RecordService
import Views

/// What all questions share: where, who asks and why, how the answer is shown and taken home.
struct QuestionOptions: ParsableArguments {
  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var reader: ReaderOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Emporte la réponse et ses preuves dans ce fichier.",
        "Take the answer and its proofs home in this file."
      ),
      valueName: "file.zip"
    )
  )
  var evidence: String?

  /// Opens the data, asks, and shows: the answer, then what it rests on.
  ///
  /// - Parameters:
  ///   - question: made once the views are up to date.
  ///   - empty: the sentence where there are no rows.
  ///   - table: the rows as people and programs read them.
  ///   - shows: what is printed in their place.
  /// - Returns: the rows.
  @discardableResult
  func ask<Q: AuditQuestion>(
    empty: String,
    _ question: (RecordService) throws -> Q,
    table: @escaping ([Q.Row]) throws -> Table,
    shows: (([Q.Row]) throws -> Table)? = nil
  ) async throws -> [Q.Row] {
    let reason = try reader.askedReason()
    return try await Opened.forWriting(data.directory) { service in
      let session = AuditSession(service, actor: reader.actor(.auditor), reason: reason)
      try service.runner.requireUpToDate(LogFeed(service))
      let asked = try question(service)
      let answer: Answer<Q.Row>
      if let evidence {
        answer = try await session.ask(asked) { found in
          try pack(found, asked, session, table(found.rows))
        }
        if let package = answer.evidence {
          try Data(package.bytes)
            .write(
              to: URL(fileURLWithPath: DataOptions.absolute(evidence).string),
              options: .atomic
            )
        }
      } else {
        answer = try await session.ask(asked)
      }
      try show(try (shows ?? table)(answer.rows), answer.coverage, empty: empty)
      if let package = answer.evidence, let evidence {
        Console.tell(
          say(
            "paquet de preuves écrit dans \(evidence), empreinte \(package.digest)",
            "evidence package written to \(evidence), digest \(package.digest)"
          )
        )
      }
      return answer.rows
    }
  }

  private func pack<Q: AuditQuestion>(
    _ found: Found<Q.Row>,
    _ question: Q,
    _ session: AuditSession,
    _ table: Table
  ) throws -> EvidencePackage {
    try EvidencePackage(
      found,
      to: question,
      asked: session,
      EvidencePackage.Presentation(
        csv: try table.rendered(.csv),
        json: try table.rendered(.json),
        page: EvidencePage.html(
          table,
          question: question.name,
          parameters: question.parameters,
          askedBy: session.actor.identifierText,
          reason: session.reason,
          at: session.service.clock(),
          size: found.size,
          root: found.root,
          checkpoint: found.checkpoint.encoded
        ),
        readme: EvidencePage.readme
      )
    )
  }

  /// Shows an answer and what it rests on: sentences below a table, members in JSON, on standard
  /// error beside the other machine formats.
  func show(_ table: Table, _ coverage: Coverage, empty: String) throws {
    if output.format == .json {
      let rows = try table.rendered(.json).dropLast()
      Console.print(
        "{\"rows\":\(rows),\n\"size\":\(coverage.size),\"root\":\"\(coverage.root)\","
          + "\"checkpoint\":\"\(Base64.encode(Array(coverage.checkpoint.encoded.utf8)))\","
          + "\"trace\":\(coverage.trace)}\n"
      )
      return
    }
    try output.print(table, empty: empty)
    output.note(
      say(
        "Couvre \(Cell.grouped(Int(coverage.size))) événements, racine \(coverage.root) ; question tracée à \(coverage.trace). Tête signée :",
        "Covers \(Cell.grouped(Int(coverage.size))) events, root \(coverage.root); question traced at \(coverage.trace). Signed head:"
      )
    )
    output.note(coverage.checkpoint.encoded)
  }
}

/// A question whose rows may be many.
struct LimitOptions: ParsableArguments {
  @Option(help: ArgumentHelp(say("Nombre de lignes au plus.", "Rows at most."), valueName: "n"))
  var limit = 1000

  func validate() throws {
    guard limit > 0 else {
      throw ValidationError(say("--limit : au moins 1.", "--limit: at least 1."))
    }
  }

  func tellIfReached(_ count: Int) {
    guard count == limit else { return }
    Console.tell(
      say(
        "Arrêté à \(limit) lignes : précisez la période ou augmentez --limit.",
        "Stopped at \(limit) rows: narrow the period or raise --limit."
      )
    )
  }
}

/// Rows of the trail, as all questions show them.
enum TrailTable {
  static func of(_ accesses: [AuditTrail.Access]) -> Table {
    var table = Table(columns)
    for access in accesses { table.add(cells(access)) }
    return table
  }

  static let columns = [
    Column("position", say("position", "position")), Column("time", say("moment", "time")),
    Column("record", say("dossier", "record")), Column("event", say("événement", "event")),
    Column("actor_kind", say("qualité", "kind")), Column("actor", say("qui", "who")),
    Column("structure", say("structure", "structure")), Column("purpose", say("but", "purpose")),
    Column("reason", say("motif", "reason")), Column("document", say("doc.", "doc.")),
    Column("rule", say("règle", "rule")), Column("relation", say("lien", "relation")),
    Column("place", say("poste", "place")),
  ]

  static func cells(_ access: AuditTrail.Access) -> [Cell] {
    [
      .number(Int(access.position.rawValue)), .text(access.time.description),
      .text(access.record.description), .text(access.kind?.name ?? "Type\(access.type)"),
      .text(access.actor.actorKind.word), .text(access.actor.identifier.description),
      .text(access.actor.structure.description), .text(access.purpose.word),
      .text(access.reason), access.document.map { .number(Int($0)) } ?? .none,
      access.rule.map { .number(Int($0)) } ?? .none,
      .term(access.relation.code, shown: access.relation.word), .text(access.place),
    ]
  }
}

extension Relation {
  /// As machine formats write it; empty for none.
  var code: String { self == .unspecified ? "" : "\(self)" }
}

extension Carnet_V1_ActorKind {
  var word: String {
    switch self {
    case .professional: say("professionnel", "professional")
    case .patient: say("titulaire", "holder")
    case .representative: say("représentant", "representative")
    case .structure: say("structure", "structure")
    case .insuranceAgent: say("agent CPAM", "insurance agent")
    case .operator: say("opérateur", "operator")
    case .auditor: say("auditeur", "auditor")
    case .system: say("système", "system")
    case .device: say("dispositif", "device")
    case .heir: say("ayant droit", "heir")
    case .unspecified, .UNRECOGNIZED: ""
    }
  }
}

extension Purpose {
  var word: String {
    switch self {
    case .care: say("soins", "care")
    case .emergency: say("bris de glace", "break the glass")
    case .regulation: say("régulation", "regulation")
    case .feeding: say("alimentation", "feeding")
    case .patientAccess: say("titulaire", "holder")
    case .administration: say("administration", "administration")
    case .audit: say("audit", "audit")
    case .unspecified, .UNRECOGNIZED: ""
    }
  }
}
