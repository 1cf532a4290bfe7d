import CarnetCore
import FHIR
import MedicalRecord
import RecordService

/// A search of documents as FHIR asks it, and as the service is asked.
struct DocumentQuery: Sendable {
  private let search: FHIR.DocumentSearch

  init(_ pairs: [(name: String, value: String)], now: Instant, strict: Bool) throws {
    search = try FHIR.DocumentSearch(
      SearchPairs(pairs.map { ($0.name, $0.value) }),
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

  func deskSearch(_ ground: FHIRGround, pageMax: Int) throws -> DeskSearch {
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
    if isPlain { return desk }
    let search = search
    desk.predicate = { view in
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

  /// Whether resources are wanted as they are, with all that they hold.
  var showsWhole: Bool { search.control.elements.isEmpty && search.control.summary == .false }

  /// The resource with what is asked for of it (`_elements`, `_summary`), marked as a part.
  func shaped(_ resource: FHIRValue) -> FHIRValue {
    resource.reduced(by: search.control)
  }
}
