import MedicalRecord

extension Refusal {
  /// The refusal in French.
  ///
  /// `description` is the English one. Neither names a person.
  var french: String {
    switch self {
    case .recordDoesNotExist: "ce dossier n'existe pas"
    case .recordExists: "le dossier est déjà ouvert"
    case .recordIsClosed: "le dossier est clos ; son titulaire peut demander sa réouverture"
    case .recordWasErased: "le dossier a été effacé"
    case .recordIsAnnounced: "l'ouverture est annoncée, et pas encore effective"
    case .openingWasRefused: "la personne s'est opposée à l'ouverture"
    case .recordIsSuspended: "le dossier est suspendu, le temps que l'incident soit réglé"
    case .wrongStatus: "l'état du dossier ne permet pas cet acte"
    case .openingNotInForce: "les règles en vigueur n'ouvrent pas de dossier par ce canal"
    case .consentMissing: "le consentement du titulaire manque"
    case .consentAlreadyGranted: "ce consentement a déjà été donné"
    case .consentAlreadyWithdrawn: "ce consentement a déjà été retiré"
    case .legitimateReasonMissing:
      "on ne s'oppose à l'alimentation que pour un motif légitime : il doit être dit"
    case .labelsExcludeEachOther:
      "un document ne peut pas être masqué à la fois aux professionnels et au patient"
    case .labelNotForThisActor: "cette personne ne peut ni poser ni retirer cette restriction"
    case .notAMinor:
      "le titulaire n'est pas mineur, ou les fonctions pour les mineurs sont désactivées"
    case .secretNeedsHiding:
      "en connexion secrète, le document doit être masqué aux représentants légaux"
    case .feedingOpposed: "le titulaire s'oppose à l'alimentation du dossier"
    case .reasonMissing: "un motif est obligatoire"
    case .erasureAlreadyRequested: "l'effacement est déjà demandé"
    case .erasureNotRequested: "personne n'a demandé l'effacement"
    case .legalHold: "une procédure en cours interdit de rien détruire de ce dossier"
    case .holdExists: "une conservation sous cette référence existe déjà"
    case .noSuchHold: "il n'y a pas de conservation sous cette référence"
    case .unknownAccess: "cet événement n'est pas un tel accès"
    case .noEmergencySession: "aucune session d'urgence n'est ouverte"
    case .alreadyReviewed: "cet accès a déjà été examiné"
    case .reviewsOwnAccess: "une autre personne que son auteur examine cet accès"
    case .deadlineNotDue: "cette échéance n'est pas encore venue"
    case .noSuchDeadline: "le dossier n'a pas cette échéance"
    case .noSuchConflict: "aucun doute d'identité n'est en cours avec cet autre dossier"
    default: ofDocuments ?? ofPeople
    }
  }

  private var ofDocuments: String? {
    switch self {
    case .documentUnchanged(let number): "inchangé : c'est le document \(number) du dossier"
    case .uniqueIDTaken(let number):
      "le document \(number) du dossier porte le même identifiant, avec un autre contenu ; un "
        + "document modifié a son propre identifiant et remplace l'autre"
    case .emptyDocument: "le document est vide"
    case .unknownDocument: "le dossier n'a pas ce document"
    case .alreadyReplaced(let number, let by):
      "le document \(number) a déjà été remplacé par le document \(by) ; remplacez ce dernier"
    case .alreadyHidden: "le document porte déjà cette restriction"
    case .notHidden: "le document ne porte pas cette restriction"
    case .alreadyArchived: "le document est déjà archivé"
    case .notArchived: "le document n'est pas archivé"
    case .documentDeleted: "le document a été supprimé"
    case .notTheAuthor: "seul l'auteur du document peut faire cela"
    case .unknownStatement: "le dossier n'a pas cette déclaration"
    case .statementNotCurrent: "cette déclaration a été retirée ou remplacée"
    case .emptyStatement: "la déclaration ne dit rien"
    default: nil
    }
  }

  private static func contact(_ field: ContactField) -> String {
    switch field {
    case .address: "l'adresse n'a pas la forme attendue : quelques lignes courtes"
    case .postalCode: "le code postal a cinq chiffres"
    case .city: "la ville tient en une ligne"
    case .commune: "la commune est désignée par son code INSEE"
    case .phone, .mobile: "le numéro de téléphone n'a pas la forme attendue"
    case .email: "l'adresse électronique n'a pas la forme attendue"
    case .nothing: "aucune coordonnée n'est donnée"
    }
  }

  private var ofPeople: String {
    switch self {
    case .malformedContact(let field): Self.contact(field)
    case .actorWithoutIdentifier: "une personne est désignée par un identifiant national"
    case .actorIsBlocked: "le titulaire a bloqué l'accès de ce professionnel"
    case .alreadyBlocked: "déjà bloqué"
    case .notBlocked: "n'est pas bloqué"
    case .notAuthorised: "il n'y a pas d'autorisation en cours à retirer"
    case .isTreatingDoctor:
      "l'accès du médecin traitant ne se retire pas : mettez d'abord fin à ce rôle"
    case .notTreatingDoctor: "n'est pas médecin traitant du titulaire"
    case .notAPhysician: "seul un médecin peut être médecin traitant"
    case .notInCareTeam: "n'est pas membre de l'équipe de soins"
    case .unknownRepresentative: "n'est pas un représentant du titulaire"
    case .unknownHeir: "n'est pas un ayant droit admis"
    case .holderIsAlive: "aucun décès n'est enregistré"
    default: "refusé : \(description)"
    }
  }
}
