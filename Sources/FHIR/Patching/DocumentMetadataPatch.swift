import Interop
package import MedicalRecord

/// What a PATCH of a DocumentReference asks of the record: commands, not a new state.
///
/// Labels are a set: whatever way a patch writes them, only the difference from what is there counts
/// (domain 5.1). A patch that writes one of them leaves the others alone; one that writes the whole
/// list means the whole list, and goes with an If-Match.
package struct DocumentMetadataPatch: Hashable, Sendable {
  /// Labels to set: hide from these.
  package var hides: Set<Visibility> = []
  /// Labels to take away.
  package var reveals: Set<Visibility> = []
  /// Archive, or take out of the archive; nil for neither.
  package var archives: Bool?
  package var deletes = false

  package init() {}

  /// Whether the document is already as the patch wants it.
  package var isEmpty: Bool {
    hides.isEmpty && reveals.isEmpty && archives == nil && !deletes
  }

  /// The ways in which a patch may be written.
  package enum Form: Hashable, Sendable, CaseIterable {
    /// RFC 6902: `application/json-patch+json`.
    case jsonPatch
    /// RFC 5261: `application/xml-patch+xml`.
    case xmlPatch
    /// FHIRPath Patch: a Parameters resource.
    case fhirPath(FHIRFormat)

    package static let allCases: [Form] = [
      .jsonPatch, .xmlPatch, .fhirPath(.json), .fhirPath(.xml),
    ]

    package var mediaType: String {
      switch self {
      case .jsonPatch: "application/json-patch+json"
      case .xmlPatch: "application/xml-patch+xml"
      case .fhirPath(let format): format.mediaType
      }
    }

    package init?(mediaType text: String) {
      let bare = (text.split(separator: ";").first.map { String($0).lowercased() } ?? "")
        .filter { $0 != " " }
      switch bare {
      case "application/json-patch+json": self = .jsonPatch
      case "application/xml-patch+xml": self = .xmlPatch
      default:
        guard let format = FHIRFormat(mediaType: bare) else { return nil }
        self = .fhirPath(format)
      }
    }
  }

  /// The longest patch and the most operations that are looked at.
  package static let bytesMax = 1 << 18
  package static let operationsMax = 64

  /// Reads a patch against the document as it is now.
  ///
  /// - Throws: 400 for what is no patch, 405 for what may not be changed (anything but status,
  ///   securityLabel and the archive extension), 409 for a status that no document goes back to, 422
  ///   for a test that fails or a value that is not known.
  package init(
    _ bytes: [UInt8],
    _ form: Form,
    on document: FHIRDocument
  ) throws(FHIRFailure) {
    var limits = JSONValue.Limits()
    limits.bytes = Self.bytesMax
    limits.values = 10_000
    guard bytes.count <= Self.bytesMax else {
      throw FHIRFailure(
        JSONValue.Malformed(reason: .tooLong(maximum: limits.bytes), offset: limits.bytes)
      )
    }
    let operations: [PatchOperation]
    switch form {
    case .jsonPatch: operations = try PatchOperation.readJSONPatch(bytes, limits)
    case .xmlPatch: operations = try PatchOperation.readXMLPatch(bytes, limits)
    case .fhirPath(let format):
      let body = try FHIRRequestBody(bytes, format, limits: limits)
      operations = try PatchOperation.readParameters(body.value)
    }
    try self.init(operations, on: document)
  }

  init(_ operations: [PatchOperation], on document: FHIRDocument) throws(FHIRFailure) {
    guard !operations.isEmpty, operations.count <= Self.operationsMax else {
      throw FHIRFailure(
        400,
        FHIRIssue(
          .invalid,
          "1 à \(Self.operationsMax) opérations sont attendues",
          "1 to \(Self.operationsMax) operations are expected"
        )
      )
    }
    var draft = PatchDraft(document)
    for operation in operations { try draft.apply(operation) }
    self = try draft.difference(from: document)
  }
}
