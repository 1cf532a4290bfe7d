import CarnetCore
import Interop
import MedicalRecord
import Testing

@testable import FHIR

/// A document as PDSm Comprehensive shows it.
struct DocumentReferenceTests {
  private func reference(_ document: FHIRDocument) -> FHIRValue {
    .documentReference(document, at: Samples.site)
  }

  @Test func `the id is the logicalId, the entryUUID an identifier, the uniqueId the master`()
    throws
  {
    let document = try Samples.document()
    let value = reference(document)
    #expect(value["id"]?.text == Samples.id(17).description)
    let identifiers = value.list("identifier").compactMap { $0["value"]?.text }
    #expect(identifiers == ["urn:uuid:\(Samples.id(18))", "urn:uuid:\(Samples.id(17))"])
    #expect(value["masterIdentifier"]?["system"]?.text == "urn:oid:1.2.250.1.213.1.1.1.1")
    #expect(value["masterIdentifier"]?["value"]?.text == "doc-17")
    #expect(value["meta"]?["versionId"]?.text == "2")
    #expect(value["meta"]?["lastUpdated"]?.text == "2026-03-05T17:00:00.250+01:00")
  }

  @Test func `every element that PDSm makes compulsory is there`() throws {
    for document in [try Samples.document(), try Samples.hiddenDocument()] {
      let value = reference(document)
      for name in [
        "contained", "masterIdentifier", "status", "type", "category", "subject", "date", "author",
        "custodian", "securityLabel", "content", "context",
      ] { #expect(value[name] != nil, "\(name)") }
      let attachment = value.list("content").first?["attachment"]
      for name in ["contentType", "language", "url", "size", "hash", "title", "creation"] {
        #expect(attachment?[name] != nil, "\(name)")
      }
      for name in ["period", "facilityType", "practiceSetting", "sourcePatientInfo"] {
        #expect(value["context"]?[name] != nil, "\(name)")
      }
    }
  }

  @Test func `what nobody knows is said to be unknown and not invented`() throws {
    let context = reference(try Samples.hiddenDocument())["context"]
    #expect(context?["period"]?["start"] == nil)
    let reason = context?["period"]?["_start"]?.list("extension").first?["valueCode"]
    #expect(reason?.text == "unknown")
    #expect(context?["facilityType"]?["coding"] == nil)
  }

  @Test(arguments: [
    (false, false, "current"), (true, false, "superseded"), (false, true, "entered-in-error"),
    (true, true, "entered-in-error"),
  ])
  func `the status follows from replacement and deletion`(
    _ isReplaced: Bool,
    _ isDeleted: Bool,
    _ status: String
  ) throws {
    var document = try Samples.document()
    document.isReplaced = isReplaced
    document.isDeleted = isDeleted
    #expect(reference(document)["status"]?.text == status)
  }

  @Test func `labels that hide stand beside the level, and reading them gives the same labels`()
    throws
  {
    var document = try Samples.document()
    document.hiddenFrom = [.patient, .representatives]
    let codes = reference(document).list("securityLabel")
      .compactMap { FHIRTypes.concept($0.json) }
    #expect(codes.map(\.code) == ["N", "INVISIBLE_PATIENT", "INVISIBLE_REPRESENTANTS_LEGAUX"])
    #expect(Set(codes.compactMap { Visibility(label: $0) }) == document.hiddenFrom)
  }

  @Test func `references into contained lead to a resource, and each contained one is referred to`()
    throws
  {
    for document in [try Samples.document(), try Samples.hiddenDocument()] {
      let value = reference(document)
      let ids = value.list("contained").compactMap { $0["id"]?.text }
      #expect(Set(ids).count == ids.count)
      var references: Set<String> = []
      func collect(_ value: FHIRValue) {
        switch value {
        case .object(let object):
          if let text = object["reference"]?.text, text.hasPrefix("#") {
            references.insert(String(text.dropFirst()))
          }
          for member in object.members { collect(member.value) }
        case .array(let elements): elements.forEach(collect)
        default: break
        }
      }
      collect(value)
      #expect(references == Set(ids))
    }
  }

  @Test func `a device is a Device and the patient who wrote is the patient`() throws {
    var document = try Samples.hiddenDocument()
    let types = reference(document).list("contained").compactMap { $0["resourceType"]?.text }
    #expect(types.contains("Device"))
    document.metadata.authors = [
      DocumentAuthor(
        identifier: .other(
          try InstanceIdentifier(root: "1.2.250.1.213.1.4.10", extension: "277076322082910")
        )
      )
    ]
    let value = reference(document)
    #expect(value.list("author").first?["reference"]?.text == "#patient")
  }

  @Test func `what goes out comes in again as the same metadata`() throws {
    let document = try Samples.document()
    var value = reference(document)
    let content = Array("<note/>".utf8)
    // As a producer would send it: the content inside, without size and hash.
    value.set(
      "content",
      [
        [
          "attachment": [
            "contentType": "text/plain", "language": "fr-FR",
            "data": .string(CarnetCore.Base64.encode(content)),
            "title": .string(document.metadata.title),
            "creation": .moment(document.metadata.creationTime),
          ]
        ]
      ]
    )
    let body = try FHIRRequestBody(value.jsonBytes(), .json)
    let deposit = try FHIRDeposit(documentReference: body, reader: FHIRReader(try CDAReader()))
    let read = try #require(deposit.submission.documents.first)
    #expect(read.metadata.uniqueID == document.metadata.uniqueID)
    #expect(read.metadata.type == document.metadata.type)
    #expect(read.metadata.practiceSetting == document.metadata.practiceSetting)
    #expect(read.metadata.facilityType == document.metadata.facilityType)
    #expect(read.metadata.serviceStart == document.metadata.serviceStart)
    #expect(read.metadata.authors.first?.identifier == document.metadata.authors.first?.identifier)
    #expect(read.identity.ins == document.subject.ins)
    #expect(read.identity.birthName == document.subject.identity?.birthName)
    // The same in XML.
    let xml = try FHIRRequestBody(value.xmlBytes(), .xml)
    let other = try FHIRDeposit(documentReference: xml, reader: FHIRReader(try CDAReader()))
    #expect(other.submission == deposit.submission)
  }

  @Test func `an event gives back the metadata that it was made of`() throws {
    var event = DocumentAdded(try Samples.metadata(), findings: [])
    event.contentBytes = 12
    event.sha1 = .init(repeating: 7, count: 20)
    let document = FHIRDocument(
      event,
      logicalID: Samples.id(1),
      added: Samples.moment,
      subject: try Samples.subject()
    )
    var expected = try Samples.metadata()
    // What events do not keep.
    expected.authors[0].prefix = nil
    expected.authors[0].suffix = nil
    expected.legalAuthenticator?.prefix = nil
    expected.legalAuthenticator?.suffix = nil
    #expect(document.metadata == expected)
    #expect(document.size == 12)
  }
}
