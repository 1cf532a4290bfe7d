import CarnetCore
import MedicalRecord
import Pages
import RecordService

/// What a reader may do to a document, in words; whether they really may, the domain says again.
struct DocumentDeeds {
  let caller: Caller
  let language: PageLanguage

  init(_ caller: Caller, _ language: PageLanguage) {
    self.caller = caller
    self.language = language
  }

  func deeds(_ sight: DocumentSight) -> [DocumentSheet.Deed] {
    let document = sight.document
    switch caller.identity {
    case .professional:
      // In an emergency one reads: what becomes of a document is decided in calm.
      guard caller.mode == .normal else { return [] }
      return professionals(document) + announcement(document)
        + (sight.isOfAMinor ? representatives(document) : [])
        + archiving(document) + deleting(document, isTheirs: isAuthor(document))
    case .patient:
      return professionals(document) + (sight.isOfAMinor ? representatives(document) : [])
        + archiving(document)
        + deleting(document, isTheirs: document.documentClass.code == RecordState.patientClass)
    case .representative: return professionals(document)
    case .structure, .heir, .auditor, .insuranceAgent, .operator: return []
    }
  }

  private func isAuthor(_ document: DocumentView) -> Bool {
    let own = caller.actor.identifierText
    return !own.isEmpty && document.metadata.authors.contains { $0.identifierText == own }
  }

  /// Whether the caller files new versions of it (TD2.1b).
  static func mayReplace(_ document: DocumentView, _ caller: Caller) -> Bool {
    let actor = caller.actor
    let (person, structure) = (actor.identifierText, actor.structureIdentifier)
    return caller.mode == .normal
      && document.metadata.authors.contains { author in
        !person.isEmpty && author.identifierText == person
          || !structure.isEmpty && author.structureIdentifier == structure
      }
  }

  private func professionals(_ document: DocumentView) -> [DocumentSheet.Deed] {
    if document.hiddenFrom.contains(.professionals) {
      return [
        DocumentSheet.Deed(
          labels(document, removing: .professionals),
          say("Rendre visible aux professionnels", "Show to professionals"),
          say(
            "Les professionnels autorisés le liront à nouveau.",
            "Authorised professionals will read it again."
          )
        )
      ]
    }
    if document.hiddenFrom.contains(.patient) { return [] }
    let isHolder = if case .professional = caller.identity { false } else { true }
    return [
      DocumentSheet.Deed(
        labels(document, adding: .professionals),
        say("Masquer aux professionnels", "Hide from professionals"),
        isHolder
          ? say(
            "Son auteur et vos médecins traitants continuent de le voir. Vous pouvez revenir en arrière.",
            "Its author and your treating doctors still see it. You can undo this."
          )
          : say(
            "À la demande de la personne. L'auteur, ses médecins traitants et elle-même continuent de le voir.",
            "At the person's request. The author, their treating doctors and they themselves still see it."
          )
      )
    ]
  }

  private func announcement(_ document: DocumentView) -> [DocumentSheet.Deed] {
    if document.hiddenFrom.contains(.patient) {
      return [
        DocumentSheet.Deed(
          labels(document, removing: .patient),
          say("Annoncé : rendre visible au patient", "Announced: show to the patient"),
          say(
            "La consultation d'annonce a eu lieu. La personne le lira aussitôt.",
            "The consultation took place. The person will read it at once."
          ),
          tone: ""
        )
      ]
    }
    if document.hiddenFrom.contains(.professionals) { return [] }
    return [
      DocumentSheet.Deed(
        labels(document, adding: .patient),
        say("Attendre la consultation d'annonce", "Wait for the consultation"),
        say(
          "Invisible à la personne jusqu'à l'annonce ; elle en est prévenue après 2 semaines et le lit après 1 mois (R1111-53).",
          "Not visible to the person until it is announced; they are told after 2 weeks and read it after 1 month (R1111-53)."
        )
      )
    ]
  }

  private func representatives(_ document: DocumentView) -> [DocumentSheet.Deed] {
    if document.hiddenFrom.contains(.representatives) {
      switch caller.identity {
      case .professional, .patient:
        return [
          DocumentSheet.Deed(
            labels(document, removing: .representatives),
            say("Rendre visible aux représentants", "Show to representatives"),
            say("Les titulaires de l'autorité parentale le liront.", "Parents will read it.")
          )
        ]
      default: return []
      }
    }
    return [
      DocumentSheet.Deed(
        labels(document, adding: .representatives),
        say("Masquer aux représentants", "Hide from representatives"),
        say(
          "Secret d'un mineur (R1111-50) : ses parents n'en sauront rien.",
          "A minor's secret (R1111-50): their parents will know nothing of it."
        )
      )
    ]
  }

  private func archiving(_ document: DocumentView) -> [DocumentSheet.Deed] {
    document.isArchived
      ? [
        DocumentSheet.Deed(
          "unarchive",
          say("Remettre dans la liste", "Put back into the list"),
          say("Il n'est plus archivé.", "It is archived no more.")
        )
      ]
      : [
        DocumentSheet.Deed(
          "archive",
          say("Archiver", "Archive"),
          say(
            "Il sort des listes courantes ; rien n'est effacé.",
            "It leaves current lists; nothing is erased."
          )
        )
      ]
  }

  private func deleting(_ document: DocumentView, isTheirs: Bool) -> [DocumentSheet.Deed] {
    guard isTheirs else { return [] }
    return [
      DocumentSheet.Deed(
        "delete",
        say("Supprimer mon document", "Delete my document"),
        say(
          "Plus personne ne le verra, et cela ne se défait pas.",
          "Nobody will see it any more, and this cannot be undone."
        ),
        tone: "grave",
        confirm: say("Supprimer ce document pour tous ?", "Delete this document for everyone?")
      )
    ]
  }

  private func say(_ french: String, _ english: String) -> String { language.say(french, english) }

  // MARK: Names of deeds

  private func labels(_ document: DocumentView, adding label: Visibility) -> String {
    Self.name(document.hiddenFrom.union([label]))
  }

  private func labels(_ document: DocumentView, removing label: Visibility) -> String {
    Self.name(document.hiddenFrom.subtracting([label]))
  }

  /// The whole set that is to hold: with the revision beside it, nothing needs to be read first.
  private static func name(_ labels: Set<Visibility>) -> String {
    "labels" + labels.map(\.rawValue).sorted().map { "-\($0)" }.joined()
  }

  /// What a form's button asks for; nil for what no page sends.
  static func change(_ name: String) -> MetadataChange? {
    switch name {
    case "archive": return MetadataChange(isArchived: true)
    case "unarchive": return MetadataChange(isArchived: false)
    case "delete": return MetadataChange(deletes: true)
    default: break
    }
    let parts = name.split(separator: "-")
    guard parts.first == "labels", parts.count <= 4 else { return nil }
    var labels: Set<Visibility> = []
    for part in parts.dropFirst() {
      switch part {
      case "1": labels.insert(.professionals)
      case "2": labels.insert(.patient)
      case "3": labels.insert(.representatives)
      default: return nil
      }
    }
    return MetadataChange(labels: labels)
  }

  static func done(_ change: MetadataChange, _ language: PageLanguage) -> String {
    if change.deletes { return language.say("Document supprimé.", "Document deleted.") }
    switch change.isArchived {
    case true?: return language.say("Document archivé.", "Document archived.")
    case false?: return language.say("Document remis dans la liste.", "Document back in the list.")
    case nil: break
    }
    return language.say(
      "Visibilité changée ; c'est inscrit dans l'historique du dossier.",
      "Visibility changed; it stands in the record's history."
    )
  }
}
