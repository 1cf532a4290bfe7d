import Audit

extension Sentences {
  /// What the auditors' questions refuse, as sentences; nil for errors of others.
  static func audit(_ error: any Error) -> Told? {
    switch error {
    case Why.Failure.notAnAccess(let position):
      Told(
        say(
          "l'événement \(position) n'est pas un accès à un dossier, ou plus personne ne peut le lire",
          "event \(position) is no access to a record, or nobody can read it any more"
        ),
        .notFound
      )
    case EvidencePackage.Failure.tooManyEvents(let count, let max):
      Told(
        say(
          "la réponse repose sur \(count) événements, un paquet en emporte \(max) : précisez la période",
          "the answer rests on \(count) events, a package takes \(max): narrow the period"
        ),
        .wrongUsage
      )
    case StoredZip.Failure.tooLarge:
      Told(
        say(
          "le paquet serait trop grand : précisez la période",
          "the package would be too large: narrow the period"
        ),
        .wrongUsage
      )
    default: nil
    }
  }
}
