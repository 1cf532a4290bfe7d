import ArgumentParser
import CarnetCore
import DeadlineBoard
import MedicalRecord
import RecordService
import Views

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
    context.reason = approve ? try reader.askedReason() : ""
    let asked = context
    try await Opened.forWriting(data.directory) { service in
      try service.runner.requireUpToDate(LogFeed(service))
      let board = ViewReader(DeadlineBoard.self, in: service.directory.views)
      let now = service.clock()
      let end = Instant(milliseconds: now.milliseconds + 1)
      let rows = try await board.read {
        try $0.deadlines(of: .retention, before: end, limit: limit)
      }
      var table = Table([
        Column("record", say("dossier", "record")), Column("due", say("échéance", "due")),
        Column("outcome", say("issue", "outcome")),
      ])
      let bar = Progress(say("Conservation", "Retention"), unit: say("dossiers", "records"))
      for (index, row) in rows.enumerated() {
        let outcome = try await outcome(of: row, service, asked, now)
        table.add([
          .text(row.record.description), .text(row.deadline.due.description), outcome,
        ])
        bar.update(UInt64(index + 1), of: UInt64(rows.count))
      }
      bar.finish()
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

  private func outcome(
    of row: DeadlineBoard.Row,
    _ service: RecordService,
    _ context: EventContext,
    _ now: Instant
  ) async throws -> Cell {
    do throws(Refusal) {
      try await Self.check(service, row.record, now)
    } catch {
      return .term("kept", shown: Sentences.refusal(error))
    }
    if !approve { return .term("to-erase", shown: say("à effacer", "to be erased")) }
    do {
      switch try await service.approveErasure(of: row.record, .retention, context) {
      case .approved: return .term("approved", shown: say("approuvé (1/2)", "approved (1/2)"))
      case .erased: return .term("erased", shown: say("effacé", "erased"))
      }
    } catch ErasureFailure.needsAnotherOperator {
      return .term(
        "needs-another-operator",
        shown: say("attend un autre opérateur", "waits for another operator")
      )
    }
  }

  private static func check(
    _ service: RecordService,
    _ record: Pseudonym,
    _ now: Instant
  ) async throws(Refusal) {
    // A record that cannot be read is for `erase` to say why.
    guard let state = try? service.state(of: record) else { return }
    try state.checkMayBeErased(.retention, now: now)
  }
}
