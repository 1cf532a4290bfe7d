package import MedicalRecord

/// Why a read was allowed or refused, in words that its holder understands.
package enum AccessWords {
  package static func rule(_ rule: AccessRule, _ language: PageLanguage) -> String {
    let words = words(rule)
    return language.say(words.0, words.1)
  }

  private static func words(_ rule: AccessRule) -> (String, String) {
    switch rule {
    case .holder: ("titulaire du dossier", "holder of the record")
    case .consent: ("votre accord général à la lecture", "your general consent to reading")
    case .author: ("auteur du document", "author of the document")
    case .breakGlass: ("urgence : bris de glace", "emergency: the glass was broken")
    case .regulation: ("régulation d'un appel d'urgence", "regulation of an emergency call")
    case .management: ("gestion, avec un motif", "management, with a reason")
    case .authorisation: ("autorisé par vous", "authorised by you")
    case .careTeam: ("membre de l'équipe de soins", "member of the care team")
    case .treatingDoctor: ("médecin traitant", "treating doctor")
    case .episode: ("votre accord dans cet établissement", "your consent in this establishment")
    case .representative: ("représentant légal", "legal representative")
    case .heir: ("ayant droit", "heir")
    case .existence: ("existence du dossier seulement", "existence of the record only")
    case .recordNotActive: ("le dossier n'est pas ouvert", "the record is not open")
    case .noConsent: ("sans votre accord", "without your consent")
    case .hiddenFromProfessionals: ("document masqué", "hidden document")
    case .waitsForAnnouncement:
      ("attend une consultation d'annonce", "waits for a consultation that announces it")
    case .emergencyOpposed: ("vous vous opposez aux urgences", "you oppose emergency access")
    case .unknownDocument: ("document inconnu", "unknown document")
    case .contentNotForManagement: ("contenu médical", "medical content")
    case .reasonMissing: ("sans motif", "without a reason")
    case .blocked: ("bloqué par vous", "blocked by you")
    case .notInMatrix: ("type de document hors habilitation", "type of document out of reach")
    case .authorisationExpired: ("autorisation expirée", "authorisation expired")
    case .authorisationRevoked: ("autorisation retirée", "authorisation taken away")
    case .hiddenFromRepresentatives:
      ("masqué aux représentants", "hidden from representatives")
    case .documentDeleted: ("document supprimé", "deleted document")
    case .episodeRefused:
      ("votre refus dans cet établissement", "your refusal in this establishment")
    case .unknownRepresentative: ("représentant inconnu", "unknown representative")
    case .unknownHeir: ("ayant droit inconnu", "unknown heir")
    case .expressConsentMissing: ("accord exprès absent", "express consent is missing")
    case .notARegulator: ("n'est pas médecin régulateur", "not a regulating doctor")
    case .recordSuspended: ("dossier suspendu", "suspended record")
    case .notNamed: ("sans identité nominative", "without a named identity")
    case .notCoveredByMotive: ("hors du motif de l'ayant droit", "beyond the heir's motive")
    case .notTheHolder: ("n'est pas le titulaire", "not the holder")
    case .trailNotForThisReader: ("les traces sont pour d'autres", "traces are for others")
    }
  }

  /// What somebody did, by the event that says so.
  package static func deed(_ kind: FactKind?, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch kind {
      case .recordAccessed: ("a consulté le dossier", "consulted the record")
      case .documentAccessed: ("a lu un document", "read a document")
      case .accessDenied: ("a été refusé", "was refused")
      case .emergencyAccessed: ("est entré en urgence", "entered in an emergency")
      case .recordFound: ("a trouvé le dossier par une recherche", "found the record by a search")
      case .recordDisclosed: ("a reçu une copie", "received a copy")
      case .accessDisputed: ("a contesté un accès", "disputed an access")
      default: ("a modifié le dossier", "changed the record")
      }
    return language.say(words.0, words.1)
  }

  /// By what right somebody reads, in words for the reader themself.
  package static func reading(_ rule: AccessRule, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch rule {
      case .holder: ("c'est votre dossier", "it is your record")
      case .consent: ("accord général de la personne", "the person's general consent")
      case .author: ("vous en êtes l'auteur", "you wrote it")
      case .breakGlass: ("urgence, avec votre motif", "emergency, with your reason")
      case .regulation: ("régulation d'un appel", "regulation of a call")
      case .management: ("gestion, avec votre motif", "management, with your reason")
      case .authorisation: ("la personne vous a autorisé", "the person authorised you")
      case .careTeam: ("vous êtes de l'équipe de soins", "you are of the care team")
      case .treatingDoctor: ("vous êtes médecin traitant", "you are the treating doctor")
      case .episode:
        ("accord donné à votre établissement", "consent given to your establishment")
      case .representative: ("vous représentez la personne", "you represent the person")
      case .heir: ("vous êtes ayant droit", "you are an heir")
      case .noConsent:
        ("la personne ne vous a pas donné son accord", "the person has not given you their consent")
      case .emergencyOpposed:
        ("la personne s'oppose à cet accès en urgence", "the person opposes this emergency access")
      case .blocked: ("la personne vous a bloqué", "the person blocked you")
      case .episodeRefused:
        ("la personne a refusé à votre établissement", "the person refused your establishment")
      case .authorisationExpired:
        ("votre autorisation a expiré", "your authorisation has expired")
      case .authorisationRevoked:
        ("votre autorisation a été retirée", "your authorisation was taken away")
      case .expressConsentMissing:
        ("il faut l'accord exprès de la personne", "the person's express consent is needed")
      case .notInMatrix:
        ("hors de l'habilitation de votre profession", "beyond what your profession may")
      default: Self.words(rule)
      }
    return language.say(words.0, words.1)
  }
}
