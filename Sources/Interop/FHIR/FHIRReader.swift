import CarnetCore
import MedicalRecord

/// Reads documents as FHIR brings them: the transaction of ITI-65, a collection, a document bundle,
/// or one DocumentReference with its content inside (PDSm, MHD).
package struct FHIRReader: Sendable {
  private let cda: CDAReader

  package init(_ cda: CDAReader) { self.cda = cda }

  func read(_ bytes: [UInt8]) throws(FHIRRefusal) -> [IncomingSubmission] {
    let root: JSONValue
    do throws(JSONValue.Malformed) {
      root = try JSONValue(bytes)
    } catch {
      throw .json(error)
    }
    return try read(root, source: bytes, mediaType: "application/fhir+json")
  }

  /// Reads a resource whose form, JSON or XML, was read before.
  ///
  /// - Parameters:
  ///   - root: the resource.
  ///   - source: the bytes that it was read from: a document bundle is itself the content.
  ///   - mediaType: of those bytes.
  package func read(
    _ root: JSONValue,
    source: [UInt8],
    mediaType: String
  ) throws(FHIRRefusal) -> [IncomingSubmission] {
    guard let type = root["resourceType"]?.text else { throw .notFHIR }
    switch type {
    case "Bundle": return [try bundle(root, source, mediaType)]
    case "DocumentReference":
      let document = try document(root, number: 1, FHIRResources())
      return [IncomingSubmission(documents: [document])]
    default: throw .resource(Self.shown(type))
    }
  }

  /// A name from outside as a sentence may show it.
  private static func shown(_ text: String) -> String { String(text.prefix(40)) }

  // MARK: Bundles

  private func bundle(
    _ bundle: JSONValue,
    _ bytes: [UInt8],
    _ mediaType: String
  ) throws(FHIRRefusal) -> IncomingSubmission {
    let type = bundle["type"]?.text ?? ""
    switch type {
    case "transaction", "collection": break
    case "document": return IncomingSubmission(documents: [try composed(bundle, bytes, mediaType)])
    default: throw .bundleType(Self.shown(type))
    }
    let entries = bundle.list("entry")
    try check(entries)
    let resources = FHIRResources(entries)
    var documents: [IncomingDocument] = []
    var list: JSONValue?
    var foundFolder = false
    try checkContents(entries)
    for entry in entries {
      guard let resource = entry["resource"] else { continue }
      switch resource["resourceType"]?.text {
      case "DocumentReference"?:
        documents.append(try document(resource, number: documents.count + 1, resources))
      case "List"? where Self.isSubmissionSet(resource):
        guard list == nil else { throw .severalSubmissionSets }
        list = resource
      case "List"?: foundFolder = true
      default: continue
      }
    }
    guard !documents.isEmpty else { throw .noDocument }
    if foundFolder {
      for index in documents.indices {
        documents[index].findings.append(ImportFinding(.folderIgnored, line: 0))
      }
    }
    return try submission(list, documents, resources)
  }

  /// One content, one document: decoding one again and again would cost the square of a bundle.
  private func checkContents(_ entries: [JSONValue]) throws(FHIRRefusal) {
    var urls: Set<String> = []
    var number = 0
    for entry in entries {
      guard let resource = entry["resource"],
        resource["resourceType"]?.text == "DocumentReference"
      else { continue }
      number += 1
      guard let url = resource.list("content").first?["attachment"]?["url"]?.text else { continue }
      guard urls.insert(url).inserted else { throw .document(.contentShared, document: number) }
    }
  }

  /// What is looked for in what must not both be long.
  private static func checkCounts(_ resource: JSONValue) throws(EnvelopeRefusal) {
    for name in ["contained", "author", "relatesTo", "attester"] {
      guard resource.list(name).count <= EnvelopeRefusal.countMax else { throw .tooMany(name) }
    }
  }

  /// Documents and those they name, nothing else, and only to be added.
  private func check(_ entries: [JSONValue]) throws(FHIRRefusal) {
    for (index, entry) in entries.enumerated() {
      let method = entry["request"]?["method"]?.text ?? "POST"
      let type = entry["resource"]?["resourceType"]?.text
      switch type {
      // The predecessor's new status: it follows from the replacement itself.
      case "Parameters"? where method == "PATCH": continue
      case "DocumentReference"?, "Binary"?, "List"?, "Patient"?, "Practitioner"?,
        "PractitionerRole"?, "Organization"?, "Device"?, "RelatedPerson"?:
        guard method == "POST" else { throw .method(Self.shown(method), entry: index + 1) }
      case let type?: throw .unexpected(Self.shown(type), entry: index + 1)
      case nil: throw .method(Self.shown(method), entry: index + 1)
      }
    }
  }

  private static func isSubmissionSet(_ list: JSONValue) -> Bool {
    list["code"]?.list("coding").contains { $0["code"]?.text == "submissionset" } == true
  }

  private func submission(
    _ list: JSONValue?,
    _ documents: [IncomingDocument],
    _ resources: FHIRResources
  ) throws(FHIRRefusal) -> IncomingSubmission {
    var submission = IncomingSubmission(documents: documents)
    guard let list else { return submission }
    do throws(EnvelopeRefusal) {
      try Self.checkCounts(list)
    } catch {
      throw .document(error, document: 1)
    }
    for item in list.list("entry") {
      guard resources.resolve(item["item"], in: list) != nil else { throw .submissionIncomplete }
    }
    var doubts = FindingCollector()
    do throws(EnvelopeRefusal) {
      let subject = try FHIRPeople(resources: resources)
        .identity([list["subject"]], in: list, &doubts)
      if let ins = subject?.ins {
        for document in documents {
          if let other = document.identity.ins, !ins.hasNumber(of: other) { throw .patientDiffers }
        }
      }
    } catch {
      throw .document(error, document: 1)
    }
    let identifiers = list.list("identifier")
    let unique = identifiers.first { $0["use"]?.text == "usual" } ?? identifiers.first
    submission.uniqueID = FHIRTypes.identifier(unique)?.description
    submission.submitted = FHIRTypes.moment(list["date"])
    submission.sourceID =
      list.list("extension")
      .first { $0["url"]?.text?.hasSuffix("/ihe-sourceId") == true }
      .flatMap { FHIRTypes.identifier($0["valueIdentifier"])?.description }
    return submission
  }

  // MARK: Document references

  private func document(
    _ reference: JSONValue,
    number: Int,
    _ resources: FHIRResources
  ) throws(FHIRRefusal) -> IncomingDocument {
    let status = reference["status"]?.text ?? "current"
    guard status == "current" else { throw .notCurrent(Self.shown(status), document: number) }
    let contents = reference.list("content")
    guard contents.count <= 1 else { throw .severalContents(document: number) }
    do throws(EnvelopeRefusal) {
      try Self.checkCounts(reference)
      guard let content = contents.first, let attachment = content["attachment"] else {
        throw .missing("content.attachment")
      }
      let bytes = try bytes(of: attachment, in: reference, resources)
      var envelope = try envelope(reference, attachment, resources)
      envelope.format = FHIRTypes.code(content["format"])
      return try envelope.document(bytes, reader: cda)
    } catch {
      throw .document(error, document: number)
    }
  }

  private func bytes(
    of attachment: JSONValue,
    in owner: JSONValue,
    _ resources: FHIRResources
  ) throws(EnvelopeRefusal) -> [UInt8] {
    let text: String
    if let data = attachment["data"]?.text {
      text = data
    } else if let url = attachment["url"]?.text {
      guard let binary = resources.resolve(url, in: owner),
        binary["resourceType"]?.text == "Binary", let data = binary["data"]?.text
      else { throw .contentElsewhere }
      text = data
    } else {
      throw .missing("content.attachment.data")
    }
    do throws(Base64.Failure) {
      return try Base64.decode(Array(text.utf8), maximum: cda.limits.xml.documentBytes)
    } catch {
      throw .content(error)
    }
  }

  private func envelope(
    _ reference: JSONValue,
    _ attachment: JSONValue,
    _ resources: FHIRResources
  ) throws(EnvelopeRefusal) -> DocumentEnvelope {
    let people = FHIRPeople(resources: resources)
    var envelope = DocumentEnvelope(.fhir)
    envelope.size = attachment["size"]?.whole
    if let hash = attachment["hash"]?.text {
      do throws(Base64.Failure) {
        envelope.sha1 = try Base64.decode(Array(hash.utf8), maximum: 64)
      } catch {
        throw .invalid(DocumentEnvelope.Vocabulary.fhir.name(.hash))
      }
    }
    if let identifier = reference["masterIdentifier"] {
      guard let read = FHIRTypes.identifier(identifier) else {
        throw .invalid(DocumentEnvelope.Vocabulary.fhir.name(.uniqueID))
      }
      envelope.uniqueID = read
    }
    let context = reference["context"]
    envelope.identity = try people.identity(
      [context?["sourcePatientInfo"], reference["subject"]],
      in: reference,
      &envelope.findings
    )
    envelope.title = attachment["title"]?.text ?? reference["description"]?.text
    envelope.type = FHIRTypes.concept(reference["type"])
    envelope.classCode = FHIRTypes.concept(reference.list("category").first)
    envelope.confidentiality = reference.list("securityLabel")
      .flatMap { $0.list("coding") }.compactMap { FHIRTypes.code($0) }
    envelope.facilityType = FHIRTypes.concept(context?["facilityType"])
    envelope.practiceSetting = FHIRTypes.concept(context?["practiceSetting"])
    envelope.creationTime =
      FHIRTypes.moment(attachment["creation"]) ?? FHIRTypes.moment(reference["date"])
    envelope.serviceStart = FHIRTypes.moment(context?["period"]?["start"])
    envelope.serviceStop = FHIRTypes.moment(context?["period"]?["end"])
    envelope.language = attachment["language"]?.text
    envelope.mediaType = attachment["contentType"]?.text
    envelope.eventCodes = context?.list("event").compactMap { FHIRTypes.concept($0) } ?? []
    envelope.authors = reference.list("author")
      .compactMap { people.author($0, in: reference, &envelope.findings) }
    envelope.legalAuthenticator = people.author(
      reference["authenticator"],
      in: reference,
      &envelope.findings
    )
    envelope.custodian = people.institution(
      reference["custodian"],
      in: reference,
      &envelope.findings
    )
    readRelations(reference, resources, into: &envelope)
    return envelope
  }

  private func readRelations(
    _ reference: JSONValue,
    _ resources: FHIRResources,
    into envelope: inout DocumentEnvelope
  ) {
    for relation in reference.list("relatesTo") {
      let code = Self.shown(relation["code"]?.text ?? "?")
      let target = relation["target"]
      let parent = resources.resolve(target, in: reference)
      // Named by its identifier, by itself beside it, or by an address that is an identifier.
      let identifier =
        FHIRTypes.identifier(parent?["masterIdentifier"])
        ?? FHIRTypes.identifier(target?["identifier"])
        ?? target?["reference"]?.text
        .flatMap {
          $0.hasPrefix("urn:") ? FHIRTypes.identifier(.object(["value": .string($0)])) : nil
        }
      guard code == "replaces", envelope.replaces == nil, let identifier else {
        envelope.findings.note(.relationIgnored(code), line: 0)
        continue
      }
      envelope.replaces = identifier.description
    }
  }

  // MARK: Documents composed of resources

  /// A bundle of type document is itself the content, its Composition the header.
  private func composed(
    _ bundle: JSONValue,
    _ bytes: [UInt8],
    _ mediaType: String
  ) throws(FHIRRefusal) -> IncomingDocument {
    let entries = bundle.list("entry")
    guard let composition = entries.first?["resource"],
      composition["resourceType"]?.text == "Composition"
    else { throw .compositionNotFirst }
    let status = composition["status"]?.text ?? "final"
    guard ["final", "amended"].contains(status) else {
      throw .notCurrent(Self.shown(status), document: 1)
    }
    let resources = FHIRResources(entries)
    let people = FHIRPeople(resources: resources)
    var envelope = DocumentEnvelope(.fhir)
    do throws(EnvelopeRefusal) {
      try Self.checkCounts(composition)
      envelope.identity = try people.identity(
        [composition["subject"]],
        in: composition,
        &envelope.findings
      )
      envelope.uniqueID = FHIRTypes.identifier(bundle["identifier"])
      guard envelope.uniqueID != nil else { throw .missing("Bundle.identifier") }
      envelope.title = composition["title"]?.text
      envelope.type = FHIRTypes.concept(composition["type"])
      envelope.classCode = FHIRTypes.concept(composition.list("category").first)
      envelope.creationTime =
        FHIRTypes.moment(composition["date"]) ?? FHIRTypes.moment(bundle["timestamp"])
      envelope.language = composition["language"]?.text ?? bundle["language"]?.text
      envelope.mediaType = mediaType
      if let level = composition["confidentiality"]?.text {
        envelope.confidentiality = [Code(system: "2.16.840.1.113883.5.25", code: level)]
      }
      let act = composition.list("event").first
      envelope.serviceStart = FHIRTypes.moment(act?["period"]?["start"])
      envelope.serviceStop = FHIRTypes.moment(act?["period"]?["end"])
      envelope.authors = composition.list("author")
        .compactMap { people.author($0, in: composition, &envelope.findings) }
      let attester = composition.list("attester").first { $0["mode"]?.text == "legal" }
      envelope.legalAuthenticator = people.author(
        attester?["party"],
        in: composition,
        &envelope.findings
      )
      envelope.custodian = people.institution(
        composition["custodian"],
        in: composition,
        &envelope.findings
      )
      for relation in composition.list("relatesTo") {
        let code = Self.shown(relation["code"]?.text ?? "?")
        guard code == "replaces", envelope.replaces == nil,
          let identifier = FHIRTypes.identifier(relation["targetIdentifier"])
        else {
          envelope.findings.note(.relationIgnored(code), line: 0)
          continue
        }
        envelope.replaces = identifier.description
      }
      return try envelope.document(bytes, reader: cda)
    } catch {
      throw .document(error, document: 1)
    }
  }
}
