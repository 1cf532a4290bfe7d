import CarnetCore
import FHIR
import MedicalRecord
import RecordService

/// A search of documents as FHIR asks it, and as the service is asked.
struct DocumentQuery: Sendable {
  private let search: FHIR.DocumentSearch
  private let now: Instant
  /// Whether the caller's first search was asked for by its name.
  private let isFirstSearch: Bool

  /// The one named query (`_query`): what the caller's profession is shown of a record first.
  static let firstSearch = "first-search"

  init(_ pairs: [(name: String, value: String)], now: Instant, strict: Bool) throws {
    let named = pairs.filter { $0.name == "_query" }.map(\.value)
    guard named.allSatisfy({ $0 == Self.firstSearch }) else {
      throw FHIRFailure(
        400,
        FHIRIssue(
          .notSupported,
          "_query sert \(Self.firstSearch)",
          "_query serves \(Self.firstSearch)",
          at: ["_query"]
        )
      )
    }
    isFirstSearch = !named.isEmpty
    self.now = now
    search = try FHIR.DocumentSearch(
      SearchPairs(pairs.filter { $0.name != "_query" }.map { ($0.name, $0.value) }),
      now: now,
      isStrict: strict
    )
    warnings = search.warnings + (try Self.unserved(search.control.includes, strict: strict))
  }

  let warnings: [FHIRIssue]
  var cursor: String? { search.control.cursor }
  var showsTotal: Bool { search.control.total != .none }
  var showsCountOnly: Bool { search.control.summary == .count }

  /// What a search may ask to be included.
  ///
  /// Authors and structures stand inside the document: there is nothing to include.
  static let includes = [
    "DocumentReference:patient", "DocumentReference:subject", "DocumentReference:relatesto",
  ]

  var includesPatient: Bool {
    search.control.includes.contains {
      $0 == "DocumentReference:patient" || $0 == "DocumentReference:subject"
    }
  }

  /// - Throws: an include that is not served, when the search is strict.
  private static func unserved(
    _ includes: [String],
    strict: Bool
  ) throws(FHIRFailure) -> [FHIRIssue] {
    let unknown = includes.filter { !Self.includes.contains($0) }
    guard !unknown.isEmpty else { return [] }
    let served = Self.includes.joined(separator: ", ")
    let issue = FHIRIssue(
      .notSupported,
      severity: strict ? .error : .warning,
      "_include sert \(served) ; le reste a été laissé de côté",
      "_include serves \(served); the rest was left out",
      at: ["_include"]
    )
    if strict { throw FHIRFailure(400, issue) }
    return [issue]
  }

  /// The one record that it is about.
  func record() throws -> RecordReference {
    guard search.patients.count == 1, let patient = search.patients.first else {
      throw WebRefusal.malformed(
        "un seul patient par recherche",
        "one patient a search"
      )
    }
    return try FHIRGround.record(patient)
  }

  /// - Parameters:
  ///   - ground: what documents are made of.
  ///   - pageMax: entries of a page at most.
  ///   - profession: the caller's, by which their first search is chosen.
  func deskSearch(_ ground: FHIRGround, pageMax: Int, _ profession: String) throws -> DeskSearch {
    var desk = DeskSearch()
    desk.includesSuperseded = search.statuses.contains(.superseded)
    desk.archived = .with
    desk.limit = showsCountOnly ? 1 : max(1, min(search.control.count, pageMax))
    if let text = search.control.cursor {
      guard let cursor = SearchCursor(text) else { throw ServingFailure.badCursor }
      desk.cursor = cursor
    }
    desk.order = try order()
    desk.includesPredecessors = search.control.includes.contains("DocumentReference:relatesto")
    // What is asked most, all current documents, is told without looking at their metadata.
    let isPlain =
      search.criteria.isEmpty && search.ids == nil && search.lastUpdated.isEmpty
      && search.statuses.contains(.current)
    let preset = isFirstSearch ? FirstSearch.preset(for: profession) : nil
    let now = now
    if let preset {
      desk.predicate = { preset.shows($0, at: now) }
    }
    if isPlain { return desk }
    let search = search
    desk.predicate = { view in
      if let preset, !preset.shows(view, at: now) { return false }
      var subject = FHIRSubject(id: view.record.description, ins: nil)
      // Whose record it is was settled before: what is left is about the document.
      var matching = search
      matching.patients = []
      subject.identity = nil
      return matching.matches(ground.document(view, subject))
    }
    return desk
  }

  private func order() throws -> DeskSearch.Order {
    guard let key = search.control.sort.first else { return .momentDescending }
    switch key.name {
    case "date", "_lastUpdated", "_id": return key.descending ? .addedDescending : .added
    case "creation": return key.descending ? .createdDescending : .created
    case "period", "period-start": return key.descending ? .momentDescending : .moment
    default:
      throw WebRefusal.malformed(
        "tri servi : date, creation, period",
        "sorting that is served: date, creation, period"
      )
    }
  }

  /// The resource with what is asked for of it (`_elements`, `_summary`), marked as a part.
  func shaped(_ resource: FHIRValue) -> FHIRValue {
    resource.reduced(by: search.control)
  }
}
