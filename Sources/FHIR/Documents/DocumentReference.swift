import CarnetCore
import MedicalRecord

extension FHIRValue {
  static let isArchivedExtension =
    "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived"
  static let documentProfile =
    "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
    + "pdsm-comprehensive-document-reference"

  /// A document as a DocumentReference (PDSm Comprehensive, MHD).
  ///
  /// What the profile asks for and the record does not know is said to be unknown, not invented.
  package static func documentReference(_ document: FHIRDocument, at site: FHIRSite) -> FHIRValue {
    let metadata = document.metadata
    var people = ContainedPeople()
    let patient = people.add(document.subject)
    let authors = metadata.authors.map { people.add($0, subject: document.subject) }
    let authenticator = metadata.legalAuthenticator.map {
      people.add($0, subject: document.subject)
    }
    let keeper =
      metadata.custodian ?? metadata.authors.lazy.compactMap(\.institution).first
      ?? site.custodian
    let custodian = people.add(keeper)

    var resource = FHIRObject(resource: "DocumentReference")
    resource["id"] = .string(document.logicalID.description)
    resource["meta"] = [
      "versionId": .whole(document.version).asText, "lastUpdated": .moment(document.updated),
      "profile": [.string(documentProfile)],
    ]
    resource["contained"] = .array(people.resources)
    resource["extension"] = [isArchived(document.isArchived)]
    resource["masterIdentifier"] = .identifier(line: metadata.uniqueID, use: "usual")
    resource["identifier"] = identifiers(of: document)
    resource["status"] = .string(document.status.rawValue)
    resource["type"] = .concept(metadata.type)
    resource["category"] = [.concept(metadata.classCode) ?? unknownElement]
    resource["subject"] = document.subject.reference
    resource["date"] = .moment(document.added)
    resource["author"] = .array(authors)
    resource["authenticator"] = authenticator
    resource["custodian"] = custodian
    resource["relatesTo"] = relations(of: document)
    resource["securityLabel"] = .list(document.securityLabels.map { .concept($0) })
    resource["content"] = [content(of: document, at: site)]
    resource["context"] = context(of: document, patient: patient)
    return .object(resource)
  }

  static func isArchived(_ flag: Bool) -> FHIRValue {
    ["url": .string(isArchivedExtension), "valueBoolean": .bool(flag)]
  }

  /// The entryUUID of this version, then the logicalId, which is the id of the resource too.
  private static func identifiers(of document: FHIRDocument) -> FHIRValue {
    let entry: FHIRValue = [
      "use": "official", "system": "urn:ietf:rfc:3986",
      "value": .string("urn:uuid:\(document.entryID)"),
    ]
    let logical: FHIRValue = [
      "use": "secondary", "system": "urn:ietf:rfc:3986",
      "value": .string("urn:uuid:\(document.logicalID)"),
    ]
    return document.entryID == document.logicalID ? [entry] : [entry, logical]
  }

  private static func relations(of document: FHIRDocument) -> FHIRValue? {
    guard let parent = document.metadata.replaces else { return nil }
    let target: FHIRValue = [
      "reference": document.predecessor.map { .string("DocumentReference/\($0)") },
      "type": "DocumentReference", "identifier": .identifier(line: parent),
    ]
    return [["code": "replaces", "target": target]]
  }

  private static func content(of document: FHIRDocument, at site: FHIRSite) -> FHIRValue {
    let metadata = document.metadata
    let attachment: FHIRValue = [
      "contentType": .text(metadata.mediaType), "language": .text(metadata.language),
      "url": .string("\(site.base)/\(document.binaryPath)"), "size": .whole(document.size),
      "hash": .text(Base64.encode(document.sha1)), "title": .text(metadata.title),
      "creation": .moment(metadata.creationTime),
    ]
    return ["attachment": attachment, "format": metadata.format.flatMap { .coding($0) }]
  }

  private static func context(of document: FHIRDocument, patient: FHIRValue) -> FHIRValue {
    let metadata = document.metadata
    let start = moment(metadata.serviceStart)
    let period: FHIRValue = [
      "start": start, "_start": start == nil ? unknownPrimitive : nil,
      "end": moment(metadata.serviceStop),
    ]
    return [
      "event": .list(metadata.eventCodes.map { .concept($0) }), "period": period,
      "facilityType": .concept(metadata.facilityType) ?? unknownElement,
      "practiceSetting": .concept(metadata.practiceSetting) ?? unknownElement,
      "sourcePatientInfo": patient,
    ]
  }

  /// A number as FHIR's ids and versions want it: a string.
  var asText: FHIRValue { if case .number(let text) = self { .string(text) } else { self } }
}
