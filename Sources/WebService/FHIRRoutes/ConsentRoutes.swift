import CarnetCore
import FHIR
import HTTPTypes
import Hummingbird
import MedicalRecord
import RecordService

/// The holder's consents, authorisations and blocks, as Consents.
struct ConsentRoutes: Sendable {
  let ground: FHIRGround

  var routes: [Route] { [search(.get, "/fhir/Consent"), search(.post, "/fhir/Consent/_search")] }

  private func search(_ method: HTTPRequest.Method, _ path: String) -> Route {
    Route(
      method: method,
      path: RoutePath(path),
      family: .fhir,
      access: .caller,
      summary: Words(
        "Consentements, autorisations et blocages du titulaire",
        "The holder's consents, authorisations and blocks"
      ),
      parameters: [
        FHIRRoutes.parameter("patient.identifier", "système|matricule", "system|number")
      ],
      takes: method == .post ? [FHIRRoutes.form] : [],
      answers: [FHIRRoutes.answer("searchset", "searchset")]
    ) { call in
      try await FHIRAnswer.answering(ground, call) { try await found(call) }
    }
  }

  private func found(_ call: Call) async throws -> Response {
    let pairs = try ground.pairs(call)
    let reference = try ground.patient(pairs)
    let caller = try call.requireCaller().caller
    let record = try await ground.find(reference, for: call)
    let traced = try await ground.desk.rights(
      of: .record(record),
      for: caller,
      atLeast: try FHIRGround.atLeast(call)
    )
    let state = try ground.desk.service.dossier(of: record).state
    let consents = FHIRConsent.all(of: state, subject: try ground.subject(of: record))
    let page = FHIRPage(
      resources: consents.map { .consent($0) },
      total: consents.count,
      current: ground.link("Consent", pairs, cursor: nil),
      time: ground.desk.service.clock()
    )
    return try ground.answer(
      .searchset(page, at: ground.site, in: FHIRGround.language(call)),
      to: call,
      headers: FHIRGround.receipt(traced.receipt.position)
    )
  }
}

extension FHIRGround {
  /// The record of `system|number`.
  static func record(token text: String) throws(WebRefusal) -> RecordReference {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw .malformed(
        "un patient se nomme par système|matricule : urn:oid:1.2.250.1.213.1.4.8|…",
        "a patient is named by system|number: urn:oid:1.2.250.1.213.1.4.8|…"
      )
    }
    return .identifier(system: parts[0], value: parts[1])
  }

  /// The patient of a search that has no other parameter.
  func patient(
    _ pairs: [(name: String, value: String)]
  ) throws(WebRefusal) -> RecordReference {
    let byNumber = pairs.first {
      ["patient.identifier", "patient:identifier", "subject.identifier"].contains($0.name)
    }
    if let byNumber { return try Self.record(token: byNumber.value) }
    if let reference = pairs.first(where: { ["patient", "subject"].contains($0.name) })?.value {
      return try Self.record(.id(String(reference.split(separator: "/").last ?? "")))
    }
    throw .malformed(
      "patient ou patient.identifier est attendu",
      "patient or patient.identifier is expected"
    )
  }
}
