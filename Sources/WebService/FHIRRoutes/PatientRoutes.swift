import CarnetCore
import FHIR
import HTTPTypes
import Hummingbird
import MedicalRecord
import RecordService

/// TD0.2: whether somebody has a record, and whether the caller may read it.
struct PatientRoutes: Sendable {
  let ground: FHIRGround

  var routes: [Route] { [search(.get, "/fhir/Patient"), search(.post, "/fhir/Patient/_search")] }

  private func search(_ method: HTTPRequest.Method, _ path: String) -> Route {
    Route(
      method: method,
      path: RoutePath(path),
      family: .fhir,
      access: .caller,
      summary: Words("Un dossier existe-t-il (TD0.2)", "Is there a record (TD0.2)"),
      parameters: [
        FHIRRoutes.parameter("identifier", "système|matricule INS", "system|INS")
      ],
      takes: method == .post ? [FHIRRoutes.form] : [],
      answers: [FHIRRoutes.answer("searchset de 0 ou 1 Patient", "searchset of 0 or 1 Patient")]
    ) { call in
      try await FHIRAnswer.answering(ground, call) { try await found(call) }
    }
  }

  private func found(_ call: Call) async throws -> Response {
    let pairs = try ground.pairs(call)
    guard let text = pairs.first(where: { $0.name == "identifier" })?.value else {
      throw WebRefusal.malformed(
        "identifier=urn:oid:1.2.250.1.213.1.4.8|matricule est attendu",
        "identifier=urn:oid:1.2.250.1.213.1.4.8|number is expected"
      )
    }
    let reference = try FHIRGround.record(token: text)
    let caller = try call.requireCaller().caller
    var resources: [FHIRValue] = []
    var headers = HTTPFields()
    do {
      let record = try await ground.find(
        reference,
        for: call,
        atLeast: try FHIRGround.atLeast(call)
      )
      let traced = try await ground.desk.existence(of: .record(record), for: caller)
      resources = [patient(traced.value)]
      headers = FHIRGround.receipt(traced.receipt.position)
    } catch ServingFailure.notFound {
      // Nothing there, or nothing that this caller may know of: an empty answer, traced either way.
    }
    let page = FHIRPage(
      resources: resources,
      total: resources.count,
      current: ground.link("Patient", pairs, cursor: nil),
      time: ground.desk.service.clock()
    )
    return try ground.answer(
      .searchset(page, at: ground.site, in: FHIRGround.language(call)),
      to: call,
      headers: headers
    )
  }

  private func patient(_ existence: Existence) -> FHIRValue {
    let identity = existence.identity?.patientIdentity
    let closure = existence.closedAt.map {
      FHIRExistence.Closure(date: $0, reason: existence.closureReason ?? .unspecified)
    }
    return .patient(
      FHIRExistence(
        subject: FHIRSubject(
          id: existence.record.description,
          ins: identity?.ins,
          identity: identity
        ),
        isActive: existence.status == .active,
        closure: closure,
        isTreatingDoctor: existence.isTreatingDoctor
      )
    )
  }
}
