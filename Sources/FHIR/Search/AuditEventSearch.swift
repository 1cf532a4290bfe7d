package import CarnetCore
import MedicalRecord

/// A search of AuditEvent (TDE; the repository of BALP), read and checked.
///
/// A date bounded on both sides must be there (TDE): a trail is never read whole.
package struct AuditEventSearch: Hashable, Sendable {
  package enum TokenField: String, Hashable, Sendable, CaseIterable {
    case type, subtype, action, outcome
    case agentRole = "agent-role"
    case entityType = "entity-type"
    case entityRole = "entity-role"
  }

  package enum Criterion: Hashable, Sendable {
    case token(TokenField, [TokenValue], isNegated: Bool)
    case date([DateCriterion])
    case periodStart([DateCriterion])
    /// The actor, or their structure, by number.
    case agent([TokenValue])
    case agentName(TextCriterion)
    case address(TextCriterion)
    /// A document, or the patient, by number or id.
    case entity([TokenValue])
  }

  package var patients: [PatientCriterion] = []
  package var criteria: [Criterion] = []
  package var ids: Set<String>?
  package var lastUpdated: [[DateCriterion]] = []
  /// What `recorded` can be at all: the bounds for a look into the trail.
  package var bounds: Range<Instant>
  package var profile: FHIRTraceProfile
  package var control = SearchControl()
  package var warnings: [FHIRIssue] = []

  /// - Throws: status 400: without a lower and an upper bound of `date`, or for what is malformed.
  package init(
    _ pairs: SearchPairs,
    now: Instant,
    isStrict: Bool = false
  ) throws(FHIRFailure) {
    var reader = try SearchReader(pairs, now: now)
    profile = .tde
    bounds = now..<now
    for parameter in reader.parameters { read(parameter, &reader) }
    let found = Self.bounds(criteria)
    if found == nil {
      reader.missing(
        "date, avec une borne basse et une borne haute (date=ge…&date=le…)",
        "date, with a lower and an upper bound (date=ge…&date=le…)"
      )
    }
    if isStrict { reader.refuseIgnored() }
    try reader.check()
    if let found { bounds = found }
    ids = reader.ids
    lastUpdated = reader.lastUpdated
    control = reader.control
    warnings = reader.warnings
  }

  private mutating func read(_ parameter: SearchReader.Parameter, _ reader: inout SearchReader) {
    switch parameter.name {
    case "date":
      let dates = reader.dates(parameter)
      if !dates.isEmpty { criteria.append(.date(dates)) }
    case "period-start", "TDE_AuditEvent_period-start":
      let dates = reader.dates(parameter)
      if !dates.isEmpty { criteria.append(.periodStart(dates)) }
    case "patient": patients += reader.patients(parameter, byIdentifier: false) ?? []
    case "patient.identifier": patients += reader.patients(parameter, byIdentifier: true) ?? []
    case "agent", "agent.identifier", "altid", "altId":
      var plain = parameter
      if plain.modifier == "identifier" { plain.modifier = nil }
      if let (values, isNegated) = reader.tokens(plain) {
        if isNegated { reader.unsupported(parameter) } else { criteria.append(.agent(values)) }
      }
    case "entity", "entity.identifier":
      var plain = parameter
      if plain.modifier == "identifier" { plain.modifier = nil }
      if let (values, isNegated) = reader.tokens(plain) {
        if isNegated { reader.unsupported(parameter) } else { criteria.append(.entity(values)) }
      }
    case "agent-name":
      if let text = reader.text(parameter) { criteria.append(.agentName(text)) }
    case "address":
      if let text = reader.text(parameter) { criteria.append(.address(text)) }
    case "_profile":
      guard let profile = FHIRTraceProfile(profile: parameter.value) else {
        reader.problem(
          parameter,
          .notSupported,
          "le profil TDE ou un profil BALP est attendu",
          "the profile of TDE or one of BALP is expected"
        )
        return
      }
      self.profile = profile
    default:
      guard let field = TokenField(rawValue: parameter.name) else {
        return reader.ignored(parameter)
      }
      if let (values, isNegated) = reader.tokens(parameter) {
        criteria.append(.token(field, values, isNegated: isNegated))
      }
    }
  }

  /// The tightest bounds that the dates give on both sides; nil where a side is open.
  private static func bounds(_ criteria: [Criterion]) -> Range<Instant>? {
    var low: Instant?
    var high: Instant?
    for case .date(let alternatives) in criteria {
      // Of alternatives, the loosest bound counts, and one that has none leaves the side open.
      let lows = alternatives.map(\.lowerBound)
      let highs = alternatives.map(\.upperBound)
      if let least = lows.contains(nil) ? nil : lows.compactMap({ $0 }).min() {
        low = max(low ?? least, least)
      }
      if let most = highs.contains(nil) ? nil : highs.compactMap({ $0 }).max() {
        high = min(high ?? most, most)
      }
    }
    guard let low, let high else { return nil }
    return low..<max(low, high)
  }

  package func matches(_ trace: FHIRTrace) -> Bool {
    if let ids, !ids.contains(trace.id) { return false }
    let recorded = DateRange(trace.recorded)
    guard lastUpdated.allSatisfy({ $0.contains { $0.matches(recorded) } }) else { return false }
    guard
      patients.allSatisfy({ patient in trace.subject.map { patient.matches($0) } ?? false })
    else { return false }
    return criteria.allSatisfy { holds($0, trace) }
  }

  private func holds(_ criterion: Criterion, _ trace: FHIRTrace) -> Bool {
    switch criterion {
    case .token(let field, let values, let isNegated):
      let codes = codes(field, trace)
      return values.contains { value in codes.contains { value.matches($0) } } != isNegated
    case .date(let dates):
      let range = DateRange(trace.recorded)
      return dates.contains { $0.matches(range) }
    case .periodStart(let dates):
      let range = DateRange(trace.moment)
      return dates.contains { $0.matches(range) }
    case .agent(let values):
      return values.contains { value in
        value.matches(system: OID.professionals.text, trace.actor.identifier)
          && trace.actor.kind != .structure
          || value.matches(system: OID.structures.text, trace.actor.structure)
          || value.matches(
            system: TokenValue.bare(trace.actor.system),
            trace.actor.identifier
          )
      }
    case .agentName(let text): return text.matches(trace.actor.name)
    case .address(let text): return text.matches(trace.place)
    case .entity(let values):
      return values.contains { value in
        if let code = value.code, let document = trace.document?.description,
          code == document || code.hasSuffix("DocumentReference/\(document)")
            || code == "urn:uuid:\(document)"
        {
          return true
        }
        guard let subject = trace.subject else { return false }
        return PatientCriterion.identifier(value).matches(subject)
          || value.code == subject.id || value.code == "Patient/\(subject.id)"
      }
    }
  }

  private func codes(_ field: TokenField, _ trace: FHIRTrace) -> [Code] {
    func code(_ system: String, _ code: String) -> Code {
      Code(system: CodeSystems.oid(ofAddress: system), code: code)
    }
    switch field {
    case .type: return [code("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest")]
    case .subtype:
      let rest = code("http://hl7.org/fhir/restful-interaction", trace.interaction.rawValue)
      guard profile == .balp, let transaction = trace.transaction else { return [rest] }
      return [rest, code("urn:ihe:event-type-code", transaction)]
    case .action:
      return [code("http://hl7.org/fhir/audit-event-action", trace.interaction.action)]
    case .outcome:
      return [code("http://hl7.org/fhir/audit-event-outcome", trace.isRefused ? "8" : "0")]
    case .agentRole:
      return trace.actor.profession.isEmpty
        ? [] : [Code(system: "1.2.250.1.213.1.1.4.5", code: trace.actor.profession)]
    case .entityType:
      let types = (trace.subject == nil ? [] : ["1"]) + (trace.document == nil ? [] : ["2"])
      return types.map { code("http://terminology.hl7.org/CodeSystem/audit-entity-type", $0) }
    case .entityRole:
      let roles = (trace.subject == nil ? [] : ["1"]) + (trace.document == nil ? [] : ["3"])
      return roles.map { code("http://terminology.hl7.org/CodeSystem/object-role", $0) }
    }
  }
}

extension DateCriterion {
  /// The first moment that a single moment answering this can be; nil for none.
  var lowerBound: Instant? {
    switch prefix {
    case .eq, .ge, .ap, .gt: range.low
    case .sa: range.high
    case .ne, .lt, .le, .eb: nil
    }
  }

  /// The first moment beyond those that can answer; nil for none.
  var upperBound: Instant? {
    switch prefix {
    case .eq, .le, .ap, .lt: range.high
    case .eb: range.low
    case .ne, .gt, .ge, .sa: nil
    }
  }
}
