import MedicalRecord

/// Patients, professionals and structures that a document names.
struct FHIRPeople {
  let resources: FHIRResources

  // MARK: The patient

  /// The patient that references in `owner` mean; nil when none leads anywhere.
  ///
  /// Where one carries names and another a number alone, as sourcePatientInfo and subject do, both
  /// are one; two different numbers are not.
  func identity(
    _ references: [JSONValue?],
    in owner: JSONValue,
    _ findings: inout FindingCollector
  ) throws(EnvelopeRefusal) -> PatientIdentity? {
    var found: PatientIdentity?
    for reference in references {
      var doubts = FindingCollector()
      guard let next = identity(reference, in: owner, &doubts) else { continue }
      guard let known = found else {
        found = next
        findings.add(doubts)
        continue
      }
      if let ins = known.ins, let other = next.ins, !ins.hasNumber(of: other) {
        throw .patientDiffers
      }
      if known.isBareNumber, !next.isBareNumber {
        found = next
        found?.ins = next.ins ?? known.ins
        findings.add(doubts)
      } else if known.ins == nil {
        found?.ins = next.ins
      }
    }
    return found
  }

  private func identity(
    _ reference: JSONValue?,
    in owner: JSONValue,
    _ findings: inout FindingCollector
  ) -> PatientIdentity? {
    guard let reference else { return nil }
    if let patient = resources.resolve(reference, in: owner) {
      guard patient["resourceType"]?.text == "Patient" else { return nil }
      return identity(of: patient, &findings)
    }
    // A search in place of an address: Patient?identifier=system|value.
    var identifier = FHIRTypes.identifier(reference["identifier"])
    if let text = reference["reference"]?.text, text.hasPrefix("Patient?identifier=") {
      let parts = text.dropFirst(19).split(separator: "|", omittingEmptySubsequences: false)
      if parts.count == 2 {
        identifier = FHIRTypes.identifier(
          .object(["system": .string(String(parts[0])), "value": .string(String(parts[1]))])
        )
      }
    }
    guard let identifier else { return nil }
    var identity = PatientIdentity(birthName: "", sex: .unknown)
    identity.take([(identifier, 0)], at: 0, &findings)
    return identity
  }

  private func identity(
    of patient: JSONValue,
    _ findings: inout FindingCollector
  ) -> PatientIdentity {
    var identity = PatientIdentity(birthName: "", sex: .unknown)
    readNames(patient.list("name"), into: &identity, &findings)
    switch patient["gender"]?.text {
    case "male"?: identity.sex = .male
    case "female"?: identity.sex = .female
    case "other"?: identity.sex = .undetermined
    default: if !identity.isBareNumber { findings.note(.sexMissing, line: 0) }
    }
    identity.birthDate = patient["birthDate"]?.text.flatMap { PartialDate($0) }
    if identity.birthDate == nil, !identity.isBareNumber {
      findings.note(.birthDateMissing, line: 0)
    }
    let birthPlace = patient.list("extension")
      .first { $0["url"]?.text?.hasSuffix("/patient-birthPlace") == true }?["valueAddress"]?
      .list("extension")
      .first { $0["url"]?.text?.hasSuffix("/fr-core-address-insee-code") == true }?["valueCoding"]?[
        "code"
      ]?
      .text
    if let birthPlace {
      do throws(MalformedIdentifier) {
        identity.birthPlace = try CommuneCode(birthPlace)
      } catch {
        findings.note(.birthPlaceRefused(error), line: 0)
      }
    }
    if let home = patient.list("address").first {
      let address = PatientIdentity.Address(
        postalCode: home["postalCode"]?.text,
        city: home["city"]?.text
      )
      if address != PatientIdentity.Address() { identity.address = address }
    }
    let identifiers = patient.list("identifier").compactMap { FHIRTypes.identifier($0) }
    identity.take(identifiers.map { ($0, 0) }, at: 0, &findings)
    return identity
  }

  /// The name of use official is that of birth, with the birth certificate's list in an extension
  /// (fr-core-patient-ins); usual is the one in use.
  private func readNames(
    _ names: [JSONValue],
    into identity: inout PatientIdentity,
    _ findings: inout FindingCollector
  ) {
    let birth = names.first { $0["use"]?.text == "official" } ?? names.first
    guard let birth, let family = birth["family"]?.text else { return }
    identity.birthName = family
    if birth["use"]?.text != "official" { findings.note(.birthNameUnqualified, line: 0) }
    let given = birth.list("given").compactMap(\.text)
    identity.firstGivenName = given.first
    let list = birth.list("extension")
      .first { $0["url"]?.text?.hasSuffix("/fr-core-patient-birth-list-given-name") == true }?[
        "valueString"
      ]?
      .text
    identity.givenNames = list?.split(separator: " ").map(String.init) ?? given
    if identity.givenNames.isEmpty { findings.note(.givenNamesMissing, line: 0) }
    if let used = names.first(where: { $0["use"]?.text == "usual" }) {
      identity.usedName = used["family"]?.text
      identity.usedGivenName = used.list("given").first?.text
    }
  }

  // MARK: Authors and structures

  /// The person, device or structure that a reference means; nil when it was not sent along.
  func author(
    _ reference: JSONValue?,
    in owner: JSONValue,
    _ findings: inout FindingCollector
  ) -> DocumentAuthor? {
    guard let resource = resources.resolve(reference, in: owner) else { return nil }
    var author = DocumentAuthor()
    switch resource["resourceType"]?.text {
    case "Practitioner"?, "Patient"?, "RelatedPerson"?:
      readPerson(resource, into: &author, &findings)
    case "PractitionerRole"?:
      // The role stands in the document or beside the practitioner: look from both places.
      if let person = resources.resolve(resource["practitioner"], in: owner) {
        readPerson(person, into: &author, &findings)
      }
      if author.identifier == nil { readIdentifier(resource, into: &author, &findings) }
      author.specialty =
        FHIRTypes.concept(resource.list("specialty").first) ?? author.specialty
      author.institution = institution(resource["organization"], in: owner, &findings)
    case "Organization"?: author.institution = institution(of: resource, &findings)
    case "Device"?:
      readIdentifier(resource, into: &author, &findings)
      author.device = resource.list("deviceName").first?["name"]?.text
    default: return nil
    }
    return author
  }

  func institution(
    _ reference: JSONValue?,
    in owner: JSONValue,
    _ findings: inout FindingCollector
  ) -> Institution? {
    guard let resource = resources.resolve(reference, in: owner),
      resource["resourceType"]?.text == "Organization"
    else { return nil }
    return institution(of: resource, &findings)
  }

  private func institution(
    of resource: JSONValue,
    _ findings: inout FindingCollector
  ) -> Institution {
    var institution = Institution(name: resource["name"]?.text)
    for (system, prefix) in [
      ("urn:oid:1.2.250.1.71.4.2.2", ""), ("https://finess.esante.gouv.fr", "1"),
      ("https://sirene.fr", ""),
    ] {
      guard let value = value(system, of: resource) else { continue }
      // Of a number of SIRENE its length says whether it is a SIREN or a SIRET.
      let kind = system == "https://sirene.fr" ? (value.utf8.count == 14 ? "3" : "2") : prefix
      institution.identifier = .reading(
        root: OID.structures.text,
        value: kind + value,
        &findings
      )
      return institution
    }
    let other = resource.list("identifier").lazy.compactMap { FHIRTypes.identifier($0) }.first
    institution.identifier = other.map { .other($0) }
    return institution
  }

  private func readPerson(
    _ person: JSONValue,
    into author: inout DocumentAuthor,
    _ findings: inout FindingCollector
  ) {
    readIdentifier(person, into: &author, &findings)
    guard let name = person.list("name").first else { return }
    func joined(_ member: String) -> String? {
      name.list(member).compactMap(\.text).joined(separator: " ").nonEmpty
    }
    author.family = name["family"]?.text
    author.given = joined("given")
    author.prefix = joined("prefix")
    author.suffix = joined("suffix")
  }

  private func readIdentifier(
    _ resource: JSONValue,
    into author: inout DocumentAuthor,
    _ findings: inout FindingCollector
  ) {
    for (system, prefix) in [
      ("urn:oid:1.2.250.1.71.4.2.1", ""), ("https://rpps.esante.gouv.fr", "8"),
    ] {
      guard let value = value(system, of: resource) else { continue }
      author.identifier = .reading(
        root: OID.professionals.text,
        value: prefix + value,
        &findings
      )
      return
    }
    let other = resource.list("identifier").lazy.compactMap { FHIRTypes.identifier($0) }.first
    author.identifier = other.map { .other($0) }
  }

  private func value(_ system: String, of resource: JSONValue) -> String? {
    resource.list("identifier").first { $0["system"]?.text == system }?["value"]?.text
  }
}
