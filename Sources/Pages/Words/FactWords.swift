package import MedicalRecord

/// What an event is, as a line of a table says it.
package enum FactWords {
  /// The kind of an event; its number for one that this version does not know.
  package static func name(_ kind: FactKind?, type: UInt16, _ language: PageLanguage) -> String {
    guard let kind else { return language.say("événement \(type)", "event \(type)") }
    return name(kind, language)
  }

  package static func name(_ kind: FactKind, _ language: PageLanguage) -> String {
    let words = words(kind)
    return language.say(words.0, words.1)
  }

  private static func words(_ kind: FactKind) -> (String, String) {
    switch kind {
    case .recordOpened: ("ouverture du dossier", "record opened")
    case .identityRecorded: ("identité inscrite", "identity recorded")
    case .identityConflictRaised: ("conflit d'identité signalé", "identity conflict raised")
    case .identityConflictSettled: ("conflit d'identité tranché", "identity conflict settled")
    case .contactRecorded: ("coordonnées inscrites", "contact recorded")
    case .recordClosed: ("clôture du dossier", "record closed")
    case .recordErased: ("effacement du dossier", "record erased")
    case .recordAnnounced: ("ouverture annoncée", "opening announced")
    case .openingRefused: ("ouverture refusée par la personne", "opening refused by the person")
    case .recordSuspended: ("dossier suspendu", "record suspended")
    case .recordResumed: ("fin de la suspension", "suspension ended")
    case .recordReactivated: ("dossier rouvert", "record reopened")
    case .deathRecorded: ("décès inscrit", "death recorded")
    case .erasureRequested: ("effacement demandé", "erasure requested")
    case .legalHoldPlaced: ("conservation judiciaire", "legal hold placed")
    case .legalHoldLifted: ("fin de conservation judiciaire", "legal hold lifted")
    case .deadlineReached: ("échéance atteinte", "deadline reached")
    case .recordAccessed, .documentAccessed, .accessDenied, .emergencyAccessed, .recordFound,
      .recordDisclosed, .accessDisputed, .emergencyReviewed, .emergencyEnded:
      access(kind)
    case .auditAsked, .eventsExported, .rulesPublished, .administrationDone, .erasureApproved,
      .denominatorPublished, .noticeSent, .noticeFailed:
      service(kind)
    case .documentAdded, .documentReplaced, .documentHidden, .documentRevealed, .documentArchived,
      .documentUnarchived, .documentDeleted, .submissionReceived, .statementMade,
      .statementVerified, .statementWithdrawn:
      content(kind)
    case .consentGranted, .consentWithdrawn, .consentCollected, .authorisationGranted,
      .authorisationRevoked, .authorisationExpired, .treatingDoctorNamed, .treatingDoctorEnded,
      .careTeamJoined, .careTeamLeft, .actorBlocked, .actorUnblocked, .representativeNamed,
      .representativeEnded, .heirAdmitted, .heirEnded:
      right(kind)
    }
  }

  private static func access(_ kind: FactKind) -> (String, String) {
    switch kind {
    case .recordAccessed: ("consultation du dossier", "record consulted")
    case .documentAccessed: ("lecture d'un document", "document read")
    case .accessDenied: ("accès refusé", "access refused")
    case .emergencyAccessed: ("accès en urgence", "emergency access")
    case .recordFound: ("trouvé par une recherche", "found by a search")
    case .recordDisclosed: ("copie sortie du système", "copy left the system")
    case .accessDisputed: ("accès contesté par le titulaire", "access disputed by the holder")
    case .emergencyEnded: ("fin d'un accès en urgence", "emergency access ended")
    default: ("avis sur un accès en urgence", "verdict on an emergency access")
    }
  }

  private static func service(_ kind: FactKind) -> (String, String) {
    switch kind {
    case .auditAsked: ("question d'audit", "audit question")
    case .eventsExported: ("événements exportés", "events exported")
    case .rulesPublished: ("règles publiées", "rules published")
    case .administrationDone: ("acte d'exploitation", "act of operations")
    case .erasureApproved: ("effacement approuvé", "erasure approved")
    case .denominatorPublished:
      ("population de référence publiée", "reference population published")
    case .noticeSent: ("avis envoyé", "notice sent")
    default: ("avis non remis", "notice not delivered")
    }
  }

  private static func content(_ kind: FactKind) -> (String, String) {
    switch kind {
    case .documentAdded: ("document ajouté", "document added")
    case .documentReplaced: ("document remplacé", "document replaced")
    case .documentHidden: ("document masqué", "document hidden")
    case .documentRevealed: ("document démasqué", "document revealed")
    case .documentArchived: ("document archivé", "document archived")
    case .documentUnarchived: ("document désarchivé", "document taken from the archive")
    case .documentDeleted: ("document supprimé", "document deleted")
    case .submissionReceived: ("lot de documents reçu", "submission received")
    case .statementMade: ("déclaration du titulaire", "statement made")
    case .statementVerified: ("déclaration vérifiée", "statement verified")
    default: ("déclaration retirée", "statement withdrawn")
    }
  }

  private static func right(_ kind: FactKind) -> (String, String) {
    switch kind {
    case .consentGranted: ("consentement donné", "consent granted")
    case .consentWithdrawn: ("consentement retiré", "consent withdrawn")
    case .consentCollected: ("consentement recueilli", "consent collected")
    case .authorisationGranted: ("autorisation donnée", "authorisation granted")
    case .authorisationRevoked: ("autorisation retirée", "authorisation revoked")
    case .authorisationExpired: ("autorisation expirée", "authorisation expired")
    case .treatingDoctorNamed: ("médecin traitant désigné", "treating doctor named")
    case .treatingDoctorEnded: ("fin de médecin traitant", "treating doctor ended")
    case .careTeamJoined: ("entrée dans l'équipe de soins", "care team joined")
    case .careTeamLeft: ("sortie de l'équipe de soins", "care team left")
    case .actorBlocked: ("professionnel bloqué", "actor blocked")
    case .actorUnblocked: ("professionnel débloqué", "actor unblocked")
    case .representativeNamed: ("représentant désigné", "representative named")
    case .representativeEnded: ("fin de représentation", "representative ended")
    case .heirAdmitted: ("ayant droit admis", "heir admitted")
    default: ("fin d'ayant droit", "heir ended")
    }
  }
}
