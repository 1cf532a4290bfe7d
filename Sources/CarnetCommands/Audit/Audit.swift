import ArgumentParser
import Audit
import AuditTrail
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet audit`: the auditors' questions.
struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Les questions de l'auditeur : qui, par qui, document, urgences, refus, preuve.",
      "The auditors' questions: who, by, document, emergency, denied, prove."
    ),
    discussion: say(
      """
      Chaque question est elle-même tracée avant que sa réponse soit montrée.
      Exemple : carnet audit who --ins 279035121518989 --reason "contrôle n° 12"
      """,
      """
      Each question is itself traced before its answer is shown.
      Example: carnet audit who --ins 279035121518989 --reason "review no. 12"
      """
    ),
    subcommands: [
      AuditWho.self, AuditBy.self, AuditDocument.self, AuditEmergency.self, AuditDenied.self,
      AuditProve.self,
    ]
  )
}

/// What all questions of the trail share.
struct QuestionOptions: ParsableArguments {
  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var reader: ReaderOptions
  @OptionGroup var period: PeriodOptions

  @Option(help: ArgumentHelp(say("Nombre de lignes au plus.", "Rows at most."), valueName: "n"))
  var limit = 1000

  func ask<Row: Sendable>(
    _ question: (AuditSession, Range<Instant>?) async throws -> Answer<Row>,
    _ show: (Answer<Row>) throws -> Void
  ) async throws {
    let reason = try reader.askedReason()
    let period = try period.period()
    try await Opened.forWriting(data.directory) { service in
      let session = AuditSession(service, actor: reader.actor(.auditor), reason: reason)
      try show(try await question(session, period))
    }
  }

  func show(_ answer: Answer<AuditTrail.Access>) throws {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("record", say("dossier", "record")), Column("event", say("événement", "event")),
      Column("actor_kind", say("qualité", "kind")), Column("actor", say("qui", "who")),
      Column("structure", say("structure", "structure")), Column("purpose", say("but", "purpose")),
      Column("reason", say("motif", "reason")), Column("document", say("doc.", "doc.")),
      Column("rule", say("règle", "rule")),
    ])
    for access in answer.rows {
      table.add([
        .number(Int(access.position.rawValue)), .text(access.time.description),
        .text(access.record.description),
        .text(access.kind?.name ?? "Type\(access.type)"),
        .text(access.actor.actorKind.word), .text(access.actor.identifier.description),
        .text(access.actor.structure.description), .text(access.purpose.word),
        .text(access.reason), access.document.map { .number(Int($0)) } ?? .none,
        access.rule.map { .number(Int($0)) } ?? .none,
      ])
    }
    try output.print(table, empty: say("Aucun accès.", "No access."))
    note(answer.coverage)
    if answer.rows.count == limit {
      Console.tell(
        say(
          "Arrêté à \(limit) lignes : précisez la période ou --limit.",
          "Stopped at \(limit) rows: narrow the period or raise --limit."
        )
      )
    }
  }

  func note(_ coverage: Coverage) {
    output.note(
      say(
        "Couvre \(Cell.grouped(Int(coverage.size))) événements, racine \(coverage.root) ; question tracée à \(coverage.trace).",
        "Covers \(Cell.grouped(Int(coverage.size))) events, root \(coverage.root); question traced at \(coverage.trace)."
      )
    )
  }
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
