import AuditTrail
import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// The record of whoever holds it.
struct PatientPages: Sendable {
  let site: PageSite

  static let rooms = [
    PageRoom("/my", "Mon dossier", "My record"),
    PageRoom("/my/health", "Ce que je déclare", "What I state"),
    PageRoom("/my/accesses", "Qui a regardé", "Who looked"),
    PageRoom("/my/rights", "Mes droits", "My rights"),
    PageRoom("/my/bundle", "Tout emporter", "Take everything away"),
  ]

  var routes: [Route] {
    [site.get("/my", .patient, home)]
      + openingRoutes + documentRoutes + addingRoutes + declaredRoutes + accessRoutes
      + rightsRoutes + blockRoutes + bundleRoutes + receiptRoutes
  }

  /// How the holder's own record is named; they have one, so no address needs to name it.
  static func own(_ visit: Visit) throws -> RecordReference {
    guard case .patient(let ins, _) = visit.session.identity else { throw WebRefusal.notYourPage }
    return .ins(ins)
  }

  /// What stays in sight of a minor who came in secret (R1111-50).
  static func banner(_ visit: Visit) -> PageFrame.Banner? {
    guard visit.session.isSecret else { return nil }
    return PageFrame.Banner(
      visit.say(
        "Connexion secrète : vos représentants n'en sauront rien, ni de ce que vous ajoutez.",
        "Secret connection: your representatives will know nothing of it, nor of what you add."
      )
    )
  }

  static func page(
    _ visit: Visit,
    _ title: String,
    _ model: some PageModel,
    isWide: Bool = false
  ) throws -> Response {
    try visit.page(title, model, banner: banner(visit), isWide: isWide)
  }

  // MARK: The first page

  @Sendable private func home(_ visit: Visit) async throws -> Response {
    let record = try Self.own(visit)
    let holding = try await visit.desk.holding(of: visit.caller)
    switch holding.standing {
    case .none, .announced, .refused: return try opening(visit, holding)
    case .suspended(let reason, let until): return try suspended(visit, reason, until)
    case .active, .closed: break
    }
    let chosen = DocumentChoice(visit.call.query)
    var search = DocumentSearch()
    search.limit = DocumentSearch.limitMax
    search.archived = chosen.withArchived ? .with : .without
    let found = try await visit.desk.documents(of: record, search, for: visit.caller)
    let words = try DocumentWords(visit.text)
    let all = found.value.documents
    let (status, mark) = standing(holding, visit)
    let shown = all.filter(chosen.wants)
    let model = PatientHomePage(
      status: status,
      statusMark: mark,
      count: visit.text.count(
        shown.count,
        ("document", "document"),
        ("documents", "documents")
      ),
      groups: groups(shown, words),
      classes: chosen.classes(all, words),
      years: chosen.years(all),
      showsArchived: chosen.withArchived,
      isFiltered: chosen.isNarrow,
      isClosed: holding.standing != .active,
      lately: try await lately(record, visit)
    )
    return try Self.page(visit, visit.say("Mon dossier", "My record"), model)
  }

  private func groups(
    _ documents: [DocumentView],
    _ words: DocumentWords
  ) -> [PatientHomePage.Group] {
    var groups: [String: [PatientHomePage.Document]] = [:]
    for document in documents {
      let (title, type) = (words.title(document), words.type(document))
      groups[words.className(document), default: []]
        .append(
          PatientHomePage.Document(
            href: "/my/documents/\(document.number)",
            title: title,
            // Many titles are the type's own name.
            type: title.lowercased() == type.lowercased() ? nil : type,
            day: words.day(document),
            author: words.author(document),
            marks: words.marks(document)
          )
        )
    }
    return groups.sorted { $0.key < $1.key }
      .map { name, documents in
        PatientHomePage.Group(
          name: name,
          count: words.text.number(documents.count),
          documents: documents
        )
      }
  }

  private func standing(_ holding: Holding, _ visit: Visit) -> (String, Mark) {
    let text = visit.text
    if case .closed(let reason, let at, let retained, let erasure) = holding.standing {
      var words = visit.say("clos", "closed")
      if let at { words += visit.say(" le ", " on ") + text.day(at: at) }
      words += ", " + HolderWords.closure(reason, visit.language)
      if let erasure {
        words +=
          visit.say(" ; effacé au plus tard le ", "; erased by ") + text.day(at: erasure)
      } else if let retained {
        words += visit.say(" ; gardé jusqu'au ", "; kept until ") + text.day(at: retained)
      }
      return (words, Mark(visit.say("clos", "closed"), .care))
    }
    let since = holding.openedAt.map {
      visit.say("ouvert depuis le ", "open since ") + text.day(at: $0)
    }
    return (
      since ?? visit.say("ouvert", "open"), Mark(visit.say("ouvert", "open"), .good)
    )
  }

  private func lately(_ record: RecordReference, _ visit: Visit) async throws -> [String] {
    let now = visit.service.clock()
    let search = TrailSearch(now.adding(minutes: -30 * 1440)..<now, limit: 200)
    let page = try await visit.desk.trail(of: record, search, for: visit.caller).value
    let words = TrailWords(visit.text, documents: [:])
    return page.accesses.reversed()
      .filter { $0.isRead && $0.actor.actorKind != .patient }
      .prefix(5)
      .map { access in
        "\(visit.text.shortMoment(access.time)) : \(words.who(access.actor)) "
          + AccessWords.deed(access.kind, visit.language)
      }
  }
}

/// How the list of documents is narrowed: by class and by year.
private struct DocumentChoice {
  var documentClass: String?
  var year: Int?
  var withArchived: Bool

  init(_ query: QueryText) {
    documentClass = query["class"].flatMap { $0.isEmpty || $0.utf8.count > 64 ? nil : $0 }
    year = query["year"].flatMap { Int($0) }
    withArchived = query["archived"] != nil
  }

  var isNarrow: Bool { documentClass != nil || year != nil || withArchived }

  func wants(_ document: DocumentView) -> Bool {
    if let documentClass, document.documentClass.code != documentClass { return false }
    if let year, PageText.day(of: document.moment).components.year != year { return false }
    return true
  }

  func classes(_ documents: [DocumentView], _ words: DocumentWords) -> [PatientHomePage.Choice] {
    var names: [String: String] = [:]
    for document in documents { names[document.documentClass.code] = words.className(document) }
    return names.sorted { $0.value < $1.value }
      .map { .init($0.key, $0.value, isChosen: $0.key == documentClass) }
  }

  func years(_ documents: [DocumentView]) -> [PatientHomePage.Choice] {
    Set(documents.map { PageText.day(of: $0.moment).components.year }).sorted(by: >)
      .map { .init("\($0)", "\($0)", isChosen: $0 == year) }
  }
}
