package import CarnetCore
import Interop
import MedicalRecord

/// A search of List (ITI-66, PDSm flow 05a): submission sets, because folders are not kept.
///
/// `patient` or `patient.identifier`, `code` and `status` must be there.
package struct ListSearch: Hashable, Sendable {
  package enum Criterion: Hashable, Sendable {
    case date([DateCriterion])
    case designationType([TokenValue], isNegated: Bool)
    case identifier([TokenValue])
    case sourceID([TokenValue])
    case title(TextCriterion)
    /// The author, by number.
    case source([TokenValue])
    case sourceGiven(TextCriterion)
    case sourceFamily(TextCriterion)
    /// The author's structure, by number.
    case authorOrganisation([TokenValue])
    case isArchived(Bool)
  }

  package var patients: [PatientCriterion] = []
  /// Whether the codes asked for include submission sets; nothing else is found.
  package var wantsSubmissionSets = false
  package var wantsCurrent = false
  package var criteria: [Criterion] = []
  package var ids: Set<String>?
  package var lastUpdated: [[DateCriterion]] = []
  package var control = SearchControl()
  package var warnings: [FHIRIssue] = []

  /// - Throws: status 400, with everything that is wrong.
  package init(
    _ pairs: SearchPairs,
    now: Instant,
    isStrict: Bool = false
  ) throws(FHIRFailure) {
    var reader = try SearchReader(pairs, now: now)
    for parameter in reader.parameters { read(parameter, &reader) }
    if patients.isEmpty {
      reader.missing("patient ou patient.identifier", "patient or patient.identifier")
    }
    for name in ["code", "status"] where !reader.parameters.contains(where: { $0.name == name }) {
      reader.missing(name, name)
    }
    if isStrict { reader.refuseIgnored() }
    try reader.check()
    ids = reader.ids
    lastUpdated = reader.lastUpdated
    control = reader.control
    warnings = reader.warnings
  }

  private mutating func read(_ parameter: SearchReader.Parameter, _ reader: inout SearchReader) {
    switch parameter.name {
    case "patient", "subject":
      patients += reader.patients(parameter, byIdentifier: false) ?? []
    case "patient.identifier", "subject.identifier":
      patients += reader.patients(parameter, byIdentifier: true) ?? []
    case "code":
      guard let (values, isNegated) = reader.tokens(parameter) else { return }
      let set = Code(system: FHIRValue.listTypes, code: "submissionset")
      wantsSubmissionSets = values.contains { $0.matches(set) } != isNegated
    case "status":
      guard let (values, isNegated) = reader.tokens(parameter) else { return }
      let known = ["current", "retired", "entered-in-error"]
      guard values.allSatisfy({ known.contains($0.code ?? "") }) else {
        return reader.problem(
          parameter,
          .value,
          "current, retired ou entered-in-error est attendu",
          "current, retired or entered-in-error is expected"
        )
      }
      wantsCurrent = values.contains { $0.code == "current" } != isNegated
    case "date":
      let dates = reader.dates(parameter)
      if !dates.isEmpty { criteria.append(.date(dates)) }
    case "isArchived", "PDSm_isArchived":
      if let flag = reader.flag(parameter) { criteria.append(.isArchived(flag)) }
    case "title":
      if let text = reader.text(parameter) { criteria.append(.title(text)) }
    case "source.given":
      if let text = reader.text(parameter) { criteria.append(.sourceGiven(text)) }
    case "source.family":
      if let text = reader.text(parameter) { criteria.append(.sourceFamily(text)) }
    default: readToken(parameter, &reader)
    }
  }

  private mutating func readToken(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) {
    var plain = parameter
    if plain.modifier == "identifier" { plain.modifier = nil }
    let make: ([TokenValue], Bool) -> Criterion?
    switch parameter.name {
    case "designationType", "DesignationType":
      make = { .designationType($0, isNegated: $1) }
    case "identifier": make = { $1 ? nil : .identifier($0) }
    case "sourceId", "SourceId": make = { $1 ? nil : .sourceID($0) }
    case "source", "source.identifier": make = { $1 ? nil : .source($0) }
    case "authorOrg", "PDSm_authorOrg", "authorOrg.identifier":
      make = { $1 ? nil : .authorOrganisation($0) }
    default: return reader.ignored(parameter)
    }
    guard let (values, isNegated) = reader.tokens(plain) else { return }
    guard let criterion = make(values, isNegated) else { return reader.unsupported(parameter) }
    criteria.append(criterion)
  }

  package func matches(_ set: FHIRSubmissionSet) -> Bool {
    guard wantsSubmissionSets, wantsCurrent, patients.allSatisfy({ $0.matches(set.subject) })
    else { return false }
    if let ids, !ids.contains(set.id.description) { return false }
    let updated = DateRange(set.updated)
    return lastUpdated.allSatisfy { $0.contains { $0.matches(updated) } }
      && criteria.allSatisfy { Self.holds($0, set) }
  }

  private static func holds(_ criterion: Criterion, _ set: FHIRSubmissionSet) -> Bool {
    switch criterion {
    case .date(let dates):
      let range = DateRange(set.submitted)
      return dates.contains { $0.matches(range) }
    case .designationType(let values, let isNegated):
      let found = set.contentType.map { type in values.contains { $0.matches(type) } } ?? false
      return found != isNegated
    case .identifier(let values):
      let lines = [set.uniqueID, set.entryID.description, set.id.description]
      return values.contains { value in lines.contains { value.matches(line: $0) } }
    case .sourceID(let values):
      return set.sourceID.map { line in values.contains { $0.matches(line: line) } } ?? false
    case .title(let text): return set.title.map { text.matches($0) } ?? false
    case .source(let values):
      return set.author.map { author in values.contains { $0.matchesPerson(author) } } ?? false
    case .sourceGiven(let text): return set.author?.given.map { text.matches($0) } ?? false
    case .sourceFamily(let text): return set.author?.family.map { text.matches($0) } ?? false
    case .authorOrganisation(let values):
      return set.author?.institution
        .map { institution in values.contains { $0.matches(institution) } } ?? false
    case .isArchived(let flag): return !flag
    }
  }

  /// The sets that answer, the latest sent first.
  package func answer(_ sets: [FHIRSubmissionSet]) -> [FHIRSubmissionSet] {
    sets.filter(matches)
      .sorted { ($1.submitted.milliseconds, $0.id) < ($0.submitted.milliseconds, $1.id) }
  }
}
