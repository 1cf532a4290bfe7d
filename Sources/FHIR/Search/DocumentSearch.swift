package import CarnetCore
import MedicalRecord

/// A search of DocumentReference (ITI-67, PDSm flow 05b), read and checked.
///
/// `patient` or `patient.identifier`, and `status`, must be there. Values of one parameter are
/// alternatives; parameters, the same one repeated too, must all hold.
package struct DocumentSearch: Hashable, Sendable {
  package enum TokenField: String, Hashable, Sendable, CaseIterable {
    case type, category, facility, setting, format, event
    case securityLabel = "security-label"
    case language
    case contentType = "contenttype"
    case relation
  }

  package enum DateField: String, Hashable, Sendable, CaseIterable {
    case creation, date, period
    case periodStart = "period-start"
    case periodEnd = "period-end"
  }

  package enum TextField: String, Hashable, Sendable, CaseIterable {
    case authorGiven = "author.given"
    case authorFamily = "author.family"
    case description
  }

  package enum Criterion: Hashable, Sendable {
    case token(TokenField, [TokenValue], isNegated: Bool)
    case date(DateField, [DateCriterion])
    case text(TextField, TextCriterion)
    /// uniqueId, entryUUID or logicalId.
    case identifier([TokenValue])
    /// An author by the number of the person or their structure.
    case author([TokenValue])
    /// The document that is replaced, by its id or its uniqueId.
    case relatesTo([String])
    case isArchived(Bool)
    case missing(String, Bool)
  }

  package var patients: [PatientCriterion] = []
  package var statuses: Set<FHIRDocument.Status> = []
  package var criteria: [Criterion] = []
  package var ids: Set<String>?
  package var lastUpdated: [[DateCriterion]] = []
  package var control = SearchControl()
  /// Parameters that were left out, to be said in the answer.
  package var warnings: [FHIRIssue] = []
  package var profile: FHIRProfile

  /// - Parameters:
  ///   - pairs: names and values, decoded.
  ///   - now: for `ap` alone.
  ///   - profile: in MHD nothing that was deleted is found.
  ///   - isStrict: whether an unknown parameter is refused (`Prefer: handling=strict`).
  /// - Throws: status 400, with everything that is wrong.
  package init(
    _ pairs: SearchPairs,
    now: Instant,
    profile: FHIRProfile = .mhd,
    isStrict: Bool = false
  ) throws(FHIRFailure) {
    self.profile = profile
    var reader = try SearchReader(pairs, now: now)
    for parameter in reader.parameters { read(parameter, &reader) }
    if patients.isEmpty {
      reader.missing("patient ou patient.identifier", "patient or patient.identifier")
    }
    if statuses.isEmpty, !reader.parameters.contains(where: { $0.name == "status" }) {
      reader.missing("status", "status")
    }
    checkSort(&reader)
    if isStrict { reader.refuseIgnored() }
    try reader.check()
    ids = reader.ids
    lastUpdated = reader.lastUpdated
    control = reader.control
    warnings = reader.warnings
  }

  private mutating func read(_ parameter: SearchReader.Parameter, _ reader: inout SearchReader) {
    if parameter.modifier == "missing" {
      readMissing(parameter, &reader)
      return
    }
    switch parameter.name {
    case "patient", "subject":
      patients += reader.patients(parameter, byIdentifier: false) ?? []
    case "patient.identifier", "subject.identifier":
      patients += reader.patients(parameter, byIdentifier: true) ?? []
    case "status": readStatus(parameter, &reader)
    case "identifier":
      guard let (values, isNegated) = reader.tokens(parameter) else { return }
      guard !isNegated else { return reader.unsupported(parameter) }
      criteria.append(.identifier(values))
    case "isArchived", "PDSm_isArchived":
      if let flag = reader.flag(parameter) { criteria.append(.isArchived(flag)) }
    case "author.identifier": readAuthor(parameter, &reader)
    case "author" where parameter.modifier == "identifier": readAuthor(parameter, &reader)
    case "related", "relatesto", "relatesTo": readRelated(parameter, &reader)
    default: readField(parameter, &reader)
    }
  }

  private mutating func readField(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) {
    // The names of the statement beside those of the definition (domain 5.1).
    let name = parameter.name.replacing("PDSm_DocumentReference_", with: "")
    if let field = TokenField(rawValue: name) {
      guard let (values, isNegated) = reader.tokens(parameter) else { return }
      criteria.append(.token(field, values, isNegated: isNegated))
    } else if let field = DateField(rawValue: name) {
      let dates = reader.dates(parameter)
      if !dates.isEmpty { criteria.append(.date(field, dates)) }
    } else if let field = TextField(rawValue: name) {
      if let text = reader.text(parameter) { criteria.append(.text(field, text)) }
    } else {
      reader.ignored(parameter)
    }
  }

  private mutating func readStatus(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) {
    guard let (values, isNegated) = reader.tokens(parameter) else { return }
    var named: Set<FHIRDocument.Status> = []
    for value in values {
      guard let status = value.code.flatMap(FHIRDocument.Status.init) else {
        reader.problem(
          parameter,
          .value,
          "current, superseded ou entered-in-error est attendu",
          "current, superseded or entered-in-error is expected"
        )
        return
      }
      named.insert(status)
    }
    let wanted = isNegated ? Set(FHIRDocument.Status.allCases).subtracting(named) : named
    statuses = statuses.isEmpty ? wanted : statuses.intersection(wanted)
  }

  private mutating func readAuthor(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) {
    var plain = parameter
    plain.modifier = nil
    if let (values, _) = reader.tokens(plain) { criteria.append(.author(values)) }
  }

  private mutating func readRelated(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) {
    guard [nil, "identifier", "DocumentReference"].contains(parameter.modifier) else {
      return reader.unsupported(parameter)
    }
    let targets = parameter.alternatives.map { text in
      let bare = SearchText.split(text, at: "|").last ?? text
      return SearchText.unescaped(bare)
    }
    criteria.append(.relatesTo(targets))
  }

  private mutating func readMissing(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) {
    let known =
      TokenField(rawValue: parameter.name) != nil || DateField(rawValue: parameter.name) != nil
    guard known, let flag = ["true": true, "false": false][parameter.value] else {
      return reader.unsupported(parameter)
    }
    criteria.append(.missing(parameter.name, flag))
  }

  /// The keys that documents can be sorted by.
  package static let sortKeys: Set<String> = [
    "_id", "_lastUpdated", "date", "creation", "period", "period-start", "type", "status",
  ]

  private func checkSort(_ reader: inout SearchReader) {
    for key in reader.control.sort where !Self.sortKeys.contains(key.name) {
      reader.problem(
        SearchReader.Parameter(name: "_sort", value: key.name, written: "_sort"),
        .notSupported,
        "tri possible par \(Self.sortKeys.sorted().joined(separator: ", "))",
        "sorting is by \(Self.sortKeys.sorted().joined(separator: ", "))"
      )
    }
  }
}
