package import CarnetCore
package import Interop
import MedicalRecord

/// Documents that a request brings: the transaction of ITI-65, or the one DocumentReference of
/// ITI-105 with its content inside.
package struct FHIRDeposit: Sendable {
  /// What an entry of the transaction is, in the order they came: the answer keeps it.
  package enum Entry: Hashable, Sendable {
    case submissionSet
    /// The document's place in `submission.documents`.
    case document(Int)
    /// A Binary: it is the content of the document of that place, where one names it.
    case content(document: Int?)
    /// The predecessor's new status, which follows from the replacement itself.
    case predecessor(String)
    /// Folders are not kept: said by a warning.
    case folder
    /// A patient, an author, a structure sent along.
    case person
  }

  /// A document that names the one it replaces by its address on this server.
  package struct Replacement: Hashable, Sendable {
    /// Its place in `submission.documents`.
    package var document: Int
    /// The logicalID, or an earlier entryUUID, in the address.
    package var target: EventID
  }

  package var submission: IncomingSubmission
  package var entries: [Entry]
  /// To be looked up by whoever knows the documents, who then sets `metadata.replaces`.
  package var replacements: [Replacement] = []
  package var warnings: [FHIRIssue] = []

  /// Reads a transaction (ITI-65).
  ///
  /// - Parameters:
  ///   - body: the request's body.
  ///   - reader: takes the documents out.
  ///   - isStrict: whether what PDSm Comprehensive asks for and lenient senders leave out is refused.
  /// - Throws: status 400 for what is no such transaction, 422 for one that breaks a rule.
  package init(
    transaction body: FHIRRequestBody,
    reader: FHIRReader,
    isStrict: Bool = false
  ) throws(FHIRFailure) {
    guard body.resourceType == "Bundle", body.value["type"]?.text == "transaction" else {
      throw FHIRFailure(
        400,
        FHIRIssue(
          .invalid,
          "un Bundle de type transaction est attendu",
          "a Bundle of type transaction is expected",
          at: ["Bundle.type"]
        )
      )
    }
    submission = try Self.read(body, reader)
    entries = Self.entries(of: body.value)
    let references = body.value.list("entry").compactMap { $0["resource"] }
      .filter { $0["resourceType"]?.text == "DocumentReference" }
    finish(references, isStrict)
    if entries.contains(.folder) {
      warnings.append(
        FHIRIssue(
          .processing,
          severity: .warning,
          code: "PartialFolderContentNotProcessed",
          "les classeurs ne sont pas conservés",
          "folders are not kept"
        )
      )
    }
    if !entries.contains(.submissionSet) {
      warnings.append(
        FHIRIssue(
          .required,
          severity: .warning,
          "lot de soumission absent : le serveur en crée un",
          "no submission set: the server makes one",
          at: ["Bundle.entry"]
        )
      )
    }
    try check(isStrict)
  }

  /// Reads a DocumentReference whose attachment holds the content (ITI-105).
  package init(
    documentReference body: FHIRRequestBody,
    reader: FHIRReader,
    isStrict: Bool = false
  ) throws(FHIRFailure) {
    guard body.resourceType == "DocumentReference" else {
      throw FHIRFailure(
        400,
        FHIRIssue(
          .invalid,
          "une DocumentReference est attendue",
          "a DocumentReference is expected",
          at: ["resourceType"]
        )
      )
    }
    submission = try Self.read(body, reader)
    entries = [.document(0)]
    finish([body.value], isStrict)
    try check(isStrict)
  }

  private static func read(
    _ body: FHIRRequestBody,
    _ reader: FHIRReader
  ) throws(FHIRFailure) -> IncomingSubmission {
    do throws(FHIRRefusal) {
      let submissions = try reader.read(
        body.value,
        source: body.source,
        mediaType: body.format.mediaType
      )
      guard let submission = submissions.first, !submission.documents.isEmpty else {
        throw .noDocument
      }
      return submission
    } catch {
      throw FHIRFailure(error)
    }
  }

  private static func entries(of bundle: JSONValue) -> [Entry] {
    var count = 0
    var contents: [String: Int] = [:]
    for entry in bundle.list("entry") {
      guard let resource = entry["resource"],
        resource["resourceType"]?.text == "DocumentReference"
      else { continue }
      if let url = resource.list("content").first?["attachment"]?["url"]?.text {
        contents[url] = count
      }
      count += 1
    }
    count = 0
    return bundle.list("entry")
      .map { entry in
        let resource = entry["resource"]
        switch resource?["resourceType"]?.text {
        case "DocumentReference"?:
          count += 1
          return .document(count - 1)
        case "List"?:
          let codes = resource?["code"]?.list("coding") ?? []
          return codes.contains { $0["code"]?.text == "submissionset" } ? .submissionSet : .folder
        case "Binary"?: return .content(document: contents[entry["fullUrl"]?.text ?? ""])
        case "Parameters"?: return .predecessor(entry["request"]?["url"]?.text ?? "")
        default: return .person
        }
      }
  }

  private mutating func finish(_ references: [JSONValue], _ isStrict: Bool) {
    for (place, document) in submission.documents.enumerated() {
      for case .envelopeDiffers(let path) in document.findings.map(\.kind) {
        warnings.append(
          FHIRIssue(
            .value,
            severity: .warning,
            "document \(place + 1) : \(path) ne s'accorde pas avec le contenu ou le type, qui l'emporte",
            "document \(place + 1): \(path) is not that of the content or type, which prevails",
            at: ["DocumentReference.\(path)"]
          )
        )
      }
    }
    for (place, reference) in references.enumerated() {
      for relation in reference.list("relatesTo") where relation["code"]?.text == "replaces" {
        let address = relation["target"]?["reference"]?.text ?? ""
        if let id = address.split(separator: "/").last.flatMap({ EventID(String($0)) }),
          address.contains("DocumentReference/")
        {
          replacements.append(Replacement(document: place, target: id))
        }
      }
      for (name, path) in Self.wanted where !Self.has(reference, name) {
        warnings.append(
          FHIRIssue(
            .required,
            severity: .warning,
            "document \(place + 1) : \(path) est obligatoire dans PDSm",
            "document \(place + 1): PDSm asks for \(path)",
            at: ["DocumentReference.\(path)"]
          )
        )
      }
    }
  }

  /// What PDSm Comprehensive makes compulsory and published examples leave out.
  private static let wanted: [([String], String)] = [
    (["custodian"], "custodian"), (["securityLabel"], "securityLabel"),
    (["context", "period"], "context.period"),
    (["context", "facilityType"], "context.facilityType"),
    (["context", "practiceSetting"], "context.practiceSetting"),
    (["context", "sourcePatientInfo"], "context.sourcePatientInfo"),
  ]

  private static func has(_ reference: JSONValue, _ path: [String]) -> Bool {
    var value: JSONValue? = reference
    for name in path { value = value?[name] }
    return value != nil
  }

  private func check(_ isStrict: Bool) throws(FHIRFailure) {
    let missing = warnings.filter { $0.kind == .required }
    guard isStrict, !missing.isEmpty else { return }
    throw FHIRFailure(
      422,
      missing.map { warning in
        var problem = warning
        problem.severity = .error
        problem.code = "XDSRegistryMetadataError"
        return problem
      }
    )
  }
}
