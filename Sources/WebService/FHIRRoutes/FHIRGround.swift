import CarnetCore
import FHIR
import HTTPTypes
import Hummingbird
import Interop
import MedicalRecord
import RecordService

/// What all FHIR routes stand on.
struct FHIRGround: Sendable {
  let desk: RecordDesk
  let base: ServiceBase
  let custodian: Institution
  let reader: FHIRReader
  let limits: ServiceLimits

  /// Where resources are, and who keeps them.
  var site: FHIRSite { FHIRSite(base: base.text + "/fhir", custodian: custodian) }

  /// A resource as the client wants to read it.
  func answer(
    _ value: FHIRValue,
    to call: Call,
    status: HTTPResponse.Status = .ok,
    headers: HTTPFields = [:]
  ) throws(WebRefusal) -> Response {
    let form = try Self.form(call)
    var response = Response.bytes(
      value.bytes(form.isXML ? .xml : .json, isPretty: call.query["_pretty"] == "true"),
      type: form.contentType,
      status: status
    )
    for field in headers { response.headers[field.name] = field.value }
    return response
  }

  /// JSON that was written already.
  func answer(json bytes: [UInt8], headers: HTTPFields) -> Response {
    var response = Response.bytes(bytes, type: FHIRForm.json.contentType)
    for field in headers { response.headers[field.name] = field.value }
    return response
  }

  /// Whether the client wants JSON without white space.
  func isPlainJSON(_ call: Call) throws(WebRefusal) -> Bool {
    try !Self.form(call).isXML && call.query["_pretty"] != "true"
  }

  static func form(_ call: Call) throws(WebRefusal) -> FHIRForm {
    guard let form = FHIRForm(call.head) else {
      throw WebRefusal(
        .notAcceptable,
        .notAcceptable,
        "formes servies : application/fhir+json, application/fhir+xml",
        "forms served: application/fhir+json, application/fhir+xml"
      )
    }
    return form
  }

  static func language(_ call: Call) -> FHIRIssue.Language {
    call.language == .french ? .french : .english
  }

  /// A body as FHIR.
  func body(_ call: Call) throws -> FHIRRequestBody {
    guard let format = FHIRFormat(mediaType: call.header(.contentType) ?? "") else {
      throw FHIRFailure.unsupportedMediaType(
        accepted: "application/fhir+json, application/fhir+xml"
      )
    }
    var bounds = JSONValue.Limits()
    bounds.bytes = limits.bodyBytesMax
    bounds.depth = limits.jsonDepthMax
    bounds.values = limits.jsonValuesMax
    return try FHIRRequestBody(call.body, format, limits: bounds)
  }

  /// The record that a search or a resource names.
  static func record(_ patient: PatientCriterion) throws(WebRefusal) -> RecordReference {
    switch patient {
    case .id(let id):
      guard let record = Pseudonym(id) else { throw .notFound }
      return .record(record)
    case .identifier(let token):
      guard let code = token.code, case .named(let system) = token.system else {
        throw .malformed(
          "un patient se nomme par système|matricule : urn:oid:1.2.250.1.213.1.4.8|…",
          "a patient is named by system|number: urn:oid:1.2.250.1.213.1.4.8|…"
        )
      }
      return .identifier(system: system, value: code)
    }
  }

  /// The record of that name, within the limits of rate.
  ///
  /// - Throws: what `RecordDesk.find` throws; 429 whether or not there is such a record.
  func find(
    _ reference: RecordReference,
    for call: Call,
    atLeast position: Position? = nil
  ) async throws -> Pseudonym {
    let name =
      switch reference {
      case .record(let record): record.description
      case .ins(let ins), .number(let ins): ins.description
      case .identifier(let system, let value): "\(system)|\(value)"
      }
    try call.limiter.check(name: name)
    let record = try await desk.find(
      reference,
      for: try call.requireCaller().caller,
      atLeast: position
    )
    try call.limiter.check(record)
    return record
  }

  /// Holds a document's identifier against the limits of rate, those of its record among them.
  func checkRate(_ id: EventID, of call: Call) throws {
    try call.limiter.check(name: id.description)
    if let record = try desk.record(of: id) { try call.limiter.check(record) }
  }

  /// Whom documents of a record are about; asked once something of it was shown under a trace.
  func subject(of record: Pseudonym) throws -> FHIRSubject {
    let identity = try desk.service.dossier(of: record).state.identity
    return FHIRSubject(id: record.description, ins: identity?.patientIdentity.ins)
  }

  func document(_ view: DocumentView, _ subject: FHIRSubject) -> FHIRDocument {
    var document = FHIRDocument(
      view.metadata,
      logicalID: view.logicalID,
      entryID: view.entryID,
      added: view.addedAt,
      updated: view.changedAt,
      subject: subject
    )
    document.version = Int(view.revision.rawValue)
    document.hiddenFrom = view.hiddenFrom
    document.isArchived = view.isArchived
    document.isDeleted = view.isDeleted
    document.isReplaced = view.replacedBy != nil
    document.predecessor = view.predecessor
    return document
  }

  /// Headers that say where in the log the trace of this answer stands.
  static func receipt(_ position: Position) -> HTTPFields {
    [.carnetPosition: "\(position.rawValue)"]
  }

  /// The position that the client must see answered: read your write.
  static func atLeast(_ call: Call) throws(WebRefusal) -> Position? {
    guard let text = call.query["_min_position"] ?? call.header(.carnetMinPosition) else {
      return nil
    }
    guard let number = UInt64(text), number < UInt64.max else {
      throw .malformed("_min_position est une position", "_min_position is a position")
    }
    return Position(number)
  }
}

extension HTTPField.Name {
  /// Where the event of this answer stands in the log.
  static let carnetPosition = token("X-Carnet-Position")
  static let carnetMinPosition = token("X-Carnet-Min-Position")
  static let prefer = token("Prefer")
  static let ifNoneExist = token("If-None-Exist")
}
