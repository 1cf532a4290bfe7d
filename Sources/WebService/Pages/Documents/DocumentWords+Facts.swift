import CarnetCore
import MedicalRecord
import Pages
import RecordService

extension DocumentWords {
  /// All that is known of a document without opening it, as people ask for it.
  func facts(_ document: DocumentView) -> [DocumentSheet.Fact] {
    let language = text.language
    let metadata = document.metadata
    var facts = [DocumentSheet.Fact(language.say("Catégorie", "Category"), className(document))]
    if let start = document.serviceStart {
      let first = PageText.day(of: start)
      var value = text.day(first)
      if let stop = document.serviceStop.map(PageText.day), stop != first {
        value += language.say(" au ", " to ") + text.day(stop)
      }
      facts.append(.init(language.say("Date de l'acte", "Date of care"), value))
    }
    facts.append(
      .init(language.say("Écrit le", "Written"), text.moment(document.created))
    )
    for author in metadata.authors.prefix(8) {
      facts.append(.init(language.say("Auteur", "Author"), words(author)))
    }
    let authenticator = metadata.legalAuthenticator
    if metadata.hasLegalAuthenticator, !authenticator.family.isEmpty {
      facts.append(
        .init(
          language.say("Responsable", "Answers for it"),
          [authenticator.given, authenticator.family].filter { !$0.isEmpty }
            .joined(separator: " ")
        )
      )
    }
    let setting = Code(metadata.practiceSetting)
    if !setting.code.isEmpty {
      facts.append(
        .init(language.say("Cadre", "Setting"), label(ofSetting: setting))
      )
    }
    facts.append(.init(language.say("Déposé le", "Filed"), text.moment(document.addedAt)))
    if document.changed != document.added {
      facts.append(
        .init(language.say("Modifié le", "Changed"), text.moment(document.changedAt))
      )
    }
    if metadata.version > 0 {
      facts.append(.init("Version", "\(metadata.version)"))
    }
    facts.append(.init(language.say("Identifiant", "Identifier"), document.uniqueID))
    return facts
  }

  private func words(_ author: Carnet_V1_Author) -> String {
    let name = [author.given, author.family].filter { !$0.isEmpty }.joined(separator: " ")
    let shown = name.isEmpty ? author.identifierText : name
    let specialty = Code(author.specialty)
    let parts = [
      shown, specialty.code.isEmpty ? "" : label(ofSpecialty: specialty), author.structureName,
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
