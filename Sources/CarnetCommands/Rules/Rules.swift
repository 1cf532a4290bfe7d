import ArgumentParser

/// `carnet rules`: by which rules decisions are taken, today and at any past moment.
struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: say(
      "Les règles en vigueur : matrice d'habilitation, délais, ouverture ; leur histoire.",
      "The rules in force: read matrix, periods, opening; their history."
    ),
    discussion: say(
      "Exemple : carnet rules show --matrix > matrice.csv",
      "Example: carnet rules show --matrix > matrix.csv"
    ),
    subcommands: [RulesShow.self, RulesHistoryCommand.self, RulesPublish.self, RulesWhatIf.self]
  )
}
