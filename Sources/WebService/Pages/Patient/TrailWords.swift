import AuditTrail
import MedicalRecord
import Pages
import RecordService

/// An access of the trail as its holder reads it: who, what, why.
struct TrailWords: Sendable {
  let text: PageText
  /// Titles of the documents that the reader may see.
  let documents: [UInt32: String]

  init(_ text: PageText, documents: [UInt32: String]) {
    self.text = text
    self.documents = documents
  }

  private func say(_ french: String, _ english: String) -> String {
    text.language.say(french, english)
  }

  // MARK: Who

  func who(_ actor: AuditActor) -> String {
    switch actor.actorKind {
    case .patient: return say("vous", "you")
    case .system: return say("le service lui-même", "the service itself")
    default: break
    }
    if !actor.name.isEmpty { return actor.name }
    let identifier = "\(actor.identifier)"
    return identifier.isEmpty ? say("sans nom", "without a name") : "n° " + identifier
  }

  /// Profession and place; nil where neither is known.
  func capacity(_ actor: AuditActor) -> String? {
    let role: String
    switch actor.actorKind {
    case .professional: role = SpecialityNames.name(actor.profession)
    case .structure: role = say("établissement", "establishment")
    case .insuranceAgent: role = say("agent de la CPAM", "agent of the CPAM")
    case .auditor: role = say("contrôle", "audit")
    case .operator: role = say("exploitation du service", "operations")
    case .representative: role = say("représentant légal", "legal representative")
    case .heir: role = say("ayant droit", "heir")
    default: role = ""
    }
    let structure = "\(actor.structure)"
    let place = structure.isEmpty ? "" : say("structure ", "structure ") + structure
    let words = [role, place].filter { !$0.isEmpty }.joined(separator: ", ")
    return words.isEmpty ? nil : words
  }

  // MARK: What

  func what(_ access: AuditTrail.Access) -> String {
    switch access.kind {
    case .recordAccessed: return looked(access)
    case .documentAccessed: return say("a lu ", "read ") + name(access)
    case .accessDenied:
      return access.document == nil
        ? say("a voulu entrer et a été refusé", "tried to enter and was refused")
        : say("a voulu lire et a été refusé : ", "tried to read and was refused: ") + name(access)
    case .emergencyAccessed:
      return access.detail == EmergencyMode.regulation.rawValue
        ? say("est entré pour un appel au 15", "entered for a call to 15")
        : say("est entré en urgence (bris de glace)", "entered in an emergency (broke the glass)")
    case .documentAdded: return say("a ajouté ", "added ") + name(access)
    case .documentReplaced: return say("a remplacé ", "replaced ") + name(access)
    case .documentHidden: return say("a masqué ", "hid ") + name(access)
    case .documentRevealed: return say("a rendu visible ", "showed ") + name(access)
    case .documentArchived: return say("a archivé ", "archived ") + name(access)
    case .documentUnarchived: return say("a remis dans la liste ", "put back ") + name(access)
    case .documentDeleted: return say("a supprimé ", "deleted ") + name(access)
    default: return changed(access)
    }
  }

  private func looked(_ access: AuditTrail.Access) -> String {
    switch access.detail.flatMap({ AccessKind(rawValue: $0) }) {
    case .existence:
      say("a vérifié que le dossier existe", "checked that there is a record")
    case .list: say("a consulté la liste des documents", "looked at the list of documents")
    case .trail: say("a consulté les accès", "looked at the accesses")
    case .export: say("a exporté le dossier", "exported the record")
    case .emergencyCard:
      say("a lu la fiche d'urgence", "read the emergency card")
    case .statements: say("a lu vos déclarations", "read your statements")
    case .rights: say("a consulté vos droits", "looked at your rights")
    case .identity: say("a consulté votre identité", "looked at your identity")
    case .unspecified, .UNRECOGNIZED, nil: say("a consulté le dossier", "consulted the record")
    }
  }

  private func changed(_ access: AuditTrail.Access) -> String {
    let subject = access.subject.map { " (" + who($0) + ")" } ?? ""
    let words: (String, String) =
      switch access.kind {
      case .recordFound: ("a trouvé le dossier par une recherche", "found the record by a search")
      case .recordDisclosed: ("a reçu une copie", "received a copy")
      case .accessDisputed: ("a contesté un accès", "disputed an access")
      case .emergencyReviewed: ("a examiné un accès en urgence", "reviewed an emergency access")
      case .emergencyEnded: ("a terminé son accès en urgence", "ended their emergency access")
      case .recordOpened: ("a ouvert le dossier", "opened the record")
      case .recordAnnounced: ("a annoncé l'ouverture", "announced the opening")
      case .openingRefused: ("a refusé l'ouverture", "refused the opening")
      case .recordClosed: ("a clos le dossier", "closed the record")
      case .recordReactivated: ("a rouvert le dossier", "reopened the record")
      case .recordSuspended: ("a suspendu le dossier", "suspended the record")
      case .recordResumed: ("a levé la suspension", "lifted the suspension")
      case .erasureRequested: ("a demandé l'effacement", "asked for erasure")
      case .identityRecorded: ("a noté l'identité", "recorded the identity")
      case .contactRecorded: ("a noté les coordonnées", "recorded the contact data")
      case .consentGranted: ("a noté un accord", "recorded a consent")
      case .consentWithdrawn: ("a noté un refus", "recorded a refusal")
      case .consentCollected: ("a recueilli vos réponses", "collected your answers")
      case .authorisationGranted: ("a autorisé un professionnel", "authorised a professional")
      case .authorisationRevoked: ("a retiré une autorisation", "revoked an authorisation")
      case .authorisationExpired: ("a vu finir une autorisation", "saw an authorisation end")
      case .treatingDoctorNamed: ("a nommé un médecin traitant", "named a treating doctor")
      case .treatingDoctorEnded:
        ("a mis fin à un rôle de médecin traitant", "ended a treating doctor's role")
      case .careTeamJoined: ("est entré dans l'équipe de soins", "joined the care team")
      case .careTeamLeft: ("a quitté l'équipe de soins", "left the care team")
      case .actorBlocked: ("a bloqué quelqu'un", "blocked somebody")
      case .actorUnblocked: ("a débloqué quelqu'un", "unblocked somebody")
      case .representativeNamed: ("a nommé un représentant", "named a representative")
      case .representativeEnded: ("a mis fin à une représentation", "ended a representation")
      case .statementMade: ("a déclaré quelque chose", "stated something")
      case .statementVerified: ("a vérifié une déclaration", "verified a statement")
      case .statementWithdrawn: ("a retiré une déclaration", "withdrew a statement")
      case .submissionReceived: ("a envoyé un lot de documents", "sent documents together")
      case .deadlineReached: ("a noté une échéance", "noted a deadline")
      case .noticeSent: ("vous a prévenu", "sent you a notice")
      case .noticeFailed: ("n'a pas pu vous prévenir", "could not send you a notice")
      default: ("a modifié le dossier", "changed the record")
      }
    return say(words.0, words.1) + subject
  }

  private func name(_ access: AuditTrail.Access) -> String {
    guard let number = access.document else { return say("un document", "a document") }
    guard let title = documents[number] else {
      return say("le document n° ", "document no. ") + "\(number)"
    }
    return say("« \(title) »", "\"\(title)\"")
  }

  // MARK: Why

  func why(_ access: AuditTrail.Access) -> [String] {
    var words: [String] = []
    if let rule = access.rule.flatMap({ AccessRule(rawValue: $0) }) {
      words.append(AccessWords.rule(rule, text.language))
    }
    if let purpose = purpose(access.purpose) { words.append(purpose) }
    if !access.reason.isEmpty {
      words.append(say("motif : « \(access.reason) »", "reason: \"\(access.reason)\""))
    }
    if access.isSecret { words.append(say("connexion secrète", "secret connection")) }
    return words
  }

  private func purpose(_ purpose: Purpose) -> String? {
    switch purpose {
    case .care: say("pour vous soigner", "to care for you")
    case .emergency: say("en urgence", "in an emergency")
    case .regulation: say("appel au 15", "call to 15")
    case .feeding: say("pour alimenter le dossier", "to feed the record")
    case .administration: say("pour gérer le service", "to run the service")
    case .audit: say("pour un contrôle", "for an audit")
    case .patientAccess, .unspecified, .UNRECOGNIZED: nil
    }
  }
}
