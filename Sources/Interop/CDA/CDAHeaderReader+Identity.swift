import CarnetCore
import MedicalRecord

// The patient: recordTarget/patientRole.
extension CDAHeaderReader {
  mutating func identity() throws(CDARefusal) -> PatientIdentity {
    let target = try required("recordTarget", accepted: "one recordTarget/patientRole")
    guard let role = target.child("patientRole") else {
      throw .missing("recordTarget/patientRole", line: target.line, accepted: "one patientRole")
    }
    guard let patient = role.child("patient") else {
      throw .missing("patientRole/patient", line: role.line, accepted: "patient with its name")
    }
    let names = patient.children("name")
    let family = names.flatMap { $0.children("family") }.filter { !$0.text.isEmpty }
    guard let birthName = family.first(where: { $0["qualifier"] == "BR" }) ?? family.first else {
      throw .missing(
        "patient/name/family",
        line: patient.line,
        accepted: "family qualifier=\"BR\""
      )
    }
    if birthName["qualifier"] != "BR" { findings.note(.birthNameUnqualified, at: birthName) }

    var identity = PatientIdentity(birthName: birthName.text, sex: sex(of: patient))
    identity.usedName =
      ["CL", "SP"].lazy
      .compactMap { qualifier in family.first { $0["qualifier"] == qualifier }?.text }
      .first
    readGivenNames(names.flatMap { $0.children("given") }, patient, into: &identity)
    readIdentifiers(of: role, into: &identity)
    identity.birthDate = birthDate(of: patient)
    identity.birthPlace = birthPlace(of: patient)
    if let address = role.child("addr") {
      let read = PatientIdentity.Address(
        postalCode: address.child("postalCode")?.text.nonEmpty,
        city: address.child("city")?.text.nonEmpty
      )
      if read != PatientIdentity.Address() { identity.address = read }
    }
    return identity
  }

  // MARK: Names

  /// The CI-SIS writes the birth certificate's list as one unqualified `given`, its first name again
  /// as BR and the one in use as CL; older documents write the first one as BR and the others after
  /// it.
  private mutating func readGivenNames(
    _ given: [XMLElement],
    _ patient: XMLElement,
    into identity: inout PatientIdentity
  ) {
    func text(_ qualifier: String) -> String? {
      given.first { $0["qualifier"] == qualifier }?.text.nonEmpty
    }
    identity.firstGivenName = text("BR")
    identity.usedGivenName = text("CL")
    identity.givenNames = given.filter { $0["qualifier"] == nil }
      .flatMap { $0.text.split(separator: " ").map(String.init) }
    guard let first = identity.firstGivenName else {
      if identity.givenNames.isEmpty { findings.note(.givenNamesMissing, at: patient) }
      return
    }
    if identity.givenNames.isEmpty {
      identity.givenNames = [first]
    } else if !NormalizedName(joining: identity.givenNames).begins(with: NormalizedName(first)) {
      findings.note(.givenNamesDisagree, at: patient)
    }
  }

  private mutating func sex(of patient: XMLElement) -> Sex {
    let element = patient.child("administrativeGenderCode")
    switch code(element)?.code {
    case "M": return .male
    case "F": return .female
    case "UN", "I": return .undetermined
    default:
      findings.note(.sexMissing, at: element ?? patient)
      return .unknown
    }
  }

  // MARK: Birth

  private mutating func birthDate(of patient: XMLElement) -> PartialDate? {
    let element = patient.child("birthTime")
    // A time of birth may follow the day; the day is what identifies.
    guard let element, let value = element["value"],
      let date = PartialDate(hl7: value.prefix(8))
    else {
      findings.note(.birthDateMissing, at: element ?? patient)
      return nil
    }
    return date
  }

  private mutating func birthPlace(of patient: XMLElement) -> CommuneCode? {
    let county = patient.descendant("birthplace", "place", "addr", "county")
    guard let county, let text = county.text.nonEmpty else { return nil }
    do throws(MalformedIdentifier) {
      return try CommuneCode(text)
    } catch {
      findings.note(.birthPlaceRefused(error), at: county)
      return nil
    }
  }

  // MARK: Identifiers

  /// Sorts the identifiers of the patient: one is the INS, the others are kept beside it.
  private mutating func readIdentifiers(
    of role: XMLElement,
    into identity: inout PatientIdentity
  ) {
    let identifiers = role.children("id")
      .compactMap { element in
        instanceIdentifier(element).map { ($0, element.line) }
      }
    identity.take(identifiers, at: role.line, &findings)
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
