import ArgumentParser
import Audit
import CarnetCore

/// `carnet audit views`: whether the views say what the log says.
struct AuditViews: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "views",
    abstract: say(
      "Les vues disent-elles ce que dit le journal ?",
      "Do the views say what the log says?"
    ),
    discussion: say(
      """
      Sans --check : la racine de chaque vue est celle du journal à cette taille. Avec --check : chaque
      vue est reconstruite à côté et comparée ligne à ligne.
      Exemple : carnet audit views --check --reason "contrôle mensuel"
      """,
      """
      Without --check: each view's root is the log's at that size. With --check: each view is built
      anew beside the serving one and compared row by row.
      Example: carnet audit views --check --reason "monthly check"
      """
    )
  )

  @OptionGroup var options: QuestionOptions

  @Flag(help: ArgumentHelp(say("Reconstruit et compare.", "Rebuild and compare.")))
  var check = false

  func run() async throws {
    let rows = try await options.ask(empty: "") { _ in
      ViewsMatch(rebuild: check)
    } table: { rows in
      var table = Table([
        Column("view", say("vue", "view")), Column("applied", say("événements", "events")),
        Column("past", say("passé du journal", "log's past")),
        Column("rebuild", say("reconstruction", "rebuild")),
        Column("parked", say("écartés", "parked")), Column("digest", say("empreinte", "digest")),
      ])
      for row in rows {
        table.add([
          .text(row.view), .number(Int(row.applied)),
          .term(
            String(row.hasLogsPast),
            shown: row.hasLogsPast ? say("oui", "yes") : say("NON", "NO")
          ),
          rebuild(row), .number(row.parked), .text(row.digest?.description ?? ""),
        ])
      }
      return table
    }
    if rows.contains(where: { !$0.hasLogsPast || $0.equalsRebuild == false }) {
      throw ExitCode(ExitStatus.foundSomething.rawValue)
    }
  }

  private func rebuild(_ row: ViewsMatch.Row) -> Cell {
    switch row.equalsRebuild {
    case true: .term("equal", shown: say("égale", "equal"))
    case false:
      .term(
        "different",
        shown: say("différente : ", "different: ") + row.differences.joined(separator: ", ")
      )
    case nil: .none
    }
  }
}
