import MedicalRecord

// Refusals of the domain and doubts about identifiers. None names a person.
extension Sentences {
  static func refusal(_ refusal: Refusal) -> String {
    switch refusal {
    case .recordDoesNotExist: say("ce dossier n'existe pas", "there is no such record")
    case .recordExists: say("le dossier est déjà ouvert", "the record is open already")
    case .recordIsClosed:
      say(
        "le dossier est clos ; il peut être rouvert à la demande de son titulaire",
        "the record is closed; it can be reopened at its holder's request"
      )
    case .recordWasErased: say("le dossier a été effacé", "the record was erased")
    case .consentMissing(let subject):
      say(
        "le consentement du titulaire manque (\(word(subject)))",
        "the holder's consent is missing (\(word(subject)))"
      )
    case .consentAlreadyGranted(let subject):
      say(
        "le consentement a déjà été donné (\(word(subject)))",
        "the consent was given before (\(word(subject)))"
      )
    case .consentAlreadyWithdrawn(let subject):
      say(
        "le consentement a déjà été retiré (\(word(subject)))",
        "the consent was withdrawn before (\(word(subject)))"
      )
    case .documentUnchanged(let number):
      say(
        "inchangé : c'est le document \(number) du dossier",
        "unchanged: it is document \(number) of the record"
      )
    case .uniqueIDTaken(let number):
      say(
        """
        le document \(number) du dossier porte le même identifiant, avec un autre contenu ; un \
        document modifié doit avoir son propre identifiant et remplacer l'autre
        """,
        """
        document \(number) of the record has the same identifier and another content; a changed \
        document needs an identifier of its own and replaces the other
        """
      )
    case .emptyDocument: say("le document est vide", "the document is empty")
    case .unknownDocument(let number):
      say("le dossier n'a pas de document \(number)", "the record has no document \(number)")
    case .alreadyReplaced(let number, let by):
      say(
        "le document \(number) a déjà été remplacé par le document \(by) ; remplacez ce dernier",
        "document \(number) was replaced by document \(by) before; replace that one"
      )
    case .alreadyHidden(let number):
      say("le document \(number) est déjà masqué", "document \(number) is hidden already")
    case .notHidden(let number):
      say("le document \(number) n'est pas masqué", "document \(number) is not hidden")
    case .labelsExcludeEachOther:
      say(
        "un document ne peut pas être masqué à la fois aux professionnels et au patient",
        "a document cannot be hidden from professionals and from the patient at once"
      )
    case .feedingOpposed:
      say(
        "le titulaire s'oppose à l'alimentation du dossier",
        "the holder refuses that the record be fed"
      )
    case .reasonMissing: say("un motif est obligatoire", "a reason is required")
    case .noSuchConflict(let record):
      say(
        "aucun doute n'est en cours sur le dossier \(record)",
        "there is no open doubt about \(record)"
      )
    default: lifeCycle(refusal) ?? rights(refusal) ?? documents(refusal) ?? refusal.description
    }
  }

  private static func lifeCycle(_ refusal: Refusal) -> String? {
    switch refusal {
    case .recordIsAnnounced:
      say(
        "l'ouverture est annoncée, et pas encore effective",
        "the opening is announced and not yet in force"
      )
    case .openingWasRefused:
      say("la personne s'est opposée à l'ouverture", "the person objected to the opening")
    case .recordIsSuspended:
      say(
        "le dossier est suspendu, le temps que l'incident soit réglé",
        "the record is suspended until the incident is settled"
      )
    case .wrongStatus(let found, let needed):
      say(
        "le dossier est \(found.word) ; il devrait être "
          + needed.map(\.word).joined(separator: " ou "),
        "the record is \(found.word); it should be "
          + needed.map(\.word).joined(separator: " or ")
      )
    case .openingNotInForce:
      say(
        "les règles en vigueur n'ouvrent pas de dossier par ce canal",
        "the rules in force open no record through this channel"
      )
    case .holderIsAlive: say("aucun décès n'est enregistré", "no death is recorded")
    case .erasureAlreadyRequested:
      say("l'effacement est déjà demandé", "the erasure was requested before")
    case .erasureNotRequested:
      say(
        "personne n'a demandé l'effacement : le titulaire le demande, dossier clos",
        "nobody requested the erasure: the holder does, once the record is closed"
      )
    case .legalHold:
      say(
        "une procédure en cours interdit de rien détruire de ce dossier",
        "a legal hold forbids that anything of this record be destroyed"
      )
    case .holdExists:
      say(
        "une conservation sous cette référence existe déjà",
        "a hold under this reference exists already"
      )
    case .noSuchHold:
      say("aucune conservation sous cette référence", "there is no hold under this reference")
    case .deadlineNotDue: say("l'échéance n'est pas venue", "the deadline has not come")
    case .noSuchDeadline:
      say("le dossier n'a pas cette échéance", "the record has no such deadline")
    default: nil
    }
  }

  private static func rights(_ refusal: Refusal) -> String? {
    switch refusal {
    case .legitimateReasonMissing:
      say(
        "on s'oppose à l'alimentation pour un motif légitime : indiquez-le (R1111-47)",
        "feeding is opposed for a legitimate reason alone: state it (R1111-47)"
      )
    case .actorWithoutIdentifier:
      say(
        "une personne se nomme par son identifiant national",
        "a person is named by a national identifier"
      )
    case .actorIsBlocked:
      say(
        "le titulaire a bloqué ce professionnel : débloquez-le d'abord",
        "the holder keeps this professional out: unblock first"
      )
    case .alreadyBlocked: say("déjà bloqué", "blocked already")
    case .notBlocked: say("n'est pas bloqué", "not blocked")
    case .notAuthorised:
      say("il n'y a pas d'autorisation à retirer", "there is no authorisation to end")
    case .isTreatingDoctor:
      say(
        "c'est un médecin traitant : mettez d'abord fin à ce rôle",
        "this is a \"médecin traitant\": end that role first"
      )
    case .notTreatingDoctor:
      say(
        "ce n'est pas un médecin traitant de ce dossier",
        "this is not a \"médecin traitant\" of the record"
      )
    case .notAPhysician:
      say(
        "seul un médecin (G15_10) peut être médecin traitant",
        "only a physician (G15_10) may be a \"médecin traitant\""
      )
    case .notInCareTeam:
      say("n'est pas membre de l'équipe de soins", "not a member of the care team")
    case .unknownRepresentative:
      say("n'est pas un représentant du titulaire", "not a representative of the holder")
    case .unknownHeir: say("n'est pas un ayant droit admis", "not an admitted heir")
    case .unknownAccess(let revision):
      say(
        "l'événement \(revision) du dossier n'est pas un tel accès",
        "event \(revision) of the record is not such an access"
      )
    case .noEmergencySession:
      say(
        "aucune session d'urgence de cette personne n'est ouverte dans ce dossier",
        "no emergency session of this person is open in this record"
      )
    case .alreadyReviewed(let revision):
      say("l'accès \(revision) a déjà été revu", "access \(revision) was reviewed before")
    case .reviewsOwnAccess:
      say(
        "une seconde personne revoit l'accès, pas celle qui l'a fait",
        "a second person reviews the access, not the one who made it"
      )
    default: nil
    }
  }

  private static func documents(_ refusal: Refusal) -> String? {
    switch refusal {
    case .alreadyArchived(let number):
      say("le document \(number) est déjà archivé", "document \(number) is archived already")
    case .notArchived(let number):
      say("le document \(number) n'est pas archivé", "document \(number) is not archived")
    case .documentDeleted(let number):
      say("le document \(number) est supprimé", "document \(number) is deleted")
    case .notTheAuthor(let number):
      say(
        "seul l'auteur du document \(number) le peut",
        "only the author of document \(number) may do this"
      )
    case .labelNotForThisActor:
      say(
        "cette personne ne peut ni poser ni lever ce masquage",
        "this actor can neither set nor take this label"
      )
    case .notAMinor:
      say(
        "le titulaire n'est pas mineur, ou les fonctions pour mineurs sont éteintes",
        "the holder is not a minor, or the functions for minors are off"
      )
    case .secretNeedsHiding:
      say(
        "en connexion secrète, un document doit être masqué aux représentants légaux",
        "in a secret connection a document must be hidden from the representatives"
      )
    case .unknownStatement(let number):
      say("le dossier n'a pas de déclaration \(number)", "the record has no statement \(number)")
    case .statementNotCurrent(let number):
      say(
        "la déclaration \(number) a déjà été retirée ou remplacée",
        "statement \(number) was withdrawn or replaced before"
      )
    case .emptyStatement: say("la déclaration est vide", "the statement says nothing")
    case .malformedContact(let field): contact(field)
    default: nil
    }
  }

  static func word(_ subject: ConsentSubject) -> String {
    switch subject {
    case .unspecified: say("objet non précisé", "unspecified")
    case .opening: say("ouverture du dossier", "opening")
    case .reading: say("consultation", "reading")
    case .feeding: say("alimentation", "feeding")
    case .emergency: say("accès en urgence", "emergency")
    case .regulation: say("accès de la régulation", "regulation")
    case .UNRECOGNIZED(let number): say("objet n° \(number)", "UNRECOGNIZED(\(number))")
    }
  }

  static func identifier(_ finding: IdentifierFinding) -> String {
    switch finding {
    case .key(let found, let expected): key(found: found, expected: expected)
    case .checkDigit(let kind, let expected):
      say(
        "le chiffre de contrôle devrait être \(expected) (\(kind.rawValue), formule de Luhn)",
        "the check digit of the \(kind.rawValue) should be \(expected) (Luhn)"
      )
    case .unusualForm(let kind):
      say(
        "le numéro n'a pas la forme qu'annonce son préfixe (\(kind.rawValue))",
        "the \(kind.rawValue) has not the form its prefix promises"
      )
    }
  }

  static func malformed(_ error: MalformedIdentifier) -> String {
    say("\(french(error.kind)) non valide : ", "not a valid \(error.kind.rawValue): ")
      + reason(error.reason)
  }

  private static func french(_ kind: MalformedIdentifier.Kind) -> String {
    switch kind {
    case .ins: "matricule INS"
    case .rpps: "numéro RPPS"
    case .finess: "numéro FINESS"
    case .siren: "numéro SIREN"
    case .siret: "numéro SIRET"
    case .idnps: "IDNPS"
    case .idnst: "IDNST"
    case .commune: "code de commune"
    case .oid: "OID"
    case .instance: "identifiant d'instance"
    case .date: "date"
    }
  }

  private static func reason(_ reason: MalformedIdentifier.Reason) -> String {
    switch reason {
    case .length(let found, let accepted):
      say(
        "\(found) caractère\(found < 2 ? "" : "s") au lieu de \(french(accepted))",
        "\(found) characters where \(accepted) are accepted"
      )
    case .character(let position, let accepted):
      say(
        "le caractère en position \(position + 1) n'est pas admis ; attendu : \(french(accepted))",
        "the character at position \(position + 1) is not one of: \(accepted)"
      )
    case .value(let position, let accepted):
      say(
        "la partie en position \(position + 1) n'est pas admise ; attendu : \(french(accepted))",
        "the part at position \(position + 1) is not one of: \(accepted)"
      )
    case .temporaryNumber(let number):
      say(
        "un numéro temporaire (\(number.rawValue)) n'est pas un matricule INS",
        "a temporary number (\(number.rawValue)) is not an INS"
      )
    case .computedINS:
      say(
        "un INS-C de 22 chiffres n'est pas un matricule INS",
        "an INS-C of 22 digits is not an INS"
      )
    case .key(let found, let expected): key(found: found, expected: expected)
    case .checkDigit(let expected):
      say(
        "le chiffre de contrôle devrait être \(expected) (formule de Luhn)",
        "the check digit should be \(expected) (Luhn)"
      )
    }
  }

  private static func key(found: Int, expected: Int) -> String {
    say(
      "la clé est \(twoDigits(found)), le numéro donne \(twoDigits(expected))",
      "the key is \(twoDigits(found)), the number asks for \(twoDigits(expected))"
    )
  }

  /// A key is always written with two digits.
  private static func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : String(value)
  }

  private static let sentencesOfAccepted = [
    "visible ASCII": "ASCII visible",
    "anything but control characters": "tout sauf des caractères de commande",
    "a number without leading zero": "un nombre sans zéro initial",
    "the form that the prefix promises": "la forme qu'annonce le préfixe",
    "YYYY, YYYY-MM or YYYY-MM-DD of the calendar": "AAAA, AAAA-MM ou AAAA-MM-JJ du calendrier",
  ]

  private static let wordsOfAccepted: [Substring: Substring] = [
    "to": "à", "or": "ou", "after": "après",
  ]

  /// What an identifier accepts somewhere: a sentence of the table, or signs and numbers with
  /// nothing but `to`, `or` and `after` between them; anything else as it came.
  private static func french(_ accepted: String) -> String {
    if let sentence = sentencesOfAccepted[accepted] { return sentence }
    let words = accepted.split(separator: " ")
    let areKnown = words.allSatisfy { word in
      wordsOfAccepted[word] != nil || !word.contains(where: \.isLowercase)
    }
    guard areKnown else { return accepted }
    return words.map { wordsOfAccepted[$0] ?? $0 }.joined(separator: " ")
  }

  /// What would be accepted of the administrative block.
  private static func contact(_ field: ContactField) -> String {
    switch field {
    case .nothing:
      say(
        "rien à changer : indiquez --address, --postal-code, --city, --commune, --phone, --mobile ou --email",
        "nothing to change: give --address, --postal-code, --city, --commune, --phone, --mobile or --email"
      )
    case .address:
      say(
        "l'adresse a six lignes au plus, de 200 caractères, sans caractère de commande",
        "an address has six lines at most, of 200 characters, without control characters"
      )
    case .postalCode: say("le code postal a cinq chiffres", "a postal code has five digits")
    case .city: say("la ville a 200 caractères au plus", "a city has 200 characters at most")
    case .commune:
      say(
        "la commune est un code INSEE : 76540, 2A004",
        "the commune is an INSEE code: 76540, 2A004"
      )
    case .phone, .mobile:
      say(
        "un téléphone a 4 à 15 chiffres, « + » devant ceux d'un autre pays",
        "a telephone number has 4 to 15 digits, with \"+\" before those of another country"
      )
    case .email:
      say(
        "l'adresse électronique a la forme nom@domaine.fr",
        "an e-mail address reads name@domain.fr"
      )
    }
  }
}
