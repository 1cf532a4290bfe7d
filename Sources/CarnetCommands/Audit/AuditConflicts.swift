import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord

/// `carnet audit conflicts`: accesses against what the holder wants.
struct AuditConflicts: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conflicts",
    abstract: say(
      "Les accès contre l'opposition du titulaire, ou à des documents masqués.",
      "Accesses against the holder's opposition, or to documents that were masked."
    ),
    discussion: say(
      "Exemple : carnet audit conflicts --replay --from 2026-01-01 --reason \"contrôle\"",
      "Example: carnet audit conflicts --replay --from 2026-01-01 --reason \"review\""
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var period: PeriodOptions
  @OptionGroup var limit: LimitOptions

  @Flag(
    help: ArgumentHelp(
      say(
        "Reprend chaque décision sur le dossier et selon les règles de ce jour-là.",
        "Take each decision again, on the record and by the rules of that day."
      )
    )
  )
  var replay = false

  func run() async throws {
    let period = try period.period()
    let rows = try await options.ask(empty: say("Aucun conflit.", "No conflict.")) { _ in
      Conflicts(replays: replay, in: period, limit: limit.limit)
    } table: {
      table($0)
    }
    limit.tellIfReached(rows.count)
  }

  private func table(_ rows: [Conflicts.Row]) -> Table {
    var table = Table(TrailTable.columns + [Column("conflict", say("conflit", "conflict"))])
    for row in rows {
      let conflict: Cell =
        switch row.kind {
        case .refused: .term("refused", shown: say("refusé", "refused"))
        case .masked:
          .term("masked", shown: say("document masqué, lecteur habilité", "masked, reader may"))
        case .contradicted(let rule):
          .term(
            "contradicted",
            shown: say("contraire aux règles : ", "against the rules: ") + rule.sentence
          )
        }
      table.add(TrailTable.cells(row.access) + [conflict])
    }
    return table
  }
}
