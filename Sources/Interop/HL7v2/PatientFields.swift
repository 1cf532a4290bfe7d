import MedicalRecord

/// The patient as HL7 v2 writes one: the segment PID, or the same fields in the sourcePatientInfo of
/// XDS.
struct PatientFields {
  private let fields: [Int: ER7Value]
  private let line: Int

  init(_ segment: ER7Message.Segment) {
    fields = Dictionary(uniqueKeysWithValues: (1...39).map { ($0, segment[$0]) })
    line = segment.line
  }

  /// Lines `PID-5|…` of an XDS slot.
  init(slot values: [String], line: Int) {
    var fields: [Int: ER7Value] = [:]
    for value in values {
      guard value.hasPrefix("PID-"), let bar = value.firstIndex(of: "|"),
        let number = Int(value[value.index(value.startIndex, offsetBy: 4)..<bar]),
        fields[number] == nil
      else { continue }
      let text = Array(value[value.index(after: bar)...].utf8)
      fields[number] = ER7Value(text[...], .usual)
    }
    self.fields = fields
    self.line = line
  }

  private func field(_ number: Int) -> ER7Value {
    fields[number] ?? ER7Value([], .usual)
  }

  func identity(_ findings: inout FindingCollector) -> PatientIdentity {
    var identity = PatientIdentity(birthName: "", sex: .unknown)
    readNames(into: &identity, &findings)
    switch field(8).code {
    case "M"?: identity.sex = .male
    case "F"?: identity.sex = .female
    case "A"?, "O"?: identity.sex = .undetermined
    default: if !identity.isBareNumber { findings.note(.sexMissing, line: line) }
    }
    identity.birthDate = field(7).code.flatMap { PartialDate(hl7: $0.prefix(8)) }
    if identity.birthDate == nil, !identity.isBareNumber {
      findings.note(.birthDateMissing, line: line)
    }
    readAddresses(into: &identity, &findings)
    let identifiers = field(3).repetitions.compactMap { $0.identifier(authority: 4) }
    identity.take(identifiers.map { ($0, line) }, at: line, &findings)
    return identity
  }

  /// The name of type L is that of birth, D the one in use; in it the third component is the birth
  /// certificate's list of given names (PAM France, PID-5).
  private func readNames(
    into identity: inout PatientIdentity,
    _ findings: inout FindingCollector
  ) {
    let names = field(5).repetitions
    let birth = names.first { $0.component(7).text == "L" } ?? names.first
    guard let birth, let family = birth.component(1).subcomponent(1).text else { return }
    identity.birthName = family
    if birth.component(7).text != "L" { findings.note(.birthNameUnqualified, line: line) }
    identity.firstGivenName = birth.component(2).text
    identity.givenNames =
      birth.component(3).text?.split { $0 == " " || $0 == "," }.map(String.init)
      ?? identity.firstGivenName.map { [$0] } ?? []
    if identity.givenNames.isEmpty { findings.note(.givenNamesMissing, line: line) }
    if let used = names.first(where: { $0.component(7).text == "D" }) {
      identity.usedName = used.component(1).subcomponent(1).text
      identity.usedGivenName = used.component(2).text
    }
  }

  /// The address of type BDL is the place of birth, its county the commune's code.
  private func readAddresses(
    into identity: inout PatientIdentity,
    _ findings: inout FindingCollector
  ) {
    let addresses = field(11).repetitions
    if let home = addresses.first(where: { $0.component(7).text != "BDL" }) {
      let address = PatientIdentity.Address(
        postalCode: home.component(5).text,
        city: home.component(3).text
      )
      if address != PatientIdentity.Address() { identity.address = address }
    }
    let birth = addresses.first { $0.component(7).text == "BDL" }
    guard let code = birth?.component(9).text else { return }
    do throws(MalformedIdentifier) {
      identity.birthPlace = try CommuneCode(code)
    } catch {
      findings.note(.birthPlaceRefused(error), line: line)
    }
  }
}
