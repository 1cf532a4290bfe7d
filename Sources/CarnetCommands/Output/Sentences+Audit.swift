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
    case RecordReceipt.Failure.nothingToShow:
      Told(
        say(
          "rien de tel n'est écrit dans ce dossier : aucun accusé à donner",
          "nothing of the kind stands in this record: there is no receipt to give"
        ),
        .notFound
      )
    case RecordBundle.Failure.notForThisReader:
      Told(
        say(
          "un dossier entier n'est emporté que par son titulaire, un représentant ou un ayant droit : --as holder, representative ou heir",
          "a whole record is taken away by its holder, a representative or an heir alone: --as holder, representative or heir"
        ),
        .notAllowed
      )
    case RecordBundle.Failure.documentsTooLarge(let bytes, let max):
      Told(
        say(
          "les documents font \(bytes) octets, un paquet en emporte \(max) : lisez-les un à un avec « carnet record read »",
          "the documents have \(bytes) bytes, a package takes \(max): read them one by one with \"carnet record read\""
        ),
        .wrongUsage
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
