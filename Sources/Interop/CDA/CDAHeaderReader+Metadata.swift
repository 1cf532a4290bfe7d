import CarnetCore
import MedicalRecord

// The document: its identifiers, codes and moments.
extension CDAHeaderReader {
  mutating func metadata() throws(CDARefusal) -> DocumentMetadata {
    let id = try required("id", accepted: "id with root, an OID or UUID, and perhaps extension")
    guard let uniqueID = instanceIdentifier(id) else {
      throw .invalid("id", line: id.line, accepted: "root, an OID or UUID, and perhaps extension")
    }
    let typeElement = try required("code", accepted: "code and codeSystem of the document type")
    guard let type = code(typeElement), !type.system.isEmpty else {
      throw .invalid("code", line: typeElement.line, accepted: "code and codeSystem")
    }
    let title = try required("title", accepted: "a title that people can read")
    guard let titleText = title.text.nonEmpty else {
      throw .missing("title", line: title.line, accepted: "a title that people can read")
    }
    let confidentiality = try required("confidentialityCode", accepted: "code N, R or V")
    guard let level = code(confidentiality) else {
      throw .invalid("confidentialityCode", line: confidentiality.line, accepted: "code N, R or V")
    }
    let language = try required("languageCode", accepted: "a language tag such as fr-FR")
    guard let languageTag = language["code"] else {
      throw .invalid(
        "languageCode",
        line: language.line,
        accepted: "a language tag such as fr-FR"
      )
    }
    var metadata = DocumentMetadata(
      uniqueID: uniqueID.description,
      title: titleText,
      type: type,
      confidentiality: [level],
      creationTime: try creationTime(),
      language: languageTag,
      authors: try authors(),
      mediaType: "text/xml"
    )
    readVersion(into: &metadata)
    readCodes(into: &metadata, type: typeElement, confidentiality: confidentiality)
    readService(into: &metadata)
    readPeople(into: &metadata)
    readRelations(into: &metadata)
    return metadata
  }

  /// CDA R2 says what it is in typeId; anything else is another standard or another release.
  func checkType() throws(CDARefusal) {
    guard let type = parts.element("typeId"), type["root"] == "2.16.840.1.113883.1.3",
      type["extension"] == "POCD_HD000040"
    else { throw .notCDA(line: parts.element("typeId")?.line ?? parts.line) }
  }

  private mutating func creationTime() throws(CDARefusal) -> Instant {
    let accepted = "value as YYYYMMDDHHMMSS+ZZZZ"
    let element = try required("effectiveTime", accepted: accepted)
    do throws(HL7Timestamp.Malformed) {
      let timestamp = try HL7Timestamp(element["value"] ?? "")
      note(timestamp, named: "effectiveTime", at: element)
      return timestamp.instant
    } catch {
      throw .invalid("effectiveTime", line: element.line, accepted: accepted)
    }
  }

  private mutating func readVersion(into metadata: inout DocumentMetadata) {
    metadata.setID = parts.element("setId").flatMap { instanceIdentifier($0)?.description }
    guard let element = parts.element("versionNumber") else { return }
    metadata.versionNumber = element["value"].flatMap { Int32($0) }.map(Int.init)
      .flatMap { $0 > 0 ? $0 : nil }
    if metadata.versionNumber == nil { findings.note(.versionRefused, at: element) }
  }

  /// Labels the codes by the tables and derives the class from the type.
  private mutating func readCodes(
    into metadata: inout DocumentMetadata,
    type: XMLElement,
    confidentiality: XMLElement
  ) {
    metadata.classCode = tables.documentClass(ofType: metadata.type)
    if let label = tables.label(ofType: metadata.type) {
      metadata.type.display = metadata.type.display ?? label
    } else if metadata.classCode == nil {
      findings.note(.typeUnknown(metadata.type), at: type)
    }
    if metadata.classCode == nil { findings.note(.classMissing(metadata.type), at: type) }
    for code in metadata.confidentiality where tables.label(ofConfidentiality: code) == nil {
      findings.note(.confidentialityUnknown(code), at: confidentiality)
    }
  }

  /// Facts of the documented act and of the place of care.
  ///
  /// The main act is the first that has a performer; what a performer's structure is engaged in is
  /// the practice setting. All acts give an event code.
  private mutating func readService(into metadata: inout DocumentMetadata) {
    let events = parts.elements("documentationOf").compactMap { $0.child("serviceEvent") }
    let main = events.first { $0.child("performer") != nil } ?? events.first
    metadata.eventCodes = events.compactMap { code($0.child("code")) }

    let time = main?.child("effectiveTime")
    let name = "serviceEvent/effectiveTime"
    metadata.serviceStart = moment(time?.child("low") ?? time, named: "\(name)/low")
    metadata.serviceStop = moment(time?.child("high"), named: "\(name)/high")
    if metadata.serviceStart == nil {
      findings.note(.serviceStartMissing, line: main?.line ?? parts.line)
    }

    let setting = main?
      .descendant(
        "performer",
        "assignedEntity",
        "representedOrganization",
        "standardIndustryClassCode"
      )
    metadata.practiceSetting = code(setting)
    if let code = metadata.practiceSetting {
      if tables.label(ofPracticeSetting: code) == nil {
        findings.note(.practiceSettingUnknown(code), line: setting?.line ?? parts.line)
      }
    } else {
      findings.note(.practiceSettingMissing, line: main?.line ?? parts.line)
    }

    let facility = parts.element("componentOf")?
      .descendant("encompassingEncounter", "location", "healthCareFacility", "code")
    metadata.facilityType = code(facility)
    if let code = metadata.facilityType {
      if tables.label(ofFacilityType: code) == nil {
        findings.note(.facilityTypeUnknown(code), line: facility?.line ?? parts.line)
      }
    } else {
      findings.note(
        .facilityTypeMissing,
        line: parts.element("componentOf")?.line ?? parts.line
      )
    }
  }

  private mutating func readPeople(into metadata: inout DocumentMetadata) {
    if let element = parts.element("legalAuthenticator"),
      let entity = element.child("assignedEntity")
    {
      metadata.legalAuthenticator = author(entity, role: element.child("functionCode"))
    } else {
      findings.note(.legalAuthenticatorMissing, line: parts.line)
    }
    if let element = parts.element("custodian"),
      let organization = element.descendant(
        "assignedCustodian",
        "representedCustodianOrganization"
      )
    {
      metadata.custodian = institution(organization)
    } else {
      findings.note(.custodianMissing, line: parts.line)
    }
  }

  private mutating func readRelations(into metadata: inout DocumentMetadata) {
    for relation in parts.elements("relatedDocument") {
      guard relation["typeCode"] == "RPLC", metadata.replaces == nil else {
        let type = String((relation["typeCode"] ?? "without typeCode").prefix(20))
        findings.note(.relationIgnored(type), at: relation)
        continue
      }
      let parent = relation.descendant("parentDocument", "id")
      metadata.replaces = parent.flatMap { instanceIdentifier($0)?.description }
      if metadata.replaces == nil { findings.note(.parentMissing, at: relation) }
    }
  }

  /// The format follows from the templates, or from the media type of an embedded file.
  mutating func readFormat(into metadata: inout DocumentMetadata, content: CDAContent) {
    let templates = parts.elements("templateId")
    var mediaType: String?
    if case .embedded(_, let type) = content { mediaType = type }
    metadata.format = tables.format(
      ofTemplates: templates.compactMap { $0["root"] },
      mediaType: mediaType
    )
    if metadata.format == nil {
      findings.note(.formatUnknown, line: templates.last?.line ?? parts.line)
    }
  }
}
