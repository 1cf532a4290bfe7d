import ArgumentParser
import Audit
import CarnetCore
import MedicalRecord
import RecordService

/// `carnet audit why`: which rule decided an access.
struct AuditWhy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: say(
      "Quelle règle, de quelle version, a permis ou refusé cet accès ; la décision est reprise.",
      "Which rule, of which version, allowed or refused this access; the decision is taken again."
    ),
    discussion: say(
      """
      Sortie 1 quand la décision reprise n'est pas celle de la trace.
      Exemple : carnet audit why --position 1234 --reason "plainte 7"
      """,
      """
      Exit status 1 where the decision taken again is not the trace's.
      Example: carnet audit why --position 1234 --reason "complaint 7"
      """
    )
  )

  @OptionGroup var options: QuestionOptions
  @OptionGroup var place: EventPlace

  func run() async throws {
    let rows = try await options.ask(empty: "") { service in
      let position = try place.resolve(in: service)
      let record = try service.reader.envelope(at: position).record
      guard record.isOfARecord else { throw Why.Failure.notAnAccess(position) }
      return Why(position, of: record)
    } table: {
      table($0)
    }
    if rows.contains(where: { !$0.outcome.agrees }) {
      throw ExitCode(ExitStatus.foundSomething.rawValue)
    }
  }

  private func table(_ rows: [Why.Row]) -> Table {
    var table = Table([
      Column("position", say("position", "position")), Column("time", say("moment", "time")),
      Column("actor", say("qui", "who")), Column("profession", say("profession", "profession")),
      Column("decision", say("décision", "decision")), Column("rule", say("règle", "rule")),
      Column("why", say("pourquoi", "why")), Column("relation", say("lien", "relation")),
      Column("policy", say("version des règles", "rules version")),
      Column("source", say("source", "source")), Column("matrix", say("matrice", "matrix")),
      Column("replayed", say("reprise", "taken again")),
    ])
    for row in rows {
      let recorded = row.outcome.recorded
      table.add([
        .number(Int(row.event.position.rawValue)), .text(row.event.time.description),
        .text(row.outcome.request.actor.identifierText),
        .text(row.outcome.request.actor.profession),
        recorded.rule.allows
          ? .term("allowed", shown: say("permis", "allowed"))
          : .term("refused", shown: say("refusé", "refused")),
        .number(Int(recorded.rule.rawValue)),
        .term("\(recorded.rule)", shown: recorded.rule.sentence),
        .term(recorded.relation.code, shown: recorded.relation.word),
        .number(Int(recorded.policy)), .text(row.outcome.scene.rules.source),
        .text(
          row.matrixRow.map { "\($0.allows ? "+" : "−") \($0.source) (\($0.certainty))" } ?? ""
        ),
        row.outcome.agrees
          ? .term("same", shown: say("la même", "the same"))
          : .term(
            "\(row.outcome.replayed.rule)",
            shown: say("AUTRE : ", "ANOTHER: ") + row.outcome.replayed.rule.sentence
          ),
      ])
    }
    return table
  }
}
