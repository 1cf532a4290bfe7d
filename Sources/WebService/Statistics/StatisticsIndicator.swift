import Statistics

/// The questions that the statistics answer, by the names of `carnet stats`.
enum StatisticsIndicator: String, CaseIterable, Sendable {
  case enrolment
  case coverage
  case pace
  case feeding
  case synthesis
  case accesses
  case firstAccess = "first-access"
  case rights

  var summary: Words {
    switch self {
    case .enrolment:
      Words(
        "Ouvertures, refus, clôtures, réactivations, solde et dossiers en cours",
        "Openings, refusals, closures, reactivations, balance, and records open"
      )
    case .coverage:
      Words(
        "Dossiers en cours et alimentés, rapportés à un dénominateur daté",
        "Records open and fed, as shares of a dated denominator"
      )
    case .pace:
      Words(
        "Rythme, date à laquelle la cible est atteinte, rythme nécessaire",
        "Pace, the day on which the target is reached, the pace needed"
      )
    case .feeding:
      Words(
        "Documents déposés, et leur délai depuis l'acte (R1111-42)",
        "Documents deposited, and how long after the act (R1111-42)"
      )
    case .synthesis:
      Words(
        "Fraîcheur de la synthèse annuelle du médecin traitant (L1111-15)",
        "How fresh the yearly synthesis of the « médecin traitant » is (L1111-15)"
      )
    case .accesses:
      Words(
        "Lectures, refus, urgences et recherches",
        "Reads, refusals, emergencies and searches"
      )
    case .firstAccess:
      Words(
        "Délai entre l'ouverture et la première lecture",
        "Time between opening and first reading"
      )
    case .rights:
      Words(
        "Part de documents masqués, professionnels bloqués",
        "Share of hidden documents, blocked professionals"
      )
    }
  }

  /// What it can be broken down by.
  var dimensions: [Dimension] {
    switch self {
    case .enrolment: [.channel, .commune, .epci, .arrondissement, .ageBand, .sex]
    case .coverage: [.commune, .epci, .arrondissement, .ageBand, .sex]
    case .feeding: [.type, .feeder, .structure, .software, .delay]
    case .synthesis: [.doctor]
    case .accesses: [.mode, .profession, .actor]
    case .pace, .firstAccess, .rights: []
    }
  }

  /// Whether it has rows by period.
  var flows: Bool {
    switch self {
    case .enrolment, .coverage, .feeding, .accesses: true
    case .pace, .synthesis, .firstAccess, .rights: false
    }
  }

  /// The parameters that it takes beside those of all.
  var parameters: [Route.Parameter] {
    var parameters: [Route.Parameter] = []
    if !dimensions.isEmpty {
      let names = dimensions.map(\.rawValue).joined(separator: ", ")
      parameters.append(
        FHIRRoutes.parameter("by", names + " ; répétable", names + "; may be repeated")
      )
    }
    if flows {
      parameters += [
        FHIRRoutes.parameter("every", "day, week, month", "day, week, month"),
        FHIRRoutes.parameter("from", "premier jour des flux", "first day of flows"),
      ]
    }
    if self == .coverage || self == .pace {
      parameters.append(
        FHIRRoutes.parameter(
          "denominator",
          "insured s'il est publié, sinon population",
          "insured where it is published, else population"
        )
      )
    }
    if self == .pace {
      parameters += [
        FHIRRoutes.parameter(
          "target",
          "un nombre de dossiers, ou une part : 80%",
          "a number of records, or a share: 80%",
          required: true
        ), FHIRRoutes.parameter("weeks", "semaines du rythme (4)", "weeks of the pace (4)"),
        FHIRRoutes.parameter("byDate", "jour voulu", "wished day"),
      ]
    }
    return parameters
  }
}
