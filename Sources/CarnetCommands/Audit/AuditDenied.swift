import ArgumentParser
import Audit
import AuditTrail

/// `carnet audit denied`: refused attempts.
struct AuditDenied: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "denied",
    abstract: say("Les tentatives refusées.", "Refused attempts.")
  )

  @OptionGroup var options: QuestionOptions

  @Flag(
    help: ArgumentHelp(
      say("Par personne, les plus refusées d'abord.", "By person, the most refused first.")
    )
  )
  var top = false

  func run() async throws {
    if top {
      try await options.ask { session, period in
        try await session.deniedByActor(in: period, limit: options.limit)
      } _: {
        try show($0)
      }
    } else {
      try await options.ask { session, period in
        try await session.denied(in: period, limit: options.limit)
      } _: {
        try options.show($0)
      }
    }
  }

  private func show(_ answer: Answer<AuditTrail.Refusals>) throws {
    var table = Table([
      Column("actor_kind", say("qualité", "kind")), Column("actor", say("qui", "who")),
      Column("structure", say("structure", "structure")),
      Column("refusals", say("refus", "refusals")), Column("records", say("dossiers", "records")),
      Column("first", say("premier", "first")), Column("last", say("dernier", "last")),
    ])
    for row in answer.rows {
      table.add([
        .text(row.actorKind.word), .text(row.identifier.description),
        .text(row.structure.description), .number(row.count), .number(row.records),
        .text(row.first.description), .text(row.last.description),
      ])
    }
    try options.output.print(table, empty: say("Aucun refus.", "No refusal."))
    options.note(answer.coverage)
  }
}
