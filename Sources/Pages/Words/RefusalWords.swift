package import MedicalRecord

/// Why a record's rules say no, in words for whoever sits before a page, and what they can do.
package enum RefusalWords {
  package static func text(_ refusal: Refusal, _ language: PageLanguage) -> String {
    let words = lifeCycle(refusal) ?? documents(refusal) ?? rights(refusal) ?? others(refusal)
    return language.say(words.0, words.1)
      + language.say(" Rien n'a été changé.", " Nothing was changed.")
  }

  private static func lifeCycle(_ refusal: Refusal) -> (String, String)? {
    switch refusal {
    case .recordDoesNotExist: ("Il n'y a pas encore de dossier.", "There is no record yet.")
    case .recordExists: ("Le dossier existe déjà.", "The record exists already.")
    case .recordIsClosed:
      (
        "Le dossier est clos : rouvrez-le d'abord, dans « Mes droits ».",
        "The record is closed: reopen it first, under \"My rights\"."
      )
    case .recordWasErased: ("Le dossier a été effacé.", "The record was erased.")
    case .recordIsAnnounced:
      (
        "Le dossier est annoncé et pas encore ouvert.",
        "The record is announced and not open yet."
      )
    case .openingWasRefused: ("Son ouverture a été refusée.", "Its opening was refused.")
    case .recordIsSuspended:
      (
        "Le dossier est suspendu, le temps d'une vérification.",
        "The record is suspended while it is being checked."
      )
    case .wrongStatus:
      ("L'état du dossier ne le permet pas.", "The state of the record does not allow it.")
    case .openingNotInForce:
      (
        "Les règles en vigueur n'ouvrent pas de dossier par cette voie.",
        "The rules in force open no record this way."
      )
    case .erasureAlreadyRequested:
      ("L'effacement est déjà demandé.", "The erasure was requested already.")
    case .erasureNotRequested: ("L'effacement n'est pas demandé.", "No erasure was requested.")
    case .legalHold:
      (
        "Une procédure en cours oblige à garder le dossier.",
        "Proceedings under way require the record to be kept."
      )
    case .consentMissing: ("Votre accord est nécessaire.", "Your consent is needed.")
    default: nil
    }
  }

  private static func documents(_ refusal: Refusal) -> (String, String)? {
    switch refusal {
    case .documentUnchanged(let number):
      (
        "Ce document est déjà dans le dossier, sous le n° \(number).",
        "This document is in the record already, as no. \(number)."
      )
    case .uniqueIDTaken(let number):
      (
        "Le document n° \(number) porte le même identifiant avec un autre contenu.",
        "Document no. \(number) has the same identifier and another content."
      )
    case .emptyDocument: ("Le fichier est vide.", "The file is empty.")
    case .unknownDocument: ("Ce document n'est pas là.", "This document is not there.")
    case .alreadyReplaced(_, let by):
      (
        "Une version plus récente existe : le document n° \(by).",
        "There is a newer version: document no. \(by)."
      )
    case .alreadyHidden: ("Il est déjà masqué.", "It is hidden already.")
    case .notHidden: ("Il n'est pas masqué.", "It is not hidden.")
    case .alreadyArchived: ("Il est déjà archivé.", "It is archived already.")
    case .notArchived: ("Il n'est pas archivé.", "It is not archived.")
    case .documentDeleted: ("Ce document est supprimé.", "This document is deleted.")
    case .notTheAuthor:
      (
        "Seul l'auteur de ce document peut le faire : demandez-le-lui.",
        "Only the author of this document may do this: ask them."
      )
    case .labelsExcludeEachOther:
      (
        "Un document ne peut pas être masqué aux professionnels et au patient à la fois.",
        "A document cannot be hidden from professionals and from the patient at once."
      )
    case .labelNotForThisActor:
      ("Ce masquage n'est pas de votre ressort.", "This hiding is not yours to decide.")
    case .notAMinor:
      (
        "Le masquage aux représentants ne vaut que pour un mineur.",
        "Hiding from representatives is for minors alone."
      )
    case .secretNeedsHiding:
      (
        "En connexion secrète, un document déposé doit être masqué aux représentants.",
        "In a secret connection, what is filed must be hidden from the representatives."
      )
    case .feedingOpposed:
      (
        "L'alimentation du dossier est refusée : rétablissez-la dans « Mes droits ».",
        "Feeding the record is refused: allow it again under \"My rights\"."
      )
    default: nil
    }
  }

  private static func rights(_ refusal: Refusal) -> (String, String)? {
    switch refusal {
    case .consentAlreadyGranted: ("C'est déjà votre choix.", "This is your choice already.")
    case .consentAlreadyWithdrawn: ("C'est déjà votre choix.", "This is your choice already.")
    case .legitimateReasonMissing:
      (
        "La loi demande un motif pour refuser l'alimentation : écrivez-le.",
        "The law asks for a reason to oppose feeding: write it."
      )
    case .reasonMissing: ("Dites pourquoi, en quelques mots.", "Say why, in a few words.")
    case .actorWithoutIdentifier:
      ("Il faut un identifiant national.", "A national identifier is needed.")
    case .actorIsBlocked:
      (
        "Vous bloquez ce professionnel : débloquez-le d'abord.",
        "You block this professional: unblock them first."
      )
    case .alreadyBlocked: ("Déjà bloqué.", "Blocked already.")
    case .notBlocked: ("Pas bloqué.", "Not blocked.")
    case .notAuthorised: ("Il n'y a pas d'autorisation à retirer.", "There is nothing to revoke.")
    case .isTreatingDoctor:
      (
        "C'est un de vos médecins traitants : mettez d'abord fin à ce rôle.",
        "This is one of your treating doctors: end that role first."
      )
    case .notTreatingDoctor: ("Ce n'est pas un médecin traitant.", "Not a treating doctor.")
    case .notAPhysician:
      ("Seul un médecin peut être médecin traitant.", "Only a physician may be one.")
    case .notInCareTeam: ("Pas de votre équipe de soins.", "Not of your care team.")
    case .unknownRepresentative: ("Pas votre représentant.", "Not your representative.")
    default: nil
    }
  }

  private static func others(_ refusal: Refusal) -> (String, String) {
    switch refusal {
    case .unknownStatement: ("Cette déclaration n'est pas là.", "This statement is not there.")
    case .statementNotCurrent:
      (
        "Cette déclaration a été remplacée ou retirée entre-temps.",
        "This statement was replaced or withdrawn meanwhile."
      )
    case .emptyStatement: ("Écrivez ce que vous déclarez.", "Write what you state.")
    case .malformedContact(let field): contact(field)
    case .unknownAccess: ("Cet accès n'est pas dans votre dossier.", "No such access.")
    case .alreadyReviewed: ("Cet accès a déjà été examiné.", "Reviewed already.")
    default:
      ("Une règle du dossier s'y oppose.", "A rule of the record stands against it.")
    }
  }

  private static func contact(_ field: ContactField) -> (String, String) {
    switch field {
    case .address:
      ("L'adresse tient en six lignes au plus.", "The address takes six lines at most.")
    case .postalCode: ("Le code postal a cinq chiffres.", "The postal code has five digits.")
    case .city: ("Le nom de la ville est trop long.", "The city's name is too long.")
    case .commune: ("Le code de la commune est mal formé.", "The commune's code is malformed.")
    case .phone, .mobile:
      (
        "Un numéro de téléphone a 4 à 15 chiffres, avec + devant pour l'étranger.",
        "A telephone number has 4 to 15 digits, with + before those of another country."
      )
    case .email:
      ("L'adresse électronique est mal formée.", "The e-mail address is malformed.")
    case .nothing: ("Rien n'a été donné.", "Nothing was given.")
    }
  }
}
