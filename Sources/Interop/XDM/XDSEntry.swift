import CarnetCore
import MedicalRecord

// A document entry of XDS as an envelope.
extension DocumentEnvelope {
  /// Reads the attributes of an ExtrinsicObject (IHE ITI TF-3 4.2.3.2).
  init(_ entry: RegistryObject) throws(EnvelopeRefusal) {
    self.init(.xds)
    mediaType = entry.element["mimeType"]
    title = entry.localized("Name")
    type = Self.code(entry.classifications(XDSScheme.type).first)
    classCode = Self.code(entry.classifications(XDSScheme.classCode).first)
    format = Self.code(entry.classifications(XDSScheme.format).first)
    facilityType = Self.code(entry.classifications(XDSScheme.facilityType).first)
    practiceSetting = Self.code(entry.classifications(XDSScheme.practiceSetting).first)
    confidentiality = entry.classifications(XDSScheme.confidentiality).compactMap(Self.code)
    eventCodes = entry.classifications(XDSScheme.eventCode).compactMap(Self.code)
    language = entry.value("languageCode")
    creationTime = try Self.xdsMoment(entry.value("creationTime"), "creationTime")
    serviceStart = try Self.xdsMoment(entry.value("serviceStartTime"), "serviceStartTime")
    serviceStop = try Self.xdsMoment(entry.value("serviceStopTime"), "serviceStopTime")
    if let text = entry.value("size") {
      guard let number = Int(text), number >= 0 else { throw .invalid("size") }
      size = number
    }
    if let text = entry.value("hash") {
      guard let bytes = Hexadecimal.decode(text), bytes.count == 20 else { throw .invalid("hash") }
      sha1 = bytes
    }
    guard let unique = entry.identifier(XDSScheme.uniqueID) else { throw .missing("uniqueId") }
    do throws(MalformedIdentifier) {
      uniqueID = try InstanceIdentifier(unique)
    } catch {
      throw .invalid("uniqueId")
    }
    identity = try Self.identity(entry, &findings)
    for element in entry.classifications(XDSScheme.author) {
      authors += Self.authors(element, &findings)
    }
    legalAuthenticator = entry.value("legalAuthenticator")
      .map { Self.person($0, &findings) }
  }

  /// The patient of the affinity domain (patientId), with the traits of sourcePatientInfo where they
  /// are; two different numbers are refused.
  private static func identity(
    _ entry: RegistryObject,
    _ findings: inout FindingCollector
  ) throws(EnvelopeRefusal) -> PatientIdentity {
    guard let patientID = entry.identifier(XDSScheme.patientID) else { throw .missing("patientId") }
    guard let identifier = xdsValue(patientID).identifier(authority: 4) else {
      throw .invalid("patientId")
    }
    var doubts = FindingCollector()
    var bare = PatientIdentity(birthName: "", sex: .unknown)
    bare.take([(identifier, 0)], at: 0, &findings)
    let source = entry.values("sourcePatientInfo")
    guard !source.isEmpty else { return bare }
    var identity = PatientFields(slot: source, line: 0).identity(&doubts)
    if let ins = bare.ins {
      if let other = identity.ins, !ins.hasNumber(of: other) { throw .patientDiffers }
      identity.ins = ins
    }
    // That sourcePatientInfo has no number of its own is the rule, not a doubt.
    for finding in doubts.findings where finding.kind != .insMissing {
      findings.note(finding.kind, line: 0)
    }
    return identity
  }

  private static func xdsValue(_ text: String) -> ER7Value {
    ER7Value(Array(text.utf8)[...], .usual)
  }

  private static func code(_ classification: XMLElement?) -> Code? {
    guard let classification, let code = classification["nodeRepresentation"] else { return nil }
    return Code(
      system: RegistryObject.slots(of: classification)["codingScheme"]?.first ?? "",
      code: code,
      display: classification.child("Name")?.child("LocalizedString")?["value"]
    )
  }

  static func xdsMoment(
    _ text: String?,
    _ name: String
  ) throws(EnvelopeRefusal) -> Instant? {
    guard let text else { return nil }
    do throws(HL7Timestamp.Malformed) {
      let timestamp = try HL7Timestamp(text)
      guard !timestamp.hasZone else { return timestamp.instant }
      // XDS times are UTC (type DTM, IHE ITI TF-3 table 4.2.3.1.7-2), not the clock of Paris.
      return try HL7Timestamp(text + "+0000").instant
    } catch {
      throw .invalid(name)
    }
  }

  // MARK: People

  private static func authors(
    _ classification: XMLElement,
    _ findings: inout FindingCollector
  ) -> [DocumentAuthor] {
    let slots = RegistryObject.slots(of: classification)
    guard let text = slots["authorPerson"]?.first else { return [] }
    var author = person(text, &findings)
    if let institution = slots["authorInstitution"]?.first {
      author.institution = self.institution(institution, &findings)
    }
    // code^label^system, as the CI-SIS writes it.
    if let specialty = slots["authorSpecialty"]?.first.map(xdsValue), let code = specialty.code {
      author.specialty = Code(
        system: specialty.component(3).text ?? "",
        code: code,
        display: specialty.component(2).text
      )
    }
    return [author]
  }

  /// Type XCN: id^family^given^^^prefix…^^&authority&ISO.
  private static func person(
    _ text: String,
    _ findings: inout FindingCollector
  ) -> DocumentAuthor {
    let value = xdsValue(text)
    var author = DocumentAuthor()
    author.family = value.component(2).subcomponent(1).text
    author.given = value.component(3).text
    author.suffix = value.component(5).text
    author.prefix = value.component(6).text
    if let id = value.component(1).text {
      author.identifier = .reading(
        root: value.component(9).subcomponent(2).text ?? OID.professionals.text,
        value: id,
        &findings
      )
    }
    return author
  }

  /// Type XON: name^^^^^&authority&ISO^…^^^id.
  private static func institution(
    _ text: String,
    _ findings: inout FindingCollector
  ) -> Institution {
    let value = xdsValue(text)
    var institution = Institution(name: value.component(1).text)
    if let id = value.component(10).text {
      institution.identifier = .reading(
        root: value.component(6).subcomponent(2).text ?? OID.structures.text,
        value: id,
        &findings
      )
    }
    return institution
  }
}

/// Bytes as two digits each, either case.
enum Hexadecimal {
  static func decode(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count.isMultiple(of: 2), digits.count <= 128 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = value(digits[index]), let low = value(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
