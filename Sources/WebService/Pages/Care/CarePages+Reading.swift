import CarnetCore
import Hummingbird
import MedicalRecord
import Pages
import RecordService

/// A record that was entered: its card, what is new, its documents.
extension CarePages {
  var reading: [Route] {
    [
      site.get("/care/records/{record}", .care, record),
      site.post("/care/records/{record}/filter", .care, filter),
      site.get("/care/records/{record}/documents/{number}", .care) { visit in
        try await documents(visit).sheet()
      },
      site.get("/care/records/{record}/documents/{number}/file", .care) { visit in
        try await documents(visit).file()
      },
      site.get("/care/records/{record}/documents/{number}/files/{file}", .care) { visit in
        try await documents(visit).innerFile()
      },
      site.post("/care/records/{record}/documents/{number}/deed", .care) { visit in
        try await documents(visit).deed()
      },
    ]
  }

  /// What is looked for among the documents of a record; kept in the session, never in an address.
  struct Filter: Sendable, Hashable {
    var text = ""
    var type = ""
    /// What the caller's profession is shown first; unless something else is asked for.
    var isFirst = false
    /// Years back; 0 for all.
    var years = 0
    var isByType = false
    var withArchived = false

    /// Whether it was set by the caller.
    var isSet: Bool { !text.isEmpty || !type.isEmpty || years > 0 || withArchived }
    /// The choice of the period that stands for the first search.
    static let first = "first"
  }

  /// When the caller came before this session, told once so that new things stay new while they read.
  struct Since: Sendable {
    var visit: (position: Position, time: Instant)?
  }

  private func documents(_ visit: Visit) throws -> DocumentPages {
    let record = try visit.record()
    let base = Self.base(record, visit)
    var place = DocumentPlace(
      .record(record),
      base: base + "/documents",
      back: base,
      Words("Le dossier", "The record"),
      for: visit.caller(in: record)
    )
    place.banner = Self.banner(record, visit)
    place.replacement = base + "/new?replaces="
    return DocumentPages(visit, place)
  }

  @Sendable private func filter(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    var filter = Filter()
    if visit.form["clear"] == nil {
      filter.text = String((visit.form["text"] ?? "").prefix(80))
      filter.type = String((visit.form["type"] ?? "").prefix(64))
      filter.isFirst = visit.form["period"] == Filter.first
      filter.years = min(max(Int(visit.form["period"] ?? "") ?? 0, 0), 100)
      filter.withArchived = visit.form.isOn("archived")
    }
    filter.isByType = visit.form["order"] == "type"
    visit.session.shelve("care-filter-\(record)", filter)
    return visit.go(Self.base(record, visit) + "#documents")
  }

  @Sendable private func record(_ visit: Visit) async throws -> Response {
    let record = try visit.record()
    let base = Self.base(record, visit)
    let filter =
      visit.session.shelved("care-filter-\(record)", as: Filter.self)
      // In an emergency nobody has time to ask for what a first search leaves out.
      ?? Filter(isFirst: visit.session.emergency(in: record, now: visit.service.clock()) == nil)
    let since = try await since(record, visit)
    let caller = visit.caller(in: record)
    let read: Traced<RecordOverview>
    do {
      read = try await visit.desk.overview(
        of: .record(record),
        search(filter, since, visit),
        for: caller
      )
    } catch {
      guard case .forbidden(let rule) = error else { throw error }
      visit.session.shelve("care-door-\(record)", nil)
      return visit.back(
        base + "/door",
        error: "Le dossier ne s'ouvre pas : \(AccessWords.reading(rule, .french)).",
        "The record does not open: \(AccessWords.reading(rule, .english))."
      )
    }
    let model = try page(read, filter, since, base, visit)
    return try visit.page(
      model.name,
      model,
      banner: Self.banner(record, visit),
      isWide: true
    )
  }

  private func since(_ record: Pseudonym, _ visit: Visit) async throws -> Since {
    let name = "care-since-\(record)"
    if let known = visit.session.shelved(name, as: Since.self) { return known }
    let since = Since(
      visit: try await visit.desk.lastVisit(
        to: record,
        by: visit.caller,
        before: visit.service.clock()
      )
    )
    visit.session.shelve(name, since)
    return since
  }

  private func search(_ filter: Filter, _ since: Since, _ visit: Visit) -> DocumentSearch {
    var search = DocumentSearch()
    search.limit = DocumentSearch.limitMax
    if !filter.type.isEmpty { search.types = [filter.type] }
    if filter.years > 0 {
      let now = visit.service.clock()
      search.period = now.adding(years: -filter.years)..<now.adding(years: 1)
    }
    if filter.withArchived {
      search.archived = .with
      search.includesSuperseded = true
    }
    let words = NormalizedName(filter.text).words
    let preset = filter.isFirst ? FirstSearch.preset(for: visit.caller.actor.profession) : nil
    if words.isEmpty, preset == nil { return search }
    let (now, last) = (visit.service.clock(), since.visit?.position)
    search.predicate = { document in
      // What is new is shown, however old the act is that it tells of.
      if let preset, !preset.shows(document, at: now), last.map({ document.changed <= $0 }) ?? true
      {
        return false
      }
      if words.isEmpty { return true }
      let title = NormalizedName(document.title).words
      return words.allSatisfy { word in title.contains { $0.hasPrefix(word) } }
    }
    return search
  }

  // MARK: The page

  private func page(
    _ read: Traced<RecordOverview>,
    _ filter: Filter,
    _ since: Since,
    _ base: String,
    _ visit: Visit
  ) throws -> CareRecordPage {
    let overview = read.value
    let words = try DocumentWords(visit.text)
    let identity = overview.identity
    var traits = identity.map { CareWords.birth($0, visit.text) } ?? ""
    if let age = identity.flatMap({ CareWords.age($0, on: PageText.day(of: visit.service.clock())) }
    ) {
      traits += visit.say(" (\(age) ans)", " (\(age) years)")
    }
    var model = CareRecordPage(
      base: base,
      name: identity.map { CareWords.name($0) } ?? overview.record.description,
      traits: traits,
      matricule: identity.flatMap {
        $0.matricule.isEmpty ? nil : IdentityWords.spaced($0.matricule)
      },
      right: right(read, visit)
    )
    model.mayFeed = visit.session.emergency(in: overview.record, now: visit.service.clock()) == nil
    if overview.isInDoubt {
      model.marks = [Mark(visit.say("identité à vérifier", "identity to be checked"), .alarm)]
    }
    model.card = CareCard(visit.text).parts(overview)
    model.since = since.visit.map { visit.text.moment($0.time) }
    if let last = since.visit {
      let own = visit.caller.actor.identifierText
      model.fresh = overview.documents.documents
        .filter { document in
          // What they filed themself is no news to them.
          document.changed > last.position && document.isCurrent
            && !(document.added == document.changed
              && document.metadata.authors.contains { $0.identifierText == own })
        }
        .map { document in
          var shown = self.document(document, base, words)
          if document.added <= last.position {
            shown.marks.append(Mark(visit.say("changé", "changed"), .care))
          }
          return shown
        }
    }
    model.groups = groups(overview.documents.documents, filter, base, words, visit)
    if model.fresh.count > Self.freshMax {
      model.freshMore =
        visit.say("et ", "and ")
        + visit.text.count(
          model.fresh.count - Self.freshMax,
          ("autre, plus bas", "other, below"),
          ("autres, plus bas", "others, below")
        )
      model.fresh.removeSubrange(Self.freshMax...)
    }
    model.count = visit.text.count(
      overview.documents.total,
      ("document", "document"),
      ("documents", "documents")
    )
    // The first search that leaves nothing out is no filter to anybody.
    let isFiltered =
      filter.isSet || filter.isFirst && overview.documents.total < overview.visible
    if isFiltered {
      model.count += visit.say(" sur ", " of ") + visit.text.number(overview.visible)
    }
    model.isCut = overview.documents.total > overview.documents.documents.count
    model.isFiltered = isFiltered
    model.text = filter.text
    model.showsArchived = filter.withArchived
    choices(&model, overview, filter, words, visit)
    return model
  }

  /// What is new is told at a glance; the list has all of it.
  private static let freshMax = 8

  private func right(_ read: Traced<RecordOverview>, _ visit: Visit) -> String {
    let words = AccessWords.reading(read.rule, visit.language)
    let first = words.prefix(1).uppercased() + words.dropFirst()
    guard read.rule == .authorisation, let until = read.value.authorisedUntil else {
      return first
    }
    return first + visit.say(", jusqu'au ", ", until ") + visit.text.day(PageText.day(of: until))
  }

  private func document(
    _ document: DocumentView,
    _ base: String,
    _ words: DocumentWords
  ) -> CareRecordPage.Document {
    CareRecordPage.Document(
      href: "\(base)/documents/\(document.number)",
      title: words.title(document),
      type: words.type(document),
      day: words.text.shortDay(PageText.day(of: document.moment)),
      author: words.author(document) ?? "–",
      marks: words.marks(document)
    )
  }

  private func groups(
    _ documents: [DocumentView],
    _ filter: Filter,
    _ base: String,
    _ words: DocumentWords,
    _ visit: Visit
  ) -> [CareRecordPage.Group] {
    var groups: [CareRecordPage.Group] = []
    var places: [String: Int] = [:]
    for document in documents {
      let name =
        filter.isByType
        ? words.type(document) : "\(PageText.day(of: document.moment).components.year)"
      let place = places[name] ?? groups.count
      if place == groups.count {
        groups.append(CareRecordPage.Group(name: name, count: "", documents: []))
        places[name] = place
      }
      groups[place].documents.append(self.document(document, base, words))
    }
    for place in groups.indices {
      groups[place].count = visit.text.number(groups[place].documents.count)
    }
    return filter.isByType ? groups.sorted { $0.name < $1.name } : groups
  }

  private func choices(
    _ model: inout CareRecordPage,
    _ overview: RecordOverview,
    _ filter: Filter,
    _ words: DocumentWords,
    _ visit: Visit
  ) {
    typealias Choice = CareRecordPage.Choice
    let types = overview.types.map { code, count in (words.label(ofType: code), code.code, count) }
      .sorted { $0 < $1 }
    model.types =
      [Choice("", visit.say("tous", "all"), isChosen: filter.type.isEmpty)]
      + types.map { label, code, count in
        Choice(code, "\(label) (\(count))", isChosen: filter.type == code)
      }
    model.periods =
      [
        Choice(
          Filter.first,
          visit.say(
            "l'essentiel : deux ans, vaccins de toujours",
            "the essential: two years, all vaccines"
          ),
          isChosen: filter.isFirst
        )
      ]
      + [
        (0, visit.say("depuis toujours", "of all time")), (1, visit.say("un an", "one year")),
        (2, visit.say("deux ans", "two years")), (5, visit.say("cinq ans", "five years")),
      ]
      .map { Choice("\($0.0)", $0.1, isChosen: !filter.isFirst && filter.years == $0.0) }
    model.orders = [
      Choice("time", visit.say("par date", "by date"), isChosen: !filter.isByType),
      Choice("type", visit.say("par type", "by type"), isChosen: filter.isByType),
    ]
  }
}
