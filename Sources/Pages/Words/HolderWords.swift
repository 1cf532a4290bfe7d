package import MedicalRecord

/// The holder's choices and declarations, in words that need no law book.
package enum HolderWords {
  /// What a question is, and what each answer brings.
  package struct Question: Sendable {
    package var title: String
    package var yes: String
    package var no: String
  }

  package static func question(
    _ subject: ConsentSubject,
    _ language: PageLanguage
  ) -> Question? {
    func make(
      _ title: (String, String),
      _ yes: (String, String),
      _ no: (String, String)
    ) -> Question {
      Question(
        title: language.say(title.0, title.1),
        yes: language.say(yes.0, yes.1),
        no: language.say(no.0, no.1)
      )
    }
    return switch subject {
    case .reading:
      make(
        ("Lecture par les professionnels qui vous soignent", "Reading by those who care for you"),
        (
          "Les professionnels qui vous soignent lisent ce que leur métier permet, sauf ce que vous masquez.",
          "Professionals who care for you read what their profession allows, except what you hide."
        ),
        (
          "Seuls vos médecins traitants et les professionnels que vous autorisez un par un lisent votre dossier.",
          "Only your treating doctors and professionals that you authorise one by one read your record."
        )
      )
    case .feeding:
      make(
        ("Alimentation du dossier", "Feeding the record"),
        (
          "Comptes rendus, ordonnances et résultats arrivent dans votre dossier.",
          "Reports, prescriptions and results arrive in your record."
        ),
        (
          "Plus aucun document n'y arrive, ni des professionnels ni de vous. La loi demande un motif légitime.",
          "No document arrives any more, from professionals or from you. The law asks for a legitimate reason."
        )
      )
    case .emergency:
      make(
        ("Urgence : bris de glace", "Emergency: breaking the glass"),
        (
          "Si vous ne pouvez plus vous exprimer et que votre vie est en danger, un professionnel peut entrer en disant pourquoi. Vous et votre médecin traitant en êtes prévenus.",
          "If you cannot speak and are in danger, a professional may enter by saying why. You and your treating doctor are told."
        ),
        (
          "Même en danger immédiat, personne n'entre ainsi dans votre dossier.",
          "Even in immediate danger nobody enters your record this way."
        )
      )
    case .regulation:
      make(
        ("Appel au 15 : régulation", "Call to 15: regulation"),
        (
          "Quand vous (ou quelqu'un pour vous) appelez le 15, le médecin qui répond peut lire votre dossier pendant l'appel.",
          "When you (or somebody for you) call 15, the doctor who answers may read your record during the call."
        ),
        (
          "Le médecin du 15 ne voit rien de votre dossier.",
          "The doctor at 15 sees nothing of your record."
        )
      )
    case .opening, .unspecified, .UNRECOGNIZED: nil
    }
  }

  /// A kind of declaration, what to write in it, and what may stand beside it.
  package struct Kind: Sendable {
    package var kind: StatementKind
    package var word: String
    package var title: String
    package var valueLabel: String
    package var hint: String
    /// What else belongs to it; nil for nothing.
    package var detailLabel: String?
  }

  /// In the order in which the page shows them: what an emergency asks for first.
  package static func kinds(_ language: PageLanguage) -> [Kind] {
    func make(
      _ kind: StatementKind,
      _ word: String,
      _ title: (String, String),
      _ value: (String, String),
      _ hint: (String, String) = ("", ""),
      _ detail: (String, String)? = nil
    ) -> Kind {
      Kind(
        kind: kind,
        word: word,
        title: language.say(title.0, title.1),
        valueLabel: language.say(value.0, value.1),
        hint: language.say(hint.0, hint.1),
        detailLabel: detail.map { language.say($0.0, $0.1) }
      )
    }
    return [
      make(
        .allergy,
        "allergy",
        ("Allergies", "Allergies"),
        ("À quoi êtes-vous allergique ?", "What are you allergic to?"),
        ("Une allergie à la fois.", "One allergy at a time."),
        ("Ce qui se passe, depuis quand", "What happens, since when")
      ),
      make(
        .bloodGroup,
        "blood-group",
        ("Groupe sanguin", "Blood group"),
        ("Votre groupe", "Your group"),
        (
          "Par exemple O+ ; un laboratoire le revérifie toujours.",
          "Such as O+; a laboratory always checks it again."
        )
      ),
      make(
        .contact,
        "contact",
        ("Personnes à prévenir", "People to tell"),
        ("Nom", "Name"),
        ("", ""),
        ("Téléphone et lien avec vous", "Telephone, and who they are to you")
      ),
      make(
        .trustedPerson,
        "trusted-person",
        ("Personne de confiance", "Person of trust"),
        ("Nom", "Name"),
        (
          "Elle dit ce que vous voulez quand vous ne le pouvez plus. Demandez-lui son accord.",
          "They say what you want when you cannot any more. Ask them first."
        ),
        ("Téléphone et lien avec vous", "Telephone, and who they are to you")
      ),
      make(
        .directivesPlace,
        "directives",
        ("Directives anticipées : où elles sont", "Advance directives: where they are kept"),
        ("Où, et chez qui", "Where, and with whom"),
        (
          "Vous pouvez aussi ajouter le document lui-même. Nous vous rappelons régulièrement qu'elles existent.",
          "You may also add the document itself. You are reminded regularly that they exist."
        )
      ),
      make(
        .organDonation,
        "organ-donation",
        ("Don d'organes", "Organ donation"),
        ("Ce que vous souhaitez", "What you wish"),
        (
          "Un refus n'a d'effet sûr que dans le registre national des refus.",
          "A refusal is certain to count only in the national register of refusals."
        )
      ),
      make(
        .treatment,
        "treatment",
        ("Traitements", "Treatments"),
        ("Médicament et dose", "Medicine and dose"),
        ("", ""),
        ("Depuis quand, pourquoi", "Since when, why")
      ),
      make(
        .condition,
        "condition",
        ("Maladies et antécédents", "Conditions"),
        ("Maladie ou opération", "Condition or operation"),
        ("", ""),
        ("Depuis quand", "Since when")
      ),
      make(
        .note,
        "note",
        ("Autres choses à savoir", "Other things to know"),
        ("Ce que les professionnels doivent savoir", "What professionals should know")
      ),
    ]
  }

  package static func channel(_ channel: Channel, _ language: PageLanguage) -> String {
    switch channel {
    case .site: language.say("sur ce site", "on this site")
    case .pharmacy: language.say("en pharmacie", "at a pharmacy")
    case .insuranceDesk: language.say("à la CPAM", "at the CPAM")
    case .generalPractitioner: language.say("chez le médecin", "at the doctor's")
    case .hospital: language.say("à l'hôpital", "at the hospital")
    case .automatic: language.say("automatiquement", "automatically")
    case .takeover: language.say("repris d'un autre système", "taken over")
    case .unspecified, .UNRECOGNIZED: ""
    }
  }

  package static func closure(_ reason: ClosureReason, _ language: PageLanguage) -> String {
    switch reason {
    case .holder: language.say("à votre demande", "at your request")
    case .death: language.say("décès", "death")
    case .fraud: language.say("soupçon de fraude", "suspected fraud")
    case .merged: language.say("réuni avec un autre", "merged with another")
    case .malfunction: language.say("dysfonctionnement", "malfunction")
    case .unspecified, .UNRECOGNIZED: language.say("motif non précisé", "no reason given")
    }
  }
}
