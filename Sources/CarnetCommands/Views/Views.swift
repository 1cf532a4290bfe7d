import ArgumentParser
import CarnetCore
import RecordService
import Views

/// `carnet views`: what is built from the log, and can be thrown away and built again.
struct Views: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Les vues : liste, reconstruction, contrôle, retour arrière, un seul dossier, mis de côté.",
      "Views: list, rebuild, check, roll back, one record, parked records."
    ),
    discussion: say(
      "Exemple : carnet views rebuild && carnet views check",
      "Example: carnet views rebuild && carnet views check"
    ),
    subcommands: [
      ViewsList.self, ViewsRebuild.self, ViewsCheck.self, ViewsRollback.self, ViewsRecord.self,
      ViewsParked.self, ViewsRetry.self,
    ]
  )
}

/// Which views.
struct ViewSelection: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      say("Vues (défaut : toutes) : ", "Views (default: all): ")
        + AllViews.projectors.map { $0.name }.joined(separator: ", "),
      valueName: "view"
    )
  )
  var names: [String] = []

  func validate() throws {
    for name in names where !AllViews.projectors.contains(where: { $0.name == name }) {
      throw ValidationError(
        say("vue inconnue « \(name) » ; acceptées : ", "unknown view \"\(name)\"; accepted: ")
          + AllViews.projectors.map { $0.name }.joined(separator: ", ")
      )
    }
  }

  var projectors: [any Projector.Type] {
    names.isEmpty ? AllViews.projectors : AllViews.projectors.filter { names.contains($0.name) }
  }
}
