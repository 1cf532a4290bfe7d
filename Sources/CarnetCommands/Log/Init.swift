import ArgumentParser
import RecordService

/// `carnet init`: makes a data directory.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: say(
      "Crée un répertoire de données : journal, trousseau, clé de signature.",
      "Create a data directory: log, vault, signing key."
    ),
    discussion: say(
      "Exemple : carnet init --data /srv/carnet --origin carnet.exemple.fr/rouen",
      "Example: carnet init --data /srv/carnet --origin carnet.example/rouen"
    )
  )

  @OptionGroup var data: DataOptions

  @Option(
    help: ArgumentHelp(
      say(
        "Nom du journal dans les têtes signées, pour toujours.",
        "Name of the log in signed heads, for ever."
      ),
      valueName: "name"
    )
  )
  var origin = "carnet.example/log"

  func validate() throws {
    if origin.isEmpty || origin.contains(where: { $0.isWhitespace || $0 == "+" }) {
      throw ValidationError(
        say(
          "--origin n'accepte ni espace ni « + ».",
          "--origin accepts no space and no plus sign."
        )
      )
    }
  }

  func run() async throws {
    let directory = data.directory
    let identity = try RecordService.create(directory, origin: origin)
    Console.print(
      say(
        """
        Journal \(identity.origin) créé dans \(directory.root)
          clé publique  \(identity.verifierKey)
          clé racine    \(directory.rootKey)
        Gardez la clé racine ailleurs que les données : ensemble, elles ouvrent tout ; sans elle,
        rien ne s'ouvre plus.

        """,
        """
        Log \(identity.origin) created in \(directory.root)
          public key  \(identity.verifierKey)
          root key    \(directory.rootKey)
        Keep the root key apart from the data: together they open everything; without it nothing
        opens again.

        """
      )
    )
  }
}
