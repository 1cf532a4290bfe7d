import MedicalRecord

// The domain's states and kinds, as people read them.

extension RecordState.Status {
  var word: String {
    switch self {
    case .none: say("inexistant", "not there")
    case .announced: say("annoncé", "announced")
    case .refused: say("refusé", "refused")
    case .active: say("actif", "active")
    case .suspended: say("suspendu", "suspended")
    case .closed: say("clos", "closed")
    case .erased: say("effacé", "erased")
    }
  }
}

extension AccessRule {
  /// Why, in a sentence that holders understand.
  var sentence: String {
    switch self {
    case .holder: say("le titulaire lit son dossier", "the holder reads their record")
    case .consent:
      say("le titulaire consent à la consultation", "the holder agrees to being read")
    case .author: say("auteur du document", "author of the document")
    case .breakGlass: say("bris de glace, avec motif", "broke the glass, with a reason")
    case .regulation: say("régulation médicale", "regulation of an emergency call")
    case .management: say("gestion, sans contenu médical", "management, no medical content")
    case .authorisation:
      say("autorisé par le titulaire", "authorised by the holder")
    case .careTeam: say("membre de l'équipe de soins", "member of the care team")
    case .treatingDoctor: say("médecin traitant", "the holder's own doctor")
    case .episode:
      say("accord donné à l'établissement", "the holder agreed at the establishment")
    case .representative: say("représentant légal", "legal representative")
    case .heir: say("ayant droit admis", "admitted heir")
    case .existence: say("existence du dossier (TD0.2)", "existence of the record (TD0.2)")
    case .recordNotActive: say("le dossier n'est pas ouvert", "the record is not open")
    case .noConsent:
      say(
        "ni autorisation, ni équipe de soins, ni consentement",
        "no authorisation, care team or consent"
      )
    case .hiddenFromProfessionals:
      say("masqué aux professionnels", "hidden from professionals")
    case .waitsForAnnouncement:
      say("attend la consultation d'annonce", "waits for its announcement")
    case .emergencyOpposed:
      say("le titulaire s'oppose à ce mode d'urgence", "the holder opposes this emergency mode")
    case .unknownDocument: say("document inconnu", "no such document")
    case .contentNotForManagement:
      say("le contenu n'est pas pour la gestion", "content is not for management")
    case .reasonMissing: say("motif absent", "no reason given")
    case .blocked: say("bloqué par le titulaire", "blocked by the holder")
    case .notInMatrix:
      say("hors de la matrice d'habilitation", "not in the matrix of the profession")
    case .authorisationExpired: say("autorisation expirée", "authorisation expired")
    case .authorisationRevoked: say("autorisation retirée", "authorisation revoked")
    case .hiddenFromRepresentatives:
      say("masqué aux représentants légaux", "hidden from representatives")
    case .documentDeleted: say("document supprimé", "document deleted")
    case .episodeRefused:
      say("refus exprimé à l'établissement", "refused at the establishment")
    case .unknownRepresentative:
      say("n'est pas un représentant", "not a representative")
    case .unknownHeir: say("n'est pas un ayant droit admis", "not an admitted heir")
    case .expressConsentMissing:
      say("consentement exprès requis", "express consent is needed")
    case .notARegulator:
      say("n'est pas médecin régulateur", "not a regulating doctor")
    case .recordSuspended: say("dossier suspendu", "record suspended")
    case .notNamed: say("professionnel non nommé", "professional not named")
    case .notCoveredByMotive:
      say("hors du motif de l'ayant droit", "not covered by the heir's motive")
    case .notTheHolder: say("n'est pas le titulaire", "not the holder")
    case .trailNotForThisReader:
      say("les traces ne sont pas pour ce lecteur", "traces are not for this reader")
    }
  }
}

extension Relation {
  var word: String {
    switch self {
    case .holder: say("titulaire", "holder")
    case .representative: say("représentant", "representative")
    case .heir: say("ayant droit", "heir")
    case .treatingDoctor: say("médecin traitant", "own doctor")
    case .authorisation: say("autorisation", "authorisation")
    case .careTeam: say("équipe de soins", "care team")
    case .episode: say("épisode de soins", "episode of care")
    case .author: say("auteur", "author")
    case .generalConsent: say("consentement général", "general consent")
    case .emergency: say("urgence", "emergency")
    case .regulation: say("régulation", "regulation")
    case .management: say("gestion", "management")
    case .unspecified, .UNRECOGNIZED: ""
    }
  }
}

extension Carnet_V1_Sex {
  /// As tables write it.
  var word: String {
    switch self {
    case .female: "F"
    case .male: "M"
    case .undetermined: "I"
    case .unknown, .UNRECOGNIZED: say("inconnu", "unknown")
    }
  }
}
