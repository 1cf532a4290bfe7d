import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit integrity`: whether anything is missing.
struct AuditIntegrity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "integrity",
    abstract: say(
      "Manque-t-il quelque chose : trous, coupes, sauts d'horloge, dossiers écartés ?",
      "Is anything missing: gaps, cuts, clock jumps, records set aside?"
    ),
    discussion: say(
      """
      --deep relit aussi chaque octet du journal. Un démarrage refusé n'écrit rien : il est dans les
      messages du système d'exploitation. Sortie 1 quand il faut regarder.
      Exemple : carnet audit integrity --deep --reason "contrôle mensuel"
      """,
      """
      --deep also reads every byte of the log again. A start that was refused writes nothing: it stands
      in the operating system's messages. Exit status 1 where somebody must look.
      Example: carnet audit integrity --deep --reason "monthly check"
      """
    )
  )

  @OptionGroup var options: QuestionOptions

  @Flag(help: ArgumentHelp(say("Relit chaque octet.", "Read every byte again.")))
  var deep = false

  func run() async throws {
    let rows = try await options.ask(empty: "") { _ in
      Integrity(deep: deep)
    } table: { rows in
      var table = Table([
        Column("alarm", say("alerte", "alarm")), Column("check", say("contrôle", "check")),
        Column("finding", say("constat", "finding")),
      ])
      for row in rows {
        table.add([
          .term(String(row.isAlarm), shown: row.isAlarm ? "✘" : "✔"),
          .text(check(row)), .text(words(row)),
        ])
      }
      return table
    }
    if rows.contains(where: \.isAlarm) {
      throw ExitCode(ExitStatus.foundSomething.rawValue)
    }
  }

  private func check(_ row: Integrity.Row) -> String {
    switch row {
    case .headsHold: "heads"
    case .verified: "bytes"
    case .finding: "log"
    case .tailCut: "cut"
    case .clockJump: "clock"
    case .viewBehind: "view"
    case .parked: "parked"
    }
  }

  private func words(_ row: Integrity.Row) -> String {
    switch row {
    case .headsHold(let count, let last):
      return say(
        "\(count) têtes signées recalculées, la dernière à \(last ?? 0) événements",
        "\(count) signed heads computed again, the last at \(last ?? 0) events"
      )
    case .verified(let events, let segments, let bytes):
      return say(
        "\(events) événements, \(segments) segments, \(bytes) octets relus",
        "\(events) events, \(segments) segments, \(bytes) bytes read again"
      )
    case .finding(let finding): return Sentences.finding(finding)
    case .tailCut(let position, let time):
      return say(
        "fin inachevée coupée à \(position), le \(time) : rien d'acquitté n'y était",
        "unfinished tail cut at \(position), on \(time): nothing acknowledged was in it"
      )
    case .clockJump(let position, let from, let to):
      return say(
        "l'horloge passe de \(from) à \(to) à la position \(position)",
        "the clock goes from \(from) to \(to) at position \(position)"
      )
    case .viewBehind(let view, let applied):
      return say("la vue \(view) s'arrête à \(applied)", "the view \(view) stops at \(applied)")
    case .parked(let view, let parked):
      return say(
        "\(view) a écarté \(parked.record) à \(parked.position) : \(parked.reason)",
        "\(view) set aside \(parked.record) at \(parked.position): \(parked.reason)"
      )
    }
  }
}
