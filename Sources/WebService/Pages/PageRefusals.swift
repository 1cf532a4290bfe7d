import MedicalRecord
import Pages
import RecordService

/// Why the service did not do what a form asked for, in words that say what to do.
enum PageRefusals {
  /// Nil for an error that nobody foresaw.
  static func words(_ error: any Error) -> Words? {
    switch error {
    case ServingFailure.forbidden(let rule):
      return Words(
        "Refusé : \(AccessWords.reading(rule, .french)). Rien n'a été changé.",
        "Refused: \(AccessWords.reading(rule, .english)). Nothing was changed."
      )
    case ServingFailure.refused(let refusal):
      if let words = words(refusal) { return words }
    case ServingFailure.conflict:
      return Words(
        "Quelqu'un a changé ce document entre-temps : relisez-le et recommencez. Rien n'a été changé.",
        "Somebody changed this document meanwhile: read it again and retry. Nothing was changed."
      )
    case ServingFailure.badParameter("patient"):
      return Words(
        "Ce document porte l'identité d'une autre personne : il n'a pas été déposé.",
        "This document bears the identity of another person: it was not filed."
      )
    case ServingFailure.tooMany:
      return Words(
        "Trop de personnes répondent : précisez le prénom, le sexe ou la date entière.",
        "Too many people match: add the given name, the sex or the whole date."
      )
    default: break
    }
    guard let refusal = WebRefusal(error), refusal.code != .internalFailure else { return nil }
    return refusal.words
  }

  private static func words(_ refusal: Refusal) -> Words? {
    switch refusal {
    case .recordExists:
      Words("Cette personne a déjà un dossier.", "This person has a record already.")
    case .consentMissing:
      Words(
        "Sans le consentement de la personne, aucun dossier n'est ouvert.",
        "Without the person's consent no record is opened."
      )
    case .openingNotInForce:
      Words(
        "Les règles du jour n'ouvrent pas de dossier par cette voie.",
        "The rules of the day do not open records this way."
      )
    case .openingWasRefused:
      Words("La personne s'est opposée à l'ouverture.", "The person objected to the opening.")
    case .recordIsClosed: Words("Le dossier est clos.", "The record is closed.")
    case .recordIsSuspended: Words("Le dossier est suspendu.", "The record is suspended.")
    case .documentUnchanged:
      Words(
        "Le même document est déjà dans le dossier : rien n'a été ajouté.",
        "The same document is in the record already: nothing was added."
      )
    case .uniqueIDTaken:
      Words(
        "Un autre document porte le même identifiant : demandez à son éditeur d'en donner un nouveau.",
        "Another document bears the same identifier: ask its producer for a new one."
      )
    case .alreadyReplaced:
      Words(
        "Une version plus récente a déjà pris la place de ce document : remplacez celle-là.",
        "A newer version took the place of this document already: replace that one."
      )
    case .documentDeleted:
      Words("Ce document a été supprimé.", "This document was deleted.")
    case .notTheAuthor:
      Words(
        "Seul l'auteur du document, ou sa structure, peut le faire.",
        "Only the document's author, or their structure, can do that."
      )
    case .labelsExcludeEachOther:
      Words(
        "Un document ne peut être masqué à la fois aux professionnels et au patient : personne ne le verrait plus.",
        "A document cannot be hidden from professionals and from the patient at once: nobody would see it."
      )
    case .notAMinor:
      Words(
        "Ce masquage est réservé aux mineurs.",
        "This way of hiding is for minors only."
      )
    case .feedingOpposed:
      Words(
        "La personne s'oppose à l'alimentation de son dossier : rien n'a été déposé.",
        "The person opposes that their record is fed: nothing was filed."
      )
    case .actorIsBlocked:
      Words(
        "La personne a bloqué ce professionnel.",
        "The person blocked this professional."
      )
    case .notAPhysician:
      Words(
        "Seul un médecin peut être médecin traitant.",
        "Only a physician can be a treating doctor."
      )
    case .notAuthorised:
      Words("Il n'y avait pas d'autorisation à retirer.", "There was no authorisation to end.")
    case .reasonMissing: Words("Il faut un motif.", "A reason is needed.")
    default: nil
    }
  }
}
