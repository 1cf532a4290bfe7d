package import MedicalRecord

extension DeadlineKind {
  /// As people read it, in French and English.
  package var title: (french: String, english: String) {
    switch self {
    case .objection: ("opposition à l'ouverture (6 semaines)", "objection to the opening")
    case .suspension: ("clôture d'un dossier suspendu", "closure of a suspended record")
    case .announcementNotice:
      ("avis : document en attente d'annonce", "notice: a document waits for its announcement")
    case .announcementRelease:
      ("levée du délai d'annonce (1 mois)", "release of a document that waited")
    case .authorisation: ("fin d'autorisation (1 an)", "end of an authorisation")
    case .erasure: ("effacement demandé (3 mois)", "erasure that was requested")
    case .retention: ("fin de conservation (10 ans)", "end of retention")
    case .directives: ("rappel de directives anticipées", "reminder of directives")
    case .emergencyReview: ("revue d'un accès d'urgence", "review of an emergency access")
    case .majority: ("majorité", "majority")
    case .heir: ("fin d'accès d'un ayant droit", "end of an heir's access")
    case .careTeam: ("fin d'équipe de soins", "end of a care team membership")
    case .block: ("fin de blocage", "end of a block")
    case .representative: ("fin de représentation", "end of a representation")
    case .legalHold: ("fin de conservation pour procédure", "end of a legal hold")
    case .episode:
      ("fin d'un accord donné à un séjour", "end of an agreement given at an episode")
    case .unspecified, .UNRECOGNIZED: ("autre", "other")
    }
  }

  /// As commands and events write it.
  package static let terms: [(String, DeadlineKind)] = [
    ("objection", .objection), ("suspension", .suspension),
    ("announcement-notice", .announcementNotice),
    ("announcement-release", .announcementRelease), ("authorisation", .authorisation),
    ("erasure", .erasure), ("retention", .retention), ("directives", .directives),
    ("emergency-review", .emergencyReview), ("majority", .majority), ("heir", .heir),
    ("care-team", .careTeam), ("block", .block), ("representative", .representative),
    ("legal-hold", .legalHold), ("episode", .episode),
  ]

  /// The word that events write; its number for a kind of a later version.
  var word: String { Self.terms.first { $0.1 == self }?.0 ?? "\(rawValue)" }
}
