import ArgumentParser
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet retention`: records whose ten years are over.
struct RetentionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retention",
    abstract: say(
      "Fin de conservation : les dossiers clos depuis dix ans (L1111-18), à blanc par défaut.",
      "End of retention: records closed for ten years (L1111-18), a dry run by default."
    ),
    discussion: say(
      """
      Sans --approve, rien n'est changé. Deux opérateurs approuvent ; au second, les dossiers sont
      effacés. Une conservation pour procédure (record hold) les retient.
      Exemple : carnet retention --approve --operator martin --reason "purge annuelle"
      """,
      """
      Without --approve nothing is changed. Two operators approve; with the second, the records are
      erased. A legal hold (record hold) keeps them.
      Example: carnet retention --approve --operator martin --reason "yearly purge"
      """
    )
  )

  @OptionGroup var data: DataOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var reader: ReaderOptions

  @Flag(help: ArgumentHelp(say("Approuve.", "Approve.")))
  var approve = false

  @Option(help: ArgumentHelp(say("Nombre de dossiers au plus.", "Records at most.")))
  var limit = 10_000

  func run() async throws {
    var context = EventContext()
    context.actor = reader.actor(.operator)
    context.purpose = .administration
    context.reason = approve ? try reader.askedReason() : reader.reason ?? ""
    let asked = context
    try await Opened.forWriting(data.directory) { service in
      let bar = Progress(say("Conservation", "Retention"), unit: say("dossiers", "records"))
      let rows = try await RetentionRun(service)
        .run(approving: approve, limit: limit, by: asked) { bar.update(UInt64($0), of: UInt64($1)) }
      bar.finish()
      var table = Table([
        Column("record", say("dossier", "record")), Column("due", say("échéance", "due")),
        Column("outcome", say("issue", "outcome")),
      ])
      for row in rows {
        table.add([
          .text(row.record.description), .text(row.due.description), Self.cell(row.outcome),
        ])
      }
      try output.print(
        table,
        empty: say("Aucun dossier n'est à effacer.", "No record is to be erased.")
      )
      if !approve, !rows.isEmpty {
        Console.tell(
          say(
            "À blanc : rien n'a été changé ; ajoutez --approve.",
            "Dry run: nothing was changed; add --approve."
          )
        )
      }
    }
  }

  private static func cell(_ outcome: RetentionRun.Outcome) -> Cell {
    switch outcome {
    case .kept(let refusal): .term("kept", shown: Sentences.refusal(refusal))
    case .due: .term("to-erase", shown: say("à effacer", "to be erased"))
    case .approved: .term("approved", shown: say("approuvé (1/2)", "approved (1/2)"))
    case .erased: .term("erased", shown: say("effacé", "erased"))
    case .waitsForAnotherOperator:
      .term(
        "needs-another-operator",
        shown: say("attend un autre opérateur", "waits for another operator")
      )
    }
  }
}
