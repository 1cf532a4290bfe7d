package import MedicalRecord

/// What identifies people, and what was wrong with it as it was typed.
package enum IdentityWords {
  package static func sex(_ sex: Carnet_V1_Sex, _ language: PageLanguage) -> String {
    switch sex {
    case .female: language.say("femme", "female")
    case .male: language.say("homme", "male")
    case .undetermined: language.say("indéterminé", "undetermined")
    case .unknown, .UNRECOGNIZED: language.say("inconnu", "unknown")
    }
  }

  /// `1 84 12 76 451 089 46`, as it stands on cards.
  package static func spaced(_ matricule: String) -> String {
    let text = Array(matricule)
    guard text.count == 13 || text.count == 15 else { return matricule }
    let cuts = [1, 3, 5, 7, 10, 13, text.count]
    var parts: [String] = []
    var start = 0
    for cut in cuts where cut > start {
      parts.append(String(text[start..<cut]))
      start = cut
    }
    return parts.joined(separator: " ")
  }

  /// Why a text is no matricule INS, and what would be accepted.
  package static func problem(
    _ error: MalformedIdentifier,
    _ language: PageLanguage
  ) -> String {
    let words: (String, String)
    switch error.reason {
    case .length(let found, _):
      words = (
        "Le matricule INS a 15 caractères, clé comprise ; il y en a \(found).",
        "The INS has 15 characters with its key; there are \(found)."
      )
    case .character(let position, _):
      words = (
        "Le caractère n° \(position + 1) du matricule n'est pas un chiffre.",
        "Character \(position + 1) of the INS is not a digit."
      )
    case .value(let position, _):
      words =
        position == 0
        ? (
          "Un matricule INS commence par 1 ou 2.",
          "An INS begins with 1 or 2."
        )
        : (
          "Le mois de naissance (4e et 5e chiffres) n'existe pas.",
          "The month of birth (digits 4 and 5) does not exist."
        )
    case .temporaryNumber:
      words = (
        "C'est un numéro provisoire de l'Assurance maladie, pas un matricule INS : ouvrez sans matricule.",
        "This is a temporary number of the health insurance, not an INS: open without it."
      )
    case .computedINS:
      words = (
        "C'est un ancien INS-C à 22 chiffres, pas un matricule INS.",
        "This is an old INS-C of 22 digits, not an INS."
      )
    case .key(let found, let expected):
      words = (
        "La clé ne va pas avec le numéro : \(two(found)) est écrit, \(two(expected)) est attendu. Relisez les 15 chiffres.",
        "The key does not fit the number: \(two(found)) is written, \(two(expected)) is expected. Read the 15 digits again."
      )
    case .checkDigit(let expected):
      words = (
        "Le dernier chiffre devrait être \(expected).",
        "The last digit should be \(expected)."
      )
    }
    return language.say(words.0, words.1)
  }

  private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// What holders declare and decide, by name.
package enum RecordWords {
  package static func statement(_ kind: StatementKind, _ language: PageLanguage) -> String {
    switch kind {
    case .allergy: language.say("Allergies", "Allergies")
    case .bloodGroup: language.say("Groupe sanguin", "Blood group")
    case .contact: language.say("Personnes à prévenir", "Whom to call")
    case .trustedPerson: language.say("Personne de confiance", "Person of trust")
    case .organDonation: language.say("Don d'organes", "Organ donation")
    case .directivesPlace: language.say("Directives anticipées", "Advance directives")
    case .treatment: language.say("Traitements en cours", "Current treatments")
    case .condition: language.say("Maladies et antécédents", "Conditions and history")
    case .note, .unspecified, .UNRECOGNIZED: language.say("Notes", "Notes")
    }
  }

  package static func consent(_ subject: ConsentSubject, _ language: PageLanguage) -> String {
    switch subject {
    case .opening: language.say("Ouverture du dossier", "Opening of the record")
    case .feeding: language.say("Alimentation", "Feeding")
    case .reading: language.say("Lecture par les soignants", "Reading by those who treat")
    case .emergency: language.say("Accès en urgence (bris de glace)", "Emergency access")
    case .regulation: language.say("Accès du SAMU (régulation)", "Access by emergency call centres")
    default: language.say("Autre", "Other")
    }
  }

  package static func channel(_ channel: Channel, _ language: PageLanguage) -> String {
    switch channel {
    case .pharmacy: language.say("pharmacie", "pharmacy")
    case .insuranceDesk: language.say("accueil de la CPAM", "desk of the CPAM")
    case .generalPractitioner: language.say("cabinet médical", "doctor's practice")
    case .hospital: language.say("établissement de santé", "hospital")
    case .site: language.say("site de la personne", "the person's own site")
    case .automatic: language.say("ouverture automatique", "automatic opening")
    case .takeover: language.say("reprise", "takeover")
    case .unspecified, .UNRECOGNIZED: language.say("non précisé", "not said")
    }
  }
}
