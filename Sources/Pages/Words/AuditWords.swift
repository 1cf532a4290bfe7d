package import MedicalRecord

/// The words of rules, relations and roles as auditors read them: of the holder, not to them.
package enum AuditWords {
  // MARK: Decisions

  package static func rule(_ rule: AccessRule, _ language: PageLanguage) -> String {
    let words = rule.allows ? allowing(rule) : refusing(rule)
    return language.say(words.0, words.1)
  }

  private static func allowing(_ rule: AccessRule) -> (String, String) {
    switch rule {
    case .holder: ("le titulaire lit son dossier", "the holder reads their record")
    case .consent: ("consentement général du titulaire", "general consent of the holder")
    case .author: ("auteur du document", "author of the document")
    case .breakGlass: ("bris de glace, avec motif", "broke the glass, with a reason")
    case .regulation: ("régulation médicale", "regulation of an emergency call")
    case .management: ("gestion, sans contenu médical", "management, no medical content")
    case .authorisation: ("autorisé par le titulaire", "authorised by the holder")
    case .careTeam: ("membre de l'équipe de soins", "member of the care team")
    case .treatingDoctor: ("médecin traitant", "treating doctor")
    case .episode: ("accord donné à l'établissement", "agreed at the establishment")
    case .representative: ("représentant légal", "legal representative")
    case .heir: ("ayant droit admis", "admitted heir")
    default: ("existence du dossier seulement", "existence of the record only")
    }
  }

  private static func refusing(_ rule: AccessRule) -> (String, String) {
    switch rule {
    case .recordNotActive: ("le dossier n'est pas ouvert", "the record is not open")
    case .noConsent: ("ni autorisation ni consentement", "neither authorisation nor consent")
    case .hiddenFromProfessionals: ("masqué aux professionnels", "hidden from professionals")
    case .waitsForAnnouncement: ("attend la consultation d'annonce", "waits to be announced")
    case .emergencyOpposed: ("le titulaire s'oppose aux urgences", "holder opposes emergencies")
    case .unknownDocument: ("document inconnu", "unknown document")
    case .contentNotForManagement:
      ("contenu médical, pas pour la gestion", "medical content, not for management")
    case .reasonMissing: ("motif absent", "no reason given")
    case .blocked: ("bloqué par le titulaire", "blocked by the holder")
    case .notInMatrix: ("hors de la matrice d'habilitation", "not in the matrix of the profession")
    case .authorisationExpired: ("autorisation expirée", "authorisation expired")
    case .authorisationRevoked: ("autorisation retirée", "authorisation revoked")
    case .hiddenFromRepresentatives: ("masqué aux représentants", "hidden from representatives")
    case .documentDeleted: ("document supprimé", "document deleted")
    case .episodeRefused: ("refus exprimé à l'établissement", "refused at the establishment")
    case .unknownRepresentative: ("n'est pas un représentant", "not a representative")
    case .unknownHeir: ("n'est pas un ayant droit", "not an heir")
    case .expressConsentMissing: ("consentement exprès requis", "express consent is needed")
    case .notARegulator: ("n'est pas médecin régulateur", "not a regulating doctor")
    case .recordSuspended: ("dossier suspendu", "record suspended")
    case .notNamed: ("professionnel non nommé", "professional not named")
    case .notCoveredByMotive: ("hors du motif de l'ayant droit", "beyond the heir's motive")
    case .notTheHolder: ("n'est pas le titulaire", "not the holder")
    default: ("les traces ne sont pas pour ce lecteur", "traces are not for this reader")
    }
  }

  /// Empty for none.
  package static func relation(_ relation: Relation, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch relation {
      case .holder: ("titulaire", "holder")
      case .representative: ("représentant", "representative")
      case .heir: ("ayant droit", "heir")
      case .treatingDoctor: ("médecin traitant", "treating doctor")
      case .authorisation: ("autorisation", "authorisation")
      case .careTeam: ("équipe de soins", "care team")
      case .episode: ("épisode de soins", "episode of care")
      case .author: ("auteur", "author")
      case .generalConsent: ("consentement général", "general consent")
      case .emergency: ("urgence", "emergency")
      case .regulation: ("régulation", "regulation")
      case .management: ("gestion", "management")
      case .unspecified, .UNRECOGNIZED: ("", "")
      }
    return language.say(words.0, words.1)
  }

  // MARK: People

  /// Empty for none.
  package static func actor(_ kind: Carnet_V1_ActorKind, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch kind {
      case .professional: ("professionnel", "professional")
      case .patient: ("titulaire", "holder")
      case .representative: ("représentant", "representative")
      case .structure: ("structure", "structure")
      case .insuranceAgent: ("agent CPAM", "insurance agent")
      case .operator: ("exploitation", "operations")
      case .auditor: ("audit", "audit")
      case .system: ("le service lui-même", "the service itself")
      case .device: ("dispositif", "device")
      case .heir: ("ayant droit", "heir")
      case .unspecified, .UNRECOGNIZED: ("", "")
      }
    return language.say(words.0, words.1)
  }

  /// Empty for none.
  package static func purpose(_ purpose: Purpose, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch purpose {
      case .care: ("soins", "care")
      case .emergency: ("bris de glace", "break the glass")
      case .regulation: ("régulation", "regulation")
      case .feeding: ("alimentation", "feeding")
      case .patientAccess: ("titulaire", "holder")
      case .administration: ("gestion", "management")
      case .audit: ("audit", "audit")
      case .unspecified, .UNRECOGNIZED: ("", "")
      }
    return language.say(words.0, words.1)
  }

  package static func verdict(_ verdict: Carnet_V1_Verdict, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch verdict {
      case .justified: ("justifié", "justified")
      case .unjustified: ("injustifié", "unjustified")
      case .toClarify: ("à éclaircir", "to be made clear")
      case .unspecified, .UNRECOGNIZED: ("à revoir", "to be reviewed")
      }
    return language.say(words.0, words.1)
  }

  // MARK: Records

  package static func status(_ status: RecordState.Status, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch status {
      case .none: ("inexistant", "not there")
      case .announced: ("annoncé", "announced")
      case .refused: ("refusé", "refused")
      case .active: ("ouvert", "open")
      case .suspended: ("suspendu", "suspended")
      case .closed: ("clos", "closed")
      case .erased: ("effacé", "erased")
      }
    return language.say(words.0, words.1)
  }

  package static func hidden(_ label: Visibility, _ language: PageLanguage) -> String {
    let words: (String, String) =
      switch label {
      case .professionals: ("masqué aux professionnels", "hidden from professionals")
      case .patient: ("attend l'annonce au patient", "waits to be announced")
      case .representatives: ("masqué aux représentants", "hidden from representatives")
      case .unspecified, .UNRECOGNIZED: ("", "")
      }
    return language.say(words.0, words.1)
  }
}
