import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord
import RecordService
import Vault

/// `carnet audit erasure`: whether and how a record was erased.
struct AuditErasure: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erasure",
    abstract: say(
      "Ce dossier est-il effacé, quand, par qui, et quelles sauvegardes restent ?",
      "Was this record erased, when, by whom, and which backups remain?"
    ),
    discussion: say(
      "Exemple : carnet audit erasure --record r-… --reason \"demande RGPD 3\"",
      "Example: carnet audit erasure --record r-… --reason \"GDPR request 3\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var record: RecordOptions

  func run() async throws {
    try await options.ask(empty: "") {
      Erasure(of: try record.resolve(in: $0))
    } table: {
      table($0)
    }
  }

  private func table(_ rows: [Erasure.Row]) -> Table {
    var table = Table([
      Column("what", say("quoi", "what")), Column("position", say("position", "position")),
      Column("time", say("moment", "time")), Column("actor", say("qui", "who")),
      Column("details", say("détails", "details")),
    ])
    for row in rows {
      switch row {
      case .keys(let content, let trace):
        table.add([
          .term("content_key", shown: say("clé de contenu", "content key")), .none, .none, .none,
          content.cell,
        ])
        table.add([
          .term("trace_key", shown: say("clé des traces", "trace key")), .none, .none, .none,
          trace.cell,
        ])
      case .step(let position, let time, let type, let actor, let words):
        table.add([
          .text(EventLine.name(of: type)), .number(Int(position.rawValue)),
          .text(time.description),
          .text(actor.kind == .patient ? actor.kind.word : actor.identifierText), .text(words),
        ])
      case .erased(let position, let time, let ground, let events, let epoch):
        table.add([
          .term("erased", shown: say("EFFACÉ", "ERASED")), .number(Int(position.rawValue)),
          .text(time.description), .none,
          .text(
            say(
              "\(events) événements, motif \(ground.term), époque \(epoch)",
              "\(events) events, ground \(ground.term), epoch \(epoch)"
            )
          ),
        ])
      case .due(let kind, let due):
        table.add([
          .text("due_\(kind)"), .none, .text(due.description), .none, .none,
        ])
      case .backup(let backup): table.add(backup.cells)
      case .horizon(let horizon):
        table.add([
          .term("horizon", shown: say("dernière sauvegarde des clés", "last backup of the keys")),
          .none, .text(horizon.description), .none, .none,
        ])
      }
    }
    return table
  }
}

extension KeyState {
  var cell: Cell {
    switch self {
    case .present(let version):
      .term(
        "present \(version)",
        shown: say("présente, version \(version)", "there, version \(version)")
      )
    case .destroyed: .term("destroyed", shown: say("détruite", "destroyed"))
    case .missing: .term("missing", shown: say("inconnue", "unknown"))
    }
  }
}

extension BackupGeneration {
  /// What, position, time, who, details.
  var cells: [Cell] {
    [
      .term("backup", shown: say("sauvegarde des clés", "backup of the keys")), .none,
      .text(created.description), .text(name),
      .text(say("expire le \(expires)", "expires on \(expires)")),
    ]
  }
}
