package import CarnetCore
package import MedicalRecord

/// A search of Patient: the existence test by INS (TD0.2), or the look for a person without one
/// (TD0.5, emergencies).
package struct PatientExistenceSearch: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case ins(INS)
    /// By the id of the Patient resource.
    case id(String)
    case traits(Traits)
  }

  package struct Traits: Hashable, Sendable {
    package var family: TextCriterion
    package var given: TextCriterion?
    package var birthDate: PartialDate?
    package var sex: Sex?
  }

  package var kind: Kind
  package var control: SearchControl
  package var warnings: [FHIRIssue]

  /// - Throws: status 400 where neither a number nor a family name is given, or what is given is
  ///   malformed.
  package init(
    _ pairs: SearchPairs,
    now: Instant,
    isStrict: Bool = false
  ) throws(FHIRFailure) {
    var reader = try SearchReader(pairs, now: now)
    var found: Kind?
    var family: TextCriterion?
    var given: TextCriterion?
    var birthDate: PartialDate?
    var sex: Sex?
    for parameter in reader.parameters {
      switch parameter.name {
      case "identifier":
        if let ins = Self.ins(parameter, &reader) { found = .ins(ins) }
      case "family", "name":
        family = reader.text(parameter)
      case "given": given = reader.text(parameter)
      case "birthdate": birthDate = Self.birthDate(parameter, &reader)
      case "gender": sex = Self.sex(parameter, &reader)
      // Says how many may be shown, which TD0.2 does not leave to the caller.
      case "active": reader.ignored(parameter)
      default: reader.ignored(parameter)
      }
    }
    if found == nil, let id = reader.ids?.first, reader.ids?.count == 1 { found = .id(id) }
    if found == nil, let family {
      found = .traits(Traits(family: family, given: given, birthDate: birthDate, sex: sex))
    }
    if found == nil, reader.problems.isEmpty {
      reader.missing(
        "identifier (système|matricule INS), _id ou family",
        "identifier (system|INS), _id or family"
      )
    }
    if isStrict { reader.refuseIgnored() }
    try reader.check()
    guard let found else {
      throw FHIRFailure(400, FHIRIssue(.required, "aucun critère", "no criterion"))
    }
    kind = found
    control = reader.control
    warnings = reader.warnings
  }

  /// The system must be there: the same digits of two authorities are two numbers.
  private static func ins(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) -> INS? {
    guard let (values, isNegated) = reader.tokens(parameter) else { return nil }
    guard !isNegated else {
      reader.unsupported(parameter)
      return nil
    }
    if let value = values.first, values.count == 1, case .named(let root) = value.system,
      let code = value.code
    {
      do throws(MalformedIdentifier) {
        let authority = INS.Authority(try OID(root))
        if INS.Authority.isOfPatients(root) { return try INS(code, authority: authority) }
      } catch {
        reader.problem(
          parameter,
          .value,
          "le matricule INS n'a pas la forme attendue",
          "the INS does not have the expected form"
        )
        return nil
      }
    }
    reader.problem(
      parameter,
      .value,
      "un matricule INS avec son autorité est attendu : urn:oid:1.2.250.1.213.1.4.8|matricule",
      "one INS with its authority is expected: urn:oid:1.2.250.1.213.1.4.8|number"
    )
    return nil
  }

  private static func birthDate(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) -> PartialDate? {
    let text = parameter.value.hasPrefix("eq") ? parameter.value.dropFirst(2) : parameter.value[...]
    guard parameter.modifier == nil, let date = PartialDate(String(text)) else {
      reader.problem(
        parameter,
        .value,
        "AAAA[-MM[-JJ]] est attendu",
        "YYYY[-MM[-DD]] is expected"
      )
      return nil
    }
    return date
  }

  private static func sex(
    _ parameter: SearchReader.Parameter,
    _ reader: inout SearchReader
  ) -> Sex? {
    switch parameter.value {
    case "male": return .male
    case "female": return .female
    case "other": return .undetermined
    case "unknown": return .unknown
    default:
      reader.problem(
        parameter,
        .value,
        "male, female, other ou unknown est attendu",
        "male, female, other or unknown is expected"
      )
      return nil
    }
  }
}
