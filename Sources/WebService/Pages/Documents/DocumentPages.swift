import CarnetCore
import HTTPTypes
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// Where a document's page stands: in the holder's own record, or in one that somebody entered.
struct DocumentPlace: Sendable {
  var record: RecordReference
  /// The address that a document's number is added to, without a slash at its end.
  var base: String
  /// The way back to the list.
  var back: String
  var backWords: Words
  var caller: Caller
  var banner: PageFrame.Banner?
  /// Where a form for a new version is; a document's number and nothing are added to it.
  var replacement: String?

  init(_ record: RecordReference, base: String, back: String, _ words: Words, for caller: Caller) {
    self.record = record
    self.base = base
    self.back = back
    backWords = words
    self.caller = caller
  }
}

/// A document's page, its files and what is done to it, for whichever area shows it.
///
/// An area's routes are `{base}/{number}`, `{base}/{number}/file`, `{base}/{number}/files/{file}` and,
/// by POST, `{base}/{number}/deed`; each calls the function of that name here.
struct DocumentPages: Sendable {
  let visit: Visit
  let place: DocumentPlace

  init(_ visit: Visit, _ place: DocumentPlace) {
    self.visit = visit
    self.place = place
  }

  /// What the path's `{number}` names.
  private func reference() async throws -> DocumentReference {
    guard let number = UInt32(visit.call.value("number")), number > 0 else {
      throw WebRefusal.notFound
    }
    return .number(number, of: try await visit.desk.find(place.record, for: place.caller))
  }

  // MARK: Pages

  func sheet() async throws -> Response {
    let read = try await visit.desk.sight(of: try await reference(), for: place.caller)
    let sight = read.value
    let words = try DocumentWords(visit.text)
    let document = sight.document
    var sheet = DocumentSheet(
      title: words.title(document),
      // A title that only says the type says nothing twice.
      type: words.title(document) == words.type(document)
        ? words.className(document) : words.type(document),
      marks: words.marks(document),
      facts: words.facts(document),
      back: place.back,
      backWords: visit.say(place.backWords.french, place.backWords.english),
      rule: AccessWords.reading(read.rule, visit.language)
    )
    let path = "\(place.base)/\(document.number)"
    show(sight.content, of: document, at: path, in: &sheet)
    sheet.versions = sight.versions.map { other($0, words) }
    sheet.companions = sight.companions.map { other($0, words) }
    sheet.deeds = DocumentDeeds(place.caller, visit.language).deeds(sight)
    sheet.deedsPath = path + "/deed"
    sheet.revision = "\(document.revision)"
    if document.replacedBy == nil, let replacement = place.replacement,
      DocumentDeeds.mayReplace(document, place.caller)
    {
      sheet.replacePath = replacement + "\(document.number)"
    }
    return try visit.page(words.title(document), sheet, banner: place.banner)
  }

  private func other(_ document: DocumentView, _ words: DocumentWords) -> DocumentSheet.Other {
    DocumentSheet.Other(
      href: "\(place.base)/\(document.number)",
      title: words.title(document),
      words: "\(words.type(document)), \(words.day(document))",
      marks: words.marks(document)
    )
  }

  private func show(
    _ content: Result<[UInt8], ServingFailure>,
    of document: DocumentView,
    at path: String,
    in sheet: inout DocumentSheet
  ) {
    let bytes: [UInt8]
    switch content {
    case .success(let found): bytes = found
    case .failure(.gone):
      sheet.contentProblem = visit.say(
        "Le contenu a été effacé : il ne peut plus être lu.",
        "The content was erased: it cannot be read any more."
      )
      return
    case .failure:
      sheet.contentProblem = visit.say(
        "Le contenu conservé n'est pas celui qui a été déposé : rien n'en est montré. Signalez-le à l'exploitation.",
        "What is stored is not what was filed: nothing of it is shown. Tell those who run the service."
      )
      return
    }
    let type = document.metadata.mediaType
    let size = visit.text.bytes(bytes.count)
    sheet.file = DocumentSheet.File(
      href: path + "/file",
      words: "\(DocumentFile.name(of: type, visit.language)), \(size)",
      picture: Narrative.isPicture(type) ? path + "/file" : nil
    )
    if Narrative.seems(bytes) {
      do throws(Narrative.Failure) {
        let narrative = try Narrative(bytes)
        sheet.sections = narrative.shown(filesPath: path + "/files/", visit.language)
      } catch {
        sheet.contentProblem = problem(error)
      }
    } else if type.hasPrefix("text/"), bytes.count <= 1 << 20,
      let text = String(validating: bytes, as: UTF8.self)
    {
      sheet.plainText = text
    }
  }

  private func problem(_ failure: Narrative.Failure) -> String {
    switch failure {
    case .tooLarge:
      visit.say(
        "Trop long pour être montré ici : ouvrez le fichier.",
        "Too long to be shown here: open the file."
      )
    case .noText, .notCDA:
      visit.say(
        "Ce document n'a pas de texte à montrer ici : ouvrez le fichier.",
        "This document has no text to show here: open the file."
      )
    case .malformed:
      visit.say(
        "Ce document est mal formé et n'est pas montré ici : ouvrez le fichier.",
        "This document is malformed and not shown here: open the file."
      )
    }
  }

  // MARK: Files

  /// The document as it was filed.
  func file() async throws -> Response {
    let read = try await visit.desk.content(
      try await reference(),
      for: place.caller,
      includingSuperseded: true
    )
    let document = read.value.document
    return DocumentFile.response(
      read.value.bytes,
      type: document.metadata.mediaType,
      name: "document-\(document.number)"
    )
  }

  /// A file within a document, by its place.
  func innerFile() async throws -> Response {
    let read = try await visit.desk.content(
      try await reference(),
      for: place.caller,
      includingSuperseded: true
    )
    guard let number = Int(visit.call.value("file")),
      let file = Narrative.file(number, in: read.value.bytes)
    else { throw WebRefusal.notFound }
    return DocumentFile.response(
      file.bytes,
      type: file.mediaType,
      name: "document-\(read.value.document.number)-\(number)"
    )
  }

  // MARK: Deeds

  /// Does what the form's button says: hides, reveals, archives, deletes.
  func deed() async throws -> Response {
    let reference = try await reference()
    guard case .number(let number, _) = reference else { throw WebRefusal.notFound }
    let path = "\(place.base)/\(number)"
    guard let name = visit.form["deed"], let change = DocumentDeeds.change(name) else {
      return visit.back(
        path,
        error: "Ce geste n'est pas connu : rien n'a été changé.",
        "This deed is not known: nothing was changed."
      )
    }
    let expected = visit.form["revision"].flatMap { UInt32($0) }.map(Revision.init(rawValue:))
    do {
      let written = try await visit.desk.change(
        reference,
        change,
        ifMatch: expected,
        by: place.caller
      )
      let notice = DocumentDeeds.done(change, visit.language)
      // Whoever deletes sees it no more, nor does a professional who hides it.
      var leaves = change.deletes
      if case .professional = place.caller.identity,
        change.labels?.contains(.professionals) == true
      {
        leaves = true
      }
      if written.receipt.positions.isEmpty { return visit.go(path) }
      return visit.go(leaves ? place.back : path, PageFrame.Notice(notice))
    } catch {
      return try visit.back(path, error)
    }
  }
}
