import ArgumentParser
import Foundation
import RecordService
import SystemPackage

/// Where the data stands, and in which language to speak: options of every command.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "Répertoire de données (défaut : ./carnet-data, ou CARNET_DATA).",
        "Data directory (default: ./carnet-data, or CARNET_DATA)."
      ),
      valueName: "dir"
    )
  )
  var data: String?

  @Option(
    name: .customLong("root-key"),
    help: ArgumentHelp(
      say(
        "Fichier de la clé racine (défaut : à côté des données, ou CARNET_ROOT_KEY).",
        "Root key file (default: beside the data, or CARNET_ROOT_KEY)."
      ),
      valueName: "file"
    )
  )
  var rootKey: String?

  @Option(
    help: ArgumentHelp(
      say("Langue des messages : fr ou en.", "Language of messages: fr or en."),
      valueName: "fr|en"
    )
  )
  var lang: String?

  func validate() throws {
    if let lang, Language(rawValue: String(lang.prefix(2))) == nil {
      throw ValidationError(say("--lang accepte fr ou en.", "--lang accepts fr or en."))
    }
  }

  var directory: DataDirectory {
    let environment = ProcessInfo.processInfo.environment
    let path = data ?? environment["CARNET_DATA"] ?? "./carnet-data"
    let key = rootKey ?? environment["CARNET_ROOT_KEY"]
    return DataDirectory(Self.absolute(path), rootKey: key.map(Self.absolute))
  }

  static func absolute(_ path: String) -> FilePath {
    let given = FilePath(path)
    if given.isAbsolute { return given.lexicallyNormalized() }
    return FilePath(FileManager.default.currentDirectoryPath).pushing(given).lexicallyNormalized()
  }
}
