package import MedicalRecord

extension FHIRFailure {
  /// A read that the policy refused.
  ///
  /// A document that is hidden from the reader is answered as if it were not there, with the same
  /// words: that something is hidden is itself what was to be hidden (R1111-49, R1111-53).
  ///
  /// - Precondition: the rule refuses.
  package init(_ rule: AccessRule) {
    precondition(!rule.allows, "a rule that allows is no failure")
    let (status, kind): (Int, FHIRIssue.Kind) =
      switch rule {
      case .unknownDocument, .hiddenFromProfessionals, .waitsForAnnouncement,
        .hiddenFromRepresentatives:
        (404, .notFound)
      case .documentDeleted: (410, .deleted)
      case .reasonMissing: (400, .required)
      case .notNamed: (403, .security)
      default: (403, .forbidden)
      }
    let told = status == 404 ? AccessRule.unknownDocument : rule
    let (french, english) = told.words
    let code =
      switch told {
      case .unknownDocument: "XDSDocumentUniqueIdError"
      case .recordNotActive: "XDSUnknownPatientId"
      default: String(describing: told)
      }
    self.init(status, FHIRIssue(kind, code: code, french, english))
  }
}

extension AccessRule {
  /// What a reader is told, in French and in English.
  var words: (french: String, english: String) {
    switch self {
    case .holder, .consent, .author, .breakGlass, .regulation, .management, .authorisation,
      .careTeam, .treatingDoctor, .episode, .representative, .heir, .existence:
      ("accès accordé", "access granted")
    case .recordNotActive:
      ("aucun dossier actif pour cette personne", "this person has no active record")
    case .noConsent:
      (
        "ni autorisation, ni équipe de soins, ni consentement du titulaire",
        "neither an authorisation, nor the care team, nor the holder's consent"
      )
    case .emergencyOpposed:
      (
        "le titulaire s'oppose à ce mode d'accès en urgence",
        "the holder opposes this mode of emergency access"
      )
    case .hiddenFromProfessionals, .waitsForAnnouncement, .hiddenFromRepresentatives,
      .unknownDocument:
      ("le dossier n'a pas ce document", "the record has no such document")
    case .notTheHolder:
      ("un patient ne lit que son propre dossier", "a patient reads their own record alone")
    case .trailNotForThisReader:
      (
        "les traces sont pour le titulaire, son médecin traitant et les auditeurs",
        "traces are for the holder, their \"médecin traitant\" and auditors"
      )
    case .contentNotForManagement:
      (
        "les agents, auditeurs et opérateurs ne lisent pas le contenu des dossiers",
        "agents, auditors and operators do not read what records hold"
      )
    case .reasonMissing: ("un motif est obligatoire", "a reason is required")
    case .blocked:
      (
        "le titulaire a bloqué l'accès de ce professionnel",
        "the holder keeps this professional out"
      )
    case .notInMatrix:
      (
        "la matrice d'habilitation ne donne pas ce type de document à cette profession",
        "the read matrix does not give this profession this type of document"
      )
    case .authorisationExpired:
      ("l'autorisation est échue", "the authorisation has expired")
    case .authorisationRevoked:
      ("l'autorisation a été retirée", "the authorisation was withdrawn")
    case .documentDeleted: ("le document a été supprimé", "the document was deleted")
    case .episodeRefused:
      (
        "le titulaire a refusé la consultation pour cet épisode de soins",
        "the holder refused reading for this episode of care"
      )
    case .unknownRepresentative:
      ("n'est pas un représentant du titulaire", "not a representative of the holder")
    case .unknownHeir: ("n'est pas un ayant droit admis", "not an admitted heir")
    case .expressConsentMissing:
      (
        "cette profession doit avoir le consentement exprès du titulaire",
        "this profession needs the holder's express consent"
      )
    case .notARegulator:
      (
        "le mode régulation est réservé à qui le jeton désigne comme régulateur",
        "regulation mode is for whoever the token names as a regulator"
      )
    case .recordSuspended:
      (
        "le dossier est suspendu, le temps que l'incident soit réglé",
        "the record is suspended until the incident is settled"
      )
    case .notNamed:
      (
        "chaque professionnel est nommé ; aucun accès partagé",
        "every professional is named; no shared access"
      )
    case .notCoveredByMotive:
      (
        "le motif de l'ayant droit ne couvre pas ce document",
        "the heir's motive does not cover this document"
      )
    }
  }
}
