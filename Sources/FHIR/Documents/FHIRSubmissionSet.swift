package import CarnetCore
package import MedicalRecord

/// Documents that were sent together, as FHIR shows them: a List of code `submissionset`.
package struct FHIRSubmissionSet: Hashable, Sendable {
  package var id: EventID
  package var entryID: EventID
  /// The sender's identifier of the set.
  package var uniqueID: String
  /// The system that sent it.
  package var sourceID: String?
  package var title: String?
  package var contentType: Code?
  package var author: DocumentAuthor?
  /// When it was sent: `List.date`.
  package var submitted: Instant
  package var updated: Instant
  /// Those of its documents that whoever asks may see, by logicalID.
  package var documents: [EventID]
  package var subject: FHIRSubject

  package init(
    id: EventID,
    entryID: EventID? = nil,
    uniqueID: String,
    submitted: Instant,
    updated: Instant,
    documents: [EventID],
    subject: FHIRSubject
  ) {
    self.id = id
    self.entryID = entryID ?? id
    self.uniqueID = uniqueID
    self.submitted = submitted
    self.updated = updated
    self.documents = documents
    self.subject = subject
  }

  package var path: String { "List/\(id)" }
}

extension FHIRValue {
  static let listTypes = "https://profiles.ihe.net/ITI/MHD/CodeSystem/MHDlistTypes"
  private static let mhd = "https://profiles.ihe.net/ITI/MHD/StructureDefinition/"

  package static func list(_ set: FHIRSubmissionSet) -> FHIRValue {
    var people = ContainedPeople()
    let author = set.author.map { people.add($0, subject: set.subject) }
    let organisation = set.author?.institution.map { people.add($0) }
    let patient = people.add(set.subject)
    var source = author
    if let organisation {
      var object = FHIRObject()
      object["extension"] = [
        ["url": .string("\(mhd)ihe-authorOrg"), "valueReference": organisation]
      ]
      object["reference"] = author?["reference"]
      source = .object(object)
    }
    let type: FHIRValue? = set.contentType.map { code in
      [
        "url": .string("\(mhd)ihe-designationType"), "valueCodeableConcept": .concept(code),
      ]
    }
    let sender: FHIRValue? = set.sourceID.map { line in
      ["url": .string("\(mhd)ihe-sourceId"), "valueIdentifier": .identifier(line: line)]
    }
    let patientID: FHIRValue = [
      "url": .string("\(mhd)ihe-sourcePatientId"), "valueReference": patient,
    ]
    let entry: FHIRValue = [
      "use": "official", "system": "urn:ietf:rfc:3986",
      "value": .string("urn:uuid:\(set.entryID)"),
    ]

    var resource = FHIRObject(resource: "List")
    resource["id"] = .string(set.id.description)
    resource["meta"] = [
      "versionId": "1", "lastUpdated": .moment(set.updated),
      "profile": [
        .string(
          "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/"
            + "pdsm-submissionset-comprehensive"
        )
      ],
    ]
    resource["contained"] = .array(people.resources)
    resource["extension"] = .list([type, sender, patientID, isArchived(false)])
    resource["identifier"] = [.identifier(line: set.uniqueID, use: "usual"), entry]
    resource["status"] = "current"
    resource["mode"] = "working"
    resource["title"] = .text(set.title)
    resource["code"] = .concept(listTypes, "submissionset", "SubmissionSet as a FHIR List")
    resource["subject"] = set.subject.reference
    resource["date"] = .moment(set.submitted)
    resource["source"] = source ?? unknownElement
    resource["entry"] = .list(
      set.documents.map { ["item": .reference("DocumentReference/\($0)")] }
    )
    return .object(resource)
  }
}
