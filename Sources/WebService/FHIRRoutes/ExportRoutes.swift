import CarnetCore
import FHIR
import Foundation
import HTTPTypes
import Hummingbird
import MedicalRecord
import RecordService

/// Bulk export in the asynchronous pattern of Bulk Data Access.
///
/// Asked for, polled, fetched as NDJSON, deleted. `_since` is a position of the log.
struct ExportRoutes: Sendable {
  let ground: FHIRGround
  let jobs: ExportJobs

  private static let types: [(name: String, part: BulkExport.Part)] = [
    ("Patient", .identity), ("DocumentReference", .documents), ("Consent", .rights),
  ]
  private static let ndjson = "application/fhir+ndjson"

  var routes: [Route] { [kickOff, status, file, delete] }

  private static let jobParameter = Route.Parameter(
    name: "job",
    place: .path,
    words: Words("l'export", "the export"),
    isRequired: true
  )

  private var kickOff: Route {
    Route(
      method: .get,
      path: RoutePath("/fhir/$export"),
      family: .fhir,
      access: .caller,
      summary: Words(
        "Demande un export de tous les dossiers (opérateurs et auditeurs, avec motif)",
        "Asks for an export of all records (operators and auditors, with a reason)"
      ),
      parameters: [
        FHIRRoutes.parameter(
          "_type",
          "Patient,DocumentReference,Consent",
          "Patient,DocumentReference,Consent"
        ),
        FHIRRoutes.parameter(
          "_since",
          "position du journal d'un export précédent",
          "log position of a former export"
        ), FHIRRoutes.parameter("_outputFormat", "ndjson", "ndjson"),
      ],
      answers: [(202, [], Words("Content-Location : où suivre", "Content-Location: where to look"))]
    ) { call in
      guard call.header(.prefer)?.contains("respond-async") ?? false else {
        throw WebRefusal.malformed(
          "un export se demande avec Prefer: respond-async",
          "an export is asked for with Prefer: respond-async"
        )
      }
      let known = try call.requireCaller()
      let parts = try Self.parts(call)
      let from = try call.number("_since", in: 0...UInt64.max - 1) ?? 0
      let end = try ground.desk.service.reader.readableSize()
      let export = BulkExport(.system, parts: parts, from: Position(from), to: Position(end))
      // Whether they may is decided, and traced, here: the files are only its continuation.
      _ = try await ground.desk.export(export, for: known.caller)
      let job = jobs.add(owner: known.rateKey) { id, expires in
        ExportJobs.Job(
          id: id,
          owner: known.rateKey,
          level: .system,
          parts: parts,
          from: Position(from),
          to: Position(end),
          request: "\(ground.site.base)/$export",
          time: ground.desk.service.clock(),
          expires: expires
        )
      }
      guard let job else { throw WebRefusal.tooManyRequests(60) }
      var response = Response(status: .accepted)
      response.headers[.contentLocation] =
        "\(ground.site.base)/$export-status/\(Hex.encode(job.id))"
      return response
    }
  }

  private static func parts(_ call: Call) throws(WebRefusal) -> Set<BulkExport.Part> {
    if let format = call.query["_outputFormat"],
      ![ndjson, "application/ndjson", "ndjson"].contains(format)
    {
      throw .malformed("_outputFormat accepte ndjson", "_outputFormat accepts ndjson")
    }
    guard let text = call.query["_type"] else { return Set(BulkExport.Part.allCases) }
    var parts: Set<BulkExport.Part> = []
    for name in text.split(separator: ",") {
      guard let part = types.first(where: { $0.name == name })?.part else {
        throw .malformed(
          "_type accepte Patient, DocumentReference, Consent",
          "_type accepts Patient, DocumentReference, Consent"
        )
      }
      parts.insert(part)
    }
    return parts
  }

  private func job(_ call: Call) throws(WebRefusal) -> ExportJobs.Job {
    try jobs.job(Hex.decodeUInt64(call.value("job")[...]), of: try call.requireCaller().rateKey)
  }

  private var status: Route {
    Route(
      method: .get,
      path: RoutePath("/fhir/$export-status/{job}"),
      family: .fhir,
      access: .caller,
      summary: Words("Où en est un export", "How far an export is"),
      parameters: [Self.jobParameter],
      answers: [(200, ["application/json"], Words("le manifeste", "the manifest"))]
    ) { call in
      let job = try job(call)
      let files = Self.types.filter { job.parts.contains($0.part) }
        .map { type in
          JSONText.object([
            ("type", JSONText.string(type.name)),
            (
              "url",
              JSONText.string("\(ground.site.base)/$export-file/\(Hex.encode(job.id))/\(type.name)")
            ),
          ])
        }
      return .json(
        JSONText.object([
          ("transactionTime", JSONText.string(job.time.description)),
          ("request", JSONText.string(job.request)), ("requiresAccessToken", "true"),
          ("output", JSONText.array(files)), ("error", "[]"),
          // The `_since` of the next one.
          ("extension", JSONText.object([("position", "\(job.to.rawValue)")])),
        ])
      )
    }
  }

  private var file: Route {
    var route = Route(
      method: .get,
      path: RoutePath("/fhir/$export-file/{job}/{type}"),
      family: .fhir,
      access: .caller,
      summary: Words("Un fichier d'un export", "A file of an export"),
      parameters: [
        Self.jobParameter,
        .init(
          name: "type",
          place: .path,
          words: Words("type de ressource", "type of resource"),
          isRequired: true
        ),
      ],
      answers: [(200, [Self.ndjson], Words("une ressource par ligne", "a resource a line"))]
    ) { call in
      let job = try job(call)
      guard let part = Self.types.first(where: { $0.name == call.value("type") })?.part,
        job.parts.contains(part)
      else { throw WebRefusal.notFound }
      let records = try await ground.desk.export(
        BulkExport(job.level, parts: [.identity, part], from: job.from, to: job.to),
        for: try call.requireCaller().caller
      )
      let ground = ground
      let body = ResponseBody { writer in
        for try await record in records {
          let lines = Self.lines(record, part, ground)
          if !lines.isEmpty { try await writer.write(ByteBuffer(bytes: lines)) }
        }
        try await writer.finish(nil)
      }
      return Response(status: .ok, headers: [.contentType: Self.ndjson], body: body)
    }
    route.isStream = true
    return route
  }

  private static func lines(
    _ record: ExportedRecord,
    _ part: BulkExport.Part,
    _ ground: FHIRGround
  ) -> [UInt8] {
    let identity = record.identity?.patientIdentity
    let subject = FHIRSubject(
      id: record.record.description,
      ins: identity?.ins,
      identity: identity
    )
    var resources: [FHIRValue] = []
    switch part {
    case .identity:
      resources = [
        .patient(FHIRExistence(subject: subject, isActive: record.status == .active))
      ]
    case .documents:
      resources = record.documents.map {
        .documentReference(ground.document($0, subject), at: ground.site)
      }
    case .rights:
      if let rights = record.rights {
        var state = RecordState()
        state.consents = rights.consents
        state.rights = rights.rights
        resources = FHIRConsent.all(of: state, subject: subject).map { .consent($0) }
      }
    }
    return resources.flatMap { $0.jsonBytes() + [0x0a] }
  }

  private var delete: Route {
    Route(
      method: .delete,
      path: RoutePath("/fhir/$export-status/{job}"),
      family: .fhir,
      access: .caller,
      summary: Words("Oublie un export", "Forgets an export"),
      parameters: [Self.jobParameter],
      answers: [(202, [], Words("oublié", "forgotten"))]
    ) { call in
      jobs.remove(try job(call).id)
      return Response(status: .accepted)
    }
  }
}
