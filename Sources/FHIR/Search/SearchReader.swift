import CarnetCore

/// Reads search parameters one by one and gathers what is wrong with them, so that a caller hears of
/// all of it at once.
struct SearchReader {
  struct Parameter {
    /// Without its modifier.
    var name: String
    var modifier: String?
    var value: String
    /// As it was written, for sentences about it.
    var written: String

    var alternatives: [String] { SearchText.split(value, at: ",") }
  }

  let now: Instant
  var control = SearchControl()
  /// All must hold, of each any.
  var lastUpdated: [[DateCriterion]] = []
  var ids: Set<String>?
  private(set) var parameters: [Parameter] = []
  private(set) var problems: [FHIRIssue] = []
  private(set) var warnings: [FHIRIssue] = []

  init(_ pairs: SearchPairs, now: Instant) throws(FHIRFailure) {
    self.now = now
    for pair in try pairs.checked().pairs {
      let halves = pair.name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let parameter = Parameter(
        name: String(halves[0]),
        modifier: halves.count == 2 ? String(halves[1]) : nil,
        value: pair.value,
        written: String(pair.name.prefix(60))
      )
      guard parameter.alternatives.count <= SearchPairs.alternativesMax else {
        problem(
          parameter,
          .tooCostly,
          "plus de \(SearchPairs.alternativesMax) valeurs",
          "more than \(SearchPairs.alternativesMax) values"
        )
        continue
      }
      if !readCommon(parameter) { parameters.append(parameter) }
    }
  }

  // MARK: What every search has

  private mutating func readCommon(_ parameter: Parameter) -> Bool {
    let value = parameter.value
    switch parameter.name {
    case "_id": ids = (ids ?? []).union(parameter.alternatives.map { SearchText.unescaped($0) })
    case "_lastUpdated": lastUpdated.append(dates(parameter))
    case "_count":
      guard let count = Int(value), count >= 0 else {
        problem(parameter, .value, "un nombre entier est attendu", "a whole number is expected")
        return true
      }
      control.count = min(count, SearchControl.countMax)
      if count == 0 { control.summary = .count }
    case "_cursor": control.cursor = value.isEmpty ? nil : value
    case "_sort":
      control.sort = parameter.alternatives.filter { !$0.isEmpty }
        .map { key in
          let descending = key.hasPrefix("-")
          return SearchControl.SortKey(
            name: descending ? String(key.dropFirst()) : key,
            descending: descending
          )
        }
    case "_total":
      guard let total = SearchControl.Total(rawValue: value) else {
        problem(
          parameter,
          .value,
          "none, estimate ou accurate est attendu",
          "none, estimate or accurate is expected"
        )
        return true
      }
      control.total = total
    case "_summary":
      guard let summary = SearchControl.Summary(rawValue: value) else {
        problem(
          parameter,
          .value,
          "true, text, data, count ou false est attendu",
          "true, text, data, count or false is expected"
        )
        return true
      }
      control.summary = summary
    case "_elements": control.elements.formUnion(parameter.alternatives.filter { !$0.isEmpty })
    case "_include": control.includes.append(value)
    case "_format": control.format = value
    // Says how the answer is written, not what is searched.
    case "_pretty": break
    default: return false
    }
    return true
  }

  // MARK: Values

  /// The alternatives of a date, one of which is enough; none where something is wrong.
  mutating func dates(_ parameter: Parameter) -> [DateCriterion] {
    guard parameter.modifier == nil else {
      unsupported(parameter)
      return []
    }
    var criteria: [DateCriterion] = []
    for text in parameter.alternatives {
      guard let criterion = DateCriterion(text, now: now) else {
        problem(
          parameter,
          .value,
          "date attendue : AAAA[-MM[-JJ[Thh:mm[:ss]]]], précédée au besoin de eq, ne, gt, lt, ge, "
            + "le, sa, eb ou ap",
          "a date is expected: YYYY[-MM[-DD[Thh:mm[:ss]]]], perhaps behind eq, ne, gt, lt, ge, le, "
            + "sa, eb or ap"
        )
        return []
      }
      criteria.append(criterion)
    }
    return criteria
  }

  /// The alternatives, and whether they are what is not wanted (`:not`).
  mutating func tokens(_ parameter: Parameter) -> (values: [TokenValue], isNegated: Bool)? {
    guard [nil, "not"].contains(parameter.modifier) else {
      unsupported(parameter)
      return nil
    }
    var values: [TokenValue] = []
    for text in parameter.alternatives {
      guard let value = TokenValue(text) else {
        problem(
          parameter,
          .value,
          "un code est attendu : code, système|code, |code ou système|",
          "a code is expected: code, system|code, |code or system|"
        )
        return nil
      }
      values.append(value)
    }
    return (values, parameter.modifier == "not")
  }

  mutating func text(_ parameter: Parameter) -> TextCriterion? {
    let mode: TextCriterion.Mode
    switch parameter.modifier {
    case nil: mode = .begins
    case "contains"?: mode = .contains
    case "exact"?: mode = .exact
    default:
      unsupported(parameter)
      return nil
    }
    let values = parameter.alternatives.map { SearchText.unescaped($0) }.filter { !$0.isEmpty }
    guard !values.isEmpty else {
      problem(parameter, .value, "un texte est attendu", "a text is expected")
      return nil
    }
    return TextCriterion(mode: mode, values: values)
  }

  mutating func flag(_ parameter: Parameter) -> Bool? {
    guard parameter.modifier == nil else {
      unsupported(parameter)
      return nil
    }
    switch TokenValue(parameter.value)?.code {
    case "true"?: return true
    case "false"?: return false
    default:
      problem(parameter, .value, "true ou false est attendu", "true or false is expected")
      return nil
    }
  }

  /// `patient`, `patient.identifier`, `patient:identifier` and `subject` alike.
  mutating func patients(_ parameter: Parameter, byIdentifier: Bool) -> [PatientCriterion]? {
    var criteria: [PatientCriterion] = []
    let identifies = byIdentifier || parameter.modifier == "identifier"
    guard identifies || [nil, "Patient"].contains(parameter.modifier) else {
      unsupported(parameter)
      return nil
    }
    for text in parameter.alternatives {
      let criterion =
        identifies
        ? TokenValue(text).map { PatientCriterion.identifier($0) }
        : PatientCriterion(reference: text)
      guard let criterion else {
        problem(
          parameter,
          .value,
          "un patient est attendu : son id, Patient/id, ou système|matricule avec patient.identifier",
          "a patient is expected: an id, Patient/id, or system|number with patient.identifier"
        )
        return nil
      }
      criteria.append(criterion)
    }
    return criteria
  }

  // MARK: What is said

  mutating func problem(
    _ parameter: Parameter,
    _ kind: FHIRIssue.Kind,
    _ french: String,
    _ english: String
  ) {
    problems.append(
      FHIRIssue(
        kind,
        "\(parameter.written) : \(french)",
        "\(parameter.written): \(english)",
        at: [parameter.written]
      )
    )
  }

  mutating func missing(_ names: String, _ english: String) {
    problems.append(
      FHIRIssue(
        .required,
        code: "XDSStoredQueryMissingParam",
        "paramètre obligatoire absent : \(names)",
        "a required parameter is missing: \(english)"
      )
    )
  }

  /// R4: a modifier that is not known must be refused, because leaving it out changes the answer.
  mutating func unsupported(_ parameter: Parameter) {
    problem(
      parameter,
      .notSupported,
      "modificateur non pris en charge",
      "the modifier is not supported"
    )
  }

  /// MHD: what is not known is left out, and said.
  mutating func ignored(_ parameter: Parameter) {
    warnings.append(
      FHIRIssue(
        .notSupported,
        severity: .warning,
        "\(parameter.written) : paramètre inconnu, ignoré",
        "\(parameter.written): unknown parameter, ignored",
        at: [parameter.written]
      )
    )
  }

  /// The same as a refusal (`Prefer: handling=strict`).
  mutating func refuseIgnored() {
    problems += warnings.map { warning in
      var problem = warning
      problem.severity = .error
      return problem
    }
    warnings = []
  }

  func check() throws(FHIRFailure) {
    if !problems.isEmpty { throw FHIRFailure(400, problems) }
  }
}
