import Views

/// Why a view cannot be used, in words; `ViewFailure.description` is the English of logs.
extension Sentences {
  static func words(_ failure: ViewFailure) -> String {
    say(french(failure), failure.description)
  }

  private static func french(_ failure: ViewFailure) -> String {
    switch failure {
    case .fileSystem(let error): error.description
    case .sqlite(let code, let message): "SQLite dit \(message) (\(code))"
    case .noSuchView(let name): "la vue \(name) n'est pas encore construite"
    case .malformedPointer(let path): "\(path) ne nomme aucune génération de la vue"
    case .notThisView(let name, let found): "le fichier de la vue \(name) est celui de \(found)"
    case .anotherVersion(let name, let found, let expected):
      "la vue \(name) a été faite par la version \(found) de son projecteur, celle-ci est \(expected)"
    case .beyondTheLog(let name, let applied, let size):
      "la vue \(name) a appliqué \(applied) événements et le journal en a \(size)"
    case .anotherHistory(let name, let size):
      "la vue \(name) a été faite d'un autre journal : les racines à \(size) événements diffèrent"
    case .gap(let name, let expected, let found):
      "la vue \(name) attendait l'événement \(expected) et a reçu \(found)"
    case .feedEndedEarly(let name, let end, let promised):
      "la vue \(name) attendait \(promised) événements et en a reçu \(end)"
    case .behind(let name, let applied, let asked):
      "la vue \(name) a appliqué \(applied) événements et pas encore celui en \(asked)"
    case .beingUpdated(let name): "la vue \(name) est mise à jour par un autre processus"
    case .beingRebuilt(let name): "la vue \(name) est reconstruite par un autre processus"
    case .noPreviousGeneration(let name): "la vue \(name) n'a pas de génération précédente"
    case .purgeHeldUpByReaders(let name):
      "la vue \(name) est purgée, mais des lecteurs tiennent ses anciennes pages : purgez de nouveau"
    case .cancelled: "interrompu"
    }
  }
}
