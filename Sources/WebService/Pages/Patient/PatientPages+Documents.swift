import CarnetCore
import HTTPTypes
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// A document of the holder's own record, and what they do with it (domain 1.5).
extension PatientPages {
  var documentRoutes: [Route] {
    [
      site.get("/my/documents/{number}", .patient, document),
      site.get("/my/documents/{number}/file", .patient, file),
      site.post("/my/documents/{number}/deed", .patient, deed),
    ]
  }

  private func reference(_ visit: Visit) async throws -> DocumentReference {
    guard let number = UInt32(visit.call.value("number")), number > 0 else {
      throw WebRefusal.notFound
    }
    return .number(number, of: try await visit.desk.find(Self.own(visit), for: visit.caller))
  }

  @Sendable private func document(_ visit: Visit) async throws -> Response {
    let found = try await visit.desk.ownDocument(try await reference(visit), for: visit.caller)
    let document = found.value.document
    let words = try DocumentWords(visit.text)
    var facts = [
      PatientDocumentPage.Fact(visit.say("Nature", "Kind"), words.type(document)),
      .init(visit.say("Date", "Date"), words.day(document)),
    ]
    if let author = words.author(document) {
      facts.append(.init(visit.say("Auteur", "Author"), author))
    }
    let place = document.metadata.authors.first?.structureName ?? ""
    if !place.isEmpty { facts.append(.init(visit.say("Lieu", "Place"), place)) }
    facts.append(
      .init(visit.say("Ajouté", "Added"), visit.text.moment(document.addedAt))
    )
    facts.append(
      .init(
        visit.say("Fichier", "File"),
        "\(document.metadata.mediaType), \(visit.text.bytes(Int(document.metadata.contentBytes)))"
      )
    )
    let versions = found.value.versions.map { version in
      PatientHomePage.Document(
        href: "/my/documents/\(version.number)",
        title: words.title(version),
        type: nil,
        day: words.day(version),
        author: nil,
        marks: words.marks(version)
      )
    }
    let model = PatientDocumentPage(
      number: document.number,
      revision: "\(document.revision)",
      title: words.title(document),
      marks: words.marks(document),
      facts: facts,
      deeds: HolderDeeds(document, isMinor: found.value.isMinor, visit.language).all,
      versions: versions
    )
    return try Self.page(visit, words.title(document), model)
  }

  @Sendable private func file(_ visit: Visit) async throws -> Response {
    let read = try await visit.desk.content(
      try await reference(visit),
      for: visit.caller,
      includingSuperseded: true
    )
    let document = read.value.document
    let (type, suffix) = Self.download(document.metadata.mediaType)
    var response = Response.bytes(read.value.bytes, type: type)
    response.headers[.contentDisposition] =
      "attachment; filename=\"document-\(document.number).\(suffix)\""
    response.headers[.cacheControl] = "no-store"
    return response
  }

  /// What a file is given out as: nothing that a browser would run.
  static func download(_ mediaType: String) -> (type: String, suffix: String) {
    switch mediaType {
    case "application/pdf": ("application/pdf", "pdf")
    case "image/jpeg": ("image/jpeg", "jpg")
    case "image/png": ("image/png", "png")
    case "text/plain": ("text/plain; charset=utf-8", "txt")
    case "text/xml", "application/xml", "": ("application/octet-stream", "xml")
    default: ("application/octet-stream", "bin")
    }
  }

  @Sendable private func deed(_ visit: Visit) async throws -> Response {
    let reference = try await reference(visit)
    guard case .number(let number, _) = reference else { throw WebRefusal.notFound }
    let path = "/my/documents/\(number)"
    guard let name = visit.form["deed"],
      let current = try? await visit.desk.document(reference, for: visit.caller).value,
      let (change, words) = HolderDeeds.change(name, current)
    else {
      return visit.back(
        path,
        error: "Ce geste n'est pas connu : rien n'a été changé.",
        "This deed is not known: nothing was changed."
      )
    }
    do {
      _ = try await visit.desk.change(
        reference,
        change,
        ifMatch: visit.form["revision"].flatMap { UInt32($0) }.map { Revision($0) },
        by: visit.caller
      )
      return visit.go(change.deletes ? "/my" : path, saying: words.french, words.english)
    } catch ServingFailure.conflict {
      return visit.back(
        path,
        error: "Ce document a changé entre-temps : voici comment il est ; rien n'a été changé.",
        "This document changed meanwhile: this is how it stands; nothing was changed."
      )
    } catch {
      return try Self.back(visit, path, error)
    }
  }
}

/// What a holder may do with a document; whether they really may, the domain says again.
struct HolderDeeds {
  let document: DocumentView
  let isMinor: Bool
  let language: PageLanguage

  init(_ document: DocumentView, isMinor: Bool, _ language: PageLanguage) {
    self.document = document
    self.isMinor = isMinor
    self.language = language
  }

  var all: [PatientDocumentPage.Deed] {
    [professionals] + (isMinor ? [representatives] : []) + [archiving]
      + (document.documentClass.code == RecordState.patientClass ? [deleting] : [])
  }

  private func say(_ french: String, _ english: String) -> String { language.say(french, english) }

  private var professionals: PatientDocumentPage.Deed {
    document.hiddenFrom.contains(.professionals)
      ? .init(
        "show-professionals",
        say("Rendre visible aux professionnels", "Show to professionals"),
        say(
          "Ceux qui ont accès à votre dossier le liront à nouveau.",
          "Those who have access to your record will read it again."
        )
      )
      : .init(
        "hide-professionals",
        say("Masquer aux professionnels", "Hide from professionals"),
        say(
          "Son auteur et vos médecins traitants continuent de le voir. Vous pouvez revenir en arrière.",
          "Its author and your treating doctors still see it. You can undo this."
        )
      )
  }

  private var representatives: PatientDocumentPage.Deed {
    document.hiddenFrom.contains(.representatives)
      ? .init(
        "show-representatives",
        say("Rendre visible à mes représentants", "Show to my representatives"),
        say("Tes parents le liront.", "Your parents will read it.")
      )
      : .init(
        "hide-representatives",
        say("Masquer à mes représentants", "Hide from my representatives"),
        say("Tes parents n'en sauront rien.", "Your parents will know nothing of it.")
      )
  }

  private var archiving: PatientDocumentPage.Deed {
    document.isArchived
      ? .init(
        "unarchive",
        say("Remettre dans la liste", "Put back into the list"),
        say("Il redevient courant.", "It is current again.")
      )
      : .init(
        "archive",
        say("Archiver", "Archive"),
        say(
          "Il sort de la liste courante ; ceux qui pouvaient le lire le peuvent encore.",
          "It leaves the current list; those who could read it still can."
        )
      )
  }

  private var deleting: PatientDocumentPage.Deed {
    .init(
      "delete",
      say("Supprimer mon document", "Delete my document"),
      say(
        "Plus personne ne le verra, et cela ne se défait pas.",
        "Nobody will see it any more, and this cannot be undone."
      ),
      tone: "grave",
      confirm: say("Supprimer ce document ?", "Delete this document?")
    )
  }

  /// What a button asks for; nil for what no page sends.
  static func change(_ name: String, _ document: DocumentView) -> (MetadataChange, Words)? {
    func labels(_ change: (inout Set<Visibility>) -> Void) -> MetadataChange {
      var labels = document.hiddenFrom
      change(&labels)
      return MetadataChange(labels: labels)
    }
    return switch name {
    case "hide-professionals":
      (
        labels { $0.insert(.professionals) },
        Words("Masqué aux professionnels.", "Hidden from professionals.")
      )
    case "show-professionals":
      (
        labels { $0.remove(.professionals) },
        Words("Visible aux professionnels.", "Shown to professionals.")
      )
    case "hide-representatives":
      (
        labels { $0.insert(.representatives) },
        Words("Masqué aux représentants.", "Hidden from representatives.")
      )
    case "show-representatives":
      (
        labels { $0.remove(.representatives) },
        Words("Visible aux représentants.", "Shown to representatives.")
      )
    case "archive": (MetadataChange(isArchived: true), Words("Archivé.", "Archived."))
    case "unarchive":
      (MetadataChange(isArchived: false), Words("Remis dans la liste.", "Put back."))
    case "delete": (MetadataChange(deletes: true), Words("Supprimé.", "Deleted."))
    default: nil
    }
  }
}
